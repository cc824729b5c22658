//! The REPL through a pseudo-terminal: what somebody types and sees.
#![allow(clippy::expect_used, clippy::panic, reason = "this is a test")]
#![cfg(unix)]

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

/// Milliseconds to wait for what should come at once.
const PATIENCE: u64 = 20_000;
const PROMPT: &str = "claimgraph> ";

/// A REPL with a history of its own, at its first prompt.
fn repl(test: &str) -> PtySession {
    let state = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&state);
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
    // rexpect reads bytes, not UTF-8: answers without borders can be waited for
    command.args(["--format", "csv"]);
    command.env("XDG_STATE_HOME", &state).env("NO_COLOR", "1").env("TERM", "xterm").env("COLUMNS", "100");
    let mut session = spawn_command(command, Some(PATIENCE)).expect("a pseudo-terminal");
    session.exp_string(PROMPT).expect("a prompt");
    session
}

/// Types without a line's end.
fn keys(session: &mut PtySession, text: &str) {
    session.send(text).and_then(|_| session.flush()).expect("typing");
}

/// Types a line and waits for what must be seen.
fn ask(session: &mut PtySession, line: &str, seen: &str) {
    session.send_line(line).expect("typing");
    if let Err(error) = session.exp_string(seen) {
        panic!("{line:?} did not lead to {seen:?}: {error}");
    }
}

fn prompt(session: &mut PtySession) {
    session.exp_string(PROMPT).expect("a prompt");
}

fn leave(mut session: PtySession) {
    session.send_control('d').expect("typing");
    session.exp_eof().expect("the end");
    let status = session.process().wait().expect("a status");
    assert_eq!(format!("{status:?}").split(", ").nth(1), Some("0)"), "{status:?}");
}

#[test]
fn greets_with_three_questions_the_first_time() {
    let state = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("greeting");
    let _ = std::fs::remove_dir_all(&state);
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
        command.env("XDG_STATE_HOME", &state).env("NO_COLOR", "1").env("TERM", "xterm").env("COLUMNS", "100");
        spawn_command(command, Some(PATIENCE)).expect("a pseudo-terminal")
    };
    let mut session = start();
    let greeting = session.exp_string(PROMPT).expect("a prompt");
    assert_eq!(greeting.matches("MATCH").count(), 3, "{greeting}");
    ask(&mut session, "RETURN 1 AS one;", "1 row");
    prompt(&mut session);
    leave(session);
    let mut session = start();
    let greeting = session.exp_string(PROMPT).expect("a prompt");
    assert!(!greeting.contains("MATCH"), "{greeting}");
    leave(session);
}

#[test]
fn a_statement_may_have_several_lines() {
    let mut session = repl("lines");
    session.send_line("RETURN").expect("typing");
    session.send_line("  12345 AS n // not yet;").expect("typing");
    ask(&mut session, ";", "\r\n12345\r\n");
    session.exp_string("1 row").expect("a footer");
    prompt(&mut session);
    leave(session);
}

#[test]
fn a_pasted_script_runs_in_order() {
    let mut session = repl("paste");
    keys(&mut session, "\x1b[200~RETURN 111 AS a;\nRETURN 222 AS b;\x1b[201~");
    ask(&mut session, "", "\r\n111\r\n");
    session.exp_string("\r\n222\r\n").expect("the second answer");
    prompt(&mut session);
    leave(session);
}

#[test]
fn tab_completes() {
    let mut session = repl("tab");
    keys(&mut session, ":sche\t");
    session.exp_string(":schema ").expect("a completed command");
    session.send_control('c').expect("typing");
    prompt(&mut session);
    keys(&mut session, "MATCH (a)-[r:perpetrated\t");
    session.exp_string("perpetrated-by").expect("a completed type");
    session.send_control('c').expect("typing");
    prompt(&mut session);
    keys(&mut session, "MATCH (a {name: 'Uran Bot\t");
    session.exp_string("Uran Botobekov'").expect("a completed name");
    session.send_control('c').expect("typing");
    prompt(&mut session);
    leave(session);
}

