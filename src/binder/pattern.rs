//! Patterns to find.

use std::collections::HashMap;
use std::sync::Arc;

use super::labels::fixed;
use super::types::describe;
use super::{Binder, Scope};
use crate::ast::{self, ExpressionKind, Name, Operator, PathPattern, QuantifiedPath, QuantifierKind, Step};
use crate::bound::{
    Expr, ExprKind, Match, Pattern, PatternNode, PatternPath, PatternRelationship, Quantified, Selector, Slot, Type,
    Types,
};
use crate::error::{Detail, Error, Result};
use crate::span::Span;
use crate::value::Value;

/// MATCH as it was written.
#[derive(Default)]
pub(super) struct Written<'a> {
    pub(super) optional: bool,
    pub(super) repeatable: bool,
    pub(super) paths: &'a [PathPattern],
    pub(super) predicate: Option<&'a ast::Expression>,
}

/// A pattern on its way.
struct Building {
    pattern: Pattern,
    /// Places of nodes in the pattern, by slot.
    node_at: HashMap<Slot, usize>,
    /// Map entries and inline WHEREs, bound once all names of the pattern are known.
    conditions: Vec<Condition>,
    /// What could be seen before the pattern; slots from `first` on are the pattern's own.
    outside: Scope,
    first: u32,
    /// Whether paths are chosen, so that each is walked anew.
    selecting: bool,
}

enum Condition {
    /// `{key: value}` on what stands in the slot; on each of its elements for a variable length.
    Property { slot: Slot, of: Type, key: Name, value: ast::Expression },
    /// Labels or types that an expression gives.
    Labels { slot: Slot, of: Type, labels: ast::LabelExpression, span: Span },
    /// WHERE inside a node or a relationship.
    Inline(ast::Expression),
    /// The relationships walked are those known already.
    Same { walked: Slot, known: Slot },
}

