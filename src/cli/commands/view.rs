//! `:view` and `:diff`: through which view questions are asked, and what two views show differently.

use std::io::Write;
use std::sync::Arc;

use super::super::shell::{Shell, Stop, count};
use super::{script_text, usage};
use crate::error::{Detail, escape_controls};
use crate::export::{Format, text};
use crate::parser::scan::{self, TokenKind};
use crate::rows::Rows;
use crate::span::Span;
use crate::value::{Value, quote_string};

/// `:view`, `:view off`, `:view EXPRESSION`, `:view NAME = EXPRESSION`.
pub(super) fn view(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    match script_text(rest) {
        "" => {
            tell(shell)?;
            for view in shell.graph.named_views() {
                let meaning = view.meaning.map(|meaning| format!(" // {meaning}")).unwrap_or_default();
                writeln!(
                    shell.notes,
                    "{}",
                    text::one_line(&format!("{} = {}{meaning}", quote_string(&view.name), view.is))
                )?;
            }
            Ok(())
        }
        "off" => {
            shell.session.set_view(None)?;
            tell(shell)
        }
        text => {
            if let Some((name, at)) = name_of(text) {
                let view = value(shell, rest, text.get(at..).unwrap_or("").trim())?;
                let named = shell.graph.name_view(&name, &view);
                named.map_err(|error| error.at(Span::new(0, text.len())).with_query(&rest.into()))?;
                let name = escape_controls(&quote_string(&name));
                writeln!(shell.notes, "{name} is a view: :view {name}, or USE {name}")?;
                return Ok(());
            }
            set(shell, text).map_err(|stop| stop.within(rest, rest.len() - rest.trim_start().len()))?;
            tell(shell)
        }
    }
}

/// Sets the session's view to an expression's value.
pub(in super::super) fn set(shell: &mut Shell, text: &str) -> Result<(), Stop> {
    let view = value(shell, text, text)?;
    let set = shell.session.set_view(Some(view));
    Ok(set.map_err(|error| error.at(Span::new(0, text.len())).with_query(&text.into()))?)
}

/// Says which view there is, as the `USE` that it stands for.
fn tell(shell: &mut Shell) -> Result<(), Stop> {
    // its name may mean another one by now
    let view = shell.session.view().map(|view| view.value().clone());
    shell.session.set_view(view)?;
    match shell.session.view() {
        Some(view) if view.name() == view.parts() => writeln!(shell.notes, "USE {}", escape_controls(view.parts()))?,
        Some(view) => {
            let (name, parts) = (view.name(), view.parts());
            writeln!(shell.notes, "USE {}, which is {}", escape_controls(&name), escape_controls(parts))?;
        }
        None => writeln!(shell.notes, "no view: what somebody asserts is shown, and facts without claims")?,
    }
    Ok(())
}

/// The name in `NAME = EXPRESSION`, and where the expression begins.
fn name_of(text: &str) -> Option<(String, usize)> {
    let mut depth = 0;
    for token in scan::tokens(text) {
        match token.kind {
            TokenKind::Punctuation('(' | '[' | '{') => depth += 1,
            TokenKind::Punctuation(')' | ']' | '}') => depth -= 1,
            TokenKind::Punctuation('=') if depth == 0 => {
                let name = text.get(..token.span.start as usize)?.trim();
                let name = name.trim_matches(|c| matches!(c, '\'' | '"' | '`')).trim();
                return (!name.is_empty()).then(|| (name.to_owned(), token.span.end as usize));
            }
            _ => {}
        }
    }
    None
}

/// What an expression within `line` stands for: a view's name, or the value.
fn value(shell: &mut Shell, line: &str, expression: &str) -> Result<Value, Stop> {
    let name = expression.trim();
    if shell.graph.named_views().iter().any(|view| view.name == name) {
        return Ok(name.into());
    }
    // the view in force has no say in what another one is
    let plain = shell.session.without_view();
    let session = std::mem::replace(&mut shell.session, plain);
    let offset = line.find(expression).unwrap_or(0);
    let result = shell.evaluate(expression).map_err(|error| error.within(&Arc::from(line), 0, offset));
    shell.session = session;
    Ok(result.map_err(|error| match error.detail() {
        Detail::UndefinedVariable => error
            .hint(format!("a source's view is according_to({}); `:help views` tells of others", quote_string(name))),
        _ => error,
    })?)
}

