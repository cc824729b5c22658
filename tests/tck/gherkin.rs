//! A small reader of Gherkin, for what the TCK's feature files hold and nothing more: `Background`,
//! `Scenario`, `Scenario Outline` with `Examples`, docstrings and tables.
//!
//! What it does not understand is an error, never skipped: a scenario must not be lost in silence.

use std::collections::HashMap;

/// One scenario, ready to run: outlines are expanded, the background's steps come first.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Feature file, title and, for a row of an outline, its number.
    pub name: String,
    /// What to do, in order.
    pub steps: Vec<Step>,
}

/// A step, without its keyword.
#[derive(Clone, Debug)]
pub struct Step {
    /// What follows `Given`, `When`, `Then`, `And` or `But`.
    pub text: String,
    /// The docstring or table under it.
    pub argument: Argument,
}

/// What stands under a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Nothing.
    None,
    /// A docstring.
    Text(String),
    /// A table, its first row included.
    Table(Vec<Vec<String>>),
}

const KEYWORDS: [&str; 5] = ["Given ", "When ", "Then ", "And ", "But "];

/// A `Background`, `Scenario` or `Scenario Outline` as it is written.
#[derive(Default)]
struct Block {
    title: String,
    steps: Vec<Step>,
    /// Rows of all `Examples`, each with its table's header.
    examples: Option<Vec<HashMap<String, String>>>,
}

/// The scenarios of a feature file; `file` begins their names.
pub fn scenarios(file: &str, text: &str) -> Result<Vec<Scenario>, String> {
    let mut background = Vec::new();
    let mut scenarios: Vec<Scenario> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (is_background, block) in blocks(text).map_err(|error| format!("{file}: {error}"))? {
        if is_background {
            background = block.steps;
            continue;
        }
        let no_values = HashMap::new();
        let rows: Vec<(String, &HashMap<String, String>)> = match &block.examples {
            None => vec![(String::new(), &no_values)],
            Some(rows) => rows.iter().enumerate().map(|(i, row)| (format!(" #{}", i + 1), row)).collect(),
        };
        for (number, values) in rows {
            let title = substitute(&block.title, values).replace('\n', "\\n");
            let mut name = format!("{file}: {title}{number}");
            let times = taken.entry(name.clone()).or_default();
            *times += 1;
            if *times > 1 {
                name = format!("{name} ({times})");
            }
            let steps = background.iter().cloned().chain(block.steps.iter().map(|step| step.with(values)));
            scenarios.push(Scenario { name, steps: steps.collect() });
        }
    }
    Ok(scenarios)
}

impl Step {
    /// The step of one row of an outline.
    fn with(&self, values: &HashMap<String, String>) -> Self {
        let argument = match &self.argument {
            Argument::None => Argument::None,
            Argument::Text(text) => Argument::Text(substitute(text, values)),
            Argument::Table(rows) => {
                let row = |row: &Vec<String>| row.iter().map(|cell| substitute(cell, values)).collect();
                Argument::Table(rows.iter().map(row).collect())
            }
        };
        Self { text: substitute(&self.text, values), argument }
    }
}

