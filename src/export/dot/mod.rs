//! Answers as pictures: the nodes, relationships and paths of any answer as one Graphviz digraph.
//!
//! The text is made to be compared: a node is named by its `key`, statements are sorted, one a
//! line, with attributes in a fixed order, so that a difference between two files is a difference
//! in what is known. Never `strict`, which would collapse parallel relationships and lose claims.

mod chain;
mod cluster;
mod detail;
mod legend;
mod names;
mod quote;
mod style;

use std::io::{self, Write};

use super::wrap::{shorten, wrap};
use super::{Options, text};
use crate::rows::{Node, Relationship, Rows};

pub use cluster::Cluster;
pub use detail::Detail;
use names::Names;
use quote::{name, shown};
use style::Look;

/// Columns of a label's line.
const LABEL: usize = 24;
/// Characters of a label.
const LONGEST: usize = 160;
/// Claims that a tooltip lists.
const CLAIMS: usize = 12;

/// Writes the digraph. Deleted entities are left out, and so is all that is no entity.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::of(rows);
    let mut nodes: Vec<&Node> = rows.entities.nodes.values().collect();
    nodes.sort_by_cached_key(|node| names.of_node(node.id));
    let mut relationships: Vec<&Relationship> = rows.entities.relationships.values().collect();
    relationships.sort_by_cached_key(|relationship| {
        let ends = (names.of_node(relationship.start), names.of_node(relationship.end));
        (ends, relationship.relationship_type.clone(), relationship.id)
    });

    writeln!(out, "digraph \"claimgraph\" {{")?;
    header(options, out)?;
    for (group, members) in cluster::groups(rows, &nodes, options.cluster) {
        let indent = if group.is_some() { "    " } else { "  " };
        if let Some(group) = &group {
            cluster::open(group, out)?;
        }
        for node in members {
            writeln!(out, "{indent}{}", node_statement(&names, node))?;
        }
        if group.is_some() {
            writeln!(out, "  }}")?;
        }
    }
    match options.detail {
        Detail::Simple => {
            for relationship in &relationships {
                writeln!(out, "  {}", simple_statement(&names, relationship))?;
            }
        }
        Detail::Claims => {
            for relationship in &relationships {
                writeln!(out, "  {}", relationship_statement(&names, relationship))?;
            }
        }
        Detail::Chain => chain::write(rows, &names, &relationships, out)?,
    }
    if options.legend {
        let of_layer = relationships.iter().any(|relationship| relationship.is_of_layer);
        legend::write(&nodes, options.detail, of_layer, out)?;
    }
    writeln!(out, "}}")
}

