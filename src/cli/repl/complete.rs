//! What could come next, from what stands before the cursor.

use indexmap::IndexSet;

use super::highlight::is_keyword;
use crate::cli::commands::COMMANDS;
use crate::cli::help::TOPICS;
use crate::export::Format;
use crate::parser::scan::{self, Token, TokenKind, is_name_part};
use crate::value::{quote_name, quote_type};

/// What the graph and the language have names for.
#[derive(Default)]
pub(super) struct Names {
    pub(super) labels: Vec<String>,
    pub(super) types: Vec<String>,
    pub(super) keys: Vec<String>,
    pub(super) entities: Vec<String>,
    pub(super) views: Vec<String>,
    /// With their signatures.
    pub(super) functions: Vec<(String, String)>,
}

/// What is shown of a candidate, and what replaces the text from the start on.
type Candidate = (String, String);

/// Candidates that are offered at once.
const MOST: usize = 200;

/// Whether a file name is being typed: behind `:source`, or behind `:export FORMAT`.
pub(super) fn wants_file(before: &str) -> bool {
    let words: Vec<&str> = before.trim_start().split(' ').filter(|word| !word.is_empty()).collect();
    let typed = words.len() - usize::from(!before.ends_with(' ') && !words.is_empty());
    match words.first() {
        Some(&":source") => typed >= 1,
        Some(&":export") => typed == 2,
        _ => false,
    }
}

/// The function whose `(` was typed last, with nothing behind it yet.
pub(super) fn open_call(before: &str) -> Option<&str> {
    let head = before.strip_suffix('(')?;
    let start = head.trim_end_matches(is_name_part).len();
    head.get(start..).filter(|name| !name.is_empty())
}

/// Where what could be completed starts, and the candidates for it.
pub(super) fn complete(before: &str, names: &Names) -> (usize, Vec<Candidate>) {
    if before.trim_start().starts_with(':') && !before.contains('\n') {
        return command(before, names);
    }
    let tokens: Vec<Token> = scan::tokens(before).collect();
    if let Some(open) = tokens.last().filter(|token| !token.closed) {
        return match open.kind {
            TokenKind::String => entity(before, open, names),
            _ => (before.len(), Vec::new()),
        };
    }
    if tokens.last().is_some_and(|token| token.kind == TokenKind::Comment && token.span.end as usize == before.len()) {
        return (before.len(), Vec::new());
    }
    let start = before.trim_end_matches(is_name_part).len();
    let word = before.get(start..).unwrap_or("");
    let ahead: Vec<Token> = tokens.into_iter().filter(|token| (token.span.end as usize) <= start).collect();
    if let Some((start, typed)) = type_in_progress(before, &ahead) {
        let types = names.types.iter().map(|name| (name.clone(), quote_type(name)));
        return (start, matching(typed, types));
    }
    let candidates = match last_two(&ahead) {
        (Some('.'), Some(before_dot))
            if before_dot != TokenKind::Punctuation('.') && before_dot != TokenKind::Number =>
        {
            matching(word, names.keys.iter().map(|name| (name.clone(), quote_name(name))))
        }
        (Some(':'), _) if innermost(&ahead) != Some('{') => {
            matching(word, names.labels.iter().map(|name| (name.clone(), quote_name(name))))
        }
        (Some('{' | ','), _) if innermost(&ahead) == Some('{') => {
            matching(word, names.keys.iter().map(|name| (name.clone(), format!("{}: ", quote_name(name)))))
        }
        _ => general(before, word, start, names),
    };
    (start, candidates)
}

/// Behind `[:`: a type may have hyphens, so it goes back to the `:` or `|`.
fn type_in_progress<'t>(before: &'t str, ahead: &[Token]) -> Option<(usize, &'t str)> {
    if innermost(ahead) != Some('[') {
        return None;
    }
    let start = ahead.iter().rev().find(|token| matches!(token.kind, TokenKind::Punctuation(':' | '|' | '[')))?;
    if start.kind == TokenKind::Punctuation('[') {
        return None;
    }
    let text = before.get(start.span.end as usize..)?;
    let word = text.trim_start();
    let is_type = word.chars().all(|c| is_name_part(c) || c == '-');
    is_type.then_some((before.len() - word.len(), word))
}

