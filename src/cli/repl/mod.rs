//! The REPL: reads statements of several lines, with history, completion and colour, and hands them
//! to the shell.

mod complete;
mod helper;
mod highlight;

use std::io::Write;
use std::path::PathBuf;

use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Editor};

use super::Exit;
use super::shell::{Shell, Stop};
use crate::error::Error;
use crate::export::text;
use crate::export::wrap::columns;
use crate::sys;
use helper::Helper;

/// Statements that the history keeps.
const HISTORY: usize = 5000;

/// Columns of the prompt that a view's name has in the narrowest window.
const MIN_VIEW: usize = 8;

/// Questions that can be asked of the graph that comes with the program.
pub(super) const QUESTIONS: [(&str, &str); 3] = [
    (
        "Who claims the attack on Termez, and who says that they do?",
        "MATCH (a {key: 'termez-rocket-attack'})-[r:claimed-by]->(who) RETURN who, r, asserted_by(r), independent_sources(r);",
    ),
    ("What is contested, and by whom?", "MATCH (a)-[r]->(b) WHERE contested(r) RETURN a, r, b, denied_by(r);"),
    ("Who pledged what, to whom?", "MATCH (who)-[r:pledged]->(whom) RETURN who, r, whom, r.what;"),
];

/// Reads and runs until Ctrl-D or `:quit`.
pub(super) fn run(mut shell: Shell, is_embedded: bool) -> Result<Exit, Stop> {
    let color = shell.terminal.color;
    let config = Config::builder()
        .max_history_size(HISTORY)
        .and_then(|config| config.history_ignore_dups(true))
        .map_err(|error| failed(&error))?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .bell_style(BellStyle::None)
        .color_mode(if color { ColorMode::Forced } else { ColorMode::Disabled })
        .bracketed_paste(true)
        .build();
    let mut editor: Editor<Helper, FileHistory> = Editor::with_config(config).map_err(|error| failed(&error))?;
    editor.set_helper(Some(Helper::new(shell.graph.clone(), color)));
    let file = sys::state_folder().map(|folder| folder.join("history"));
    let is_new = load_history(&mut editor, file.as_ref());
    greet(&mut shell, is_new && is_embedded)?;
    loop {
        match editor.readline(&prompt(&shell)) {
            Ok(text) => {
                if text.trim().is_empty() {
                    continue;
                }
                // a history that cannot be written must not stop the work
                let _ = editor.add_history_entry(text.trim_end());
                let _ = file.as_ref().map(|file| editor.append_history(file));
                match shell.script(as_command(&text).unwrap_or(&text), None) {
                    Ok(()) | Err(Stop::Failed) => {}
                    Err(Stop::Interrupted) => writeln!(shell.notes, "stopped")?,
                    Err(Stop::Quit) => return Ok(Exit::Fine),
                    Err(stop) => return Err(stop),
                }
                writeln!(shell.out)?;
                shell.out.flush()?;
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(Exit::Fine),
            Err(error) => return Err(failed(&error)),
        }
    }
}

/// The prompt; it names the view, if there is one, as far as there is room.
fn prompt(shell: &Shell) -> String {
    let Some(view) = shell.session.view() else { return "claimgraph> ".to_owned() };
    let room = (shell.terminal.width().unwrap_or(80) / 2).saturating_sub("claimgraph[]> ".len()).max(MIN_VIEW);
    let mut name = text::one_line(view.short());
    if columns(&name) > room {
        while columns(&name) >= room {
            name.pop();
        }
        name.push('…');
    }
    format!("claimgraph[{name}]> ")
}

/// Words that people type to leave or to find help, as the commands they mean.
fn as_command(text: &str) -> Option<&'static str> {
    match text.trim().trim_end_matches(';') {
        "quit" | "exit" => Some(":quit"),
        "help" | "?" => Some(":help"),
        _ => None,
    }
}

fn failed(error: &ReadlineError) -> Stop {
    Error::io(format!("cannot read from the terminal: {error}")).into()
}

/// Whether there was no history to load. One that is broken is left alone.
fn load_history(editor: &mut Editor<Helper, FileHistory>, file: Option<&PathBuf>) -> bool {
    let Some(file) = file else { return true };
    let is_new = !file.exists();
    // what can be read of a broken file is kept; an unreadable one is no reason to stop
    let _ = editor.load_history(file);
    is_new
}

fn greet(shell: &mut Shell, is_first: bool) -> Result<(), Stop> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(shell.out, "claimgraph {version}. Questions end in `;`. :help for help, Ctrl-D to leave.")?;
    if is_first {
        writeln!(shell.out, "\nThree to begin with:\n")?;
        for (question, query) in QUESTIONS {
            writeln!(shell.out, "// {question}\n{query}\n")?;
        }
        writeln!(shell.out, "Then :why 1 shows who says so, and where.")?;
    }
    Ok(shell.out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::super::script;
    use super::*;

    #[test]
    fn questions_can_be_pasted() {
        for (question, query) in QUESTIONS {
            let pasted = format!("// {question}\n{query}");
            assert!(script::is_complete(&pasted));
            assert_eq!(script::parts(&pasted).len(), 1);
        }
    }

    #[test]
    fn questions_are_answered() {
        let session = crate::session::Graph::embedded().unwrap().session();
        for (question, query) in QUESTIONS {
            let rows = session.query(query, &crate::eval::Parameters::new()).unwrap();
            assert!(!rows.is_empty() && rows.notices.is_empty(), "{question}");
            assert!(!rows.entities.relationships.is_empty(), ":why needs a relationship: {question}");
        }
    }

    #[test]
    fn plain_words_are_understood() {
        assert_eq!(as_command(" exit; "), Some(":quit"));
        assert_eq!(as_command("RETURN 1;"), None);
    }
}
