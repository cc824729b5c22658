//! Names to slots, functions to their rows in the tables, and every error that can be found without
//! looking at data. It asks the graph only which names it knows, to say when one is unknown.

mod call;
mod expression;
mod labels;
mod pattern;
mod projection;
mod schema;
mod scope;
mod subquery;
mod types;
mod update;

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexSet;

use crate::ast;
use crate::bound::{
    AggregateCall, Branch, Clause, Expr, LoadCsv, Slot, SlotInfo, Statement, Subquery, Type, UnknownName,
};
use crate::error::{Detail, Error, Result};
use crate::eval::Parameters;
use crate::functions::Functions;
use crate::graph::Store;
use crate::limits::Budget;
use crate::procedures::Procedures;
use crate::span::Span;
use crate::view::is_layer_name;
use pattern::Written;
use scope::Scope;

/// Binds a statement. `store` is asked for names only; of `parameters` only whether those are there
/// that a standalone CALL takes by name.
pub fn bind(
    statement: &ast::Statement,
    store: &Store,
    procedures: &Procedures,
    functions: &Functions,
    parameters: &Parameters,
    budget: &Budget,
) -> Result<Statement> {
    let mut binder = Binder {
        budget,
        store,
        procedures,
        functions,
        parameters,
        takes_parameters: false,
        slots: Vec::new(),
        subqueries: Vec::new(),
        unknown: Vec::new(),
        in_view: false,
        frames: Vec::new(),
        aggregation: Aggregation::Forbidden("here"),
        substitutions: Vec::new(),
        dropped: Vec::new(),
    };
    schema::check_alone(&statement.query)?;
    let (branches, distinct) =
        binder.query(&statement.query, &Scope::default(), &Scope::default(), Ending::Statement)?;
    Ok(Statement {
        mode: statement.mode,
        branches,
        distinct,
        slots: binder.slots,
        subqueries: binder.subqueries,
        updating: statement.query.is_updating(&|name| procedures.is_updating(name)),
        unknown: binder.unknown,
        takes_parameters: binder.takes_parameters,
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
        let slots: HashMap<&Arc<str>, Slot> = branch.columns.iter().map(|(name, slot)| (name, *slot)).collect();
        let find = |name: &Arc<str>| slots.get(name).map(|slot| (Arc::clone(name), *slot));
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
    budget: &'a Budget,
    store: &'a Store,
    procedures: &'a Procedures,
    functions: &'a Functions,
    parameters: &'a Parameters,
    takes_parameters: bool,
    slots: Vec<SlotInfo>,
    subqueries: Vec<Subquery>,
    unknown: Vec<UnknownName>,
    /// Whether a view has been chosen, which may be of the claims as nodes.
    in_view: bool,
    /// The subqueries being bound, outermost first.
    frames: Vec<Frame>,
    aggregation: Aggregation,
    /// Written expressions that a slot holds already: grouping keys, and results in ORDER BY.
    substitutions: Vec<(ast::Expression, Slot)>,
    /// Names that DISTINCT or grouping has dropped, for ORDER BY and WHERE after it: a subquery there
    /// that named one would ask about something else than it seems to.
    dropped: Vec<Arc<str>>,
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

    /// The branches of a query that starts from `scope`, and whether UNION drops equal rows. `outer`
    /// are variables that stay visible however the query projects.
    fn query(
        &mut self,
        query: &ast::Query,
        scope: &Scope,
        outer: &Scope,
        ending: Ending,
    ) -> Result<(Vec<Branch>, bool)> {
        self.branches(query, |_| scope, outer, ending)
    }

    /// As `query`, where each branch has a scope of its own to start from.
    fn branches<'s>(
        &mut self,
        query: &ast::Query,
        scope: impl Fn(&ast::SingleQuery) -> &'s Scope,
        outer: &Scope,
        ending: Ending,
    ) -> Result<(Vec<Branch>, bool)> {
        let mut branches = Vec::new();
        for branch in &query.branches {
            branches.push(self.branch(branch, scope(branch), outer, ending)?);
        }
        check_unions(query, &mut branches)?;
        Ok((branches, query.unions.iter().any(|(all, _)| !all)))
    }

    fn branch(&mut self, query: &ast::SingleQuery, scope: &Scope, outer: &Scope, ending: Ending) -> Result<Branch> {
        check_composition(query, ending, &|name| self.procedures.is_updating(name))?;
        check_length(query)?;
        let view = query.view.as_ref().map(|view| self.view(view, scope)).transpose()?;
        let outside = self.in_view;
        self.in_view |= view.is_some();
        let mut scope = scope.clone();
        let mut clauses = Vec::new();
        let mut columns = Vec::new();
        for clause in &query.clauses {
            // a clause may look at all that can be seen
            self.budget.look()?;
            let bound = match &clause.kind {
                ast::ClauseKind::Match { optional, repeatable, pattern, hints, predicate } => {
                    let (optional, repeatable, predicate) = (*optional, *repeatable, predicate.as_ref());
                    let written = Written { optional, repeatable, paths: pattern, predicate };
                    let found = self.match_clause(&written, &mut scope)?;
                    schema::check_hints(hints, &scope)?;
                    Clause::Match(found)
                }
                ast::ClauseKind::Let(items) => self.let_clause(items, &mut scope)?,
                ast::ClauseKind::Filter(condition) => {
                    Clause::Filter(self.conditions(condition, &scope, "in FILTER")?)
                }
                ast::ClauseKind::Foreach { variable, list, updates } => {
                    self.foreach(variable, list, updates, clause.span, &scope)?
                }
                ast::ClauseKind::LoadCsv { headers, from, variable, terminator } => {
                    let from = self.plain_expression(from, &scope, "in LOAD CSV")?;
                    let kind = if *headers { Type::Map } else { Type::List };
                    let slot = self.declare(variable, kind, &mut scope)?;
                    let terminator = terminator.and_then(|c| u8::try_from(c).ok()).unwrap_or(b',');
                    Clause::LoadCsv(LoadCsv { from, headers: *headers, terminator, slot })
                }
                ast::ClauseKind::Unwind { list, variable } => {
                    let list = self.plain_expression(list, &scope, "in UNWIND")?;
                    let slot = self.declare(variable, Type::Any, &mut scope)?;
                    Clause::Unwind { list, slot }
                }
                ast::ClauseKind::With { projection, predicate } => {
                    check_hides_nothing(projection, outer)?;
                    let (project, next) = self.projection(projection, predicate.as_ref(), &scope, clause.span, true)?;
                    scope = next;
                    scope.extend(outer);
                    Clause::Project(Box::new(project))
                }
                ast::ClauseKind::CallSubquery { optional, imports, query } => {
                    self.call_subquery(*optional, imports, query, clause.span, &mut scope)?
                }
                ast::ClauseKind::CallProcedure { .. } => {
                    let standalone = query.clauses.len() == 1 && ending == Ending::Statement;
                    let (call, results) = self.call_procedure(clause, standalone, &mut scope)?;
                    if standalone {
                        columns = results;
                    }
                    Clause::CallProcedure(call)
                }
                ast::ClauseKind::Return(projection) => {
                    let (project, next) = self.projection(projection, None, &scope, clause.span, false)?;
                    columns = next.iter().map(|(name, variable)| (Arc::clone(name), variable.slot)).collect();
                    scope = next;
                    Clause::Project(Box::new(project))
                }
                // the query gives nothing: there is nothing to do
                ast::ClauseKind::Finish => continue,
                ast::ClauseKind::Create(paths) => self.create(paths, &mut scope)?,
                ast::ClauseKind::Merge { pattern, on_create, on_match } => {
                    self.merge(pattern, on_create, on_match, &mut scope)?
                }
                ast::ClauseKind::Set(items) => Clause::Set(self.set_items(items, &scope)?),
                ast::ClauseKind::Remove(items) => Clause::Set(self.remove_items(items, &scope)?),
                ast::ClauseKind::Delete { detach, expressions } => self.delete(*detach, expressions, &scope)?,
                ast::ClauseKind::Schema(command) => Clause::Schema(self.schema_command(command, clause.span)?),
            };
            match (clauses.last_mut(), bound) {
                // CREATE after CREATE is one CREATE: scripts are full of them
                (Some(Clause::Create { items, paths }), Clause::Create { items: more, paths: more_paths })
                    if paths.is_empty() =>
                {
                    items.extend(more);
                    paths.extend(more_paths);
                }
                (_, bound) => clauses.push(bound),
            }
        }
        self.in_view = outside;
        Ok(Branch { view, clauses, columns })
    }

    /// USE: the view through which a query sees the graph.
    fn view(&mut self, written: &ast::Expression, scope: &Scope) -> Result<Expr> {
        self.plain_expression(written, scope, "in USE").map_err(|error| match (&written.kind, error.detail()) {
            (ast::ExpressionKind::Variable(_), Detail::UndefinedVariable) => {
                error.hint("USE takes a view: USE according_to('Amaq'), or the name of one in quotes")
            }
            _ => error,
        })
    }

    /// LET: none of its values sees another.
    fn let_clause(&mut self, items: &[(ast::Name, ast::Expression)], scope: &mut Scope) -> Result<Clause> {
        let mut values = Vec::new();
        for (name, written) in items {
            let value = self.plain_expression(written, scope, "in LET")?;
            values.push((name, value));
        }
        let mut bound = Vec::new();
        for (name, value) in values {
            let kind = self.type_of(&value);
            bound.push((self.declare(name, kind, scope)?, value));
        }
        Ok(Clause::Let(bound))
    }

    /// Gives a new variable its slot; an error if the name is taken.
    fn declare(&mut self, name: &ast::Name, kind: Type, scope: &mut Scope) -> Result<Slot> {
        if scope.get(&name.text).is_some() {
            return Err(already_bound(name));
        }
        if self.dropped.contains(&name.text) {
            return Err(undefined(&name.text, name.span, scope)
                .hint("after DISTINCT or an aggregate only results can be asked for"));
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

    /// Whether the slot belongs to the row that the present subquery is run for.
    fn is_outside(&self, slot: Slot) -> bool {
        self.frames.last().is_some_and(|frame| slot.0 < frame.first)
    }

    /// Notes a name that the graph does not know.
    fn note_unknown(&mut self, what: &'static str, name: &ast::Name, known: bool) {
        // more than a few would not be read
        let known = known || (self.in_view && is_layer_name(what, &name.text));
        if known || self.unknown.len() >= UNKNOWN_NAMES {
            return;
        }
        let unknown = UnknownName { what, name: name.clone() };
        if !self.unknown.contains(&unknown) {
            self.unknown.push(unknown);
        }
    }
}

fn already_bound(name: &ast::Name) -> Error {
    Error::syntax(Detail::VariableAlreadyBound, format!("variable `{}` is already defined", name.text))
        .at(name.span)
        .hint("choose another name")
}

/// An error if a WITH gives one of these names to something else (CIP2015-05-13): what is visible
/// throughout a subquery means the same throughout.
fn check_hides_nothing(projection: &ast::Projection, outer: &Scope) -> Result<()> {
    let hides = |item: &&ast::ProjectedItem| {
        let same = |alias: &ast::Name| matches!(&item.expression.kind, ast::ExpressionKind::Variable(name) if *name == alias.text);
        item.alias.as_ref().is_some_and(|alias| outer.get(&alias.text).is_some() && !same(alias))
    };
    match projection.items.iter().find(hides).and_then(|item| item.alias.as_ref()) {
        Some(alias) => Err(already_bound(alias)),
        None => Ok(()),
    }
}

fn undefined(name: &str, span: Span, scope: &Scope) -> Error {
    Error::syntax(Detail::UndefinedVariable, format!("variable `{name}` is not defined"))
        .at(span)
        .suggest(name, scope.iter().map(|(name, _)| &**name))
}

/// So many names that the graph does not know are pointed out.
const UNKNOWN_NAMES: usize = 5;

/// So many clauses and relationships to find a query may have: each is a step of the plan, and
/// steps call each other.
const STEPS: usize = 5_000;

fn check_length(query: &ast::SingleQuery) -> Result<()> {
    let mut steps = 0;
    let mut before: Option<&ast::ClauseKind> = None;
    for clause in &query.clauses {
        steps += match &clause.kind {
            ast::ClauseKind::Match { pattern, .. } => {
                1 + pattern.iter().map(|path| path.steps.len() + 1).sum::<usize>()
            }
            ast::ClauseKind::Create(_) => usize::from(!matches!(before, Some(ast::ClauseKind::Create(_)))),
            _ => 1,
        };
        if steps > STEPS {
            let message = format!("the query has more than {STEPS} steps (clauses, and relationships to find)");
            return Err(Error::limit(Detail::Nesting, message)
                .at(clause.span)
                .hint("split it into several statements, or UNWIND a list of data"));
        }
        before = Some(&clause.kind);
    }
    Ok(())
}

/// Where a query stands, which says how it may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// It is the statement, or a subquery that is called.
    Statement,
    /// It is asked for its rows: it need not return anything, and changes nothing.
    Rows,
    /// It is asked for the list of its one column, and changes nothing.
    Column,
}

/// What may follow what, and what a query may end with.
fn check_composition(query: &ast::SingleQuery, ending: Ending, procedure: &dyn Fn(&str) -> bool) -> Result<()> {
    use ast::ClauseKind::{CallProcedure, CallSubquery, Filter, Finish, Let, LoadCsv, Match, Return, Unwind, With};
    let wrong = |message: &str, span| Err(Error::syntax(Detail::InvalidClauseComposition, message).at(span));
    let Some((last, before)) = query.clauses.split_last() else { return Ok(()) };
    if let Some(early) = before.iter().find(|clause| matches!(clause.kind, Return(_) | Finish)) {
        return wrong("RETURN and FINISH can only stand last", early.span);
    }
    if ending != Ending::Statement
        && let Some(update) = query.clauses.iter().find(|clause| clause.kind.is_updating(procedure))
    {
        return wrong("a subquery in an expression changes nothing", update.span);
    }
    match &last.kind {
        Return(_) => Ok(()),
        _ if ending == Ending::Column => wrong("COLLECT {} ends with RETURN", last.span),
        _ if ending == Ending::Rows => Ok(()),
        Match { .. } | Unwind { .. } | LoadCsv { .. } | With { .. } | Let(_) | Filter(_) => {
            wrong("a query ends with RETURN or with a clause that changes the graph", last.span)
        }
        CallSubquery { query, .. } if !query.is_updating(procedure) => {
            wrong("a query ends with RETURN or with a clause that changes the graph", last.span)
        }
        CallProcedure { name, .. } if !before.is_empty() && !procedure(&name.text) => {
            wrong("a CALL within a query is followed by what is done with its results", last.span)
        }
        _ => Ok(()),
    }
}
