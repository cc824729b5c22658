//! CALL of subqueries and of procedures.

use std::sync::Arc;

use super::{Binder, Ending, Scope, already_bound, undefined};
use crate::ast::{self, ClauseKind, Imports, Name, Yield};
use crate::bound::{CallProcedure, Clause, Expr, ExprKind, Slot, Type};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::functions::may_accept;
use crate::procedures::{Procedure, catalog};
use crate::span::Span;

/// The names of results, and where they stand.
type Columns = Vec<(Arc<str>, Slot)>;

impl Binder<'_> {
    /// `CALL (x) { ... }` and `CALL { WITH x ... }`. Its columns become variables.
    pub(super) fn call_subquery(
        &mut self,
        optional: bool,
        imports: &Imports,
        query: &ast::Query,
        span: Span,
        scope: &mut Scope,
    ) -> Result<Clause> {
        let outer = scope.as_rows();
        let mut inner = Scope::default();
        match imports {
            Imports::All => inner.extend(&outer),
            Imports::Only(names) => {
                for name in names {
                    let Some(variable) = outer.get(&name.text) else {
                        return Err(undefined(&name.text, name.span, scope));
                    };
                    if inner.get(&name.text).is_some() {
                        return Err(already_bound(name));
                    }
                    inner.insert(Arc::clone(&name.text), variable.slot, false);
                }
            }
            Imports::ByWith => {}
        }
        let by_with = *imports == Imports::ByWith;
        // a first WITH sees what is outside, what follows sees what it names
        let start = |branch: &ast::SingleQuery| if by_with && imports_by_with(branch) { &outer } else { &inner };
        let id = self.framed(scope, span, |binder| binder.branches(query, start, &inner, Ending::Statement))?;
        let columns = self.subqueries.get(id.0).and_then(|s| s.branches.first()).map(|b| b.columns.clone());
        let mut outputs = Vec::new();
        for (name, inner_slot) in columns.unwrap_or_default() {
            let kind = self.kind(inner_slot);
            outputs.push(self.declare(&Name { text: name, span }, kind, scope)?);
        }
        Ok(Clause::CallSubquery {
            id,
            outputs,
            optional,
            updating: query.is_updating(&|name| self.procedures.is_updating(name)),
        })
    }

    /// FOREACH: a called subquery that goes over the list. Its variable may hide another.
    pub(super) fn foreach(
        &mut self,
        variable: &Name,
        list: &ast::Expression,
        updates: &[ast::Clause],
        span: Span,
        scope: &Scope,
    ) -> Result<Clause> {
        let outer = scope.as_rows();
        let id = self.framed(scope, span, |binder| {
            let list = binder.plain_expression(list, &outer, "in FOREACH")?;
            binder.check_list(&list)?;
            // unlike UNWIND it takes nothing but a list, as a comprehension does
            let at = list.span;
            let element = binder.new_slot(" element", Type::Any);
            let list = ExprKind::Comprehension { slot: element, list: Box::new(list), filter: None, map: None };
            let slot = binder.new_slot(Arc::clone(&variable.text), Type::Any);
            let mut inner = outer.clone();
            inner.insert(Arc::clone(&variable.text), slot, false);
            let query = ast::SingleQuery { view: None, clauses: updates.to_vec() };
            let mut branch = binder.branch(&query, &inner, &inner, Ending::Statement)?;
            branch.clauses.insert(0, Clause::Unwind { list: Expr::new(list, at), slot });
            Ok((vec![branch], false))
        })?;
        Ok(Clause::CallSubquery { id, outputs: Vec::new(), optional: false, updating: true })
    }

    /// CALL of a procedure; gives its results as columns as well, for a standalone call.
    pub(super) fn call_procedure(
        &mut self,
        clause: &ast::Clause,
        standalone: bool,
        scope: &mut Scope,
    ) -> Result<(CallProcedure, Columns)> {
        let ClauseKind::CallProcedure { optional, name, arguments, yields, predicate } = &clause.kind else {
            return Err(Error::internal("a CALL that is none"));
        };
        let listed = || catalog::find(&name.text, self.functions, self.procedures).map(Arc::new);
        let Some(procedure) = self.procedures.find(&name.text).cloned().or_else(listed) else {
            let message = format!("there is no procedure `{}`", name.text);
            return Err(Error::new(ErrorKind::ProcedureError, Detail::ProcedureNotFound, message)
                .at(name.span)
                .suggest(&name.text, self.procedures.iter().map(|procedure| procedure.name())));
        };
        let arguments = match arguments {
            Some(arguments) => self.explicit_arguments(&procedure, arguments, clause.span, scope)?,
            None if standalone => self.implicit_arguments(&procedure, name)?,
            None if procedure.inputs().is_empty() => Vec::new(),
            None => {
                let message = "within a query the arguments of a procedure are written out";
                return Err(Error::syntax(Detail::InvalidArgumentPassingMode, message)
                    .at(name.span)
                    .hint(procedure.signature()));
            }
        };
        let mut results: Vec<(usize, Name)> = Vec::new();
        let place = |wanted: &Name| {
            procedure.outputs().iter().position(|(output, _)| **output == *wanted.text).ok_or_else(|| {
                Error::syntax(Detail::UndefinedVariable, format!("{} gives no `{}`", procedure.name(), wanted.text))
                    .at(wanted.span)
                    .hint(procedure.signature())
            })
        };
        match yields {
            Yield::Only(items) => {
                for (result, alias) in items {
                    results.push((place(result)?, alias.clone()));
                }
            }
            Yield::All(span) if !standalone => {
                let message = "YIELD * stands only in a CALL that stands alone";
                return Err(Error::syntax(Detail::UnexpectedSyntax, message).at(*span).hint(procedure.signature()));
            }
            Yield::Unsaid if !standalone => {}
            Yield::All(_) | Yield::Unsaid => {
                for (at, (output, _)) in procedure.outputs().iter().enumerate() {
                    results.push((at, Name { text: Arc::clone(output), span: clause.span }));
                }
            }
        }
        let mut outputs: Vec<(usize, Slot)> = Vec::new();
        let mut columns: Columns = Vec::new();
        for (at, alias) in results {
            if scope.get(&alias.text).is_some() {
                return Err(already_bound(&alias));
            }
            let slot = self.declare(&alias, Type::Any, scope)?;
            outputs.push((at, slot));
            columns.push((alias.text, slot));
        }
        let predicates = match predicate {
            Some(predicate) => self.conditions(predicate, scope, "in WHERE")?,
            None => Vec::new(),
        };
        let call = CallProcedure { procedure, arguments, outputs, optional: *optional, predicates, span: clause.span };
        Ok((call, columns))
    }

    fn explicit_arguments(
        &mut self,
        procedure: &Procedure,
        written: &[ast::Expression],
        span: Span,
        scope: &Scope,
    ) -> Result<Vec<Expr>> {
        if written.len() != procedure.inputs().len() {
            let message =
                format!("{} takes {} arguments, not {}", procedure.name(), procedure.inputs().len(), written.len());
            return Err(Error::syntax(Detail::InvalidNumberOfArguments, message).at(span).hint(procedure.signature()));
        }
        let mut arguments = Vec::new();
        for (written, (name, kind)) in written.iter().zip(procedure.inputs()) {
            let bound = self.plain_expression(written, scope, "in the arguments of a procedure")?;
            if !may_accept(*kind, self.type_of(&bound)) {
                let message = format!("{} does not take this as `{name}`", procedure.name());
                return Err(Error::syntax(Detail::InvalidArgumentType, message)
                    .at(bound.span)
                    .hint(procedure.signature()));
            }
            arguments.push(bound);
        }
        Ok(arguments)
    }

    /// Parameters of the same names stand for arguments that are not written.
    fn implicit_arguments(&mut self, procedure: &Procedure, name: &Name) -> Result<Vec<Expr>> {
        self.takes_parameters |= !procedure.inputs().is_empty();
        let argument = |input: &Arc<str>| {
            if self.parameters.contains_key(&**input) {
                return Ok(Expr::new(ExprKind::Parameter(Arc::clone(input)), name.span));
            }
            let message = format!("{} takes `{input}`, and there is no parameter ${input}", procedure.name());
            Err(Error::new(ErrorKind::ParameterMissing, Detail::MissingParameter, message)
                .at(name.span)
                .hint(procedure.signature()))
        };
        procedure.inputs().iter().map(|(input, _)| argument(input)).collect()
    }
}

/// Whether a branch of a called query begins with a WITH that names variables from outside.
fn imports_by_with(query: &ast::SingleQuery) -> bool {
    matches!(query.clauses.first().map(|clause| &clause.kind), Some(ClauseKind::With { .. }))
}