/// `:diff VIEW1 VIEW2 [QUERY]`.
pub(super) fn diff(shell: &mut Shell, rest: &str) -> Result<(), Stop> {
    let text = script_text(rest);
    let split = first_view(text).and_then(|(first, more)| Some((first, first_view(more)?)));
    let Some((first, (second, query))) = split else {
        return Err(usage("diff", "two views are needed, as in :diff according_to('Amaq') according_to('Taliban')"));
    };
    let (first, second) = (value(shell, rest, first)?, value(shell, rest, second)?);
    let query = (!query.is_empty()).then_some(query);
    let difference =
        shell.running.run(|| shell.session.difference(&first, &second, query, &shell.parameters)).map_err(|error| {
            query.map_or(error.clone(), |query| error.within(&rest.into(), 0, rest.len() - query.len()))
        })?;
    let sides = [difference.first, difference.second];
    if sides.iter().all(|(_, rows)| rows.is_empty()) {
        writeln!(shell.notes, "both show the same")?;
        return Ok(());
    }
    for (name, rows) in sides {
        let only = format!("only through {name}");
        if shell.format == Format::Table {
            writeln!(shell.out, "{}: {}", escape_controls(&only), count(rows.len(), "row"))?;
            if !rows.is_empty() {
                shell.print_as(Format::Table, &rows, "")?;
            }
        } else {
            super::vocabulary::show(shell, &marked(rows, &name))?;
        }
    }
    Ok(())
}

/// The rows, each with the view through which alone it is there.
fn marked(mut rows: Rows, name: &str) -> Rows {
    rows.columns.insert(0, "only through".into());
    rows.rows.iter_mut().for_each(|row| row.insert(0, name.into()));
    rows
}

/// The expression of a view that a text begins with: a call, a map, a parameter, or a name; and what follows.
fn first_view(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut tokens = scan::tokens(text).filter(|token| token.kind != TokenKind::Comment).peekable();
    while let Some(token) = tokens.next() {
        match token.kind {
            TokenKind::Punctuation('(' | '[' | '{') => depth += 1,
            TokenKind::Punctuation(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_called = token.kind == TokenKind::Word
            && tokens.peek().is_some_and(|next| matches!(next.kind, TokenKind::Punctuation('(' | '.')));
        if depth == 0 && !is_called && token.kind != TokenKind::Punctuation('.') {
            let end = token.span.end as usize;
            let rest = text.get(end..)?.trim_start();
            return Some((text.get(..end)?, rest.strip_prefix(',').unwrap_or(rest).trim_start()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_side_by_side() {
        let split = |text| first_view(text).unwrap();
        assert_eq!(split("according_to('A b') as_of('2022') MATCH"), ("according_to('A b')", "as_of('2022') MATCH"));
        assert_eq!(split("view({a: [1]}), 'x y'"), ("view({a: [1]})", "'x y'"));
        assert_eq!(split("'x y' MATCH (n)"), ("'x y'", "MATCH (n)"));
        assert_eq!(split("my.view(1) $p"), ("my.view(1)", "$p"));
        assert_eq!(first_view(""), None);
        assert_eq!(first_view("view({"), None);
    }

    #[test]
    fn names_before_an_equals_sign() {
        let name = |text| name_of(text).map(|(name, at)| (name, text[at..].trim()));
        assert_eq!(name("IS media = according_to('x')"), Some(("IS media".to_owned(), "according_to('x')")));
        assert_eq!(name("'a = b' = view({})"), Some(("a = b".to_owned(), "view({})")));
        assert_eq!(name("view({a: 1 = 1})"), None);
        assert_eq!(name("= view({})"), None);
    }
}