/// Puts the values of an outline's row in the places of `<name>`. One pass: what was put in is not
/// looked at again.
fn substitute(text: &str, values: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, from_open) = rest.split_at(open);
        out.push_str(before);
        let name = from_open.find('>').and_then(|close| from_open.get(1..close));
        if let Some((name, value)) = name.and_then(|name| Some((name, values.get(name)?))) {
            out.push_str(value);
            rest = from_open.get(name.len() + 2..).unwrap_or_default();
        } else {
            out.push('<');
            rest = from_open.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The blocks of a feature file, each with whether it is the background.
fn blocks(text: &str) -> Result<Vec<(bool, Block)>, String> {
    let mut blocks: Vec<(bool, Block)> = Vec::new();
    // the rows of an `Examples` table wait here until its end is known
    let mut table: Option<Vec<Vec<String>>> = None;
    let mut lines = text.lines().enumerate().peekable();
    let mut seen_feature = false;
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        let wrong = |what: &str| format!("line {}: {what}: {trimmed}", number + 1);
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed.starts_with('@') {
            continue;
        }
        if let Some(title) = header(trimmed) {
            end_examples(&mut blocks, table.take()).map_err(|what| wrong(&what))?;
            match title {
                Header::Feature if !seen_feature => seen_feature = true,
                Header::Feature => return Err(wrong("a second feature")),
                Header::Background if blocks.is_empty() => blocks.push((true, Block::default())),
                Header::Background => return Err(wrong("a background after a scenario")),
                Header::Scenario(title) => {
                    blocks.push((false, Block { title: title.to_owned(), ..Block::default() }));
                }
                Header::Examples => table = Some(Vec::new()),
            }
        } else if let Some(cells) = trimmed.strip_prefix('|') {
            let row = split_row(cells);
            if let Some(table) = &mut table {
                table.push(row);
                continue;
            }
            let step = blocks.last_mut().and_then(|(_, block)| block.steps.last_mut());
            match step.map(|step| &mut step.argument) {
                Some(Argument::Table(rows)) => rows.push(row),
                Some(argument @ Argument::None) => *argument = Argument::Table(vec![row]),
                _ => return Err(wrong("a table without a step")),
            }
        } else if trimmed == "\"\"\"" {
            let text = docstring(line, &mut lines).ok_or_else(|| wrong("a docstring without an end"))?;
            match blocks.last_mut().and_then(|(_, block)| block.steps.last_mut()) {
                Some(step) if step.argument == Argument::None => step.argument = Argument::Text(text),
                _ => return Err(wrong("a docstring without a step")),
            }
        } else if let Some(text) = KEYWORDS.iter().find_map(|keyword| trimmed.strip_prefix(keyword)) {
            let step = Step { text: text.trim().to_owned(), argument: Argument::None };
            match blocks.last_mut() {
                Some((_, block)) if table.is_none() => block.steps.push(step),
                _ => return Err(wrong("a step outside a scenario")),
            }
        } else {
            // free text may describe a feature or a scenario, before its steps
            let described = blocks.last().is_none_or(|(_, block)| block.steps.is_empty());
            if !seen_feature || !described {
                return Err(wrong("a line that is not Gherkin"));
            }
        }
    }
    end_examples(&mut blocks, table)?;
    Ok(blocks)
}

/// A line that begins a part of a feature file.
enum Header<'a> {
    Feature,
    Background,
    Scenario(&'a str),
    Examples,
}

fn header(line: &str) -> Option<Header<'_>> {
    let (keyword, rest) = line.split_once(':')?;
    match keyword {
        "Feature" => Some(Header::Feature),
        "Background" => Some(Header::Background),
        "Scenario" | "Scenario Outline" => Some(Header::Scenario(rest.trim())),
        "Examples" => Some(Header::Examples),
        _ => None,
    }
}

/// Gives the rows of an `Examples` table to the scenario above it.
fn end_examples(blocks: &mut [(bool, Block)], table: Option<Vec<Vec<String>>>) -> Result<(), String> {
    let Some(table) = table else { return Ok(()) };
    let mut rows = table.into_iter();
    let header = rows.next().ok_or("examples without a table before this line")?;
    let Some((false, block)) = blocks.last_mut() else {
        return Err("examples without a scenario before this line".to_owned());
    };
    let examples = block.examples.get_or_insert_default();
    for row in rows {
        if row.len() != header.len() {
            return Err(format!("a row of {} cells under a header of {}, before this line", row.len(), header.len()));
        }
        examples.push(header.iter().cloned().zip(row).collect());
    }
    Ok(())
}

/// The docstring after its opening line, to which its lines are aligned.
fn docstring<'a>(opening: &str, lines: &mut impl Iterator<Item = (usize, &'a str)>) -> Option<String> {
    let indent = opening.len() - opening.trim_start().len();
    let mut text: Vec<&str> = Vec::new();
    for (_, line) in lines {
        if line.trim() == "\"\"\"" {
            return Some(text.join("\n").replace("\\\"\\\"\\\"", "\"\"\""));
        }
        let blank = line.len() - line.trim_start().len();
        text.push(line.get(indent.min(blank)..).unwrap_or_default());
    }
    None
}

/// The cells of a table's row, after its first `|`; what follows the last `|` is no cell.
///
/// In a cell, `\|` is a bar, `\\` a backslash and `\n` a line break; any other backslash stands for
/// itself.
fn split_row(row: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = row.chars();
    while let Some(c) = characters.next() {
        match c {
            '|' => cells.push(std::mem::take(&mut cell).trim_matches([' ', '\t']).to_owned()),
            '\\' => match characters.next() {
                Some('n') => cell.push('\n'),
                Some(escaped @ ('|' | '\\')) => cell.push(escaped),
                Some(other) => cell.extend(['\\', other]),
                None => cell.push('\\'),
            },
            c => cell.push(c),
        }
    }
    cells
}
