//! What the lines and shapes of a picture mean, as a box inside of it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::chain;
use super::detail::Detail;
use super::names::LEGEND;
use super::quote::{name, shown};
use super::style::{self, Look, NodeStyle};
use crate::export::wrap::shorten;
use crate::rows::Node;

/// Writes the box: a line of each look, save where lines do not differ, those of the claim layer if the picture
/// is of that, and a node of each kind that it has.
pub(super) fn write(nodes: &[&Node], detail: Detail, of_layer: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  subgraph \"cluster_legend\" {{")?;
    writeln!(
        out,
        r##"    graph [label="Legend", tooltip="Legend", fontsize="11", fontcolor="#555555", style="rounded", color="#BBBBBB", labeljust="l"];"##
    )?;
    let kinds: BTreeMap<String, NodeStyle> =
        nodes.iter().filter_map(|node| Some((style::kind(node)?, style::of_node(node)))).collect();
    let mut above: Option<String> = None;
    for (kind, style) in &kinds {
        let label = shorten(kind, 60);
        let id = name(&format!("{LEGEND}label {label}"));
        writeln!(
            out,
            r#"    {} [label={}, {}, fontsize="9", tooltip={}];"#,
            id,
            shown(&label),
            style.attributes(),
            shown(&label),
        )?;
        // two columns
        match above.take() {
            Some(left) => writeln!(out, "    {left} -> {id} [style=\"invis\"];")?,
            None => above = Some(id),
        }
    }
    let has = |look: &Look| detail != Detail::Simple && look.is_of_layer() == of_layer;
    let looks = Look::ALL.into_iter().filter(has).map(|look| {
        let width = look.width(if look == Look::Corroborated { 2 } else { 1 });
        (look.name(), look.meaning(), look.attributes(), width)
    });
    let chains = chain::LINES.into_iter().filter(|_| detail == Detail::Chain);
    for (id, meaning, attributes, width) in looks.chain(chains.map(|(id, meaning, line)| (id, meaning, line, "1.2"))) {
        let ends = ["from", "to"].map(|end| name(&format!("{LEGEND}{id} {end}")));
        for end in &ends {
            // two nodes of a group are joined by a straight line
            writeln!(
                out,
                r##"    {end} [label="", shape="point", width="0.04", height="0.04", fillcolor="#999999", color="#999999", group={}, tooltip=""];"##,
                name(&format!("{LEGEND}{id}")),
            )?;
        }
        let [from, to] = ends;
        writeln!(
            out,
            r#"    {from} -> {to} [label={}, {attributes}, penwidth="{width}", class="legend", weight="50", tooltip={}];"#,
            shown(meaning),
            shown(meaning),
        )?;
    }
    writeln!(out, "  }}")
}
