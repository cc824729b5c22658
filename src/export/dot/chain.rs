//! Pictures that tell from whom each claim came: from the document over those who carried it to the one
//! who makes it, and from there to the relationship, which is drawn as a box between its ends.
//!
//! Those who speak are nodes of their own, apart from the same people as subjects of the graph.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, Write};

use super::names::{BOX, DOCUMENT, Names, VOICE};
use super::quote::{clean, name, shown};
use super::style::Look;
use super::{LABEL, LONGEST, relationship_label, relationship_tooltip};
use crate::attribution::ClaimView;
use crate::claims::Stance;
use crate::export::text;
use crate::export::wrap::{shorten, wrap};
use crate::rows::{Relationship, Rows};
use crate::value::{NodeId, RelationshipId};

/// Characters of a document's title.
const TITLE: usize = 60;

/// Who passes a claim on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// A document, by its label.
    Document(String, NodeId),
    /// Somebody who carries or makes claims, by name.
    Voice(String, NodeId),
}

impl Link {
    /// What tells it from others in the picture's text, a number left out, which few need.
    fn stem(&self) -> String {
        let (kind, label) = match self {
            Self::Document(label, _) => (DOCUMENT, label),
            Self::Voice(label, _) => (VOICE, label),
        };
        format!("{kind}{}", shorten(&clean(label), 100))
    }

    /// Its name in the picture's text.
    fn name(&self, shared: &HashSet<String>) -> String {
        let stem = self.stem();
        let (Self::Document(_, id) | Self::Voice(_, id)) = self;
        name(&if shared.contains(&stem) { format!("{stem}#{}", id.0) } else { stem })
    }
}

/// All that links are drawn for.
#[derive(Default)]
struct Chains {
    links: BTreeSet<Link>,
    /// From link to link, with the documents whose claims went this way.
    hops: BTreeMap<(Link, Link), BTreeSet<String>>,
}

/// Writes the relationships, each as a box, and the chains that lead to them.
pub(super) fn write(
    rows: &Rows,
    names: &Names,
    relationships: &[&Relationship],
    out: &mut dyn Write,
) -> io::Result<()> {
    let documents = documents(rows, relationships);
    let mut chains = Chains::default();
    let mut said = Vec::new();
    let boxes = box_names(names, relationships);
    for relationship in relationships {
        let Some(own) = boxes.get(&relationship.id) else { continue };
        proposition(names, own, relationship, out)?;
        for (chain, claims) in by_chain(rows, relationship) {
            chains.add(&chain);
            said.extend(chain.last().map(|claimer| (claimer.clone(), own, claims)));
        }
    }
    let shared = chains.shared();
    for link in &chains.links {
        writeln!(out, "  {}", link_statement(rows, link, &shared, &documents))?;
    }
    // documents stand in one column
    let is_document = |link: &&Link| matches!(link, Link::Document(..));
    let documents_drawn: Vec<_> = chains.links.iter().filter(is_document).map(|link| link.name(&shared)).collect();
    if !documents_drawn.is_empty() {
        writeln!(out, "  {{ rank=\"min\"; {}; }}", documents_drawn.join("; "))?;
    }
    for ((from, to), of) in &chains.hops {
        let tooltip = of.iter().cloned().collect::<Vec<_>>().join("\n");
        writeln!(
            out,
            r#"  {} -> {} [{HOP}, penwidth="0.8", class="hop", tooltip={}];"#,
            from.name(&shared),
            to.name(&shared),
            shown(&tooltip),
        )?;
    }
    for (claimer, own, claims) in &said {
        writeln!(out, "  {} -> {own} {}", claimer.name(&shared), claim_attributes(claims, &documents))?;
    }
    Ok(())
}

impl Chains {
    fn add(&mut self, chain: &[Link]) {
        self.links.extend(chain.iter().cloned());
        let document = match chain.first() {
            Some(Link::Document(document, _)) => document.as_str(),
            _ => "without a document",
        };
        for (from, to) in chain.iter().zip(chain.iter().skip(1)) {
            self.hops.entry((from.clone(), to.clone())).or_default().insert(document.to_owned());
        }
    }

    /// The stems that several links have.
    fn shared(&self) -> HashSet<String> {
        let mut seen = HashSet::new();
        self.links.iter().map(Link::stem).filter(|stem| !seen.insert(stem.clone())).collect()
    }
}

/// The numbers by which a picture calls documents, in the order of their labels.
fn documents(rows: &Rows, relationships: &[&Relationship]) -> BTreeMap<NodeId, usize> {
    let claims = relationships.iter().flat_map(|relationship| &relationship.claims);
    let labels: BTreeSet<(String, NodeId)> =
        claims.filter_map(|claim| Some((label(rows, claim), claim.document_id?))).collect();
    labels.into_iter().enumerate().map(|(i, (_, id))| (id, i + 1)).collect()
}

fn label(rows: &Rows, claim: &ClaimView) -> String {
    let document = claim.document_id.and_then(|document| rows.entities.documents.get(&document));
    document.map_or_else(|| claim.document.clone(), |document| document.label().to_owned())
}