impl Binder<'_> {
    /// A pattern with its WHERE. New variables are added to the scope.
    pub(super) fn match_clause(&mut self, written: &Written<'_>, scope: &mut Scope) -> Result<Match> {
        let mut building = self.building(scope.clone());
        building.pattern.repeatable = written.repeatable;
        let selector = match written.paths {
            [path] => path.selector.as_ref().filter(|_| !path.steps.is_empty()),
            many => match many.iter().find(|path| path.selector.is_some()) {
                None => None,
                Some(path) => {
                    let message = "a path that is chosen among others stands alone in its MATCH";
                    return Err(Error::syntax(Detail::InvalidClauseComposition, message)
                        .at(path.span)
                        .hint("write a MATCH of its own for each"));
                }
            },
        };
        building.selecting = selector.is_some();
        for path in written.paths {
            self.path(path, scope, &mut building)?;
        }
        if written.repeatable {
            check_bounded(&building.pattern, written.paths)?;
        }
        let mut predicates = self.conditions_of(&mut building, scope)?;
        for path in written.paths {
            if let Some(predicate) = &path.predicate {
                predicates.extend(self.conditions(predicate, scope, "in WHERE")?);
            }
        }
        let selector = match selector {
            None => None,
            Some(selector) => {
                let count = self.row_count(&selector.count, "SHORTEST")?;
                if matches!(count.kind, ExprKind::Constant(Value::Integer(0))) {
                    return Err(Error::syntax(Detail::NumberOutOfRange, Selector::OF_NONE).at(count.span));
                }
                let predicates = std::mem::take(&mut predicates);
                Some(Selector { count, groups: selector.groups, predicates })
            }
        };
        if let Some(predicate) = written.predicate {
            predicates.extend(self.conditions(predicate, scope, "in WHERE")?);
        }
        Ok(Match { optional: written.optional, pattern: building.pattern, predicates, selector })
    }

    fn building(&self, outside: Scope) -> Building {
        let first = self.slots.len() as u32;
        let (pattern, node_at) = (Pattern::default(), HashMap::new());
        Building { pattern, node_at, conditions: Vec::new(), outside, first, selecting: false }
    }

    /// Binds what stands inside the pattern, now that all of its names are known.
    fn conditions_of(&mut self, building: &mut Building, scope: &Scope) -> Result<Vec<Expr>> {
        let mut predicates = Vec::new();
        for condition in std::mem::take(&mut building.conditions) {
            match condition {
                Condition::Inline(written) => {
                    predicates.extend(self.conditions(&written, scope, "in WHERE")?);
                }
                Condition::Same { walked, known } => {
                    let [walked, known] = [walked, known].map(|slot| Expr::slot(slot, Span::default()));
                    let compare = ExprKind::Compare(Box::new(walked), vec![(Operator::Equal, known)]);
                    predicates.push(Expr::new(compare, Span::default()));
                }
                Condition::Property { slot, of, key, value } => {
                    let value = self.plain_expression(&value, scope, "in a pattern")?;
                    predicates.push(self.each_of(slot, of, key.span, &mut |_, entity| {
                        let property = ExprKind::Property(Box::new(entity), Arc::clone(&key.text));
                        let equals = vec![(Operator::Equal, value.clone())];
                        let property = Box::new(Expr::new(property, key.span));
                        Ok(Expr::new(ExprKind::Compare(property, equals), value.span))
                    })?);
                }
                Condition::Labels { slot, of, labels, span } => {
                    predicates.push(self.each_of(slot, of, span, &mut |binder, entity| {
                        binder.has_labels(&entity, &labels, span, scope)
                    })?);
                }
            }
        }
        Ok(predicates)
    }

    /// A condition on what stands in the slot, or on each of its elements if it holds a list.
    fn each_of(
        &mut self,
        slot: Slot,
        of: Type,
        span: Span,
        condition: &mut dyn FnMut(&mut Self, Expr) -> Result<Expr>,
    ) -> Result<Expr> {
        if of != Type::Relationships {
            return condition(self, Expr::slot(slot, span));
        }
        let element = self.new_slot(" element", Type::Relationship);
        let predicate = Box::new(condition(self, Expr::new(ExprKind::Local(element), span))?);
        let list = Box::new(Expr::slot(slot, span));
        let span = predicate.span;
        Ok(Expr::new(ExprKind::Quantifier { kind: QuantifierKind::All, slot: element, list, predicate }, span))
    }

    /// A path; gives the slots along it.
    fn path(&mut self, path: &PathPattern, scope: &mut Scope, building: &mut Building) -> Result<Vec<Slot>> {
        let mut elements = Vec::new();
        let mut left = self.node(&path.start, scope, building)?;
        elements.extend(building.pattern.nodes.get(left).map(|node| node.slot));
        for (step, node) in &path.steps {
            // the node after a relationship may be named by it already, so the relationship comes second
            let right = self.node(node, scope, building)?;
            let slot = match step {
                Step::Quantified(repeated) => self.quantified(repeated, (left, right), scope, building)?,
                Step::Relationship(relationship) => self.step(relationship, (left, right), scope, building)?,
            };
            elements.push(slot);
            elements.extend(building.pattern.nodes.get(right).map(|node| node.slot));
            left = right;
        }
        if path.shortest.is_some() {
            let [(Step::Relationship(_), _)] = path.steps.as_slice() else {
                let message = "a shortest path is one relationship pattern between two nodes";
                return Err(Error::syntax(Detail::UnexpectedSyntax, message)
                    .at(path.span)
                    .hint("for example shortestPath((a)-[:type*..5]-(b)); SHORTEST 1 takes any path"));
            };
            if let Some(relationship) = building.pattern.relationships.last_mut() {
                relationship.shortest = path.shortest;
                if relationship.length.is_some_and(|(min, _)| min > 1) {
                    let message = "a shortest path is at least 0 or 1 relationships long";
                    return Err(Error::syntax(Detail::InvalidRelationshipPattern, message).at(path.span));
                }
            }
        }
        if let Some(name) = &path.variable {
            let slot = self.declare(name, Type::Path, scope)?;
            building.pattern.paths.push(PatternPath { slot, elements: elements.clone(), span: path.span });
        }
        Ok(elements)
    }

    /// A relationship, once or repeated. One that is repeated without a condition of its own is one of
    /// variable length.
    fn step(
        &mut self,
        relationship: &ast::RelationshipPattern,
        ends: (usize, usize),
        scope: &mut Scope,
        building: &mut Building,
    ) -> Result<Slot> {
        let Some(quantifier) = relationship.quantifier else {
            return self.relationship(relationship, ends, scope, building);
        };
        let known = relationship.variable.as_ref().filter(|name| scope.get(&name.text).is_some());
        if let Some(name) = known {
            return Err(super::already_bound(name));
        }
        let mut once = ast::RelationshipPattern { quantifier: None, ..relationship.clone() };
        if once.predicate.is_none() {
            once.length = Some(ast::VariableLength { min: Some(quantifier.min), max: quantifier.max });
            return self.relationship(&once, ends, scope, building);
        }
        let span = relationship.span;
        let anything = || ast::NodePattern { variable: None, labels: None, properties: None, predicate: None, span };
        let (start, steps) = (anything(), vec![(once, anything())]);
        let repeated = QuantifiedPath { start, steps, predicate: None, quantifier, span };
        self.quantified(&repeated, ends, scope, building)
    }

    /// A repeated path: its names stand for one repetition inside it, and for lists outside.
    fn quantified(
        &mut self,
        repeated: &QuantifiedPath,
        (from, to): (usize, usize),
        scope: &mut Scope,
        building: &mut Building,
    ) -> Result<Slot> {
        let mut inside = building.outside.clone();
        let mut once = self.building(inside.clone());
        once.pattern.repeatable = building.pattern.repeatable;
        for (relationship, node) in &repeated.steps {
            let names = [&repeated.start.variable, &relationship.variable, &node.variable];
            if let Some(name) = names.into_iter().flatten().find(|name| inside.get(&name.text).is_some()) {
                return Err(super::already_bound(name).hint("inside a repeated path every name is new"));
            }
        }
        let steps = repeated.steps.iter().map(|(r, node)| (Step::Relationship(r.clone()), node.clone()));
        let path = PathPattern {
            variable: None,
            start: repeated.start.clone(),
            steps: steps.collect(),
            shortest: None,
            selector: None,
            predicate: None,
            span: repeated.span,
        };
        let elements = self.path(&path, &mut inside, &mut once)?;
        let mut predicates = self.conditions_of(&mut once, &inside)?;
        if let Some(predicate) = &repeated.predicate {
            predicates.extend(self.conditions(predicate, &inside, "in WHERE")?);
        }
        let mut groups = Vec::new();
        for (name, variable) in inside.iter().filter(|(_, variable)| variable.slot.0 >= once.first) {
            let kind = if self.kind(variable.slot) == Type::Node { Type::List } else { Type::Relationships };
            let name = Name { text: Arc::clone(name), span: repeated.span };
            groups.push((variable.slot, self.declare(&name, kind, scope)?));
        }
        let slot = self.new_slot(" relationships", Type::Relationships);
        let inner = Match { optional: false, pattern: once.pattern, predicates, selector: None };
        let (types, direction) = match inner.pattern.relationships.as_slice() {
            [only] => (only.types.clone(), only.direction),
            _ => (Types::Any, ast::Direction::Both),
        };
        building.pattern.relationships.push(PatternRelationship {
            slot,
            bound: false,
            from,
            to,
            direction,
            types,
            length: Some((repeated.quantifier.min, repeated.quantifier.max)),
            shortest: None,
            repeated: Some(Box::new(Quantified { inner, elements, groups })),
        });
        Ok(slot)
    }

    fn node(&mut self, node: &ast::NodePattern, scope: &mut Scope, building: &mut Building) -> Result<usize> {
        let known = node.variable.as_ref().and_then(|name| Some((name, scope.get(&name.text)?.slot)));
        let (slot, bound) = match known {
            Some((name, slot)) => {
                self.check_kind(name, slot, Type::Node)?;
                self.import(slot);
                (slot, true)
            }
            None => match &node.variable {
                Some(name) => (self.declare(name, Type::Node, scope)?, false),
                None => (self.new_slot(" node", Type::Node), false),
            },
        };
        let next = building.pattern.nodes.len();
        let at = *building.node_at.entry(slot).or_insert(next);
        if at == next {
            building.pattern.nodes.push(PatternNode { slot, bound, labels: Vec::new() });
        }
        if let Some(labels) = &node.labels {
            self.note_labels(labels);
            let parts = match labels {
                ast::LabelExpression::And(parts) if fixed(labels).is_none() => parts.as_slice(),
                all => std::slice::from_ref(all),
            };
            for part in parts {
                match (fixed(part), building.pattern.nodes.get_mut(at)) {
                    (Some(labels), Some(node)) => node.labels.push(labels),
                    _ => building.conditions.push(Condition::Labels {
                        slot,
                        of: Type::Node,
                        labels: part.clone(),
                        span: node.span,
                    }),
                }
            }
        }
        self.note_properties(node.properties.as_ref(), slot, Type::Node, building)?;
        building.conditions.extend(node.predicate.clone().map(Condition::Inline));
        Ok(at)
    }

    fn relationship(
        &mut self,
        relationship: &ast::RelationshipPattern,
        (from, to): (usize, usize),
        scope: &mut Scope,
        building: &mut Building,
    ) -> Result<Slot> {
        let kind = if relationship.length.is_some() { Type::Relationships } else { Type::Relationship };
        let (mut slot, mut bound) = (None, false);
        if let Some(name) = &relationship.variable {
            match scope.get(&name.text) {
                Some(variable) if variable.slot.0 >= building.first && self.kind(variable.slot) == kind => {
                    return Err(Error::syntax(
                        Detail::RelationshipUniquenessViolation,
                        format!("relationship `{}` stands twice in one pattern", name.text),
                    )
                    .at(name.span)
                    .hint("within one MATCH every relationship is another one"));
                }
                Some(variable) => {
                    self.check_kind(name, variable.slot, kind)?;
                    self.import(variable.slot);
                    (slot, bound) = (Some(variable.slot), true);
                }
                None => slot = Some(self.declare(name, kind, scope)?),
            }
        }
        // relationships that are known already, walked in this order (Match4 [8])
        if let (Some(known), true, true) = (slot, bound, relationship.length.is_some() || building.selecting) {
            let walked = self.new_slot(" relationships", kind);
            building.conditions.push(Condition::Same { walked, known });
            (slot, bound) = (Some(walked), false);
        }
        let slot = slot.unwrap_or_else(|| self.new_slot(" relationship", kind));
        let length = relationship.length.map(|length| (length.min.unwrap_or(1), length.max));
        let (types, labels) = self.types(relationship.types.as_ref());
        building.pattern.relationships.push(PatternRelationship {
            slot,
            bound,
            from,
            to,
            direction: relationship.direction,
            types,
            length,
            shortest: None,
            repeated: None,
        });
        if let Some(labels) = labels {
            building.conditions.push(Condition::Labels { slot, of: kind, labels, span: relationship.span });
        }
        self.note_properties(relationship.properties.as_ref(), slot, kind, building)?;
        if let Some(predicate) = &relationship.predicate {
            if length.is_some() {
                let message = "WHERE cannot stand in a relationship of variable length";
                return Err(Error::syntax(Detail::NotSupported, message)
                    .at(predicate.span)
                    .hint("write -[r WHERE ...]->{1,3}, which asks it of each relationship"));
            }
            building.conditions.push(Condition::Inline(predicate.clone()));
        }
        Ok(slot)
    }

    /// Notes that an enclosing subquery takes this slot from the row outside.
    pub(super) fn import(&mut self, slot: Slot) {
        for frame in &mut self.frames {
            if slot.0 < frame.first {
                frame.imports.insert(slot);
            }
        }
    }

    /// An error if what the variable holds can never stand in this place.
    pub(super) fn check_kind(&self, name: &Name, slot: Slot, wanted: Type) -> Result<()> {
        let found = self.kind(slot);
        let fits = match found {
            Type::Any | Type::Null => true,
            Type::List => wanted == Type::Relationships,
            other => other == wanted,
        };
        if fits {
            return Ok(());
        }
        Err(Error::syntax(
            Detail::VariableTypeConflict,
            format!("variable `{}` is {}, not {}", name.text, describe(found), describe(wanted)),
        )
        .at(name.span))
    }

    fn note_properties(
        &mut self,
        properties: Option<&ast::Expression>,
        slot: Slot,
        of: Type,
        building: &mut Building,
    ) -> Result<()> {
        let Some(properties) = properties else { return Ok(()) };
        let ExpressionKind::Map(entries) = &properties.kind else {
            return Err(parameter_as_pattern(properties.span));
        };
        for (key, value) in entries {
            let known = self.store.keys().find(&key.text).is_some();
            self.note_unknown("property", key, known);
            building.conditions.push(Condition::Property { slot, of, key: key.clone(), value: value.clone() });
        }
        Ok(())
    }
}

/// An error if a path of a pattern that may repeat relationships could be endless.
fn check_bounded(pattern: &Pattern, paths: &[PathPattern]) -> Result<()> {
    let endless = pattern.relationships.iter().any(|relationship| matches!(relationship.length, Some((_, None))));
    match paths.first() {
        Some(path) if endless => {
            let message = "with REPEATABLE ELEMENTS a path needs an upper bound";
            Err(Error::syntax(Detail::InvalidRelationshipPattern, message).at(path.span).hint("for example {1,5}"))
        }
        _ => Ok(()),
    }
}

/// The error for `MATCH (n $map)` and `MERGE (n $map)`.
pub(super) fn parameter_as_pattern(span: Span) -> Error {
    Error::syntax(Detail::InvalidParameterUse, "a parameter cannot stand for all properties of a pattern to find")
        .at(span)
        .hint("name the properties: {key: $map.key}")
}
