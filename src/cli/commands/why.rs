//! `:why N` and `:chain N`: the claims behind a row of the last answer, and by way of whom they reached us.

use std::io::{self, Write};

use super::super::shell::{Shell, Stop, count};
use super::usage;
use crate::attribution::ClaimView;
use crate::error::{Detail, Error};
use crate::export::cited::Found;
use crate::export::text;
use crate::export::wrap::wrap;
use crate::rows::{Node, Relationship, Rows};

/// How the claims about something, which is a statement, are written.
type Telling = fn(&[ClaimView], &str, usize, &mut dyn Write) -> io::Result<()>;

/// `:why [N]`.
pub(super) fn why(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    row(shell, "why", rest, claims)
}

/// `:chain [N]`.
pub(super) fn chain(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    row(shell, "chain", rest, chains)
}

fn row(shell: &mut Shell, command: &str, rest: &str, tell: Telling) -> Result<(), Stop> {
    let Some((rows, query)) = &shell.last else {
        let error = Error::argument(Detail::InvalidArgumentValue, "there is no last answer yet");
        return Err(error.hint("ask something first, as in MATCH (a)-[r]->(b) RETURN a, r, b;").into());
    };
    let number: usize = match (rest, rows.len()) {
        ("", 1) => 1,
        _ => rest.parse().map_err(|_| usage(command, "the number of a row is needed"))?,
    };
    let Some(row) = number.checked_sub(1).and_then(|number| rows.rows.get(number)) else {
        let message = format!("no row {number}: the last answer has {}", count(rows.len(), "row"));
        return Err(Error::argument(Detail::NumberOutOfRange, message).into());
    };
    let width = shell.terminal.width().unwrap_or(100);
    let mut text = Vec::new();
    let mut found = Found::default();
    for value in row {
        found.collect(value);
    }
    if found.relationships.is_empty() && found.nodes.is_empty() && !rows.changes.any() {
        // a row of plain values: the query is asked again, this time keeping its way
        let traced = shell.running.run(|| shell.session.query_traced(query, &shell.parameters))?;
        let place = number - 1;
        if traced.rows.get(place) != Some(row) {
            // rand(), a clock, or a graph that has changed
            writeln!(text, "The query does not give the same twice. What stands in row {number} now:")?;
        }
        if let Some(walked) = traced.trace.get(place) {
            found.collect(walked);
        }
        explain(&traced, &found, tell, width, &mut text)?;
    } else {
        explain(rows, &found, tell, width, &mut text)?;
    }
    let mut out = shell.running.guard(&mut *shell.out);
    out.write_all(&text)?;
    Ok(out.flush()?)
}

/// Writes what stands behind a row.
fn explain(rows: &Rows, found: &Found, tell: Telling, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut is_first = true;
    if let Some(view) = &rows.shown_through {
        indented("", &format!("Only claims that {} selects:", text::one_line(view)), width, out)?;
    }
    let mut heading = |out: &mut dyn Write, line: &str| {
        if !std::mem::take(&mut is_first) {
            writeln!(out)?;
        }
        indented("", line, width, out)
    };
    for relationship in found.relationships.iter().filter_map(|id| rows.relationship(*id)) {
        heading(out, &statement(rows, relationship))?;
        if !relationship.is_of_layer {
            indented("  ", &standing(relationship), width, out)?;
        }
        for (key, value) in &relationship.properties {
            indented("  ", &format!("{}: {}", text::one_line(key), text::inner(rows, value)), width, out)?;
        }
        tell(&relationship.claims, &words(rows, relationship), width, out)?;
    }
    let nodes: Vec<&Node> =
        found.nodes.iter().filter_map(|id| rows.node(*id)).filter(|n| !n.claims.is_empty()).collect();
    if found.relationships.is_empty() {
        for node in &nodes {
            for (key, views) in &node.claims {
                heading(out, &property(rows, node, key))?;
                tell(views, &property(rows, node, key), width, out)?;
            }
        }
    } else if !nodes.is_empty() {
        writeln!(out)?;
        for node in &nodes {
            let keys: Vec<_> = node.claims.keys().map(|key| text::one_line(key)).collect();
            let line = format!("claimed of {} as well: {}", text::node_name(rows, node.id), keys.join(", "));
            indented("", &line, width, out)?;
        }
        writeln!(out, "For those, return the node alone, and ask again.")?;
        return Ok(());
    }
    if is_first {
        let row =
            if found.nodes.is_empty() { "came over no relationship" } else { "holds nodes without claimed properties" };
        writeln!(out, "This row {row}. Claims are about relationships and about properties of nodes:")?;
        writeln!(out, "return those, as in MATCH (a)-[r]->(b) RETURN a, r, b; and ask again.")?;
    }
    Ok(())
}

/// A relationship in one line.
fn statement(rows: &Rows, relationship: &Relationship) -> String {
    let [start, end] = [relationship.start, relationship.end].map(|node| text::node_name(rows, node));
    format!("({start})-[:{}]->({end})", text::type_name(relationship))
}

/// A relationship in words.
fn words(rows: &Rows, relationship: &Relationship) -> String {
    let [start, end] = [relationship.start, relationship.end].map(|node| text::node_name(rows, node));
    format!("{start} {} {end}", relationship.relationship_type)
}

/// What the claims about it come to.
fn standing(relationship: &Relationship) -> String {
    let standing = &relationship.standing;
    if standing.bare {
        return "a bare fact: nobody is on record for it".to_owned();
    }
    format!(
        "{}; asserted by {}, denied by {}; in {}, {}",
        text::summary(relationship),
        count(standing.asserting_origins, "origin"),
        count(standing.denying_origins, "origin"),
        count(standing.documents, "document"),
        count(standing.outlets, "outlet"),
    )
}

/// A property in one line.
fn property(rows: &Rows, node: &Node, key: &str) -> String {
    let value =
        node.properties.get(key).map_or("(nobody asserts a value)".to_owned(), |value| text::inner(rows, value));
    format!("({}).{} = {value}", text::node_name(rows, node.id), text::one_line(key))
}

fn claims(views: &[ClaimView], _: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for claim in views {
        indented("  - ", &text::attribution(claim), width, out)?;
        if !claim.paraphrase.is_empty() {
            indented("    ", &text::one_line(&claim.paraphrase), width, out)?;
        }
        indented("    ", &place(claim), width, out)?;
    }
    Ok(())
}

fn chains(views: &[ClaimView], statement: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for claim in views {
        indented("  - ", &text::one_line(&claim.chain(statement)), width, out)?;
        indented("    ", &place(claim), width, out)?;
    }
    Ok(())
}

/// Where it can be read.
fn place(claim: &ClaimView) -> String {
    let evidence = text::evidence(claim);
    if claim.document.is_empty() { evidence } else { format!("in {evidence}") }
}

fn indented(first: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (i, line) in wrap(text, width.saturating_sub(first.len()).max(20)).iter().enumerate() {
        let before = if i == 0 { first.to_owned() } else { " ".repeat(first.len()) };
        writeln!(out, "{before}{line}")?;
    }
    Ok(())
}