/// The claims about a relationship, those together that came the same way and take the same stance.
fn by_chain<'a>(rows: &Rows, relationship: &'a Relationship) -> Vec<(Vec<Link>, Vec<&'a ClaimView>)> {
    let mut chains: BTreeMap<(Vec<Link>, &str), Vec<&ClaimView>> = BTreeMap::new();
    for claim in &relationship.claims {
        let document = claim.document_id.map(|document| Link::Document(label(rows, claim), document));
        let carriers = claim.via.iter().zip(&claim.via_ids);
        let voices = carriers.chain([(&claim.claimer, &claim.claimer_id)]);
        let voices = voices.map(|(name, id)| Link::Voice(name.clone(), *id));
        let chain = document.into_iter().chain(voices).collect();
        chains.entry((chain, &claim.stance)).or_default().push(claim);
    }
    chains.into_iter().map(|((chain, _), claims)| (chain, claims)).collect()
}

/// What the boxes of relationships are called: by their ends and type, those that share them counted.
fn box_names(names: &Names, relationships: &[&Relationship]) -> HashMap<RelationshipId, String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let boxes = relationships.iter().map(|relationship| {
        let [start, end] = [relationship.start, relationship.end].map(|end| names.of_node(end));
        let relation = clean(&relationship.relationship_type);
        let stem = format!("{BOX}{start} {} {end}", shorten(&relation, 100));
        let count = seen.entry(stem.clone()).or_default();
        *count += 1;
        (relationship.id, name(&format!("{stem} {count}")))
    });
    boxes.collect()
}

/// A relationship as a box, joined to its ends.
fn proposition(names: &Names, own: &str, relationship: &Relationship, out: &mut dyn Write) -> io::Result<()> {
    let look = Look::of(relationship);
    let label = wrap(shorten(&relationship_label(relationship, look), LONGEST).as_ref(), LABEL).join("\n");
    writeln!(
        out,
        r#"  {own} [label={}, shape="box", style="rounded", color="{}", fontsize="9", margin="0.08,0.03", height="0.2", class="{}", tooltip={}];"#,
        shown(&label),
        look.colour(),
        look.name(),
        shown(&relationship_tooltip(relationship)),
    )?;
    let [start, end] = [relationship.start, relationship.end].map(|end| name(names.of_node(end)));
    let width = look.width(relationship.standing.asserting_origins);
    let line = format!(r#"{}, penwidth="{width}", class="{}""#, look.attributes(), look.name());
    writeln!(out, r#"  {start} -> {own} [{line}, dir="none"];"#)?;
    writeln!(out, "  {own} -> {end} [{line}];")
}

fn link_statement(rows: &Rows, link: &Link, shared: &HashSet<String>, documents: &BTreeMap<NodeId, usize>) -> String {
    let (label, style) = match link {
        Link::Document(label, id) => {
            let number = documents.get(id).copied().unwrap_or_default();
            let document = rows.entities.documents.get(id);
            let title = document.map_or(label.as_str(), |document| document.title.as_str());
            (format!("[{number}] {}", shorten(title, TITLE)), r##"shape="note", fillcolor="#FFFFFF", color="#6E6E6E""##)
        }
        Link::Voice(label, _) => (label.clone(), r##"shape="plaintext", fillcolor="#FFFFFF", margin="0.05,0.03""##),
    };
    let tooltip = match link {
        Link::Document(label, _) | Link::Voice(label, _) => label.clone(),
    };
    let label = wrap(shorten(clean(&label).trim(), LONGEST).as_ref(), LABEL).join("\n");
    format!(r#"{} [label={}, {style}, fontsize="10", tooltip={}];"#, link.name(shared), shown(&label), shown(&tooltip))
}

/// Who says it to the relationship: the stance, where it can be read, and the hedge.
fn claim_attributes(claims: &[&ClaimView], documents: &BTreeMap<NodeId, usize>) -> String {
    let stance = claims.first().map_or("", |claim| claim.stance.as_str());
    let document = claims.first().and_then(|claim| documents.get(&claim.document_id?));
    let mut label = document.map_or_else(|| stance.to_owned(), |number| format!("{stance} [{number}]"));
    let hedges: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.modality.as_deref()).collect();
    for hedge in hedges {
        label += &format!(" \"{}\"", clean(hedge));
    }
    let label = wrap(shorten(&label, LONGEST).as_ref(), LABEL).join("\n");
    let tooltip = claims.iter().flat_map(|claim| {
        [text::attribution(claim), format!("    {}: {}", text::evidence(claim), text::one_line(&claim.paraphrase))]
    });
    format!(
        r#"[label={}, {}, penwidth="1.2", class="{}", tooltip={}];"#,
        shown(&label),
        style_of(stance),
        stance,
        shown(&tooltip.collect::<Vec<_>>().join("\n")),
    )
}

/// How the line of a claim looks: for it, against it, or neither.
fn style_of(stance: &str) -> &'static str {
    match Stance::parse(stance) {
        Some(Stance::Asserts | Stance::Admits) => FOR,
        Some(Stance::Denies | Stance::Doubts) => AGAINST,
        _ => OPEN,
    }
}

const FOR: &str = r##"style="solid", color="#0072B2", fontcolor="#005A8E", arrowhead="normal""##;
const AGAINST: &str = r##"style="dotted", color="#D55E00", fontcolor="#8F3D00", arrowhead="odot""##;
const OPEN: &str = r##"style="dashed", color="#555555", fontcolor="#333333", arrowhead="vee""##;
const HOP: &str = r##"style="solid", color="#A8A8A8", fontcolor="#707070", arrowhead="vee""##;

/// The lines of chains, for the legend: name, meaning, attributes.
pub(super) const LINES: [(&str, &str, &str); 4] = [
    ("hop", "carries, or cites", HOP),
    ("for", "asserts, admits", FOR),
    ("against", "denies, doubts", AGAINST),
    ("open", "speculates, reports", OPEN),
];
