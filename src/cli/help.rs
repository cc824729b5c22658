//! `:help`: the commands, the clauses with an example each that can be pasted, and every function.

use std::io::Write;

use super::commands::COMMANDS;
use super::shell::{Shell, Stop};
use crate::error::{Detail, Error};
use crate::export::Format;
use crate::functions::{AGGREGATES_GIVEN, FAMILIES, Function, aggregates, find_aggregate};

/// A topic: its name, how it is written, what it does, and an example on the graph that comes with
/// the program.
pub(super) struct Topic {
    pub(super) name: &'static str,
    syntax: &'static str,
    doc: &'static str,
    example: &'static str,
}

/// All topics, as help lists them.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        name: "match",
        syntax: "MATCH pattern, ... [WHERE condition]",
        doc: "Finds every place in the graph that looks like the pattern: (a:Label {key: value})-[r:type]->(b). \
              Types with a hyphen need no quotes; [:a|b] is either; [*1..3] is one to three steps.",
        example: "MATCH (a:Attack)-[r:claimed-by]->(who) RETURN a, r, who;",
    },
    Topic {
        name: "optional",
        syntax: "OPTIONAL MATCH pattern [WHERE condition]",
        doc: "As MATCH, but keeps the row, with null for what was not found.",
        example: "MATCH (g:Group) OPTIONAL MATCH (g)-[r:opposes]->(x) RETURN g.name, x.name;",
    },
    Topic {
        name: "where",
        syntax: "WHERE condition",
        doc: "Keeps the rows for which the condition is true: =, <>, <, IN, STARTS WITH, CONTAINS, IS NULL, AND, OR, NOT.",
        example: "MATCH (a)-[r]->(b) WHERE contested(r) RETURN a, r, b;",
    },
    Topic {
        name: "return",
        syntax: "RETURN [DISTINCT] expression [AS name], ... [ORDER BY ...] [SKIP n] [LIMIT n]",
        doc: "Says what the answer holds. With count, sum, min, max, avg or collect, rows are grouped by the rest.",
        example: "MATCH (a)-[r]->(b) RETURN type(r) AS type, count(*) AS n ORDER BY n DESC LIMIT 10;",
    },
    Topic {
        name: "with",
        syntax: "WITH expression AS name, ... [ORDER BY ...] [LIMIT n] [WHERE condition]",
        doc: "As RETURN, but hands the rows on to what follows.",
        example: "MATCH (g:Group)-[r]->() WITH g, count(r) AS n WHERE n > 5 RETURN g.name, n;",
    },
    Topic {
        name: "unwind",
        syntax: "UNWIND list AS name",
        doc: "A row for each element of a list.",
        example: "UNWIND [1, 2, 3] AS x RETURN x * x;",
    },
    Topic {
        name: "create",
        syntax: "CREATE pattern, ...",
        doc: "Makes nodes and relationships, in memory only. A relationship made so has no claim: it is a bare fact.",
        example: "CREATE (:Note {text: 'to check'});",
    },
    Topic {
        name: "merge",
        syntax: "MERGE pattern [ON CREATE SET ...] [ON MATCH SET ...]; SET n.key = value; REMOVE n.key; [DETACH] DELETE n",
        doc: "Finds the pattern, or makes it where there is none; and the other ways to change what is there.",
        example: "MERGE (n:Note {text: 'to check'}) ON CREATE SET n.since = date() RETURN n;",
    },
    Topic {
        name: "subqueries",
        syntax: "EXISTS { query }, COUNT { query }, COLLECT { query }; CALL (x) { query }",
        doc: "A query within a query, asked for each row: whether it finds anything, how much, or what.",
        example: "MATCH (g:Group) RETURN g.name, COUNT { (g)-[:opposes]->() } AS opponents ORDER BY opponents DESC;",
    },
    Topic {
        name: "paths",
        syntax: "MATCH p = (a)-[*1..3]-(b); MATCH p = shortestPath((a)-[*]-(b))",
        doc: "A path is walked over any number of relationships, none twice; length(p), nodes(p), relationships(p).",
        example: "MATCH p = shortestPath((:Outlet {key: 'amaq'})-[*]-(:Project {key: 'tapi-pipeline'})) RETURN p;",
    },
    Topic {
        name: "call",
        syntax: "CALL procedure(argument, ...) [YIELD result AS name]",
        doc: "Procedures: db.labels, db.relationshipTypes, db.propertyKeys, db.schema.visualization; \
              claims.contested, claims.timeline, claims.by, claims.about; SHOW PROCEDURES lists all.",
        example: "CALL db.labels();",
    },
    Topic {
        name: "explain",
        syntax: "EXPLAIN query",
        doc: "Shows how a query would be worked out, without running it.",
        example: "EXPLAIN MATCH (a:Attack)-[r]->(b) RETURN b.name;",
    },
    Topic {
        name: "claims",
        syntax: "claims(r), asserted_by(r), denied_by(r), sources(r), contested(r), independent_sources(r), circular(r)",
        doc: "Questions about who says so, of a relationship r or of a node's property: claims(n, 'killed'). \
              `:why 1` shows the claims behind row 1 of the last answer, `:chain 1` by way of whom they reached us.",
        example: "MATCH (a)-[r]->(b) WHERE contested(r) RETURN a.name, type(r), b.name, asserted_by(r), denied_by(r);",
    },
    Topic {
        name: "views",
        syntax: "USE view query; :view view, for all that follows; --view on the command line; :view off",
        doc: "Looks through somebody's eyes: according_to('Amaq', ...) as they say it, denials_of('Taliban') at what \
              they deny, reported_by('Eurasianet') at what they carry; as_of('2022-04-20') as of a day, known_on, \
              valid_at; corroborated(2), disputed(), undisputed(), graded('B', 2); everything(); claims() with the claims as nodes; several at once in \
              view({according_to: 'Taliban', as_of: '2022-05'}). :view NAME = view gives a name; :diff compares two.",
        example: "USE according_to('Amaq') MATCH (a)-[r]->(b) RETURN a, r, b;",
    },
    Topic {
        name: "reports",
        syntax: ":report FILE [QUERY]; :bibliography FILE [QUERY]; or --format report, bibtex, csl-json",
        doc: "An answer in Markdown with what is disputed, a numbered note on each claim behind it, and its sources; or \
              its documents for LaTeX and for citation managers.",
        example: ":report contested.md MATCH (a)-[r]->(b) WHERE contested(r) RETURN a, r, b",
    },
    Topic {
        name: "parameters",
        syntax: ":param name => expression, then $name in a query; or -P name=value on the command line",
        doc: "Values given from outside of the query's text.",
        example: ":param who => 'Amaq'",
    },
    Topic {
        name: "pictures",
        syntax: ":export dot FILE [QUERY]; then, in a shell: dot -Tsvg FILE > graph.svg",
        doc: "The nodes, relationships and paths of an answer as a Graphviz digraph. Lines tell how a relationship \
              stands: thick by several origins, thin by one, dashed hedged, double contested, dotted denied.",
        example: ":export dot contested.dot MATCH (a)-[r]->(b) WHERE contested(r) RETURN a, r, b",
    },
];

