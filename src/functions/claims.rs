//! Questions about claims: who says so, who denies it, how many independent sources there are.
//!
//! Each takes a relationship, or a node and the name of one of its properties.

use std::sync::Arc;

use super::{Function, FunctionContext, Kind};
use crate::attribution::{self, ClaimView, Origins, claim_views, find_source, independent_sources, node_name};
use crate::claims::{Stance, Subject};
use crate::error::{Detail, Error, Result};
use crate::graph::EntityId;
use crate::value::{NodeId, Value, quote_string};
use crate::view::GraphView;

/// What most of these functions take.
const OF: &[(&str, Kind)] = &[("of", Kind::Entity), ("property", Kind::String)];

/// The proposition that the arguments name: a relationship, or a node's property.
pub(super) fn subject(arguments: &[Value], graph: GraphView<'_>) -> Result<Subject> {
    match arguments {
        [Value::Relationship(relationship)] => {
            graph.check(EntityId::Relationship(*relationship))?;
            Ok(Subject::Relationship(*relationship))
        }
        [Value::Relationship(_), ..] => {
            Err(Error::type_error("the claims of a relationship are about the whole of it")
                .hint("leave the property out, or give the node whose property is meant"))
        }
        [Value::Node(node), Value::String(property)] => property_of(*node, property, graph),
        [Value::Node(_)] => Err(Error::argument(
            Detail::InvalidNumberOfArguments,
            "claims about a node are about one of its properties: which?",
        )
        .hint("give the property's name, as in claims(n, 'killed')")),
        other => Err(unexpected(other)),
    }
}

fn property_of(node: NodeId, property: &str, graph: GraphView<'_>) -> Result<Subject> {
    let Some(key) = graph.keys().find(property) else {
        let message = format!("no property {} in this graph", quote_string(property));
        let keys = graph.keys().iter().map(|(_, key)| &**key);
        return Err(Error::argument(Detail::InvalidArgumentValue, message).suggest(property, keys));
    };
    Ok(Subject::Property(node, key))
}

fn unexpected(arguments: &[Value]) -> Error {
    let types: Vec<&str> = arguments.iter().map(Value::type_name).collect();
    Error::type_error(format!(
        "a relationship, or a node and a property's name, is needed here, not {}",
        types.join(", ")
    ))
}

fn names(graph: GraphView<'_>, nodes: Vec<NodeId>) -> Value {
    Value::list(nodes.into_iter().map(|node| node_name(graph.store(), node).into()))
}

fn claims(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    if arguments.is_empty() {
        return super::views::claims();
    }
    let views = claim_views(context.graph.claims(), subject(arguments, context.graph)?);
    Ok(Value::list(views.iter().map(|view| Value::from(view.to_map()))))
}

fn evidence(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let views = claim_views(context.graph.claims(), subject(arguments, context.graph)?);
    Ok(Value::list(views.into_iter().map(|view| piece_of_evidence(context.graph, view))))
}

fn piece_of_evidence(graph: GraphView<'_>, view: ClaimView) -> Value {
    let sha256 =
        view.document_id.and_then(|document| graph.store().node_property(document, "sha256")).unwrap_or_default();
    Value::map([
        ("document", view.document.into()),
        ("document_key", view.document_key.into()),
        ("paragraph", i64::from(view.paragraph).into()),
        ("paraphrase", view.paraphrase.into()),
        ("sha256", sha256),
    ])
}

fn sources(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(names(context.graph, attribution::sources(context.graph.claims(), subject)))
}

fn documents(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(names(context.graph, attribution::documents(context.graph.claims(), subject)))
}

fn origins(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(names(context.graph, attribution::origins(context.graph.claims(), subject)))
}

fn asserted_by(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(names(context.graph, attribution::asserted_by(context.graph.claims(), subject)))
}

fn denied_by(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(names(context.graph, attribution::denied_by(context.graph.claims(), subject)))
}

fn stance(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let graph = context.graph;
    let Some((who, of)) = arguments.split_last() else { return Err(unexpected(arguments)) };
    let subject = subject(of, graph)?;
    let claimer = match who {
        Value::Node(node) => *node,
        // most often one of those who spoke is asked for, which needs no search
        Value::String(name) => attribution::source_among(graph.claims(), subject, name)
            .map_or_else(|| find_source(graph.store(), name, context.budget), Ok)?,
        other => {
            return Err(Error::type_error(format!(
                "a source is given by its name or as a node, not as {}",
                other.type_name()
            )));
        }
    };
    Ok(attribution::stance(graph.claims(), subject, claimer).map(Stance::name).into())
}

