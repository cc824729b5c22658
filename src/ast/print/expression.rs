//! Expressions: parentheses stand only where the parser's precedence would read something else.

use super::Printer;
use crate::ast::{
    CaseBranch, CaseTest, Expression, ExpressionKind, LabelExpression, Name, NormalForm, Operator, ProjectionItem,
    QuantifierKind, Query, SubqueryKind, ValueType,
};
use crate::value::{in_backticks, quote_name, quote_parameter};

// how tightly what is no binary operator binds, among the numbers of `Operator::level`
const NOT: u8 = 4;
const IS_NULL: u8 = 6;
const UNARY: u8 = 10;
const PRIMARY: u8 = 11;

/// How tightly the expression holds together.
fn level(expression: &Expression) -> u8 {
    match &expression.kind {
        ExpressionKind::Operators(_, rest) => rest.first().map_or(PRIMARY, |(operator, _)| operator.level()),
        // of a type: what follows, such as `<`, could go on it
        ExpressionKind::Not(_) | ExpressionKind::IsTyped(..) => NOT,
        ExpressionKind::IsNull(..) | ExpressionKind::IsNormalized(..) => IS_NULL,
        ExpressionKind::Negate(_) | ExpressionKind::Plus(_) => UNARY,
        ExpressionKind::Literal(_)
        | ExpressionKind::Variable(_)
        | ExpressionKind::Parameter(_)
        | ExpressionKind::List(_)
        | ExpressionKind::Map(_)
        | ExpressionKind::Property(..)
        | ExpressionKind::Index(..)
        | ExpressionKind::Slice(..)
        | ExpressionKind::HasLabels(..)
        | ExpressionKind::Projection(..)
        | ExpressionKind::Case(..)
        | ExpressionKind::ListComprehension { .. }
        | ExpressionKind::PatternComprehension { .. }
        | ExpressionKind::Quantifier { .. }
        | ExpressionKind::Reduce { .. }
        | ExpressionKind::Call { .. }
        | ExpressionKind::CountStar
        | ExpressionKind::Pattern(_)
        | ExpressionKind::Subquery(..) => PRIMARY,
    }
}

/// Whether the first operand of a chain may stand without parentheses. Another chain of the same level
/// may not: `(a - b) - c` would become one chain.
fn stands_first(first: &Expression, binds: u8) -> bool {
    let chain = matches!(first.kind, ExpressionKind::Operators(..));
    level(first) > binds || (level(first) == binds && !chain)
}

/// Whether the text begins with `name IN`, which brackets and quantifiers read as their own.
fn begins_with_in(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Operators(first, rest) => match (&first.kind, rest.first()) {
            (ExpressionKind::Variable(_), Some((operator, _))) => *operator == Operator::In,
            (_, Some((operator, _))) => stands_first(first, operator.level()) && begins_with_in(first),
            (_, None) => begins_with_in(first),
        },
        ExpressionKind::IsNull(of, _) | ExpressionKind::IsTyped(of, ..) | ExpressionKind::IsNormalized(of, ..) => {
            level(of) >= IS_NULL && begins_with_in(of)
        }
        // a word, a sign or a bracket of its own comes first, or a primary
        _ => false,
    }
}

