//! Clauses.

use super::Printer;
use crate::ast::{
    Clause, ClauseKind, Expression, ExpressionKind, Imports, Label, Name, PathPattern, ProjectedItem, Projection,
    PropertyKey, Query, RemoveItem, SetItem, SortItem, Yield,
};
use crate::value::quote_string;

impl Printer {
    pub(super) fn clause(&mut self, clause: &ClauseKind) {
        match clause {
            ClauseKind::Match { optional, repeatable, pattern, hints, predicate } => {
                self.optional(*optional);
                self.put(if *repeatable { "MATCH REPEATABLE ELEMENTS " } else { "MATCH " });
                self.patterns(pattern);
                for hint in hints {
                    self.hint(hint);
                }
                self.predicate(predicate.as_ref());
            }
            ClauseKind::Unwind { list, variable } => {
                self.put("UNWIND ");
                self.expression(list);
                self.put(" AS ");
                self.name(variable);
            }
            ClauseKind::Schema(command) => self.schema_command(command),
            ClauseKind::Let(items) => {
                self.put("LET ");
                self.list(items, ", ", |printer, (name, value)| {
                    printer.name(name);
                    printer.put(" = ");
                    printer.expression(value);
                });
            }
            ClauseKind::Filter(condition) => {
                self.put("FILTER ");
                self.condition(condition);
            }
            ClauseKind::Foreach { variable, list, updates } => self.foreach(variable, list, updates),
            ClauseKind::LoadCsv { headers, from, variable, terminator } => {
                self.put(if *headers { "LOAD CSV WITH HEADERS FROM " } else { "LOAD CSV FROM " });
                self.expression(from);
                self.put(" AS ");
                self.name(variable);
                if let Some(terminator) = terminator {
                    self.put(" FIELDTERMINATOR ");
                    self.put(&quote_string(&terminator.to_string()));
                }
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

    /// After FILTER a name that reads WHERE would be a word of the clause.
    fn condition(&mut self, condition: &Expression) {
        let start = self.out.len();
        self.expression(condition);
        let word = self.out.get(start..).unwrap_or_default().get(..5).unwrap_or_default();
        if word.eq_ignore_ascii_case("where") {
            self.out.insert_str(start, "WHERE ");
        }
    }

    /// FOREACH, its changes on one line.
    fn foreach(&mut self, variable: &Name, list: &Expression, updates: &[Clause]) {
        self.put("FOREACH (");
        self.name(variable);
        self.put(" IN ");
        self.before_bar(list);
        self.put(" |");
        let outside = std::mem::replace(&mut self.inline, true);
        for update in updates {
            self.put(" ");
            self.clause(&update.kind);
        }
        self.inline = outside;
        self.put(")");
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

    fn label_list(&mut self, variable: &Name, labels: &[Label]) {
        self.name(variable);
        for label in labels {
            self.put(":");
            match label {
                Label::Name(name) => self.name(name),
                Label::Dynamic(of) => self.dynamic_labels(of, false),
            }
        }
    }

    /// `n.key` or `n.map[key]`; of anything but a variable in parentheses: `(expression).key`.
    fn property_place(&mut self, of: &Expression, key: &PropertyKey) {
        let mut root = of;
        while let ExpressionKind::Property(of, _) | ExpressionKind::Index(of, _) = &root.kind {
            root = of;
        }
        if matches!(root.kind, ExpressionKind::Variable(_)) {
            self.expression(of);
        } else {
            self.parenthesized(of);
        }
        match key {
            PropertyKey::Name(name) => {
                self.put(".");
                self.name(name);
            }
            PropertyKey::Dynamic(key) => {
                self.put("[");
                self.expression(key);
                self.put("]");
            }
        }
    }
}