fn contested(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(attribution::contested(context.graph.claims(), subject).into())
}

fn count_independent(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    Ok(independent_sources(context.graph.claims(), subject(arguments, context.graph)?).into())
}

fn contested_since(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(attribution::contested_since(context.graph.claims(), subject).into())
}

fn circular(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    let circles = Origins::new(context.graph.claims()).circles(subject, &|| context.budget.tick())?;
    Ok(Value::list(circles.into_iter().map(|circle| names(context.graph, circle))))
}

fn first_said(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(attribution::first_said(context.graph.claims(), subject).into())
}

fn last_said(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let subject = subject(arguments, context.graph)?;
    Ok(attribution::last_said(context.graph.claims(), subject).into())
}

fn aliases(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let graph = context.graph;
    let [Value::Node(node)] = arguments else { return Err(unexpected_alias(arguments)) };
    let entries = graph.aliases_of(*node).map(|(id, alias)| {
        let claimers = attribution::sources(graph.claims(), Subject::Alias(id));
        let entries = [
            ("name", Value::from(Arc::clone(&alias.name))),
            ("kind", Arc::clone(&alias.kind).into()),
            ("language", alias.language.clone().into()),
            ("script", alias.script.clone().into()),
            ("claimers", names(graph, claimers)),
        ];
        Value::map(entries.into_iter().filter(|(_, value)| !value.is_null()))
    });
    Ok(Value::list(entries))
}

fn unexpected_alias(arguments: &[Value]) -> Error {
    let given = arguments.first().map_or("nothing", Value::type_name);
    Error::type_error(format!("a node has other names, not {given}"))
}