impl Printer {
    pub(super) fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Literal(value) => self.put(&value.to_string()),
            ExpressionKind::Variable(name) => self.operand_name(name),
            ExpressionKind::Parameter(name) => {
                self.put("$");
                self.put(&quote_parameter(name));
            }
            ExpressionKind::List(elements) => {
                self.put("[");
                self.unbound(elements);
                self.put("]");
            }
            ExpressionKind::Map(entries) => {
                self.put("{");
                self.list(entries, ", ", |printer, (key, value)| printer.entry(key, value));
                self.put("}");
            }
            ExpressionKind::Property(of, key) => {
                self.operand(of, PRIMARY);
                self.put(".");
                self.name(key);
            }
            ExpressionKind::Index(of, index) => {
                self.operand(of, PRIMARY);
                self.put("[");
                self.expression(index);
                self.put("]");
            }
            ExpressionKind::Slice(of, from, to) => {
                self.operand(of, PRIMARY);
                self.put("[");
                self.after("", from.as_deref());
                self.put("..");
                self.after("", to.as_deref());
                self.put("]");
            }
            ExpressionKind::HasLabels(of, labels) => self.has_labels(of, labels),
            ExpressionKind::Projection(of, items) => self.map_projection(of, items),
            ExpressionKind::IsNull(of, negated) => {
                self.operand(of, IS_NULL);
                self.put(if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            ExpressionKind::IsTyped(of, kind, negated) => {
                self.operand(of, IS_NULL);
                self.put(" ");
                self.is_typed(kind, *negated);
            }
            ExpressionKind::IsNormalized(of, form, negated) => {
                self.operand(of, IS_NULL);
                self.put(" ");
                self.is_normalized(*form, *negated);
            }
            ExpressionKind::Not(of) => {
                self.put("NOT ");
                self.operand(of, NOT);
            }
            ExpressionKind::Negate(of) => self.negate(of),
            ExpressionKind::Plus(of) => {
                self.put("+");
                self.operand(of, UNARY);
            }
            ExpressionKind::Operators(first, rest) => self.operators(first, rest),
            ExpressionKind::Case(subject, branches, otherwise) => {
                self.case(subject.as_deref(), branches, otherwise.as_deref());
            }
            ExpressionKind::ListComprehension { variable, list, filter, map } => {
                self.put("[");
                let bar = map.is_some();
                self.operand_name(&variable.text);
                self.part_before(" IN ", Some(list), bar && filter.is_none());
                self.part_before(" WHERE ", filter.as_deref(), bar);
                self.after(" | ", map.as_deref());
                self.put("]");
            }
            ExpressionKind::PatternComprehension { pattern, filter, map } => {
                self.put("[");
                self.path(pattern);
                self.part_before(" WHERE ", filter.as_deref(), true);
                self.after(" | ", Some(map));
                self.put("]");
            }
            ExpressionKind::Quantifier { kind, variable, list, predicate } => {
                self.quantifier(*kind, variable, list, predicate);
            }
            ExpressionKind::Reduce { accumulator, start, variable, list, step } => {
                self.put("reduce(");
                self.operand_name(&accumulator.text);
                self.after(" = ", Some(start));
                self.put(", ");
                self.operand_name(&variable.text);
                self.part_before(" IN ", Some(list), true);
                self.after(" | ", Some(step));
                self.put(")");
            }
            ExpressionKind::Call { name, distinct, arguments } => self.call(name, *distinct, arguments),
            ExpressionKind::CountStar => self.put("count(*)"),
            ExpressionKind::Pattern(path) => self.path(path),
            ExpressionKind::Subquery(kind, query) => self.subquery(*kind, query),
        }
    }

    pub(super) fn expressions(&mut self, expressions: &[Expression]) {
        self.list(expressions, ", ", Self::expression);
    }

    pub(super) fn parenthesized(&mut self, expression: &Expression) {
        self.put("(");
        self.expression(expression);
        self.put(")");
    }

    /// An operand where nothing looser than `least` can stand.
    fn operand(&mut self, operand: &Expression, least: u8) {
        if level(operand) < least {
            self.parenthesized(operand);
        } else {
            self.expression(operand);
        }
    }

    /// Like [`operand`](Self::operand), in parentheses too if its text begins with one of these.
    fn guarded(&mut self, operand: &Expression, least: u8, misread: fn(char) -> bool) {
        let start = self.out.len();
        self.operand(operand, least);
        if self.out.get(start..).is_some_and(|text| text.starts_with(misread)) {
            self.out.insert(start, '(');
            self.out.push(')');
        }
    }

    /// A minus before a digit is part of the number, before a bracket it may begin a relationship, and
    /// two in a row may be one.
    fn negate(&mut self, of: &Expression) {
        self.put("-");
        let start = self.out.len();
        self.guarded(of, UNARY, |first| first == '[' || first.is_ascii_digit());
        if self.out.get(start..).is_some_and(|text| text.starts_with('-')) {
            self.out.insert(start, ' ');
        }
    }

    fn operators(&mut self, first: &Expression, rest: &[(Operator, Expression)]) {
        let binds = rest.first().map_or(PRIMARY, |(operator, _)| operator.level());
        if stands_first(first, binds) {
            self.expression(first);
        } else {
            self.parenthesized(first);
        }
        for (operator, operand) in rest {
            self.put(" ");
            self.put(operator.symbol());
            self.put(" ");
            if *operator == Operator::Subtract {
                self.guarded(operand, binds + 1, |first| first == '[');
            } else {
                self.operand(operand, binds + 1);
            }
        }
    }

    /// Elements of a list, or arguments: one alone must not look like the `x IN xs` of a comprehension.
    fn unbound(&mut self, elements: &[Expression]) {
        match elements {
            [one] if begins_with_in(one) => self.parenthesized(one),
            _ => self.expressions(elements),
        }
    }

    /// `x IN list`
    fn element(&mut self, variable: &Name, list: &Expression) {
        self.operand_name(&variable.text);
        self.after(" IN ", Some(list));
    }

    fn after(&mut self, keyword: &str, expression: Option<&Expression>) {
        if let Some(expression) = expression {
            self.put(keyword);
            self.expression(expression);
        }
    }

