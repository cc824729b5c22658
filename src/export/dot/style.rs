//! What things look like: a node by its first label, a relationship by how it stands. Colours are
//! Okabe and Ito's, which colour-blind readers tell apart; fills are pale and text is dark. How a
//! relationship stands can be seen without colour, too.

use crate::rows::{Node, Relationship};
use crate::value::Value;

/// The first label of a claim in the claim layer.
const CLAIM: &str = "Claim";
/// And of what it says.
const PROPOSITION: &str = "Proposition";

/// A shape, the colour of its fill, and the colour of its outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeStyle {
    shape: &'static str,
    fill: &'static str,
    line: &'static str,
}

impl NodeStyle {
    /// Its attributes, always in this order.
    pub(super) fn attributes(self) -> String {
        let Self { shape, fill, line } = self;
        let style = if shape == "box" { "filled,rounded" } else { "filled" };
        // a polygon of many sides keeps enough room by itself
        let margin = match shape {
            "octagon" | "hexagon" => r#", margin="0,0""#,
            // lies on its side and points on, as the chain of reports does
            "house" => r#", margin="0,0", orientation="270""#,
            _ => "",
        };
        format!(r#"shape="{shape}", style="{style}", fillcolor="{fill}", color="{line}"{margin}"#)
    }
}

const VERMILLION: (&str, &str) = ("#F7DCCB", "#A84A00");
const ORANGE: (&str, &str) = ("#FAE9C8", "#9A6A00");
const YELLOW: (&str, &str) = ("#FBF8D3", "#8A8200");
const GREEN: (&str, &str) = ("#CFEBE2", "#00704F");
const SKY: (&str, &str) = ("#DDF0FB", "#2D7FB0");
const BLUE: (&str, &str) = ("#CCE3F0", "#005A8E");
const PURPLE: (&str, &str) = ("#F5E4ED", "#94507A");
const GREY: (&str, &str) = ("#F0F0F0", "#6E6E6E");
const WHITE: (&str, &str) = ("#FFFFFF", "#1A1A1A");

/// The styles of labels that many graphs have.
const KNOWN: &[(&str, &str, (&str, &str))] = &[
    ("Attack", "octagon", VERMILLION),
    ("Campaign", "octagon", ORANGE),
    ("Channel", "tab", SKY),
    ("City", "ellipse", GREEN),
    ("Claim", "house", BLUE),
    ("Commodity", "cylinder", GREY),
    ("Community", "ellipse", ORANGE),
    ("Country", "ellipse", GREEN),
    ("Document", "note", GREY),
    ("Event", "octagon", YELLOW),
    ("Evidence", "note", GREY),
    ("Government", "box", BLUE),
    ("Group", "box", VERMILLION),
    ("Issue", "folder", PURPLE),
    ("Office", "box", SKY),
    ("Organisation", "box", BLUE),
    ("Outlet", "tab", SKY),
    ("Person", "ellipse", YELLOW),
    ("Place", "ellipse", GREEN),
    ("Platform", "component", SKY),
    ("Project", "box3d", PURPLE),
    ("Proposal", "folder", ORANGE),
    ("Proposition", "box", WHITE),
    ("Province", "ellipse", GREEN),
    ("Region", "ellipse", GREEN),
    ("Report", "house", SKY),
    ("Statement", "note", YELLOW),
    ("Weapon", "cds", GREY),
    ("Work", "note", ORANGE),
];

/// For all other labels, picked by their letters, so that a label looks the same in every picture.
const OTHERS: &[(&str, (&str, &str))] = &[
    ("box", SKY),
    ("box", GREEN),
    ("box", YELLOW),
    ("box", PURPLE),
    ("box", ORANGE),
    ("ellipse", SKY),
    ("ellipse", PURPLE),
    ("ellipse", BLUE),
    ("hexagon", GREEN),
    ("hexagon", YELLOW),
    ("hexagon", ORANGE),
];

/// How nodes with this first label are drawn.
pub(super) fn of_label(label: Option<&str>) -> NodeStyle {
    let (shape, (fill, line)) = match label {
        None => ("box", GREY),
        Some(label) => match KNOWN.iter().find(|(known, ..)| *known == label) {
            Some((_, shape, colours)) => (*shape, *colours),
            None => OTHERS.get(hash(label) % OTHERS.len()).copied().unwrap_or(("box", GREY)),
        },
    };
    NodeStyle { shape, fill, line }
}

/// How a node is drawn: a claim by its stance.
pub(super) fn of_node(node: &Node) -> NodeStyle {
    let style = of_label(node.labels.first().map(|label| &**label));
    let (fill, line) = match stance(node) {
        Some("denies" | "doubts") => VERMILLION,
        Some("speculates" | "reports") => GREY,
        _ => return style,
    };
    NodeStyle { fill, line, ..style }
}

/// What kind of node it is: its first label; of a claim, with what it is coloured by.
pub(super) fn kind(node: &Node) -> Option<String> {
    let label = node.labels.first()?;
    Some(match stance(node) {
        Some("asserts" | "admits") => format!("{label} (asserts, admits)"),
        Some("denies" | "doubts") => format!("{label} (denies, doubts)"),
        Some("speculates" | "reports") => format!("{label} (speculates, reports)"),
        _ => label.to_string(),
    })
}

/// A claim's stance.
fn stance(node: &Node) -> Option<&str> {
    let is_claim = node.labels.first().is_some_and(|label| &**label == CLAIM);
    node.properties.get("stance").and_then(Value::as_str).filter(|_| is_claim)
}

/// Whether it is a proposition of the claim layer that is contested.
pub(super) fn is_contested_proposition(node: &Node) -> bool {
    let is_one = node.labels.first().is_some_and(|label| &**label == PROPOSITION);
    is_one && node.properties.get("contested") == Some(&Value::Boolean(true))
}

/// FNV-1a: the same in every run and version.
fn hash(text: &str) -> usize {
    let folded = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    folded as usize
}

/// How a relationship stands, as pictures tell it. The order is the legend's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Asserted by two independent origins or more.
    Corroborated,
    /// Asserted by one origin.
    Single,
    /// Never said without a hedge, or only passed on.
    Hedged,
    /// Asserted and denied.
    Contested,
    /// Denied, asserted by nobody.
    Denied,
    /// Without any claim.
    Bare,
    /// From a document over reports to a claim and what it says.
    Chain,
    /// Another relationship of the claim layer.
    Part,
}