/// A function of a relationship, or of a node and a property.
const fn about(
    name: &'static str,
    call: fn(&[Value], FunctionContext<'_>) -> Result<Value>,
    doc: &'static str,
    examples: &'static [(&'static str, &'static str)],
) -> Function {
    Function::built_in(name, OF, call, doc, examples).optional(1)
}

/// The functions of this family.
pub(super) static FUNCTIONS: &[Function] = &[
    about(
        "claims",
        claims,
        "The claims about a relationship or a node's property, in order, each as a map; alone, a view for USE.",
        &[
            ("[c IN claims(r) | c.stance]", "['asserts', 'denies', 'admits', 'denies', 'admits']"),
            ("claims(n, 'rockets')[0].claimer", "'Amaq'"),
        ],
    )
    .optional(2),
    about(
        "evidence",
        evidence,
        "Where the claims can be read: document, paragraph, paraphrase and hash.",
        &[("evidence(r)[0].document_key", "'caspian-2022-05-10'")],
    ),
    about(
        "sources",
        sources,
        "The names of all who made a claim about it, whatever they say.",
        &[("sources(r)", "['Caspian Policy Center', 'Taliban']")],
    ),
    about(
        "documents",
        documents,
        "The titles of the documents that carry claims about it.",
        &[("[d IN documents(r) | left(d, 4)]", "['ISKP', 'Pers']")],
    ),
    about(
        "origins",
        origins,
        "The names of those with whom the claims about it began; who passes a claim on is none, an outlet and its owner are one.",
        &[("origins(r)", "['Caspian Policy Center', 'Taliban']")],
    ),
    about(
        "asserted_by",
        asserted_by,
        "The names of those who assert or admit it, also if they denied it at another time.",
        &[("asserted_by(r)", "['Caspian Policy Center', 'Taliban']")],
    ),
    about(
        "denied_by",
        denied_by,
        "The names of those who deny it, also if they admitted it at another time.",
        &[("denied_by(r)", "['Taliban']")],
    ),
    Function::built_in(
        "stance",
        &[("of", Kind::Entity), ("property_or_who", Kind::Any), ("who", Kind::Any)],
        stance,
        "How a source stands to it by its latest claim: stance(r, who) or stance(n, property, who).",
        &[("stance(r, 'Taliban')", "'admits'"), ("stance(n, 'rockets', 'Amaq')", "'asserts'")],
    )
    .optional(1),
    about(
        "contested",
        contested,
        "Whether it is both asserted and denied, or two values are given that cannot both be right.",
        &[("contested(r)", "true"), ("contested(n, 'rockets')", "false")],
    ),
    about(
        "contested_since",
        contested_since,
        "Since when it is contested: when the later of the first two claims that clash was said, or else published.",
        &[("contested_since(r)", "2022-05-10"), ("contested_since(n, 'rockets')", "null")],
    ),
    about(
        "independent_sources",
        count_independent,
        "How many origins assert it: carriers, copies and translations do not count, an outlet and its owner are one.",
        &[("independent_sources(r)", "2"), ("independent_sources(n, 'rockets')", "1")],
    ),
    about(
        "circular",
        circular,
        "Circles of sources that have it from each other, each a list of names: each cites the next, the last the first.",
        &[("circular(r)", "[]"), ("circular(n, 'rockets')", "[]")],
    ),
    about(
        "first_said",
        first_said,
        "The earliest date on which somebody said something about it.",
        &[("first_said(r)", "2022-05-10")],
    ),
    about(
        "last_said",
        last_said,
        "The latest date on which somebody said something about it.",
        &[("last_said(r)", "2022-05-10")],
    ),
    Function::built_in(
        "aliases",
        &[("node", Kind::Node)],
        aliases,
        "A node's other names, each with kind, language, script and who uses it.",
        &[("[a IN aliases(n) | a.name]", "['Termez attack']")],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Claim;
    use crate::graph::Store;
    use crate::limits::{Budget, Interrupt, Limits};
    use crate::value::RelationshipId;

    fn call(store: &Store, name: &str, arguments: &[Value]) -> Result<Value> {
        let budget = Budget::start(Limits::default(), Interrupt::default());
        let function = FUNCTIONS.iter().find(|function| function.name == name).unwrap();
        function.call(arguments.to_vec(), FunctionContext { graph: GraphView::new(store, None), budget: &budget })
    }

    fn sample() -> (Store, NodeId, RelationshipId) {
        let mut store = Store::new();
        let [amaq, post] = ["Amaq", "post"].map(|name| {
            let node = store.create_node([]).unwrap();
            store.set_property(EntityId::Node(node), "name", name.into()).unwrap();
            node
        });
        let relationship = store.create_relationship(amaq, "targeted", post).unwrap();
        let claim = Claim {
            subject: Subject::Relationship(relationship),
            value: None,
            stance: Stance::Denies,
            claimer: amaq,
            via: vec![],
            said: None,
            valid: None,
            recorded: None,
            modality: None,
            grade: None,
            document: Some(amaq),
            paragraph: 3,
            paraphrase: "No.".into(),
        };
        store.add_claim(claim).unwrap();
        (store, amaq, relationship)
    }

    #[test]
    fn answer_for_a_relationship() {
        let (store, amaq, relationship) = sample();
        let ask = |name| call(&store, name, &[Value::Relationship(relationship)]).unwrap();
        assert_eq!(ask("sources").to_string(), "['Amaq']");
        assert_eq!(ask("denied_by").to_string(), "['Amaq']");
        assert_eq!(ask("asserted_by").to_string(), "[]");
        assert_eq!(ask("contested"), false.into());
        assert_eq!(ask("independent_sources"), 0.into());
        assert_eq!(ask("first_said"), Value::Null);
        assert_eq!(
            ask("evidence").to_string(),
            "[{document: 'Amaq', document_key: '', paragraph: 3, paraphrase: 'No.', sha256: null}]"
        );
        for who in ["amaq".into(), Value::Node(amaq)] {
            let stance = call(&store, "stance", &[Value::Relationship(relationship), who]).unwrap();
            assert_eq!(stance, "denies".into());
        }
    }

    #[test]
    fn wrong_arguments_are_explained() {
        let (store, amaq, relationship) = sample();
        let (node, relationship) = (Value::Node(amaq), Value::Relationship(relationship));
        let detail = |name: &str, arguments: &[Value]| {
            let error = call(&store, name, arguments).unwrap_err();
            (error.detail(), error.message().to_owned(), error.hints().join("; "))
        };
        let (kind, _, hint) = detail("claims", std::slice::from_ref(&node));
        assert_eq!(kind, Detail::InvalidNumberOfArguments);
        assert!(hint.contains("claims(n, 'killed')"), "{hint}");
        let (kind, message, hint) = detail("claims", &[node.clone(), "nmae".into()]);
        assert_eq!(kind, Detail::InvalidArgumentValue);
        assert_eq!((&*message, &*hint), ("no property 'nmae' in this graph", "did you mean `name`?"));
        assert_eq!(detail("claims", &[relationship.clone(), "name".into()]).0, Detail::InvalidArgumentType);
        assert_eq!(detail("stance", &[relationship.clone(), 1.into()]).0, Detail::InvalidArgumentType);
        assert_eq!(detail("stance", &[relationship, "Amak".into()]).2, "did you mean `Amaq`?");
        assert_eq!(call(&store, "claims", &[node, "name".into()]).unwrap().to_string(), "[]");
    }
}
