//! Names to slots, functions to their rows in the tables, and every error that can be found without
//! looking at data. It asks the graph only which names it knows, to say when one is unknown.

mod expression;
mod pattern;
mod projection;
mod scope;
mod types;
mod update;

use std::sync::Arc;

use indexmap::IndexSet;

use crate::ast;
use crate::bound::{AggregateCall, Branch, Clause, Expr, Slot, SlotInfo, Statement, Subquery, Type, UnknownName};
use crate::error::{Detail, Error, Result};
use crate::graph::Store;
use crate::span::Span;
use scope::Scope;

/// Binds a statement. `store` is asked for names only.
pub fn bind(statement: &ast::Statement, store: &Store) -> Result<Statement> {
    let mut binder = Binder {
        store,
        slots: Vec::new(),
        subqueries: Vec::new(),
        unknown: Vec::new(),
        frames: Vec::new(),
        aggregation: Aggregation::Forbidden("here"),
        substitutions: Vec::new(),
        updating: false,
    };
    let query = &statement.query;
    let mut branches = Vec::new();
    for branch in &query.branches {
        branches.push(binder.branch(branch)?);
    }
    check_unions(query, &mut branches)?;
    Ok(Statement {
        explain: statement.explain,
        branches,
        distinct: query.unions.iter().any(|(all, _)| !all),
        slots: binder.slots,
        subqueries: binder.subqueries,
        updating: binder.updating,
        unknown: binder.unknown,
    })
}

/// All branches return the same names; columns are brought into the order of the first branch.
fn check_unions(query: &ast::Query, branches: &mut [Branch]) -> Result<()> {
    let Some((first_all, _)) = query.unions.first() else { return Ok(()) };
    if let Some((_, span)) = query.unions.iter().find(|(all, _)| all != first_all) {
        return Err(Error::syntax(Detail::InvalidClauseComposition, "UNION and UNION ALL cannot be mixed").at(*span));
    }
    let Some((first, rest)) = branches.split_first_mut() else { return Ok(()) };
    for (branch, (_, span)) in rest.iter_mut().zip(&query.unions) {
        let find = |name: &Arc<str>| branch.columns.iter().find(|(other, _)| other == name).cloned();
        let columns: Option<Vec<_>> = first.columns.iter().map(|(name, _)| find(name)).collect();
        match columns {
            Some(columns) if columns.len() == branch.columns.len() => branch.columns = columns,
            _ => {
                let names =
                    |branch: &[(Arc<str>, Slot)]| branch.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(", ");
                return Err(Error::syntax(
                    Detail::DifferentColumnsInUnion,
                    "the parts of a UNION return different columns",
                )
                .at(*span)
                .hint(format!(
                    "before it: {}; after it: {}",
                    names(&first.columns),
                    names(&branch.columns)
                )));
            }
        }
    }
    Ok(())
}

struct Binder<'a> {
    store: &'a Store,
    slots: Vec<SlotInfo>,
    subqueries: Vec<Subquery>,
    unknown: Vec<UnknownName>,
    /// The subqueries being bound, outermost first.
    frames: Vec<Frame>,
    aggregation: Aggregation,
    /// Written expressions that a slot holds already: grouping keys, and results in ORDER BY.
    substitutions: Vec<(ast::Expression, Slot)>,
    updating: bool,
}

/// A subquery being bound: slots numbered below `first` come from the row outside.
struct Frame {
    first: u32,
    imports: IndexSet<Slot>,
}

/// Whether an aggregate may stand where an expression is being bound.
enum Aggregation {
    /// It may not; the words say where this is.
    Forbidden(&'static str),
    /// It is collected. `outer` is the scope that its arguments see; `keys_only` says that other
    /// variables must be grouping keys; `ambiguous` are names that, where they cannot be seen, are
    /// not unknown but not grouped by.
    Collected { calls: Vec<(Slot, AggregateCall)>, outer: Scope, keys_only: bool, ambiguous: Vec<Arc<str>> },
    /// An aggregate's own arguments are being bound.
    Inside,
}

impl Binder<'_> {
    fn new_slot(&mut self, name: impl Into<Arc<str>>, kind: Type) -> Slot {
        let slot = Slot(self.slots.len() as u32);
        self.slots.push(SlotInfo { name: name.into(), kind });
        slot
    }

    fn kind(&self, slot: Slot) -> Type {
        self.slots.get(slot.0 as usize).map_or(Type::Any, |info| info.kind)
    }

