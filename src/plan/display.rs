//! EXPLAIN and PROFILE: the plan as lines, the last operator first, as Neo4j prints it.

use std::time::Duration;

use super::{Expand, IndexSeek, Measured, Operator, Plan, Program, SeekTail, Wanted};
use crate::ast::{Direction, Operator as BinaryOperator};
use crate::bound::{
    CaseBranch, CreateItem, Expr, ExprKind, Label, LabelExpression, ProjectionPart, PropertyKey, SetItem, Slot, Types,
};
use crate::value::quote_name;

/// One operator of a plan.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its name, indented by the plans it stands in.
    pub operator: String,
    /// What it works on.
    pub details: String,
    /// How many rows are expected.
    pub rows: f64,
    /// What it gave and took, if the program ran with a profile.
    pub measured: Option<Measured>,
}

/// The plan's lines, from the operator that gives the answer down to where rows start.
pub fn explain(program: &Program) -> Vec<Line> {
    let printer = Printer { program };
    let columns: Vec<&str> = program.columns.iter().map(|(name, _)| &**name).collect();
    let measured = printer.measured(&program.plan).map(|measured| Measured { time: Duration::ZERO, ..measured });
    let (operator, rows) = ("+ProduceResults".to_owned(), program.plan.rows);
    let mut lines = vec![Line { operator, details: columns.join(", "), rows, measured }];
    printer.plan(&program.plan, "", &mut lines);
    lines
}

struct Printer<'a> {
    program: &'a Program,
}

