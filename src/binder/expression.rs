//! Expressions.

use std::sync::Arc;

use super::types::describe;
use super::{Aggregation, Binder, Scope, undefined};
use crate::ast::{self, Expression, ExpressionKind, Operator};
use crate::bound::{AggregateCall, CaseBranch, CaseTest, Expr, ExprKind, ProjectionPart, Slot, Type};
use crate::error::{Detail, Error, Result};
use crate::functions;
use crate::span::Span;

impl Binder<'_> {
    /// An expression that gives a value.
    pub(super) fn expression(&mut self, written: &Expression, scope: &Scope) -> Result<Expr> {
        self.budget.tick()?;
        self.budget.work(size_of_val(self.substitutions.as_slice()))?;
        let span = written.span;
        if let Some(slot) = self.substitution(written, scope) {
            self.import(slot);
            return Ok(Expr::slot(slot, span));
        }
        let boxed = |expr: Expr| Box::new(expr);
        let kind = match &written.kind {
            ExpressionKind::Literal(value) => ExprKind::Constant(value.clone()),
            ExpressionKind::Variable(name) => return self.variable(name, span, scope),
            ExpressionKind::Parameter(name) => ExprKind::Parameter(Arc::clone(name)),
            ExpressionKind::List(parts) => ExprKind::List(self.expressions(parts, scope)?),
            ExpressionKind::Map(entries) => {
                let entries =
                    entries.iter().map(|(key, value)| Ok((Arc::clone(&key.text), self.expression(value, scope)?)));
                ExprKind::Map(entries.collect::<Result<_>>()?)
            }
            ExpressionKind::Property(of, key) => {
                let of = self.expression(of, scope)?;
                self.check_has_properties(&of, Some(key))?;
                ExprKind::Property(boxed(of), Arc::clone(&key.text))
            }
            ExpressionKind::Index(of, index) => {
                ExprKind::Index(boxed(self.expression(of, scope)?), boxed(self.expression(index, scope)?))
            }
            ExpressionKind::Slice(of, from, to) => {
                let of = self.expression(of, scope)?;
                let from = from.as_ref().map(|e| self.expression(e, scope)).transpose()?;
                let to = to.as_ref().map(|e| self.expression(e, scope)).transpose()?;
                ExprKind::Slice(boxed(of), from.map(boxed), to.map(boxed))
            }
            ExpressionKind::HasLabels(of, labels) => {
                let of = self.expression(of, scope)?;
                return self.has_labels(&of, labels, span, scope);
            }
            ExpressionKind::IsTyped(of, kind, negated) => {
                ExprKind::IsTyped(boxed(self.expression(of, scope)?), kind.clone(), *negated)
            }
            ExpressionKind::IsNormalized(of, form, negated) => {
                ExprKind::IsNormalized(boxed(self.expression(of, scope)?), *form, *negated)
            }
            ExpressionKind::Projection(of, items) => self.map_projection(of, items, scope)?,
            ExpressionKind::IsNull(of, negated) => ExprKind::IsNull(boxed(self.expression(of, scope)?), *negated),
            ExpressionKind::Not(of) => ExprKind::Not(boxed(self.condition(of, scope)?)),
            ExpressionKind::Negate(of) => ExprKind::Negate(boxed(self.expression(of, scope)?)),
            ExpressionKind::Plus(of) => ExprKind::Plus(boxed(self.expression(of, scope)?)),
            ExpressionKind::Operators(first, rest) => self.operators(first, rest, scope)?,
            ExpressionKind::Case(subject, branches, otherwise) => {
                self.case(subject.as_deref(), branches, otherwise.as_deref(), scope)?
            }
            ExpressionKind::ListComprehension { variable, list, filter, map } => {
                let list = self.expression(list, scope)?;
                self.check_list(&list)?;
                let (slot, inner) = self.element(variable, &list, scope);
                let filter = filter.as_ref().map(|e| self.condition(e, &inner)).transpose()?;
                let map = map.as_ref().map(|e| self.expression(e, &inner)).transpose()?;
                ExprKind::Comprehension { slot, list: boxed(list), filter: filter.map(boxed), map: map.map(boxed) }
            }
            ExpressionKind::Quantifier { kind, variable, list, predicate } => {
                let list = self.expression(list, scope)?;
                self.check_list(&list)?;
                let (slot, inner) = self.element(variable, &list, scope);
                let predicate = self.condition(predicate, &inner)?;
                ExprKind::Quantifier { kind: *kind, slot, list: boxed(list), predicate: boxed(predicate) }
            }
            ExpressionKind::Reduce { accumulator, start, variable, list, step } => {
                let start = self.expression(start, scope)?;
                let list = self.expression(list, scope)?;
                self.check_list(&list)?;
                let (accumulator, inner) = self.local(accumulator, scope);
                let (slot, inner) = self.local(variable, &inner);
                let step = self.expression(step, &inner)?;
                ExprKind::Reduce { accumulator, start: boxed(start), slot, list: boxed(list), step: boxed(step) }
            }
            ExpressionKind::Call { name, distinct, arguments } => {
                return self.call(name, *distinct, arguments, scope, span);
            }
            ExpressionKind::CountStar => return self.aggregate(&functions::COUNT_STAR, false, &[], scope, span),
            ExpressionKind::Pattern(_) => {
                return Err(Error::syntax(
                    Detail::UnexpectedSyntax,
                    "a pattern can only stand where a condition stands",
                )
                .at(span)
                .hint("use EXISTS { pattern }, COUNT { pattern } for how often it is found, or a list of matches: [(a)-->(b) | b]"));
            }
            ExpressionKind::Subquery(kind, query) => self.subquery(*kind, query, scope, span)?,
            ExpressionKind::PatternComprehension { pattern, filter, map } => {
                let paths = std::slice::from_ref(&**pattern);
                ExprKind::Collect(self.pattern_subquery(paths, filter.as_deref(), Some(map), scope, span)?)
            }
        };
        Ok(Expr::new(kind, span))
    }

    /// The slot that holds the expression already, unless a name in it means something else here: a
    /// comprehension's variable, or one of a subquery that was entered since.
    fn substitution(&self, written: &Expression, scope: &Scope) -> Option<Slot> {
        let (_, slot) = self.substitutions.iter().find(|(other, _)| other == written)?;
        let is_hidden = |part: &Expression| match &part.kind {
            ExpressionKind::Variable(name) => scope
                .get(name)
                .is_some_and(|variable| variable.local || self.is_outside(*slot) && !self.is_outside(variable.slot)),
            _ => false,
        };
        if written.any(&is_hidden) { None } else { Some(*slot) }
    }

    fn expressions(&mut self, written: &[Expression], scope: &Scope) -> Result<Vec<Expr>> {
        written.iter().map(|part| self.expression(part, scope)).collect()
    }

    /// An expression that is asked whether it is true; a pattern may stand here.
    pub(super) fn condition(&mut self, written: &Expression, scope: &Scope) -> Result<Expr> {
        if let ExpressionKind::Pattern(path) = &written.kind {
            let paths = std::slice::from_ref(&**path);
            check_no_new_names(paths, scope)?;
            let subquery = self.pattern_subquery(paths, None, None, scope, written.span)?;
            return Ok(Expr::new(ExprKind::Exists(subquery), written.span));
        }
        let bound = self.expression(written, scope)?;
        self.check_boolean(&bound)?;
        Ok(bound)
    }

    fn variable(&mut self, name: &Arc<str>, span: Span, scope: &Scope) -> Result<Expr> {
        let Some(variable) = scope.get(name) else {
            if let Aggregation::Collected { ambiguous, .. } = &self.aggregation
                && ambiguous.contains(name)
            {
                return Err(not_grouped(name, span));
            }
            return Err(undefined(name, span, scope));
        };
        if !variable.local
            && !self.is_outside(variable.slot)
            && let Aggregation::Collected { keys_only: true, outer, .. } = &self.aggregation
            && outer.get(name).is_some_and(|v| v.slot == variable.slot)
        {
            return Err(not_grouped(name, span));
        }
        self.import(variable.slot);
        let kind = if variable.local { ExprKind::Local(variable.slot) } else { ExprKind::Slot(variable.slot) };
        Ok(Expr::new(kind, span))
    }

    /// A scope with one more local variable, which stands for an element of the list.
    fn element(&mut self, name: &ast::Name, list: &Expr, scope: &Scope) -> (Slot, Scope) {
        let kind = self.type_of_elements(list);
        let (slot, inner) = self.local(name, scope);
        if let Some(info) = self.slots.get_mut(slot.0 as usize) {
            info.kind = kind;
        }
        (slot, inner)
    }

    /// A scope with one more local variable, which may hide another.
    fn local(&mut self, name: &ast::Name, scope: &Scope) -> (Slot, Scope) {
        let slot = self.new_slot(Arc::clone(&name.text), Type::Any);
        let mut inner = scope.clone();
        inner.insert(Arc::clone(&name.text), slot, true);
        (slot, inner)
    }

    /// An error if the expression can never have properties; a note if no entity has this one.
    fn check_has_properties(&mut self, of: &Expr, key: Option<&ast::Name>) -> Result<()> {
        match self.type_of(of) {
            Type::Node | Type::Relationship => {
                if let Some(key) = key {
                    let known = self.store.keys().find(&key.text).is_some();
                    self.note_unknown("property", key, known);
                }
                Ok(())
            }
            Type::Any | Type::Null | Type::Map | Type::Temporal => Ok(()),
            // of a path it is a SyntaxError (MatchWhere1 [14]), of a value a TypeError (Graph6 [9])
            Type::Path => Err(Error::syntax(Detail::InvalidArgumentType, "a path has no properties").at(of.span)),
            other => Err(Error::type_error(format!("{} has no properties", describe(other))).at(of.span)),
        }
    }

    fn map_projection(&mut self, of: &Expression, items: &[ast::ProjectionItem], scope: &Scope) -> Result<ExprKind> {
        let of = self.expression(of, scope)?;
        self.check_has_properties(&of, None)?;
        let mut parts = Vec::new();
        for item in items {
            parts.push(match item {
                ast::ProjectionItem::All => ProjectionPart::All,
                ast::ProjectionItem::Property(key) => {
                    self.check_has_properties(&of, Some(key))?;
                    ProjectionPart::Property(Arc::clone(&key.text))
                }
                ast::ProjectionItem::Entry(key, value) => {
                    ProjectionPart::Entry(Arc::clone(&key.text), self.expression(value, scope)?)
                }
                ast::ProjectionItem::Variable(name) => {
                    ProjectionPart::Entry(Arc::clone(&name.text), self.variable(&name.text, name.span, scope)?)
                }
            });
        }
        Ok(ExprKind::Projection(Box::new(of), parts))
    }

    fn operators(&mut self, first: &Expression, rest: &[(Operator, Expression)], scope: &Scope) -> Result<ExprKind> {
        let Some((operator, _)) = rest.first() else { return Err(Error::internal("operators without operands")) };
        match operator {
            Operator::And | Operator::Or | Operator::Xor => {
                let mut parts = vec![self.condition(first, scope)?];
                for (_, operand) in rest {
                    parts.push(self.condition(operand, scope)?);
                }
                Ok(ExprKind::Logic(*operator, parts))
            }
            _ => {
                let first = Box::new(self.expression(first, scope)?);
                let mut operands = Vec::new();
                for (operator, operand) in rest {
                    let operand = self.expression(operand, scope)?;
                    if *operator == Operator::In {
                        self.check_list(&operand)?;
                    }
                    operands.push((*operator, operand));
                }
                self.check_operands(&first, &operands)?;
                // operators of one level share a kind
                Ok(if operator.level() == Operator::Equal.level() {
                    ExprKind::Compare(first, operands)
                } else {
                    ExprKind::Binary(first, operands)
                })
            }
        }
    }

    fn case(
        &mut self,
        subject: Option<&Expression>,
        branches: &[ast::CaseBranch],
        otherwise: Option<&Expression>,
        scope: &Scope,
    ) -> Result<ExprKind> {
        let subject = match subject {
            None => None,
            Some(subject) => {
                let bound = self.expression(subject, scope)?;
                let slot = self.new_slot(" subject", self.type_of(&bound));
                Some((slot, Box::new(bound)))
            }
        };
        let mut bound = Vec::new();
        for branch in branches {
            let mut when = Vec::new();
            for test in &branch.when {
                when.push(self.case_test(subject.as_ref(), test, scope)?);
            }
            bound.push(CaseBranch { when, then: self.expression(&branch.then, scope)? });
        }
        let otherwise = otherwise.map(|otherwise| self.expression(otherwise, scope)).transpose()?;
        Ok(ExprKind::Case(subject, bound, otherwise.map(Box::new)))
    }

    fn case_test(
        &mut self,
        subject: Option<&(Slot, Box<Expr>)>,
        test: &ast::CaseTest,
        scope: &Scope,
    ) -> Result<CaseTest> {
        let Some((slot, of)) = subject else {
            return match test {
                ast::CaseTest::Value(condition) => self.condition(condition, scope).map(CaseTest::Holds),
                _ => Err(Error::internal("a CASE that asks of no subject")),
            };
        };
        let span = of.span;
        let of = Box::new(Expr::new(ExprKind::Local(*slot), span));
        let kind = match test {
            ast::CaseTest::Value(value) => return self.expression(value, scope).map(CaseTest::Equals),
            ast::CaseTest::Operator(operator, operand) => {
                let operand = self.expression(operand, scope)?;
                if *operator == Operator::In {
                    self.check_list(&operand)?;
                }
                let operands = vec![(*operator, operand)];
                self.check_operands(&of, &operands)?;
                if operator.level() == Operator::Equal.level() {
                    ExprKind::Compare(of, operands)
                } else {
                    ExprKind::Binary(of, operands)
                }
            }
            ast::CaseTest::IsNull(negated) => ExprKind::IsNull(of, *negated),
            ast::CaseTest::IsTyped(kind, negated) => ExprKind::IsTyped(of, kind.clone(), *negated),
            ast::CaseTest::IsNormalized(form, negated) => ExprKind::IsNormalized(of, *form, *negated),
        };
        Ok(CaseTest::Holds(Expr::new(kind, span)))
    }

    fn call(
        &mut self,
        name: &ast::Name,
        distinct: bool,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Result<Expr> {
        if let Some(aggregate) = functions::find_aggregate(&name.text) {
            if arguments.len() != aggregate.arguments {
                let message =
                    format!("{} takes {} arguments, not {}", aggregate.name, aggregate.arguments, arguments.len());
                return Err(Error::syntax(Detail::InvalidNumberOfArguments, message).at(span));
            }
            return self.aggregate(aggregate, distinct, arguments, scope, span);
        }
        // exists(pattern) is how a condition on a pattern was written before EXISTS {}
        if name.text.eq_ignore_ascii_case("exists")
            && let [Expression { kind: ExpressionKind::Pattern(path), .. }] = arguments
        {
            let paths = std::slice::from_ref(&**path);
            check_no_new_names(paths, scope)?;
            let subquery = self.pattern_subquery(paths, None, None, scope, span)?;
            return Ok(Expr::new(ExprKind::Exists(subquery), span));
        }
        if let Some(shortest) = ast::Shortest::named(&name.text)
            && let [Expression { kind: ExpressionKind::Pattern(path), .. }] = arguments
        {
            return self.shortest_path(path, shortest, scope, span);
        }
        let Some(function) = self.functions.find(&name.text).cloned() else {
            return Err(Error::syntax(Detail::UnknownFunction, format!("there is no function `{}`", name.text))
                .at(name.span)
                .suggest(&name.text, self.functions.names()));
        };
        if distinct {
            let message = format!("DISTINCT stands only in aggregates, and {} is none", function.name());
            return Err(Error::syntax(Detail::UnexpectedSyntax, message).at(span));
        }
        if !function.takes(arguments.len()) {
            return Err(Error::syntax(
                Detail::InvalidNumberOfArguments,
                format!("{} does not take {} arguments", function.name(), arguments.len()),
            )
            .at(span)
            .hint(format!("it is called as {}", function.signature())));
        }
        let bound = self.expressions(arguments, scope)?;
        for (argument, (_, kind)) in bound.iter().zip(function.places()) {
            self.check_argument(function.name(), argument, kind)?;
        }
        Ok(Expr::new(ExprKind::Call(function, bound), span))
    }

    /// An error if an argument can never be what the function takes.
    fn check_argument(&self, function: &str, argument: &Expr, kind: functions::Kind) -> Result<()> {
        let found = self.type_of(argument);
        if functions::may_accept(kind, found) {
            return Ok(());
        }
        let message = format!("{function} does not take {}", describe(found));
        Err(Error::syntax(Detail::InvalidArgumentType, message).at(argument.span))
    }

    fn aggregate(
        &mut self,
        aggregate: &'static functions::Aggregate,
        distinct: bool,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Result<Expr> {
        match &self.aggregation {
            Aggregation::Collected { .. } => {}
            Aggregation::Inside => {
                let message = "an aggregate cannot stand inside another";
                return Err(Error::syntax(Detail::NestedAggregation, message)
                    .at(span)
                    .hint("compute the inner one in a WITH first"));
            }
            Aggregation::Forbidden(place) => {
                let message = format!("{} cannot stand {place}", aggregate.name);
                return Err(Error::syntax(Detail::InvalidAggregation, message)
                    .at(span)
                    .hint("compute it in a WITH first, then use its name"));
            }
        }
        // an aggregate inside a comprehension would need a group for each element
        if scope.iter().any(|(_, variable)| variable.local) {
            return Err(
                Error::syntax(Detail::InvalidAggregation, "an aggregate cannot stand inside a comprehension").at(span)
            );
        }
        let Aggregation::Collected { calls, outer, keys_only, ambiguous } =
            std::mem::replace(&mut self.aggregation, Aggregation::Inside)
        else {
            return Err(Error::internal("aggregation state changed"));
        };
        // arguments see the rows before grouping
        let substitutions = std::mem::take(&mut self.substitutions);
        let bound = self.expressions(arguments, &outer);
        self.substitutions = substitutions;
        let mut calls = calls;
        let bound = bound.and_then(|arguments| check_constant(&arguments).map(|()| arguments));
        let slot = self.new_slot(format!(" {}", aggregate.name), Type::Any);
        let bound = bound.map(|arguments| calls.push((slot, AggregateCall { aggregate, distinct, arguments, span })));
        self.aggregation = Aggregation::Collected { calls, outer, keys_only, ambiguous };
        bound.map(|()| Expr::slot(slot, span))
    }

    /// `shortestPath((a)-[*]-(b))` as a value: the first of the paths found, or all of them.
    fn shortest_path(
        &mut self,
        path: &ast::PathPattern,
        shortest: ast::Shortest,
        scope: &Scope,
        span: Span,
    ) -> Result<Expr> {
        let name = ast::Name { text: Arc::from(" path"), span };
        let variable = Expression { kind: ExpressionKind::Variable(Arc::clone(&name.text)), span };
        let path = ast::PathPattern { variable: Some(name), shortest: Some(shortest), ..path.clone() };
        let id = self.pattern_subquery(std::slice::from_ref(&path), None, Some(&variable), scope, span)?;
        let paths = Expr::new(ExprKind::Collect(id), span);
        Ok(match shortest {
            ast::Shortest::All => paths,
            ast::Shortest::One => {
                let first = Expr::new(ExprKind::Constant(crate::value::Value::Integer(0)), span);
                Expr::new(ExprKind::Index(Box::new(paths), Box::new(first)), span)
            }
        })
    }
}

/// An error if the paths name a variable that the scope does not have.
fn check_no_new_names(paths: &[ast::PathPattern], scope: &Scope) -> Result<()> {
    let nodes = paths.iter().flat_map(|path| {
        std::iter::once(&path.start.variable).chain(path.steps.iter().map(|(_, node)| &node.variable))
    });
    let relationships = paths.iter().flat_map(|path| &path.steps).filter_map(|(step, _)| match step {
        ast::Step::Relationship(relationship) => relationship.variable.as_ref(),
        ast::Step::Quantified(_) => None,
    });
    for name in nodes.flatten().chain(relationships) {
        if scope.get(&name.text).is_none() {
            return Err(undefined(&name.text, name.span, scope)
                .hint("a pattern used as a condition names nothing new; EXISTS { pattern } may"));
        }
    }
    Ok(())
}

/// An error if an aggregate's argument differs from call to call (`Return6 [15]`).
fn check_constant(arguments: &[Expr]) -> Result<()> {
    let mut random = None;
    for argument in arguments {
        argument.walk(&mut |part| {
            if let ExprKind::Call(function, _) = &part.kind
                && matches!(function.name(), "rand" | "randomUUID")
            {
                random.get_or_insert((function.name().to_owned(), part.span));
            }
        });
    }
    let Some((name, span)) = random else { return Ok(()) };
    Err(Error::syntax(Detail::NonConstantExpression, format!("{name}() cannot stand in an aggregate"))
        .at(span)
        .hint("compute it in a WITH first"))
}

pub(super) fn not_grouped(name: &str, span: Span) -> Error {
    Error::syntax(
        Detail::AmbiguousAggregationExpression,
        format!("`{name}` stands beside an aggregate, but rows are not grouped by it"),
    )
    .at(span)
    .hint(format!("return `{name}` by itself as well, or put it into a WITH first"))
}
