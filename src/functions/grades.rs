//! How good the grounds are: the grades that claims were given, and what their words of likelihood
//! mean in percent. The letters, figures and words are those of the graph's scales.

use super::claims::subject;
use super::{Function, FunctionContext, Kind};
use crate::attribution::{best_grade, hedges, node_name};
use crate::claims::{Likelihood, STANDARD_LIKELIHOOD, Scales};
use crate::error::{Detail, Error, Result};
use crate::value::{Map, Value, quote_string};

fn grade(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    let best = best_grade(context.graph.claims(), subject(arguments, context.graph)?);
    Ok(best.map(|grade| grade.to_map()).into())
}

fn likelihood(arguments: &[Value], context: FunctionContext<'_>) -> Result<Value> {
    // a text or a relationship says by itself what is asked about, a node with a property's name
    let of = if matches!(arguments.first(), Some(Value::Node(_))) { 2 } else { 1 };
    let (of, rest) = arguments.split_at(of.min(arguments.len()));
    let scales = context.graph.store().claims().scales();
    let name = match rest {
        [] => STANDARD_LIKELIHOOD,
        [Value::String(name)] => name,
        _ => return Err(Error::argument(Detail::InvalidNumberOfArguments, "likelihood() takes one scale at most")),
    };
    let scale = scales.likelihoods.get(name).ok_or_else(|| unknown(name, scales))?;
    let mut found = Vec::new();
    if let [Value::String(text)] = of {
        found.extend(estimates(text, name, scale, context)?);
    } else {
        for claim in hedges(context.graph.claims(), subject(of, context.graph)?) {
            let hedge = claim.modality.as_deref().unwrap_or_default();
            let who = node_name(context.graph.store(), claim.claimer);
            let say = |mut estimate: Map| {
                estimate.insert("claimer".into(), who.clone().into());
                estimate.insert("stance".into(), claim.stance.name().into());
                estimate
            };
            found.extend(estimates(hedge, name, scale, context)?.into_iter().map(say));
        }
    }
    Ok(if found.is_empty() { Value::Null } else { Value::list(found.into_iter().map(Value::from)) })
}

/// What the text says in words of the scale.
fn estimates(text: &str, name: &str, scale: &Likelihood, context: FunctionContext<'_>) -> Result<Vec<Map>> {
    /// More than a byte of text costs while its words are looked up, and in the answer.
    const BYTE: usize = 128;
    context.budget.work(text.len().saturating_mul(BYTE))?;
    context.budget.check_memory(text.len().saturating_mul(BYTE))?;
    let entry = |estimate: crate::claims::Estimate<'_, '_>| {
        let entries = [
            ("words", estimate.words.into()),
            ("band", estimate.band.name().into()),
            ("from", estimate.band.from.into()),
            ("to", estimate.band.to.into()),
            ("scale", name.into()),
        ];
        entries.into_iter().map(|(key, value): (&str, Value)| (key.into(), value)).collect()
    };
    Ok(context.graph.store().claims().scales().estimates(scale, text).into_iter().map(entry).collect())
}

fn unknown(name: &str, scales: &Scales) -> Error {
    let known = scales.likelihoods.keys().map(String::as_str);
    let error = Error::argument(
        Detail::InvalidArgumentValue,
        format!(
            "no scale of likelihood {}; there is {}",
            quote_string(name),
            known.clone().collect::<Vec<_>>().join(", ")
        ),
    );
    error.suggest(name, known)
}

/// The functions of this family.
pub(super) static FUNCTIONS: &[Function] = &[
    Function::built_in(
        "grade",
        &[("of", Kind::Entity), ("property", Kind::String)],
        grade,
        "The best grade among the claims that assert it, by reliability, then by credibility, as one claim was \
         given it; null where none was graded.",
        &[("grade(r)", "null"), ("grade(n, 'rockets')", "null")],
    )
    .optional(1),
    Function::built_in(
        "likelihood",
        &[("of", Kind::Any), ("property_or_scale", Kind::String), ("scale", Kind::String)],
        likelihood,
        "What the words of likelihood in a text mean, or those in the hedges of its claims, in percent: by ICD 203, \
         or by the scale named last. Null where there is none that the scale knows.",
        &[
            (
                "likelihood('It is very likely')",
                "[{words: 'very likely', band: 'very likely', from: 80, to: 95, scale: 'icd-203'}]",
            ),
            ("likelihood('probably', 'phia')[0].to", "75"),
            ("likelihood(r)", "null"),
        ],
    )
    .optional(2),
];
