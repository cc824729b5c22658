//! What pictures say, and that Graphviz takes every one of them without a word.

use std::process::{Command, Stdio};

use super::*;
use crate::claims::Stance;
use crate::export::samples::{self, Sketch};
use crate::graph::EntityId;

fn written(rows: &Rows, options: &Options) -> String {
    let mut out = Vec::new();
    write(rows, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Every look, once.
fn all_looks() -> Rows {
    let mut sketch = Sketch::default();
    let article = sketch.node("Document", "article", "An article");
    let other = sketch.node("Document", "other", "Another");
    let [x, y] = ["x", "y"].map(|key| sketch.node("Outlet", key, key));
    let group = sketch.node("Group", "g", "Group");
    let mut relate = |name: &str, claims: &[(Stance, crate::NodeId, Option<&str>)]| {
        let relationship = sketch.relate(group, name, x);
        for (stance, who, hedge) in claims {
            let document = if *who == x { article } else { other };
            sketch.claim(relationship, *stance, *who, document, *hedge);
        }
    };
    relate("bare", &[]);
    relate("one", &[(Stance::Asserts, x, None)]);
    relate("two", &[(Stance::Asserts, x, None), (Stance::Asserts, y, None)]);
    relate("both", &[(Stance::Asserts, x, None), (Stance::Denies, y, None)]);
    relate("none", &[(Stance::Denies, x, None)]);
    relate("perhaps", &[(Stance::Asserts, x, Some("may")), (Stance::Speculates, y, Some("it has been posited"))]);
    relate("heard", &[(Stance::Reports, x, None)]);
    sketch.all()
}

/// A document, a report, a claim and what it says, as the claim layer has them.
fn chain(stance: &str, contested: bool) -> Rows {
    let mut sketch = Sketch::default();
    let article = sketch.node("Document", "article", "An article");
    let report = sketch.node("Report", "", "Eurasianet reports");
    let claim = sketch.node("Claim", "", &format!("Tawhid News {stance}"));
    let proposition = sketch.node("Proposition", "", "ISKP fired at Uzbekistan");
    let source = sketch.node("Channel", "tawhid", "Tawhid News");
    sketch.0.set_property(EntityId::Node(claim), "stance", stance.into()).unwrap();
    sketch.0.set_property(EntityId::Node(proposition), "contested", contested.into()).unwrap();
    sketch.relate(article, "carries", report);
    sketch.relate(report, "cites", claim);
    sketch.relate(claim, "about", proposition);
    sketch.relate(claim, "made-by", source);
    let mut rows = sketch.all();
    rows.entities.relationships.values_mut().for_each(|relationship| relationship.is_of_layer = true);
    rows
}

#[test]
fn a_chain_of_claims_reads_off_the_picture() {
    let text = written(&chain("denies", true), &Options { legend: true, ..Options::default() });
    let body: Vec<&str> = text.lines().filter(|line| line.contains("n1") && !line.contains("legend")).collect();
    assert_eq!(
        body,
        [
            r##"  "n1" [label="Eurasianet reports", shape="house", style="filled", fillcolor="#DDF0FB", color="#2D7FB0", margin="0,0", orientation="270", tooltip=":Report\nname: Eurasianet reports"];"##,
            r##"  "article" -> "n1" [label="carries", style="solid", color="#1A1A1A", fontcolor="#1A1A1A", arrowhead="vee", penwidth="1.6", class="chain", tooltip="carries"];"##,
            r##"  "n1" -> "n2" [label="cites", style="solid", color="#1A1A1A", fontcolor="#1A1A1A", arrowhead="vee", penwidth="1.6", class="chain", tooltip="cites"];"##,
        ]
    );
    for part in [
        r##"label="Tawhid News denies", shape="house", style="filled", fillcolor="#F7DCCB", color="#A84A00""##,
        r#"label="ISKP fired at Uzbekistan\n(contested)""#,
        r#""n2" -> "tawhid" [label="made-by""#,
        r#"class="part""#,
        "from the document to what is claimed",
        r#""legend label Claim (denies, doubts)""#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let text = written(&chain("asserts", false), &Options { legend: true, ..Options::default() });
    assert!(text.contains(r##"label="Tawhid News asserts", shape="house", style="filled", fillcolor="#CCE3F0""##));
    assert!(!text.contains("(contested)"), "{text}");
    // the layer's lines are explained there, and others elsewhere
    assert!(!text.contains("asserted by 1 origin"), "{text}");
    let plain = written(&all_looks(), &Options { legend: true, ..Options::default() });
    assert!(!plain.contains("class=\"legend\", weight=\"50\", tooltip=\"who, what and where\""), "{plain}");
    assert!(!plain.contains("from the document"), "{plain}");
}

fn hostile() -> Rows {
    let names = [
        "\"quotes\" 'and' \"",
        "back\\slash\\",
        "\\N \\G \\E \\T",
        "line\nbreak\r\nand\ttab",
        "node",
        "graph",
        "strict",
        "a:b:c",
        "n1",
        "🚀 emoji 👩‍👩‍👧",
        "داعش خراسان",
        "\u{202e}turned",
        "",
        " ",
        "<b>html</b>",
        "&amp; &lt; &#0;",
        "{record|<port>}",
        "legend x",
        "legend label G",
        "]; } evil -> code [",
        "\u{1b}[31m\u{0}\u{ffff}",
        "ends with \\",
        "-1",
        "1e3",
        "%d%s%n",
        "日本語のとても長い名前は折り返されなければなりません",
    ];
    let mut sketch = Sketch::default();
    let nodes: Vec<_> = names.iter().map(|name| sketch.node(name, name, name)).collect();
    // a key that is another node's fallback name, and one that is there twice
    let twice = [sketch.node("", "same", "one"), sketch.node("", "same", "two"), sketch.node("", "", "")];
    for (i, node) in nodes.iter().enumerate() {
        let relationship = sketch.relate(*node, names[i].trim_matches('\0'), nodes[(i + 1) % nodes.len()]);
        sketch.claim(
            relationship,
            Stance::ALL[i % 6],
            nodes[(i + 2) % nodes.len()],
            *node,
            Some(names[(i + 3) % nodes.len()]),
        );
        sketch.relate(*node, "self", *node);
    }
    sketch.relate(twice[0], "t", twice[1]);
    let long = "long word ".repeat(3000);
    sketch.node(&long, &long, &long);
    sketch.all()
}

#[test]
fn looks_say_how_a_relationship_stands() {
    let text = written(&all_looks(), &Options::default());
    let line =
        |label: &str| text.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}\n{text}"));
    assert!(line("label=\"bare\"").contains("penwidth=\"0.7\""));
    assert!(line("label=\"one\"").contains("class=\"single\""));
    assert!(line("label=\"two\"").contains("penwidth=\"2.4\""));
    assert!(line("label=\"both +1/-1\"").contains("color=\"#0072B2:#D55E00\""));
    assert!(line("label=\"none (denied)\"").contains("style=\"dotted\""));
    assert!(line("label=\"none (denied)\"").contains("arrowhead=\"odot\""));
    assert!(line(r#"label="\"perhaps\" (may; it has\nbeen posited)""#).contains("style=\"dashed\""));
    assert!(line(r#"label="\"heard\" (reports)""#).contains("class=\"hedged\""));
}

#[test]
fn the_same_knowledge_gives_the_same_text() {
    let mut a = Sketch::default();
    let (x, y) = (a.node("A", "x", "X"), a.node("B", "y", "Y"));
    a.relate(x, "t", y);
    let mut b = Sketch::default();
    let (y, x) = (b.node("B", "y", "Y"), b.node("A", "x", "X"));
    b.relate(x, "t", y);
    assert_eq!(written(&a.all(), &Options::default()), written(&b.all(), &Options::default()));
}

#[test]
fn a_simple_picture_tells_nothing_of_claims() {
    let text = written(&all_looks(), &Options { detail: Detail::Simple, ..Options::default() });
    for word in ["denied", "+1", "claim\"", "claims", "asserts", "perhaps\" ("] {
        assert!(!text.contains(word), "{word}\n{text}");
    }
    assert_eq!(text.matches("\"g\" -> \"x\"").count(), 7);
}

#[test]
fn chains_lead_from_the_document_to_what_is_claimed() {
    let options = Options { detail: Detail::Chain, ..Options::default() };
    let text = written(&samples::contested(), &options);
    let own = "\"relationship termez perpetrated-by iskp 1\"";
    for (from, to) in [
        ("\"termez\"", own),
        (own, "\"iskp\""),
        ("\"document article-1\"", "\"voice An article\""),
        ("\"voice An article\"", "\"voice Taliban\""),
        ("\"voice Amaq\"", own),
    ] {
        assert_eq!(text.matches(&format!("  {from} -> {to} [")).count(), 1, "{from} {to}\n{text}");
    }
    // one line a stance
    for label in ["admits [1] \\\"may\\\"", "denies [1]"] {
        let line = format!("  \"voice Taliban\" -> {own} [label=\"{label}\"");
        assert!(text.contains(&line), "{line}\n{text}");
    }
}

#[test]
fn those_who_share_a_name_and_keys_of_our_own_names_stay_apart() {
    let mut sketch = Sketch::default();
    let nodes = ["voice Twin", "relationship voice Twin t", "document d"].map(|key| sketch.node("G", key, "Twin"));
    for start in nodes {
        for end in nodes {
            let relationship = sketch.relate(start, "t", end);
            sketch.claim(relationship, Stance::Asserts, start, end, None);
            sketch.relate(start, "t", end);
        }
    }
    let text = written(&sketch.all(), &Options { detail: Detail::Chain, ..Options::default() });
    let defined: Vec<_> = text.lines().filter(|line| line.starts_with("  \"") && !line.contains(" -> ")).collect();
    let names: std::collections::HashSet<_> = defined.iter().filter_map(|line| line.split(" [").next()).collect();
    assert_eq!((defined.len(), names.len()), (3 + 18 + 3 + 3, 3 + 18 + 3 + 3), "{text}");
}

#[test]
fn parallel_relationships_stay_apart() {
    let text = written(&all_looks(), &Options::default());
    assert!(!text.contains("strict"));
    assert_eq!(text.matches("\"g\" -> \"x\"").count(), 7);
}

#[test]
fn tooltips_say_who_says_so() {
    let text = written(&samples::contested(), &Options::default());
    let line = r#"Taliban denies, through An article\n    An article, paragraph 4: In \"our\" own words."#;
    assert!(text.contains(line), "{text}");
}

#[test]
fn every_node_has_its_own_name() {
    let rows = hostile();
    let names = Names::of(&rows);
    let quoted: std::collections::HashSet<_> = rows.entities.nodes.keys().map(|id| name(names.of_node(*id))).collect();
    assert_eq!(quoted.len(), rows.entities.nodes.len());
}

#[test]
fn clusters_and_legend() {
    let options =
        Options { cluster: Cluster::Label, legend: true, title: Some("a \"title\"".into()), ..Options::default() };
    let text = written(&all_looks(), &options);
    for part in ["subgraph \"cluster_Outlet\"", "subgraph \"cluster_legend\"", r#"label="a \"title\"\l""#] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let options = Options { cluster: Cluster::Document, ..Options::default() };
    assert!(written(&samples::contested(), &options).contains("subgraph \"cluster_An article\""));
    assert!("lable".parse::<Cluster>().unwrap_err().to_string().contains("did you mean `label`?"));
}

/// What Graphviz answers: the picture and its messages. `None` where it is not installed.
fn graphviz(text: &str, format: &str) -> Option<(Vec<u8>, String)> {
    let run = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    #[expect(clippy::disallowed_methods, reason = "a test asks where it runs")]
    let in_ci = std::env::var("CI").is_ok();
    let Ok(mut child) = run else {
        assert!(!in_ci, "Graphviz is needed in CI");
        #[expect(clippy::print_stderr, reason = "whoever runs the tests should know")]
        {
            eprintln!("skipped: Graphviz is not installed");
        }
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{messages}");
    Some((output.stdout, messages))
}

#[test]
fn graphviz_has_nothing_to_say() {
    for rows in [hostile(), all_looks(), chain("doubts", true), samples::contested(), samples::plain(), Rows::default()]
    {
        for cluster in Cluster::ALL {
            for legend in [false, true] {
                for detail in Detail::ALL {
                    let title = Some("MATCH (n {name: \"\\N\"})\nRETURN n // \u{1b}".to_owned());
                    let options = Options { title, cluster, detail, legend, ..Options::default() };
                    let Some((_, messages)) = graphviz(&written(&rows, &options), "svg") else { return };
                    assert_eq!(messages, "", "{detail}");
                }
            }
        }
    }
}

/// Graphviz has troubles of its own with boxes in large graphs; the header keeps it out of them.
#[test]
fn graphviz_lays_out_large_graphs_with_boxes() {
    let mut sketch = Sketch::default();
    let article = [sketch.node("Document", "d0", "One"), sketch.node("Document", "d1", "Two")];
    let nodes: Vec<_> = (0..120)
        .map(|i| sketch.node(&format!("Label{}", i % 17), &format!("k{i}"), &format!("Node number {i}")))
        .collect();
    for i in 0..260_usize {
        let relationship =
            sketch.relate(nodes[i * 31 % 120], &format!("type-{}", i % 40), nodes[(i * i + 7 * i) % 120]);
        sketch.claim(
            relationship,
            Stance::ALL[i % 6],
            nodes[i % 9],
            article[i % 5 / 4],
            (i % 7 == 0).then_some("perhaps"),
        );
    }
    for cluster in Cluster::ALL {
        let options = Options { cluster, legend: true, ..Options::default() };
        let Some((_, messages)) = graphviz(&written(&sketch.all(), &options), "svg") else { return };
        assert_eq!(messages, "", "{cluster}");
    }
}

#[test]
fn graphviz_shows_names_as_they_are() {
    let mut sketch = Sketch::default();
    sketch.node("G", "k", "\\N & &lt; \"x\" \\");
    let Some((svg, _)) = graphviz(&written(&sketch.all(), &Options::default()), "svg") else { return };
    let svg = String::from_utf8(svg).unwrap();
    assert!(svg.contains("\\N &amp; &amp;lt; &quot;x&quot; \\</text>"), "{svg}");
}