fn header(options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let font = r#"fontname="Helvetica""#;
    let title = options.title.as_deref().map_or_else(String::new, |title| {
        let lines = wrap(quote::clean(shorten(title.trim(), 600).as_ref()).trim(), 100);
        format!(", label={}", quote::block(&lines))
    });
    writeln!(
        out,
        r#"  graph [rankdir="LR", newrank="true", {font}, fontsize="13", labelloc="t", labeljust="l", nodesep="0.22", ranksep="0.55", pad="0.3"{title}];"#
    )?;
    writeln!(
        out,
        r##"  node [{font}, fontsize="11", fontcolor="#1A1A1A", style="filled", shape="box", fillcolor="#F0F0F0", color="#6E6E6E", penwidth="1.1", margin="0.14,0.07", height="0.35"];"##
    )?;
    writeln!(out, r#"  edge [{font}, fontsize="9", arrowsize="0.7"];"#)
}

fn node_statement(names: &Names, node: &Node) -> String {
    let label = node.name().map(quote::clean).filter(|name| !name.trim().is_empty());
    let mut label = label.unwrap_or_else(|| format!("#{}", node.id.0));
    if style::is_contested_proposition(node) {
        label += " (contested)";
    }
    let label = wrap(shorten(label.trim(), LONGEST).as_ref(), LABEL).join("\n");
    let style = style::of_node(node);
    format!(
        "{} [label={}, {}, tooltip={}];",
        name(names.of_node(node.id)),
        shown(&label),
        style.attributes(),
        shown(&node_tooltip(node)),
    )
}

/// Everything that is known of a node by itself, a line a property.
fn node_tooltip(node: &Node) -> String {
    let labels: Vec<_> = node.labels.iter().map(|label| format!(":{label}")).collect();
    let mut lines = vec![labels.join("")];
    for (key, value) in &node.properties {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        lines.push(format!("{key}: {}", shorten(&value.replace('\n', " "), 200)));
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() { format!("#{}", node.id.0) } else { lines.join("\n") }
}

/// A relationship of which nothing is told but its type and properties.
fn simple_statement(names: &Names, relationship: &Relationship) -> String {
    let label = shorten(&quote::clean(&relationship.relationship_type), LONGEST).into_owned();
    let properties = properties(relationship);
    let tooltip = [relationship.relationship_type.to_string()].into_iter().chain(properties).collect::<Vec<_>>();
    format!(
        r##"{} -> {} [label={}, color="#555555", fontcolor="#333333", penwidth="1.0", tooltip={}];"##,
        name(names.of_node(relationship.start)),
        name(names.of_node(relationship.end)),
        shown(&wrap(&label, LABEL).join("\n")),
        shown(&tooltip.join("\n")),
    )
}

/// The properties, a line each.
fn properties(relationship: &Relationship) -> impl Iterator<Item = String> {
    let line = |(key, value): (_, &crate::value::Value)| {
        format!("{key}: {}", shorten(&value.to_string().replace('\n', " "), 200))
    };
    relationship.properties.iter().map(line)
}

fn relationship_statement(names: &Names, relationship: &Relationship) -> String {
    let look = Look::of(relationship);
    let label = wrap(shorten(&relationship_label(relationship, look), LONGEST).as_ref(), LABEL).join("\n");
    format!(
        r#"{} -> {} [label={}, {}, penwidth="{}", class="{}", tooltip={}];"#,
        name(names.of_node(relationship.start)),
        name(names.of_node(relationship.end)),
        shown(&label),
        look.attributes(),
        look.width(relationship.standing.asserting_origins),
        look.name(),
        shown(&relationship_tooltip(relationship)),
    )
}

/// The type, and in words what its line says: `+2/-1`, `denied`, or the hedge.
fn relationship_label(relationship: &Relationship, look: Look) -> String {
    let name = quote::clean(&relationship.relationship_type);
    let standing = &relationship.standing;
    let hedged = |name: &str| format!("\"{name}\" ({})", hedges(relationship));
    match look {
        Look::Contested => {
            let name = if standing.hedged { hedged(&name) } else { name };
            format!("{name} +{}/-{}", standing.asserting_origins, standing.denying_origins)
        }
        Look::Denied => format!("{name} (denied)"),
        Look::Hedged => hedged(&name),
        _ => name,
    }
}

/// The hedges, as they were said; where nobody asserts it, what they do instead.
fn hedges(relationship: &Relationship) -> String {
    let mut words: Vec<&str> = Vec::new();
    for claim in relationship.claims.iter().filter(|claim| claim.stance != "denies") {
        let asserts = claim.stance == "asserts" || claim.stance == "admits";
        let word = claim.modality.as_deref().or((!asserts).then_some(claim.stance.as_str()));
        words.extend(word.filter(|word| !words.contains(word)));
    }
    if words.is_empty() { "hedged".to_owned() } else { words.join("; ") }
}

/// Who says so, where, and in what words.
fn relationship_tooltip(relationship: &Relationship) -> String {
    let name = relationship.relationship_type.to_string();
    let mut lines =
        if relationship.is_of_layer { vec![name] } else { vec![format!("{name}: {}", text::summary(relationship))] };
    lines.extend(properties(relationship));
    for claim in relationship.claims.iter().take(CLAIMS) {
        lines.push(text::attribution(claim));
        lines.push(format!("    {}: {}", text::evidence(claim), text::one_line(&claim.paraphrase)));
    }
    if relationship.claims.len() > CLAIMS {
        lines.push(format!("and {} more", relationship.claims.len() - CLAIMS));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests;