/// `:help [TOPIC | FUNCTION]`.
pub(super) fn run(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let wanted = rest.trim_start_matches(':').trim_end_matches(['(', ')', ';']).trim().to_lowercase();
    let mut text = Vec::new();
    let functions = shell.session.graph().functions();
    if wanted.is_empty() {
        overview(&mut text)?;
    } else if let Some(topic) = TOPICS.iter().find(|topic| wanted.split(' ').next() == Some(topic.name)) {
        writeln!(text, "{}\n  {}\nFor example:\n  {}", topic.syntax, topic.doc, topic.example)?;
    } else if let Some(command) = COMMANDS.iter().find(|command| command.name == wanted) {
        writeln!(text, ":{} {}\n  {}", command.name, command.arguments, command.doc)?;
        if let Some(function) = functions.find(&wanted) {
            function_help(function, &mut text)?;
        }
        if wanted == "mode" || wanted == "export" {
            for format in Format::ALL {
                writeln!(text, "  {:9} {}", format.name(), format.meaning())?;
            }
        }
    } else if let Some(function) = functions.find(&wanted) {
        function_help(function, &mut text)?;
    } else if let Some(aggregate) = find_aggregate(&wanted) {
        writeln!(text, "{}\n  {} An aggregate: over all rows, or each group.", aggregate.signature(), aggregate.doc)?;
        also_called(aggregate.aliases, &mut text)?;
        examples(AGGREGATES_GIVEN, aggregate.examples, &mut text)?;
    } else if wanted == "functions" {
        for function in functions.iter() {
            writeln!(text, "{}\n    {}", function.signature(), function.doc())?;
        }
        for aggregate in aggregates() {
            writeln!(text, "{}\n    {}", aggregate.signature(), aggregate.doc)?;
        }
    } else {
        let names = TOPICS.iter().map(|topic| topic.name).chain(COMMANDS.iter().map(|command| command.name));
        let names = names.chain(functions.names()).chain(["functions"]);
        let error = Error::argument(Detail::UnknownName, format!("no help on `{rest}`")).suggest(&wanted, names);
        return Err(error.hint("`:help` lists the topics").into());
    }
    shell.out.write_all(&text)?;
    Ok(shell.out.flush()?)
}