impl Look {
    pub(super) const ALL: [Self; 8] = [
        Self::Corroborated,
        Self::Single,
        Self::Hedged,
        Self::Contested,
        Self::Denied,
        Self::Bare,
        Self::Chain,
        Self::Part,
    ];

    pub(super) fn of(relationship: &Relationship) -> Self {
        let standing = &relationship.standing;
        if relationship.is_of_layer {
            let is_chain = matches!(&*relationship.relationship_type, "carries" | "cites" | "about");
            if is_chain { Self::Chain } else { Self::Part }
        } else if standing.bare {
            Self::Bare
        } else if standing.contested {
            Self::Contested
        } else if standing.denied_only {
            Self::Denied
        } else if standing.hedged || standing.asserting_origins == 0 {
            Self::Hedged
        } else if standing.asserting_origins > 1 {
            Self::Corroborated
        } else {
            Self::Single
        }
    }

    /// Whether only the claim layer's relationships have it.
    pub(super) fn is_of_layer(self) -> bool {
        matches!(self, Self::Chain | Self::Part)
    }

    /// The word for it, which is also its class in SVG.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Corroborated => "corroborated",
            Self::Single => "single",
            Self::Hedged => "hedged",
            Self::Contested => "contested",
            Self::Denied => "denied",
            Self::Bare => "bare",
            Self::Chain => "chain",
            Self::Part => "part",
        }
    }

    /// What it means, for the legend.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Corroborated => "asserted by 2 origins or more",
            Self::Single => "asserted by 1 origin",
            Self::Hedged => "\"hedged\" (may)",
            Self::Contested => "contested +2/-1",
            Self::Denied => "denied by all who speak of it",
            Self::Bare => "no claim",
            Self::Chain => "from the document to what is claimed",
            Self::Part => "who, what and where",
        }
    }

    /// Its attributes, save for the width of its line, always in this order.
    pub(super) fn attributes(self) -> &'static str {
        match self {
            Self::Corroborated => r##"style="solid", color="#1A1A1A", fontcolor="#1A1A1A", arrowhead="normal""##,
            Self::Single => r##"style="solid", color="#555555", fontcolor="#333333", arrowhead="normal""##,
            Self::Hedged => r##"style="dashed", color="#555555", fontcolor="#333333", arrowhead="vee""##,
            Self::Contested => r##"style="solid", color="#0072B2:#D55E00", fontcolor="#8F3D00", arrowhead="normal""##,
            Self::Denied => r##"style="dotted", color="#D55E00", fontcolor="#8F3D00", arrowhead="odot""##,
            Self::Bare => r##"style="solid", color="#A8A8A8", fontcolor="#707070", arrowhead="open""##,
            Self::Chain => r##"style="solid", color="#1A1A1A", fontcolor="#1A1A1A", arrowhead="vee""##,
            Self::Part => r##"style="solid", color="#A8A8A8", fontcolor="#707070", arrowhead="vee""##,
        }
    }

    /// The colour of a box that stands for it.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Corroborated | Self::Chain => "#1A1A1A",
            Self::Single | Self::Hedged => "#555555",
            Self::Contested | Self::Denied => "#D55E00",
            Self::Bare | Self::Part => "#A8A8A8",
        }
    }

    /// The width of its line: more where more independent origins stand behind it.
    pub(super) fn width(self, asserting_origins: usize) -> &'static str {
        match (self, asserting_origins) {
            (Self::Bare | Self::Part, _) => "0.7",
            (Self::Contested | Self::Chain, _) => "1.6",
            (Self::Denied, _) => "1.8",
            (_, 0 | 1) => "1.0",
            (_, 2) => "2.4",
            (_, 3) => "3.0",
            _ => "3.6",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_sorted_and_looked_up() {
        assert!(KNOWN.is_sorted_by_key(|(label, ..)| *label));
        assert_eq!(of_label(Some("Group")).shape, "box");
        assert_eq!(of_label(Some("Starship")), of_label(Some("Starship")));
    }

    #[test]
    fn looks_differ_without_colour() {
        let plain = |look: Look| {
            let attributes = look.attributes().split(", ").filter(|part| !part.contains("color")).collect::<Vec<_>>();
            (attributes, look.width(2), look == Look::Contested)
        };
        for (i, a) in Look::ALL.into_iter().enumerate() {
            for b in Look::ALL.into_iter().skip(i + 1).filter(|b| (a, *b) != (Look::Corroborated, Look::Single)) {
                assert_ne!(plain(a), plain(b), "{} {}", a.name(), b.name());
            }
        }
    }
}
