//! CREATE, MERGE, SET, REMOVE, DELETE.

use std::sync::Arc;

use super::pattern::{Written, parameter_as_pattern};
use super::types::describe;
use super::{Binder, Scope, already_bound};
use crate::ast::{self, Direction, ExpressionKind, LabelExpression, Name, PathPattern};
use crate::bound::{
    Clause, CreateItem, CreateNode, CreateRelationship, Expr, ExprKind, Merge, Pattern, PatternPath, PropertyKey,
    SetItem, Slot, Type,
};
use crate::error::{Detail, Error, Result};
use crate::value::Value;

impl Binder<'_> {
    /// CREATE.
    pub(super) fn create(&mut self, paths: &[PathPattern], scope: &mut Scope) -> Result<Clause> {
        let (mut items, mut named) = (Vec::new(), Vec::new());
        // property maps see what stood before the clause, and what the clause has made so far
        for path in paths {
            self.create_path(path, scope, &mut items, &mut named)?;
        }
        Ok(Clause::Create { items, paths: named })
    }

    fn create_path(
        &mut self,
        path: &PathPattern,
        scope: &mut Scope,
        items: &mut Vec<CreateItem>,
        named: &mut Vec<PatternPath>,
    ) -> Result<()> {
        let mut left = self.create_node(&path.start, scope, items, path.steps.is_empty())?;
        let mut elements = vec![left];
        for (relationship, node) in plain_steps(path)? {
            let right = self.create_node(node, scope, items, false)?;
            if relationship.direction == Direction::Both {
                let message = "a relationship that is made points one way";
                return Err(Error::syntax(Detail::RequiresDirectedRelationship, message)
                    .at(relationship.span)
                    .hint("write -[:type]-> or <-[:type]-"));
            }
            let seen = scope.clone();
            let slot = match &relationship.variable {
                Some(name) => self.declare(name, Type::Relationship, scope)?,
                None => self.new_slot(" relationship", Type::Relationship),
            };
            items.push(self.relationship_item(relationship, slot, (left, right), &seen)?);
            elements.extend([slot, right]);
            left = right;
        }
        if let Some(name) = &path.variable {
            let slot = self.declare(name, Type::Path, scope)?;
            named.push(PatternPath { slot, elements, span: path.span });
        }
        Ok(())
    }

    /// The slot of a node in CREATE: one that is there already, or a new one.
    fn create_node(
        &mut self,
        node: &ast::NodePattern,
        scope: &mut Scope,
        items: &mut Vec<CreateItem>,
        must_be_new: bool,
    ) -> Result<Slot> {
        if let Some((name, slot)) = existing(node, scope) {
            self.check_kind(name, slot, Type::Node)?;
            if must_be_new || node.labels.is_some() || node.properties.is_some() {
                return Err(already_bound(name));
            }
            self.import(slot);
            return Ok(slot);
        }
        let seen = scope.clone();
        let slot = match &node.variable {
            Some(name) => self.declare(name, Type::Node, scope)?,
            None => self.new_slot(" node", Type::Node),
        };
        items.push(self.node_item(node, slot, &seen)?);
        Ok(slot)
    }

    fn node_item(&mut self, node: &ast::NodePattern, slot: Slot, seen: &Scope) -> Result<CreateItem> {
        if let Some(predicate) = &node.predicate {
            return Err(no_where(predicate));
        }
        let properties = self.new_properties(node.properties.as_ref(), seen)?;
        let labels = match node.labels.as_ref().map(LabelExpression::conjunction) {
            None => Vec::new(),
            Some(Some(labels)) => self.labels(&labels, seen)?,
            Some(None) => {
                let message = "a node that is made has plain labels: no `|`, `!` or `%`";
                return Err(Error::syntax(Detail::UnexpectedSyntax, message).at(node.span));
            }
        };
        Ok(CreateItem::Node(CreateNode { slot, labels, properties }))
    }

    fn relationship_item(
        &mut self,
        relationship: &ast::RelationshipPattern,
        slot: Slot,
        (left, right): (Slot, Slot),
        seen: &Scope,
    ) -> Result<CreateItem> {
        let span = relationship.span;
        if relationship.length.is_some() {
            let message = "a relationship that is made has no variable length";
            return Err(Error::syntax(Detail::CreatingVarLength, message).at(span));
        }
        if let Some(predicate) = &relationship.predicate {
            return Err(no_where(predicate));
        }
        let labels = relationship.types.as_ref().and_then(LabelExpression::conjunction).unwrap_or_default();
        let ([_], Some(relationship_type)) = (labels.as_slice(), self.labels(&labels, seen)?.pop()) else {
            let message = "a relationship that is made has exactly one type";
            return Err(Error::syntax(Detail::NoSingleRelationshipType, message).at(span).hint("write -[:type]->"));
        };
        let properties = self.new_properties(relationship.properties.as_ref(), seen)?;
        let (start, end) = if relationship.direction == Direction::Incoming { (right, left) } else { (left, right) };
        Ok(CreateItem::Relationship(CreateRelationship { slot, relationship_type, start, end, properties, span }))
    }

    fn new_properties(&mut self, written: Option<&ast::Expression>, seen: &Scope) -> Result<Option<Expr>> {
        written.map(|written| self.plain_expression(written, seen, "in a pattern")).transpose()
    }

    /// MERGE: the pattern is bound as one to find; what it does not find it makes in the same slots.
    pub(super) fn merge(
        &mut self,
        path: &PathPattern,
        on_create: &[ast::SetItem],
        on_match: &[ast::SetItem],
        scope: &mut Scope,
    ) -> Result<Clause> {
        let before = scope.clone();
        self.check_mergeable(path, &before)?;
        let written = Written { paths: std::slice::from_ref(path), ..Written::default() };
        let mut pattern = self.match_clause(&written, scope)?;
        let elements = match pattern.pattern.paths.first() {
            Some(path) => path.elements.clone(),
            None => elements_of(&pattern.pattern),
        };
        let paths = std::mem::take(&mut pattern.pattern.paths);
        let mut create: Vec<CreateItem> = Vec::new();
        let nodes: Vec<&ast::NodePattern> =
            std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node)).collect();
        let mut made: Vec<Slot> = Vec::new();
        for (node, slot) in nodes.into_iter().zip(elements.iter().step_by(2)) {
            if existing(node, &before).is_none() && !made.contains(slot) {
                made.push(*slot);
                create.push(self.node_item(node, *slot, &before)?);
            }
        }
        for ((relationship, _), around) in plain_steps(path)?.into_iter().zip(elements.windows(3).step_by(2)) {
            if let [left, slot, right] = around {
                create.push(self.relationship_item(relationship, *slot, (*left, *right), &before)?);
            }
        }
        let on_create = self.set_items(on_create, scope)?;
        let on_match = self.set_items(on_match, scope)?;
        Ok(Clause::Merge(Box::new(Merge { pattern, create, paths, on_create, on_match })))
    }

    fn check_mergeable(&self, path: &PathPattern, before: &Scope) -> Result<()> {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        for node in nodes {
            if let Some(written) = node.properties.as_ref().filter(|p| !matches!(p.kind, ExpressionKind::Map(_))) {
                return Err(parameter_as_pattern(written.span));
            }
            if let Some((name, slot)) = existing(node, before) {
                self.check_kind(name, slot, Type::Node)?;
                if path.steps.is_empty() || node.labels.is_some() || node.properties.is_some() {
                    return Err(already_bound(name));
                }
            }
        }
        for (relationship, _) in plain_steps(path)? {
            if let Some(written) =
                relationship.properties.as_ref().filter(|p| !matches!(p.kind, ExpressionKind::Map(_)))
            {
                return Err(parameter_as_pattern(written.span));
            }
            if let Some(name) = relationship.variable.as_ref().filter(|name| before.get(&name.text).is_some()) {
                return Err(already_bound(name));
            }
        }
        Ok(())
    }

    /// SET.
    pub(super) fn set_items(&mut self, items: &[ast::SetItem], scope: &Scope) -> Result<Vec<SetItem>> {
        items
            .iter()
            .map(|item| {
                Ok(match item {
                    ast::SetItem::Property { of, key, value } => SetItem::Property {
                        of: self.changeable(of, scope)?,
                        key: self.property_key(key, scope)?,
                        value: self.plain_expression(value, scope, "in SET")?,
                    },
                    ast::SetItem::Properties { variable, value, add } => SetItem::Properties {
                        of: self.named(variable, scope)?,
                        value: self.plain_expression(value, scope, "in SET")?,
                        add: *add,
                    },
                    ast::SetItem::Labels { variable, labels } => SetItem::Labels {
                        of: self.named(variable, scope)?,
                        labels: self.labels(labels, scope)?,
                        remove: false,
                    },
                })
            })
            .collect()
    }

    /// REMOVE: a property is set to null, labels are taken away.
    pub(super) fn remove_items(&mut self, items: &[ast::RemoveItem], scope: &Scope) -> Result<Vec<SetItem>> {
        items
            .iter()
            .map(|item| {
                Ok(match item {
                    ast::RemoveItem::Property { of, key } => SetItem::Property {
                        of: self.changeable(of, scope)?,
                        key: self.property_key(key, scope)?,
                        value: Expr::new(ExprKind::Constant(Value::Null), of.span),
                    },
                    ast::RemoveItem::Labels { variable, labels } => SetItem::Labels {
                        of: self.named(variable, scope)?,
                        labels: self.labels(labels, scope)?,
                        remove: true,
                    },
                })
            })
            .collect()
    }

    fn property_key(&mut self, key: &ast::PropertyKey, scope: &Scope) -> Result<PropertyKey> {
        Ok(match key {
            ast::PropertyKey::Name(name) => PropertyKey::Name(Arc::clone(&name.text)),
            ast::PropertyKey::Dynamic(of) => PropertyKey::Dynamic(self.plain_expression(of, scope, "in a key")?),
        })
    }

    fn named(&mut self, variable: &Name, scope: &Scope) -> Result<Expr> {
        let written =
            ast::Expression { kind: ExpressionKind::Variable(Arc::clone(&variable.text)), span: variable.span };
        self.changeable(&written, scope)
    }

    /// An expression that must give a node or a relationship.
    fn changeable(&mut self, written: &ast::Expression, scope: &Scope) -> Result<Expr> {
        let of = self.plain_expression(written, scope, "here")?;
        match self.type_of(&of) {
            Type::Any | Type::Null | Type::Node | Type::Relationship => Ok(of),
            other => {
                let message = format!("expected a node or a relationship, found {}", describe(other));
                Err(Error::syntax(Detail::InvalidArgumentType, message).at(of.span))
            }
        }
    }

    /// DELETE.
    pub(super) fn delete(&mut self, detach: bool, written: &[ast::Expression], scope: &Scope) -> Result<Clause> {
        let mut expressions = Vec::new();
        for written in written {
            if let ExpressionKind::HasLabels(..) = written.kind {
                return Err(Error::syntax(Detail::InvalidDelete, "DELETE takes nodes and relationships, not labels")
                    .at(written.span)
                    .hint("REMOVE n:Label takes a label away"));
            }
            let of = self.plain_expression(written, scope, "in DELETE")?;
            match self.type_of(&of) {
                Type::Any | Type::Null | Type::Node | Type::Relationship | Type::Relationships | Type::Path => {}
                other => {
                    let message = format!("expected a node, relationship or path, found {}", describe(other));
                    return Err(Error::syntax(Detail::InvalidArgumentType, message).at(of.span));
                }
            }
            expressions.push(of);
        }
        Ok(Clause::Delete { detach, expressions })
    }
}