fn overview(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "A question is openCypher and ends in `;`:")?;
    writeln!(out, "  MATCH (a:Attack)-[r:claimed-by]->(who) RETURN a, r, who;\n")?;
    for command in COMMANDS {
        let usage = format!(":{} {}", command.name, command.arguments);
        writeln!(out, "  {usage:30} {}", command.doc)?;
    }
    let topics: Vec<_> = TOPICS.iter().map(|topic| topic.name).collect();
    writeln!(out, "\n:help TOPIC, of {}, or functions;", topics.join(", "))?;
    writeln!(out, ":help FUNCTION, as in :help contested.")?;
    writeln!(out, "Tab completes names of the graph; Ctrl-C stops a query; Ctrl-R searches the history.")
}

fn function_help(function: &Function, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}\n  {}", function.signature(), function.doc())?;
    also_called(function.aliases(), out)?;
    let mut families = FAMILIES.iter();
    let family = families.find(|family| family.functions.iter().any(|other| other.name() == function.name()));
    examples(family.map_or("", |family| family.given), function.examples(), out)
}

/// Expressions and what they give after this clause.
fn examples(given: &str, examples: &[(&str, &str)], out: &mut dyn Write) -> std::io::Result<()> {
    if !given.is_empty() && !examples.is_empty() {
        writeln!(out, "  After {given}")?;
    }
    for (expression, value) in examples {
        writeln!(out, "  {expression}  =>  {value}")?;
    }
    Ok(())
}

fn also_called(aliases: &[&str], out: &mut dyn Write) -> std::io::Result<()> {
    if aliases.is_empty() { Ok(()) } else { writeln!(out, "  Also called {}.", aliases.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_run() {
        let session = crate::session::Graph::embedded().unwrap().session();
        for topic in TOPICS.iter().filter(|topic| !topic.example.starts_with(':')) {
            let rows = session.query(topic.example, &crate::eval::Parameters::new());
            let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", topic.name));
            assert!(rows.changes.any() || !rows.is_empty(), "{}", topic.name);
            assert!(rows.notices.is_empty() || rows.changes.any(), "{}: {:?}", topic.name, rows.notices);
        }
    }
}