    fn part_before(&mut self, keyword: &str, expression: Option<&Expression>, bar: bool) {
        match expression {
            Some(expression) if bar => {
                self.put(keyword);
                self.before_bar(expression);
            }
            expression => self.after(keyword, expression),
        }
    }

    /// An expression that a `|` follows: after labels and types that could go on them.
    pub(super) fn before_bar(&mut self, expression: &Expression) {
        let open = |part: &Expression| matches!(part.kind, ExpressionKind::HasLabels(..) | ExpressionKind::IsTyped(..));
        if expression.any(&open) {
            self.parenthesized(expression);
        } else {
            self.expression(expression);
        }
    }

    fn is_typed(&mut self, kind: &ValueType, negated: bool) {
        self.put(&format!("IS {}:: {kind}", if negated { "NOT " } else { "" }));
    }

    fn is_normalized(&mut self, form: NormalForm, negated: bool) {
        let form = match form {
            NormalForm::Nfc => "NFC",
            NormalForm::Nfd => "NFD",
            NormalForm::Nfkc => "NFKC",
            NormalForm::Nfkd => "NFKD",
        };
        self.put(&format!("IS {}{form} NORMALIZED", if negated { "NOT " } else { "" }));
    }

    fn entry(&mut self, key: &Name, value: &Expression) {
        self.name(key);
        self.after(": ", Some(value));
    }

    fn has_labels(&mut self, of: &Expression, labels: &LabelExpression) {
        // labels in a row are one test
        if matches!(of.kind, ExpressionKind::HasLabels(..)) {
            self.parenthesized(of);
        } else {
            self.operand(of, PRIMARY);
        }
        self.put(":");
        // what follows could go on a choice
        let choice = matches!(labels, LabelExpression::Or(_));
        self.put(if choice { "(" } else { "" });
        self.labels(labels, quote_name);
        self.put(if choice { ")" } else { "" });
    }

    fn quantifier(&mut self, kind: QuantifierKind, variable: &Name, list: &Expression, predicate: &Expression) {
        self.put(match kind {
            QuantifierKind::All => "all(",
            QuantifierKind::Any => "any(",
            QuantifierKind::None => "none(",
            QuantifierKind::Single => "single(",
        });
        self.element(variable, list);
        self.after(" WHERE ", Some(predicate));
        self.put(")");
    }

    fn call(&mut self, name: &Name, distinct: bool, arguments: &[Expression]) {
        self.dotted(name);
        self.put(if distinct { "(DISTINCT" } else { "(" });
        if distinct && !arguments.is_empty() {
            self.put(" ");
        }
        self.unbound(arguments);
        self.put(")");
    }

    fn subquery(&mut self, kind: SubqueryKind, query: &Query) {
        self.put(match kind {
            SubqueryKind::Exists => "EXISTS { ",
            SubqueryKind::Count => "COUNT { ",
            SubqueryKind::Collect => "COLLECT { ",
        });
        let outside = std::mem::replace(&mut self.inline, true);
        self.query(query);
        self.inline = outside;
        self.put(" }");
    }

    fn map_projection(&mut self, of: &Expression, items: &[ProjectionItem]) {
        match &of.kind {
            // before a brace these would begin a subquery
            ExpressionKind::Variable(name)
                if ["collect", "count", "exists"].iter().any(|word| word.eq_ignore_ascii_case(name)) =>
            {
                self.put(&in_backticks(name));
            }
            _ => self.operand(of, PRIMARY),
        }
        self.put(" {");
        self.list(items, ", ", |printer, item| match item {
            ProjectionItem::All => printer.put(".*"),
            ProjectionItem::Property(key) => {
                printer.put(".");
                printer.name(key);
            }
            ProjectionItem::Entry(key, value) => printer.entry(key, value),
            ProjectionItem::Variable(name) => printer.name(name),
        });
        self.put("}");
    }

    fn case(&mut self, subject: Option<&Expression>, branches: &[CaseBranch], otherwise: Option<&Expression>) {
        self.put("CASE");
        self.after(" ", subject);
        for CaseBranch { when, then } in branches {
            self.put(" WHEN ");
            self.list(when, ", ", Self::case_test);
            self.after(" THEN ", Some(then));
        }
        self.after(" ELSE ", otherwise);
        self.put(" END");
    }

    fn case_test(&mut self, test: &CaseTest) {
        match test {
            CaseTest::Value(value) => self.expression(value),
            CaseTest::Operator(operator, operand) => {
                self.put(operator.symbol());
                self.after(" ", Some(operand));
            }
            CaseTest::IsNull(negated) => self.put(if *negated { "IS NOT NULL" } else { "IS NULL" }),
            CaseTest::IsTyped(kind, negated) => self.is_typed(kind, *negated),
            CaseTest::IsNormalized(form, negated) => self.is_normalized(*form, *negated),
        }
    }
}
