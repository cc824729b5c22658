//! Clauses.

use super::Printer;
use crate::ast::{
    ClauseKind, Expression, ExpressionKind, Imports, Name, PathPattern, ProjectedItem, Projection, Query, RemoveItem,
    SetItem, SortItem, Yield,
};

impl Printer {
    pub(super) fn clause(&mut self, clause: &ClauseKind) {
        match clause {
            ClauseKind::Match { optional, pattern, predicate } => {
                self.optional(*optional);
                self.put("MATCH ");
                self.patterns(pattern);
                self.predicate(predicate.as_ref());
            }
            ClauseKind::Unwind { list, variable } => {
                self.put("UNWIND ");
                self.expression(list);
                self.put(" AS ");
                self.name(variable);
            }
            ClauseKind::CallSubquery { optional, imports, query } => {
                self.optional(*optional);
                self.put("CALL ");
                self.imports(imports);
                self.block(query);
            }
            ClauseKind::CallProcedure { optional, name, arguments, yields, predicate } => {
                self.optional(*optional);
                self.put("CALL ");
                self.dotted(name);
                if let Some(arguments) = arguments {
                    self.put("(");
                    self.expressions(arguments);
                    self.put(")");
                }
                self.yields(yields);
                self.predicate(predicate.as_ref());
            }
            ClauseKind::With { projection, predicate } => {
                self.put("WITH ");
                self.projection(projection);
                self.predicate(predicate.as_ref());
            }
            ClauseKind::Return(projection) => {
                self.put("RETURN ");
                self.projection(projection);
            }
            ClauseKind::Finish => self.put("FINISH"),
            ClauseKind::Create(pattern) => {
                self.put("CREATE ");
                self.patterns(pattern);
            }
            ClauseKind::Merge { pattern, on_create, on_match } => self.merge(pattern, on_create, on_match),
            ClauseKind::Set(items) => {
                self.put("SET ");
                self.list(items, ", ", Self::set_item);
            }
            ClauseKind::Remove(items) => {
                self.put("REMOVE ");
                self.list(items, ", ", Self::remove_item);
            }
            ClauseKind::Delete { detach, expressions } => {
                self.put(if *detach { "DETACH DELETE " } else { "DELETE " });
                self.expressions(expressions);
            }
        }
    }

    fn optional(&mut self, optional: bool) {
        if optional {
            self.put("OPTIONAL ");
        }
    }

    fn predicate(&mut self, predicate: Option<&Expression>) {
        self.part("WHERE ", predicate);
    }

    /// A part of a clause on a line of its own.
    fn part(&mut self, keyword: &str, expression: Option<&Expression>) {
        if let Some(expression) = expression {
            self.line();
            self.put(keyword);
            self.expression(expression);
        }
    }

    fn imports(&mut self, imports: &Imports) {
        match imports {
            Imports::ByWith => {}
            Imports::All => self.put("(*) "),
            Imports::Only(names) => {
                self.put("(");
                self.list(names, ", ", Self::name);
                self.put(") ");
            }
        }
    }

    /// The query of CALL, indented.
    fn block(&mut self, query: &Query) {
        self.put("{");
        self.depth += 1;
        self.line();
        self.query(query);
        self.depth -= 1;
        self.line();
        self.put("}");
    }

    fn yields(&mut self, yields: &Yield) {
        match yields {
            Yield::Unsaid => {}
            Yield::All(_) => self.put(" YIELD *"),
            Yield::Only(items) => {
                self.put(" YIELD ");
                self.list(items, ", ", |printer, (result, alias)| {
                    printer.name(result);
                    if alias != result {
                        printer.put(" AS ");
                        printer.name(alias);
                    }
                });
            }
        }
    }

    fn projection(&mut self, projection: &Projection) {
        let Projection { distinct, all, items, order, skip, limit } = projection;
        if *distinct {
            self.put("DISTINCT ");
        }
        if all.is_some() {
            self.put(if items.is_empty() { "*" } else { "*, " });
        }
        self.list(items, ", ", Self::projected_item);
        if !order.is_empty() {
            self.line();
            self.put("ORDER BY ");
            self.list(order, ", ", |printer, SortItem { expression, descending }| {
                printer.expression(expression);
                if *descending {
                    printer.put(" DESC");
                }
            });
        }
        self.part("SKIP ", skip.as_ref());
        self.part("LIMIT ", limit.as_ref());
    }

    fn projected_item(&mut self, item: &ProjectedItem) {
        let ProjectedItem { expression, alias, text } = item;
        if let Some(alias) = alias {
            self.expression(expression);
            self.put(" AS ");
            self.name(alias);
        } else {
            // the text names the column
            self.put(text);
        }
    }

    fn merge(&mut self, pattern: &PathPattern, on_create: &[SetItem], on_match: &[SetItem]) {
        self.put("MERGE ");
        self.path(pattern);
        self.depth += 1;
        for (keyword, items) in [("ON CREATE SET ", on_create), ("ON MATCH SET ", on_match)] {
            if !items.is_empty() {
                self.line();
                self.put(keyword);
                self.list(items, ", ", Self::set_item);
            }
        }
        self.depth -= 1;
    }

    fn set_item(&mut self, item: &SetItem) {
        match item {
            SetItem::Property { of, key, value } => {
                self.property_place(of, key);
                self.put(" = ");
                self.expression(value);
            }
            SetItem::Properties { variable, value, add } => {
                self.name(variable);
                self.put(if *add { " += " } else { " = " });
                self.expression(value);
            }
            SetItem::Labels { variable, labels } => self.label_list(variable, labels),
        }
    }

    fn remove_item(&mut self, item: &RemoveItem) {
        match item {
            RemoveItem::Property { of, key } => self.property_place(of, key),
            RemoveItem::Labels { variable, labels } => self.label_list(variable, labels),
        }
    }

    fn label_list(&mut self, variable: &Name, labels: &[Name]) {
        self.name(variable);
        for label in labels {
            self.put(":");
            self.name(label);
        }
    }

    /// `n.key` or `n.map.key`; of anything but a variable in parentheses: `(expression).key`.
    fn property_place(&mut self, of: &Expression, key: &Name) {
        let mut root = of;
        while let ExpressionKind::Property(of, _) = &root.kind {
            root = of;
        }
        if matches!(root.kind, ExpressionKind::Variable(_)) {
            self.expression(of);
        } else {
            self.parenthesized(of);
        }
        self.put(".");
        self.name(key);
    }
}