impl Printer<'_> {
    fn measured(&self, plan: &Plan) -> Option<Measured> {
        self.program.profile.as_ref().map(|profile| profile.of(plan))
    }

    fn plan(&self, plan: &Plan, indent: &str, lines: &mut Vec<Line>) {
        let mut next = Some(plan);
        while let Some(plan) = next {
            let (name, details) = self.operator(&plan.operator);
            let (operator, measured) = (format!("{indent}+{name}"), self.measured(plan));
            lines.push(Line { operator, details, rows: plan.rows, measured });
            let inside = format!("{indent}| ");
            match &plan.operator {
                Operator::Optional { inner, .. } => self.plan(inner, &inside, lines),
                Operator::Merge(merge) => self.plan(&merge.find, &inside, lines),
                Operator::Repeat(repeat) => self.plan(&repeat.once.plan, &inside, lines),
                Operator::StatefulShortestPath(select) => {
                    for segment in &select.segments {
                        self.plan(&segment.once.plan, &inside, lines);
                    }
                }
                Operator::Apply { id, .. } => {
                    if let Some(subplan) = self.program.subplans.get(id.0) {
                        self.plan(&subplan.plan, &inside, lines);
                    }
                }
                Operator::Union { branches, .. } => {
                    for (branch, _) in branches {
                        self.plan(branch, &inside, lines);
                    }
                }
                _ => {}
            }
            next = plan.input.as_deref();
        }
    }

    fn operator(&self, operator: &Operator) -> (&'static str, String) {
        match operator {
            Operator::Argument => ("Argument", String::new()),
            Operator::UseView { view, .. } => ("UseView", self.expr(view)),
            Operator::InView(slots) => ("InView", self.slots(slots)),
            Operator::AllNodesScan { slot, counted } => ("AllNodesScan", self.slot(*slot) + counted_only(*counted)),
            Operator::NodeByLabelScan { slot, label, counted } => {
                let counted = counted_only(*counted);
                ("NodeByLabelScan", format!("{}:{}{counted}", self.slot(*slot), quote_name(label)))
            }
            Operator::NodeIndexSeek(seek) => (seek.operator(), self.seek(seek)),
            Operator::Expand(expand) => ("Expand", self.expand(expand, "") + counted_only(expand.is_counted())),
            Operator::ExpandInto(expand) => ("ExpandInto", self.expand(expand, "")),
            Operator::ExpandIntersect { expand, closing } => {
                let counted = counted_only(!expand.keeps(expand.to));
                ("ExpandIntersect", format!("{}, {}{counted}", self.expand(expand, ""), self.expand(closing, "")))
            }
            Operator::VarLengthExpand { expand, min, max, into, ends_only, .. } => {
                let max = max.map_or(String::new(), |max| max.to_string());
                let name = if *into { "VarLengthExpandInto" } else { "VarLengthExpand" };
                let once = if *ends_only { ", each end once" } else { "" };
                (name, self.expand(expand, &format!("*{min}..{max}")) + once)
            }
            Operator::ShortestPath { expand, max, conditions, .. } => {
                let max = max.map_or(String::new(), |max| max.to_string());
                let path = self.expand(expand, &format!("*..{max}"));
                let conditions = [conditions.steps.as_slice(), &conditions.whole].concat();
                let joint = if conditions.is_empty() { "" } else { " WHERE " };
                ("ShortestPath", format!("{path}{joint}{}", self.exprs(&conditions, " AND ")))
            }
            Operator::Repeat(repeat) => {
                let name = if repeat.into { "RepeatInto" } else { "Repeat" };
                let (from, to) = (self.slot(repeat.from), self.slot(repeat.to));
                (name, format!("({from}) (...){} ({to})", quantifier(repeat.min, repeat.max)))
            }
            Operator::StatefulShortestPath(select) => {
                let name = if select.into { "StatefulShortestPathInto" } else { "StatefulShortestPath" };
                let groups = if select.groups { " GROUPS" } else { "" };
                let mut details = format!("SHORTEST {}{groups} ({})", self.expr(&select.count), self.slot(select.from));
                for segment in &select.segments {
                    let quantifier = if segment.list { quantifier(segment.min, segment.max) } else { String::new() };
                    details += &format!(" (...){quantifier} ({})", self.slot(segment.node));
                }
                (name, details)
            }
            Operator::LoadCsv(load) => ("LoadCsv", format!("{} AS {}", self.expr(&load.from), self.slot(load.slot))),
            Operator::ProjectEndpoints { expand, .. } => ("ProjectEndpoints", self.expand(expand, "")),
            Operator::Filter(predicates) => ("Filter", self.exprs(predicates, " AND ")),
            Operator::Projection { items, .. } => ("Projection", self.items(items)),
            Operator::Aggregation { grouping, aggregates, .. } => {
                let calls = aggregates.iter().map(|(slot, call)| {
                    let distinct = if call.distinct { "DISTINCT " } else { "" };
                    let arguments =
                        if call.arguments.is_empty() { "*".to_owned() } else { self.exprs(&call.arguments, ", ") };
                    format!("{}({distinct}{arguments}) AS {}", call.aggregate.name, self.slot(*slot))
                });
                let keys = grouping.iter().map(|item| self.item(item));
                ("Aggregation", keys.chain(calls).collect::<Vec<_>>().join(", "))
            }
            Operator::Distinct(slots) => ("Distinct", self.slots(slots)),
            Operator::Condense(node) => ("Condense", self.slot(node.0)),
            Operator::Sort(order) => ("Sort", self.order(order)),
            Operator::Top { order, limit, skip } => {
                let skip = skip.as_ref().map_or(String::new(), |skip| format!(" SKIP {}", self.expr(skip)));
                ("Top", format!("{}{skip} LIMIT {}", self.order(order), self.expr(limit)))
            }
            Operator::Skip(count) => ("Skip", self.expr(count)),
            Operator::Limit(count) => ("Limit", self.expr(count)),
            Operator::Unwind { list, slot } => ("Unwind", format!("{} AS {}", self.expr(list), self.slot(*slot))),
            Operator::Union { output, .. } => ("Union", self.slots(output)),
            Operator::Optional { nulls, .. } => ("Optional", self.slots(nulls)),
            Operator::Apply { outputs, .. } => ("Apply", self.slots(outputs)),
            Operator::ProcedureCall(call) => {
                let outputs: Vec<Slot> = call.outputs.iter().map(|(_, slot)| *slot).collect();
                let arguments = self.exprs(&call.arguments, ", ");
                ("ProcedureCall", format!("{}({arguments}) YIELD {}", call.procedure.name(), self.slots(&outputs)))
            }
            Operator::Eager => ("Eager", String::new()),
            Operator::Create(items) => ("Create", self.created(items)),
            Operator::Merge(merge) => ("Merge", self.created(&merge.create)),
            Operator::Set(items) => ("Set", self.set(items)),
            Operator::Delete { detach, expressions } => {
                (if *detach { "DetachDelete" } else { "Delete" }, self.exprs(expressions, ", "))
            }
            Operator::Schema(command) => (command.operator(), command.to_string()),
            Operator::EmptyResult => ("EmptyResult", String::new()),
        }
    }

    /// A variable by its name; a made-up one by its number.
    fn slot(&self, slot: Slot) -> String {
        match self.program.slots.get(slot.0 as usize) {
            Some(info) if !info.name.starts_with(' ') => quote_name(&info.name),
            _ => format!("_{}", slot.0),
        }
    }

    fn slots(&self, slots: &[Slot]) -> String {
        slots.iter().map(|slot| self.slot(*slot)).collect::<Vec<_>>().join(", ")
    }

    fn seek(&self, seek: &IndexSeek) -> String {
        let node = self.slot(seek.slot);
        let mut keys = seek.keys.iter().map(|key| format!("{node}.{}", quote_name(key)));
        let mut conditions: Vec<String> = Vec::new();
        for (key, wanted) in keys.by_ref().zip(&seek.equal) {
            conditions.push(match wanted {
                Wanted::One(value) => format!("{key} = {}", self.expr(value)),
                Wanted::AnyOf(list) => format!("{key} IN {}", self.expr(list)),
            });
        }
        match (seek.keys.get(seek.equal.len()), &seek.tail) {
            (Some(key), Some(SeekTail::Range(bounds))) => {
                let bound = |(operator, value): &(BinaryOperator, Expr)| {
                    format!("{node}.{} {} {}", quote_name(key), operator.symbol(), self.expr(value))
                };
                conditions.extend(bounds.iter().map(bound));
            }
            (Some(key), Some(SeekTail::Prefix(prefix))) => {
                conditions.push(format!("{node}.{} STARTS WITH {}", quote_name(key), self.expr(prefix)));
            }
            _ => {}
        }
        let keys: Vec<String> = seek.keys.iter().map(|key| quote_name(key)).collect();
        let label = seek.label.as_ref().map_or(String::new(), |label| format!(":{}", quote_name(label)));
        format!("{node}{label}({}) WHERE {}", keys.join(", "), conditions.join(" AND "))
    }

    fn expand(&self, expand: &Expand, length: &str) -> String {
        let types = match &expand.types {
            Types::Any => String::new(),
            Types::OneOf(names) => format!(":{}", names.join("|")),
            Types::Expression(expression) => format!(":{}", labels(expression)),
        };
        let (left, right) = match expand.direction {
            Direction::Outgoing => ("-", "->"),
            Direction::Incoming => ("<-", "-"),
            Direction::Both => ("-", "-"),
        };
        let inside = format!("[{}{types}{length}]", self.slot(expand.relationship));
        let end: String = expand.labels.iter().map(|l| format!(":{}", labels(l))).collect();
        let joint = if expand.conditions.is_empty() { "" } else { " WHERE " };
        let conditions = self.exprs(&expand.conditions, " AND ");
        format!("({}){left}{inside}{right}({}{end}{joint}{conditions})", self.slot(expand.from), self.slot(expand.to))
    }

    fn item(&self, (slot, expr): &(Slot, Expr)) -> String {
        let (value, name) = (self.expr(expr), self.slot(*slot));
        if value == name { name } else { format!("{value} AS {name}") }
    }

    fn items(&self, items: &[(Slot, Expr)]) -> String {
        items.iter().map(|item| self.item(item)).collect::<Vec<_>>().join(", ")
    }

    fn order(&self, order: &[(Expr, bool)]) -> String {
        let item = |(expr, descending): &(Expr, bool)| {
            format!("{}{}", self.expr(expr), if *descending { " DESC" } else { "" })
        };
        order.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    fn created(&self, items: &[CreateItem]) -> String {
        let item = |item: &CreateItem| match item {
            CreateItem::Node(node) => {
                format!("({}{})", self.slot(node.slot), self.given_labels(&node.labels))
            }
            CreateItem::Relationship(r) => format!(
                "({})-[{}{}]->({})",
                self.slot(r.start),
                self.slot(r.slot),
                self.given_labels(std::slice::from_ref(&r.relationship_type)),
                self.slot(r.end)
            ),
        };
        items.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    fn set(&self, items: &[SetItem]) -> String {
        let item = |item: &SetItem| match item {
            SetItem::Property { of, key: PropertyKey::Name(key), value } => {
                format!("{}.{} = {}", self.expr(of), quote_name(key), self.expr(value))
            }
            SetItem::Property { of, key: PropertyKey::Dynamic(key), value } => {
                format!("{}[{}] = {}", self.expr(of), self.expr(key), self.expr(value))
            }
            SetItem::Properties { of, value, add } => {
                format!("{} {} {}", self.expr(of), if *add { "+=" } else { "=" }, self.expr(value))
            }
            SetItem::Labels { of, labels, remove } => {
                let labels = self.given_labels(labels);
                format!("{}{}{labels}", if *remove { "REMOVE " } else { "" }, self.expr(of))
            }
        };
        items.iter().map(item).collect::<Vec<_>>().join(", ")
    }

    fn given_labels(&self, labels: &[Label]) -> String {
        let label = |label: &Label| match label {
            Label::Name(name) => format!(":{}", quote_name(name)),
            Label::Dynamic(of) => format!(":$({})", self.expr(of)),
        };
        labels.iter().map(label).collect()
    }

    fn exprs(&self, exprs: &[Expr], separator: &str) -> String {
        exprs.iter().map(|expr| self.expr(expr)).collect::<Vec<_>>().join(separator)
    }

    /// An expression in the language, compound operands in parentheses.
    fn expr(&self, expr: &Expr) -> String {
        let operand = |expr: &Expr| match expr.kind {
            ExprKind::Logic(..)
            | ExprKind::Compare(..)
            | ExprKind::Binary(..)
            | ExprKind::Not(_)
            | ExprKind::IsNull(..)
            | ExprKind::IsTyped(..)
            | ExprKind::IsNormalized(..) => {
                format!("({})", self.expr(expr))
            }
            _ => self.expr(expr),
        };
        let chain = |first: &Expr, rest: &[(BinaryOperator, Expr)]| {
            let rest = rest.iter().map(|(op, e)| format!(" {} {}", op.symbol(), operand(e)));
            format!("{}{}", operand(first), rest.collect::<String>())
        };
        let optional = |e: &Option<Box<Expr>>, before: &str| {
            e.as_ref().map_or(String::new(), |e| format!("{before}{}", self.expr(e)))
        };
        match &expr.kind {
            ExprKind::Constant(value) => value.to_string(),
            ExprKind::Slot(slot) | ExprKind::Local(slot) => self.slot(*slot),
            ExprKind::Parameter(name) => format!("${name}"),
            ExprKind::List(parts) => format!("[{}]", self.exprs(parts, ", ")),
            ExprKind::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}: {}", quote_name(key), self.expr(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            ExprKind::Property(of, key) => format!("{}.{}", operand(of), quote_name(key)),
            ExprKind::Index(of, index) => format!("{}[{}]", operand(of), self.expr(index)),
            ExprKind::Slice(of, from, to) => format!("{}[{}..{}]", operand(of), optional(from, ""), optional(to, "")),
            ExprKind::HasLabels(of, expression) => format!("{}:{}", operand(of), labels(expression)),
            ExprKind::HasDynamicLabels { of, labels, any } => {
                format!("{}:${}({})", operand(of), if *any { "any" } else { "" }, self.expr(labels))
            }
            ExprKind::IsTyped(of, kind, negated) => {
                format!("{} IS {}:: {kind}", operand(of), if *negated { "NOT " } else { "" })
            }
            ExprKind::IsNormalized(of, form, negated) => {
                let form = format!("{form:?}").to_uppercase();
                format!("{} IS {}{form} NORMALIZED", operand(of), if *negated { "NOT " } else { "" })
            }
            ExprKind::Projection(of, parts) => {
                let part = |part: &ProjectionPart| match part {
                    ProjectionPart::All => ".*".to_owned(),
                    ProjectionPart::Property(key) => format!(".{}", quote_name(key)),
                    ProjectionPart::Entry(key, value) => format!("{}: {}", quote_name(key), self.expr(value)),
                };
                format!("{} {{{}}}", operand(of), parts.iter().map(part).collect::<Vec<_>>().join(", "))
            }
            ExprKind::IsNull(of, negated) => format!("{} IS {}NULL", operand(of), if *negated { "NOT " } else { "" }),
            ExprKind::Not(of) => format!("NOT {}", operand(of)),
            ExprKind::Negate(of) => format!("-{}", operand(of)),
            ExprKind::Plus(of) => format!("+{}", operand(of)),
            ExprKind::Logic(operator, parts) => {
                parts.iter().map(operand).collect::<Vec<_>>().join(&format!(" {} ", operator.symbol()))
            }
            ExprKind::Compare(first, rest) | ExprKind::Binary(first, rest) => chain(first, rest),
            ExprKind::Case(subject, branches, otherwise) => {
                let tests = |b: &CaseBranch| b.when.iter().map(|w| self.expr(w.expr())).collect::<Vec<_>>().join(", ");
                let branches = branches.iter().map(|b| format!(" WHEN {} THEN {}", tests(b), self.expr(&b.then)));
                let branches: String = branches.collect();
                let subject = subject.as_ref().map_or(String::new(), |(_, subject)| format!(" {}", self.expr(subject)));
                format!("CASE{subject}{branches}{} END", optional(otherwise, " ELSE "))
            }
            ExprKind::Comprehension { slot, list, filter, map } => format!(
                "[{} IN {}{}{}]",
                self.slot(*slot),
                self.expr(list),
                optional(filter, " WHERE "),
                optional(map, " | ")
            ),
            ExprKind::Quantifier { kind, slot, list, predicate } => {
                let kind = format!("{kind:?}").to_lowercase();
                format!("{kind}({} IN {} WHERE {})", self.slot(*slot), self.expr(list), self.expr(predicate))
            }
            ExprKind::Reduce { accumulator, start, slot, list, step } => format!(
                "reduce({} = {}, {} IN {} | {})",
                self.slot(*accumulator),
                self.expr(start),
                self.slot(*slot),
                self.expr(list),
                self.expr(step)
            ),
            ExprKind::Call(function, arguments) => format!("{}({})", function.name(), self.exprs(arguments, ", ")),
            ExprKind::Exists(id) => format!("EXISTS {{{}}}", self.subplan(id.0)),
            ExprKind::Count(id) => format!("COUNT {{{}}}", self.subplan(id.0)),
            ExprKind::Collect(id) => format!("COLLECT {{{}}}", self.subplan(id.0)),
            ExprKind::Path(slots) => format!("path({})", self.slots(slots)),
        }
    }

    /// A subquery in one line: its operators, first to last.
    fn subplan(&self, id: usize) -> String {
        let mut parts = Vec::new();
        let mut next = self.program.subplans.get(id).map(|subplan| &subplan.plan);
        while let Some(plan) = next {
            let (name, details) = self.operator(&plan.operator);
            if !matches!(plan.operator, Operator::Argument) {
                parts.push(format!("{name} {details}"));
            }
            next = plan.input.as_deref();
        }
        parts.reverse();
        parts.join(", ")
    }
}

fn quantifier(min: u32, max: Option<u32>) -> String {
    format!("{{{min},{}}}", max.map_or(String::new(), |max| max.to_string()))
}

fn labels(expression: &LabelExpression) -> String {
    let join = |parts: &[LabelExpression], by: &str| {
        let part = |part: &LabelExpression| match part {
            LabelExpression::And(_) | LabelExpression::Or(_) => format!("({})", labels(part)),
            _ => labels(part),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(by)
    };
    match expression {
        LabelExpression::Name(name) => name.to_string(),
        LabelExpression::Any => "%".to_owned(),
        LabelExpression::Not(of) => format!("!{}", labels(of)),
        LabelExpression::And(parts) => join(parts, "&"),
        LabelExpression::Or(parts) => join(parts, "|"),
    }
}

/// Says of what is found that only how often is asked for.
fn counted_only(counted: bool) -> &'static str {
    if counted { " counted" } else { "" }
}