/// The last token, if it is punctuation, and what stands before it.
fn last_two(ahead: &[Token]) -> (Option<char>, Option<TokenKind>) {
    let mut back = ahead.iter().rev().map(|token| token.kind);
    let last = match back.next() {
        Some(TokenKind::Punctuation(c)) => Some(c),
        _ => None,
    };
    (last, back.next())
}

/// The innermost bracket that is still open.
fn innermost(tokens: &[Token]) -> Option<char> {
    let mut open = Vec::new();
    for token in tokens {
        match token.kind {
            TokenKind::Punctuation(c @ ('(' | '[' | '{')) => open.push(c),
            TokenKind::Punctuation(')' | ']' | '}') => {
                open.pop();
            }
            TokenKind::Punctuation(';') => open.clear(),
            _ => {}
        }
    }
    open.pop()
}

/// Names of views and entities, in a string that is still open; the quote is closed behind them.
fn entity(before: &str, open: &Token, names: &Names) -> (usize, Vec<Candidate>) {
    let start = open.span.start as usize + 1;
    let quote = before.get(start - 1..start).unwrap_or("'");
    let typed = before.get(start..).unwrap_or("");
    let escaped = |name: &str| name.replace('\\', "\\\\").replace(quote, &format!("\\{quote}"));
    let printable = names.views.iter().chain(&names.entities).filter(|name| !name.chars().any(char::is_control));
    (start, matching(typed, printable.map(|name| (name.clone(), format!("{}{quote}", escaped(name))))))
}

/// Functions, keywords and the variables of the text.
fn general(before: &str, word: &str, start: usize, names: &Names) -> Vec<Candidate> {
    if word.is_empty() {
        return Vec::new();
    }
    let functions = names.functions.iter().map(|(name, signature)| (signature.clone(), format!("{name}(")));
    let is_lower = word.chars().all(char::is_lowercase);
    let keywords = scan::KEYWORDS.iter().map(|name| {
        let name = if is_lower { name.to_lowercase() } else { (*name).to_owned() };
        (name.clone(), format!("{name} "))
    });
    let mut variables: Vec<&str> = scan::tokens(before)
        .filter(|token| token.kind == TokenKind::Word && (token.span.end as usize) <= start)
        .map(|token| token.span.of(before))
        .filter(|name| !is_keyword(name) && *name != word)
        .collect();
    variables.sort_unstable();
    variables.dedup();
    let variables = variables.into_iter().map(|name| (name.to_owned(), name.to_owned()));
    let mut candidates = matching(word, variables);
    candidates.extend(matching(word, keywords));
    candidates.extend(matching(word, functions));
    candidates
}

/// Behind a `:` at the beginning: commands and what they take.
fn command(before: &str, names: &Names) -> (usize, Vec<Candidate>) {
    let start = before.rfind(|c: char| c.is_whitespace() || c == ':').map_or(0, |i| i + 1);
    let word = before.get(start..).unwrap_or("");
    let line = before.trim_start();
    let plain = |names: &[&str]| matching(word, names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())));
    if let Some(rest) = line.strip_prefix(":view ").or_else(|| line.strip_prefix(":diff ")) {
        let (at, candidates) = complete(rest, names);
        return (before.len() - rest.len() + at, candidates);
    }
    for command in [":who ", ":timeline ", ":contested "] {
        if let Some(typed) = line.strip_prefix(command) {
            let entities = names.entities.iter().filter(|name| !name.chars().any(char::is_control));
            return (before.len() - typed.len(), matching(typed, entities.map(|name| (name.clone(), name.clone()))));
        }
    }
    let candidates = match line.split_whitespace().next() {
        Some(name) if !line.contains(char::is_whitespace) || name == ":" => {
            let commands = COMMANDS.iter().map(|c| (format!(":{} {}", c.name, c.arguments), format!("{} ", c.name)));
            commands.filter(|(_, name)| name.starts_with(word)).collect()
        }
        Some(":mode" | ":export") => plain(&Format::ALL.map(Format::name)),
        Some(":timing") => plain(&["on", "off"]),
        Some(":help") => {
            let topics = TOPICS.iter().map(|topic| topic.name).chain(COMMANDS.iter().map(|command| command.name));
            let all: IndexSet<&str> =
                topics.chain(names.functions.iter().map(|(name, _)| name.as_str())).chain(["functions"]).collect();
            // some names are those of a command and of a function
            plain(&all.into_iter().collect::<Vec<_>>())
        }
        _ => Vec::new(),
    };
    (start, candidates)
}