#[test]
fn ctrl_c_stops_the_query_and_not_the_program() {
    let mut session = repl("stop");
    session.send_line("UNWIND range(1, 1000000000000) AS x RETURN count(x);").expect("typing");
    std::thread::sleep(std::time::Duration::from_millis(500));
    session.send_control('c').expect("typing");
    session.exp_string("stopped").expect("a word on it");
    prompt(&mut session);
    ask(&mut session, "RETURN 42 AS x;", "\r\n42\r\n");
    prompt(&mut session);
    leave(session);
}

#[test]
fn ctrl_c_while_typing_clears_the_line() {
    let mut session = repl("clear");
    keys(&mut session, "RETURN nonsense");
    session.send_control('c').expect("typing");
    prompt(&mut session);
    ask(&mut session, "RETURN 7 AS x;", "\r\n7\r\n");
    prompt(&mut session);
    leave(session);
}

#[test]
fn errors_point_at_the_place() {
    let mut session = repl("caret");
    session.send_line("RETURN foo;").expect("typing");
    session.exp_string("error[SyntaxError.UndefinedVariable]").expect("an error");
    session.exp_string("| RETURN foo;").expect("the line");
    session.exp_string("|        ^^^").expect("a caret");
    prompt(&mut session);
    ask(&mut session, ":shema", "did you mean `:schema`?");
    prompt(&mut session);
    leave(session);
}

#[test]
fn the_prompt_names_the_view() {
    let mut session = repl("view");
    ask(&mut session, ":view according_to('Amaq')", "USE according_to('Amaq')");
    session.exp_string("claimgraph[Amaq]> ").expect("the view");
    ask(&mut session, "MATCH (:Attack)-[r:fired-at]->(b) RETURN b;", "note: no rows through according_to('Amaq');");
    session.exp_string("through according_to('Amaq'): ").expect("a footer");
    session.exp_string(" claims hidden").expect("how many");
    session.exp_string("claimgraph[Amaq]> ").expect("the view");
    // a wrong one changes nothing
    ask(&mut session, ":view according_to('Amak')", "did you mean `Amaq`?");
    session.exp_string("claimgraph[Amaq]> ").expect("the view");
    ask(&mut session, ":view as_of('2022-05-10')", "USE as_of");
    session.exp_string("claimgraph[as of 2022-05-10]> ").expect("the view");
    ask(&mut session, "MATCH ()-[r]->() RETURN count(r);", " of them without a date");
    session.exp_string("claimgraph[as of 2022-05-10]> ").expect("the view");
    ask(&mut session, ":view off", "no view");
    prompt(&mut session);
    keys(&mut session, ":view denials_of('Uran Bot\t");
    session.exp_string("Uran Botobekov'").expect("a completed name");
    session.send_control('c').expect("typing");
    prompt(&mut session);
    leave(session);
}

#[test]
fn a_long_view_is_cut_in_a_narrow_window() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
    let state = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("narrow");
    command.args(["--format", "csv", "--view", "according_to('ISKP')"]);
    command.env("XDG_STATE_HOME", &state).env("NO_COLOR", "1").env("TERM", "xterm").env("COLUMNS", "40");
    let mut session = spawn_command(command, Some(PATIENCE)).expect("a pseudo-terminal");
    session.exp_string("claimgraph[Islamic").expect("the beginning of the name");
    session.exp_string("]> ").expect("a prompt");
    ask(&mut session, "CREATE (:Cell {name: 'A'});", "recorded");
    session.exp_string("]> ").expect("a prompt");
    leave(session);
}

#[test]
fn why_shows_who_says_so() {
    let mut session = repl("why");
    ask(&mut session, "MATCH (a)-[r:perpetrated-by]->(b) WHERE contested(r) RETURN a, r, b;", "contested");
    session.exp_string(", origins ").expect("a footer that counts who is behind it");
    prompt(&mut session);
    session.send_line(":why 1").expect("typing");
    session.exp_string("Taliban denies").expect("a denial");
    session.exp_string("paragraph").expect("a place");
    prompt(&mut session);
    ask(&mut session, ":quit", "");
    session.exp_eof().expect("the end");
}
