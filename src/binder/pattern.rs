//! Patterns to find.

use std::collections::HashMap;
use std::sync::Arc;

use super::types::describe;
use super::{Binder, Scope};
use crate::ast::{self, ExpressionKind, LabelExpression, Name, Operator, PathPattern, QuantifierKind};
use crate::bound::{Expr, ExprKind, Match, Pattern, PatternNode, PatternPath, PatternRelationship, Slot, Type, Types};
use crate::error::{Detail, Error, Result};
use crate::span::Span;

/// A pattern on its way.
struct Building {
    pattern: Pattern,
    /// Places of nodes in the pattern, by slot.
    node_at: HashMap<Slot, usize>,
    /// Map entries and inline WHEREs, bound once all names of the pattern are known.
    conditions: Vec<Condition>,
}

enum Condition {
    /// `{key: value}` on what stands in the slot; on each of its elements for a variable length.
    Property { slot: Slot, of: Type, key: Name, value: ast::Expression },
    /// WHERE inside a node or a relationship.
    Inline(ast::Expression),
    /// The relationships walked are those known already.
    Same { walked: Slot, known: Slot },
}

impl Binder<'_> {
    /// A pattern with its WHERE. New variables are added to the scope.
    pub(super) fn match_clause(
        &mut self,
        optional: bool,
        paths: &[PathPattern],
        predicate: Option<&ast::Expression>,
        scope: &mut Scope,
    ) -> Result<Match> {
        let before = self.slots.len() as u32;
        let mut building = Building { pattern: Pattern::default(), node_at: HashMap::new(), conditions: Vec::new() };
        for path in paths {
            self.path(path, scope, before, &mut building)?;
        }
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
                    predicates.push(self.property_condition(slot, of, &key, value));
                }
            }
        }
        if let Some(predicate) = predicate {
            predicates.extend(self.conditions(predicate, scope, "in WHERE")?);
        }
        Ok(Match { optional, pattern: building.pattern, predicates })
    }

    fn property_condition(&mut self, slot: Slot, of: Type, key: &Name, value: Expr) -> Expr {
        let span = value.span;
        let equals = |entity: Expr| {
            let property = Expr::new(ExprKind::Property(Box::new(entity), Arc::clone(&key.text)), key.span);
            Expr::new(ExprKind::Compare(Box::new(property), vec![(Operator::Equal, value)]), span)
        };
        if of != Type::Relationships {
            return equals(Expr::slot(slot, key.span));
        }
        let element = self.new_slot(" element", Type::Relationship);
        let predicate = Box::new(equals(Expr::new(ExprKind::Local(element), key.span)));
        let list = Box::new(Expr::slot(slot, key.span));
        Expr::new(ExprKind::Quantifier { kind: QuantifierKind::All, slot: element, list, predicate }, span)
    }

    fn path(&mut self, path: &PathPattern, scope: &mut Scope, before: u32, building: &mut Building) -> Result<()> {
        let mut elements = Vec::new();
        let mut left = self.node(&path.start, scope, building)?;
        elements.extend(building.pattern.nodes.get(left).map(|node| node.slot));
        for (relationship, node) in &path.steps {
            // the node after a relationship may be named by it already, so the relationship comes second
            let right = self.node(node, scope, building)?;
            let slot = self.relationship(relationship, left, right, scope, before, building)?;
            elements.push(slot);
            elements.extend(building.pattern.nodes.get(right).map(|node| node.slot));
            left = right;
        }
        if path.shortest.is_some() {
            let [_] = path.steps.as_slice() else {
                let message = "a shortest path is one relationship pattern between two nodes";
                return Err(Error::syntax(Detail::UnexpectedSyntax, message)
                    .at(path.span)
                    .hint("for example shortestPath((a)-[:type*..5]-(b))"));
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
            building.pattern.paths.push(PatternPath { slot, elements, span: path.span });
        }
        Ok(())
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
            if let Some(node) = building.pattern.nodes.get_mut(at) {
                node.labels.push(labels.clone());
            }
        }
        self.note_properties(node.properties.as_ref(), slot, Type::Node, building)?;
        building.conditions.extend(node.predicate.clone().map(Condition::Inline));
        Ok(at)
    }

    fn relationship(
        &mut self,
        relationship: &ast::RelationshipPattern,
        from: usize,
        to: usize,
        scope: &mut Scope,
        before: u32,
        building: &mut Building,
    ) -> Result<Slot> {
        let kind = if relationship.length.is_some() { Type::Relationships } else { Type::Relationship };
        let (mut slot, mut bound) = (None, false);
        if let Some(name) = &relationship.variable {
            match scope.get(&name.text) {
                Some(variable) if variable.slot.0 >= before && self.kind(variable.slot) == kind => {
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
        if let (Some(known), true, Some(_)) = (slot, bound, &relationship.length) {
            let walked = self.new_slot(" relationships", kind);
            building.conditions.push(Condition::Same { walked, known });
            (slot, bound) = (Some(walked), false);
        }
        let slot = slot.unwrap_or_else(|| self.new_slot(" relationship", kind));
        let length = relationship.length.map(|length| (length.min.unwrap_or(1), length.max));
        building.pattern.relationships.push(PatternRelationship {
            slot,
            bound,
            from,
            to,
            direction: relationship.direction,
            types: self.types(relationship.types.as_ref()),
            length,
            shortest: None,
        });
        self.note_properties(relationship.properties.as_ref(), slot, kind, building)?;
        if let Some(predicate) = &relationship.predicate {
            if length.is_some() {
                let message = "WHERE cannot stand in a relationship of variable length";
                return Err(Error::syntax(Detail::NotSupported, message)
                    .at(predicate.span)
                    .hint("name it and ask all(x IN r WHERE ...) after the pattern"));
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

    /// Notes the labels that the graph does not know.
    pub(super) fn note_labels(&mut self, labels: &LabelExpression) {
        for_each_name(labels, &mut |name| {
            let known = self.store.labels().find(&name.text).is_some();
            self.note_unknown("label", name, known);
        });
    }

    pub(super) fn types(&mut self, types: Option<&LabelExpression>) -> Types {
        let Some(types) = types else { return Types::Any };
        for_each_name(types, &mut |name| {
            let known = self.store.types().find(&name.text).is_some();
            self.note_unknown("relationship type", name, known);
        });
        match types {
            LabelExpression::Any => Types::Any,
            LabelExpression::Name(name) => Types::OneOf(vec![Arc::clone(&name.text)]),
            LabelExpression::Or(parts) => {
                let names: Option<Vec<_>> = parts
                    .iter()
                    .map(|part| match part {
                        LabelExpression::Name(name) => Some(Arc::clone(&name.text)),
                        _ => None,
                    })
                    .collect();
                names.map_or_else(|| Types::Expression(types.clone()), Types::OneOf)
            }
            _ => Types::Expression(types.clone()),
        }
    }
}

fn for_each_name(labels: &LabelExpression, visit: &mut impl FnMut(&Name)) {
    match labels {
        LabelExpression::Name(name) => visit(name),
        LabelExpression::Any => {}
        LabelExpression::Not(of) => for_each_name(of, visit),
        LabelExpression::And(parts) | LabelExpression::Or(parts) => {
            for part in parts {
                for_each_name(part, visit);
            }
        }
    }
}

/// The error for `MATCH (n $map)` and `MERGE (n $map)`.
pub(super) fn parameter_as_pattern(span: Span) -> Error {
    Error::syntax(Detail::InvalidParameterUse, "a parameter cannot stand for all properties of a pattern to find")
        .at(span)
        .hint("name the properties: {key: $map.key}")
}