/// The candidates that begin as `typed` does, whatever the case.
fn matching(typed: &str, candidates: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    candidates.filter(|(display, _)| display.to_lowercase().starts_with(&typed)).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(before: &str) -> Vec<String> {
        let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let names = Names {
            labels: strings(&["Attack", "Armed group"]),
            types: strings(&["claimed-by", "claimed-in", "CLAIMS", "opposes"]),
            keys: strings(&["name", "killed"]),
            entities: strings(&["ISKP", "Jama'at", "Islamic State"]),
            views: strings(&["IS media"]),
            functions: vec![("contested".to_owned(), "contested(of, [property])".to_owned())],
        };
        let (start, candidates) = complete(before, &names);
        candidates.into_iter().map(|(_, replacement)| format!("{}{replacement}", &before[..start])).collect()
    }

    #[test]
    fn names_of_the_graph_where_they_fit() {
        assert_eq!(offered("MATCH (a:At"), ["MATCH (a:Attack"]);
        assert_eq!(offered("MATCH (:ar"), ["MATCH (:`Armed group`"]);
        assert_eq!(offered("MATCH (a)-[r:claimed-b"), ["MATCH (a)-[r:claimed-by"]);
        assert_eq!(
            offered("MATCH (a)-[:opposes|claimed"),
            ["MATCH (a)-[:opposes|claimed-by", "MATCH (a)-[:opposes|claimed-in"]
        );
        assert_eq!(offered("MATCH (a)-[:").len(), 4);
        assert_eq!(offered("RETURN a.k"), ["RETURN a.killed"]);
        assert_eq!(offered("MATCH (a {na"), ["MATCH (a {name: "]);
        assert_eq!(offered("WHERE a:At"), ["WHERE a:Attack"]);
    }

    #[test]
    fn entities_in_strings() {
        assert_eq!(
            offered("MATCH (a {name: 'is"),
            ["MATCH (a {name: 'IS media'", "MATCH (a {name: 'ISKP'", "MATCH (a {name: 'Islamic State'"]
        );
        assert_eq!(offered("RETURN \"Jam"), ["RETURN \"Jama'at\""]);
        assert_eq!(offered("RETURN 'Jam"), ["RETURN 'Jama\\'at'"]);
    }

    #[test]
    fn the_language() {
        assert_eq!(offered("MATCH (attack) RET"), ["MATCH (attack) RETURN "]);
        assert_eq!(offered("ret"), ["return "]);
        assert_eq!(offered("MATCH (attack) WHERE att"), ["MATCH (attack) WHERE attack"]);
        assert_eq!(offered("WHERE conte"), ["WHERE contested("]);
        assert!(offered("RETURN 1.").is_empty());
        assert!(offered("// MAT").is_empty());
    }

    #[test]
    fn commands_and_files() {
        assert_eq!(offered(":sch"), [":schema "]);
        assert_eq!(offered(":mode js"), [":mode json", ":mode jsonl"]);
        assert_eq!(offered(":help cont"), [":help contested"]);
        assert_eq!(offered(":view conte"), [":view contested("]);
        assert_eq!(offered(":view 'is m"), [":view 'IS media'"]);
        assert_eq!(offered(":diff f('is"), [":diff f('IS media'", ":diff f('ISKP'", ":diff f('Islamic State'"]);
        assert_eq!(offered(":who isl"), [":who Islamic State"]);
        assert!(wants_file(":source ") && wants_file(":source a/b") && wants_file(":export dot x"));
        assert!(!wants_file(":source") && !wants_file(":export dot") && !wants_file(":export dot x MATCH"));
    }

    #[test]
    fn calls() {
        assert_eq!(open_call("RETURN contested("), Some("contested"));
        assert_eq!(open_call("MATCH ("), None);
    }
}