/// The variable that a node names, if it is there already.
fn existing<'n>(node: &'n ast::NodePattern, scope: &Scope) -> Option<(&'n Name, Slot)> {
    let name = node.variable.as_ref()?;
    Some((name, scope.get(&name.text)?.slot))
}

/// The relationships and nodes of a path to make: nothing in it is repeated or chosen.
fn plain_steps(path: &PathPattern) -> Result<Vec<(&ast::RelationshipPattern, &ast::NodePattern)>> {
    let wrong = |span| {
        let message = "what is made is said in full: nothing is repeated, nothing chosen";
        Error::syntax(Detail::CreatingVarLength, message).at(span)
    };
    if path.selector.is_some() {
        return Err(wrong(path.span));
    }
    if let Some(predicate) = &path.predicate {
        return Err(no_where(predicate));
    }
    let steps = path.steps.iter().map(|(step, node)| match step {
        ast::Step::Relationship(relationship) if relationship.quantifier.is_none() => Ok((relationship, node)),
        ast::Step::Relationship(relationship) => Err(wrong(relationship.span)),
        ast::Step::Quantified(repeated) => Err(wrong(repeated.span)),
    });
    steps.collect()
}

/// The slots along a pattern of one path: node, relationship, node, ...
fn elements_of(pattern: &Pattern) -> Vec<Slot> {
    let node = |at: usize| pattern.nodes.get(at).map(|node| node.slot);
    let first = pattern.relationships.first().map_or(0, |relationship| relationship.from);
    let mut elements: Vec<Slot> = node(first).into_iter().collect();
    for relationship in &pattern.relationships {
        elements.push(relationship.slot);
        elements.extend(node(relationship.to));
    }
    elements
}

fn no_where(predicate: &ast::Expression) -> Error {
    Error::syntax(Detail::UnexpectedSyntax, "WHERE cannot stand in a pattern that is made").at(predicate.span)
}