    fn branch(&mut self, query: &ast::SingleQuery) -> Result<Branch> {
        check_composition(query)?;
        let mut scope = Scope::default();
        let mut clauses = Vec::new();
        let mut columns = Vec::new();
        for clause in &query.clauses {
            let bound = match &clause.kind {
                ast::ClauseKind::Match { optional, pattern, predicate } => {
                    Clause::Match(self.match_clause(*optional, pattern, predicate.as_ref(), &mut scope)?)
                }
                ast::ClauseKind::Unwind { list, variable } => {
                    let list = self.plain_expression(list, &scope, "in UNWIND")?;
                    let slot = self.declare(variable, Type::Any, &mut scope)?;
                    Clause::Unwind { list, slot }
                }
                ast::ClauseKind::With { projection, predicate } => {
                    let (project, next) = self.projection(projection, predicate.as_ref(), &scope, clause.span, true)?;
                    scope = next;
                    Clause::Project(Box::new(project))
                }
                ast::ClauseKind::Return(projection) => {
                    let (project, next) = self.projection(projection, None, &scope, clause.span, false)?;
                    columns = next.iter().map(|(name, variable)| (Arc::clone(name), variable.slot)).collect();
                    scope = next;
                    Clause::Project(Box::new(project))
                }
                ast::ClauseKind::Create(paths) => self.create(paths, &mut scope)?,
                ast::ClauseKind::Merge { pattern, on_create, on_match } => {
                    self.merge(pattern, on_create, on_match, &mut scope)?
                }
                ast::ClauseKind::Set(items) => Clause::Set(self.set_items(items, &scope)?),
                ast::ClauseKind::Remove(items) => Clause::Set(self.remove_items(items, &scope)?),
                ast::ClauseKind::Delete { detach, expressions } => self.delete(*detach, expressions, &scope)?,
            };
            self.updating |= !matches!(bound, Clause::Match(_) | Clause::Unwind { .. } | Clause::Project(_));
            clauses.push(bound);
        }
        Ok(Branch { clauses, columns })
    }

    /// Gives a new variable its slot; an error if the name is taken.
    fn declare(&mut self, name: &ast::Name, kind: Type, scope: &mut Scope) -> Result<Slot> {
        if scope.get(&name.text).is_some() {
            return Err(already_bound(name));
        }
        let slot = self.new_slot(Arc::clone(&name.text), kind);
        scope.insert(Arc::clone(&name.text), slot, false);
        Ok(slot)
    }

    /// An expression in which no aggregate may stand.
    fn plain_expression(&mut self, written: &ast::Expression, scope: &Scope, place: &'static str) -> Result<Expr> {
        let outer = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden(place));
        let bound = self.expression(written, scope);
        self.aggregation = outer;
        bound
    }

    /// A condition in which no aggregate may stand, split where AND joins it.
    fn conditions(&mut self, written: &ast::Expression, scope: &Scope, place: &'static str) -> Result<Vec<Expr>> {
        let outer = std::mem::replace(&mut self.aggregation, Aggregation::Forbidden(place));
        let mut conditions = Vec::new();
        let result = self.split_conditions(written, scope, &mut conditions);
        self.aggregation = outer;
        result.map(|()| conditions)
    }

    fn split_conditions(&mut self, written: &ast::Expression, scope: &Scope, into: &mut Vec<Expr>) -> Result<()> {
        match &written.kind {
            ast::ExpressionKind::Operators(first, rest) if rest.iter().all(|(op, _)| *op == ast::Operator::And) => {
                let parts = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
                parts.into_iter().try_for_each(|part| self.split_conditions(part, scope, into))
            }
            _ => {
                into.push(self.condition(written, scope)?);
                Ok(())
            }
        }
    }

    /// Notes a name that the graph does not know.
    fn note_unknown(&mut self, what: &'static str, name: &ast::Name, known: bool) {
        let unknown = UnknownName { what, name: name.clone() };
        if !known && !self.unknown.contains(&unknown) {
            self.unknown.push(unknown);
        }
    }
}

fn already_bound(name: &ast::Name) -> Error {
    Error::syntax(Detail::VariableAlreadyBound, format!("variable `{}` is already defined", name.text))
        .at(name.span)
        .hint("choose another name")
}

fn undefined(name: &str, span: Span, scope: &Scope) -> Error {
    Error::syntax(Detail::UndefinedVariable, format!("variable `{name}` is not defined"))
        .at(span)
        .suggest(name, scope.iter().map(|(name, _)| &**name))
}

/// What may follow what, and what a query may end with.
fn check_composition(query: &ast::SingleQuery) -> Result<()> {
    use ast::ClauseKind::{Create, Delete, Match, Merge, Remove, Return, Set, Unwind, With};
    let wrong = |message: &str, span| Err(Error::syntax(Detail::InvalidClauseComposition, message).at(span));
    let Some((last, before)) = query.clauses.split_last() else { return Ok(()) };
    if let Some(early) = before.iter().find(|clause| matches!(clause.kind, Return(_))) {
        return wrong("RETURN can only stand last", early.span);
    }
    match last.kind {
        Return(_) | Create(_) | Merge { .. } | Set(_) | Remove(_) | Delete { .. } => Ok(()),
        Match { .. } | Unwind { .. } | With { .. } => {
            wrong("a query ends with RETURN or with a clause that changes the graph", last.span)
        }
    }
}
