//! The program among other programs: signals, closed pipes, and Graphviz.
#![allow(clippy::expect_used, clippy::print_stderr, reason = "this is a test")]

#[path = "support/program.rs"]
mod program;

use std::io::{ErrorKind, Read};
use std::process::{Child, Command, Output, Stdio};

use program::{claimgraph, feed};

fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process")
}

const ENDLESS: &str = "UNWIND range(1, 1000000000000) AS x RETURN count(x)";

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_query_with_130() {
    // a test that runs in the background of a shell has inherited that the signal is ignored
    let resets = Command::new("env").args(["--default-signal=INT", "true"]).output();
    let mut command = if resets.is_ok_and(|output| output.status.success()) {
        let mut command = Command::new("env");
        command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_claimgraph"), "query", ENDLESS]);
        command
    } else {
        claimgraph(&["query", ENDLESS])
    };
    let child = start(&mut command);
    std::thread::sleep(std::time::Duration::from_millis(500));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(kill.success());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_closed_pipe_is_quiet() {
    for format in ["table", "json", "jsonl", "csv", "tsv", "markdown"] {
        let query = "UNWIND range(1, 20000) AS x RETURN x, 'some more text' AS y";
        let mut child = start(&mut claimgraph(&["query", query, "--format", format]));
        let mut stdout = child.stdout.take().expect("standard output");
        stdout.read_exact(&mut [0; 8]).expect("the first bytes");
        drop(stdout);
        let output = child.wait_with_output().expect("an end");
        assert_eq!(output.status.code(), Some(0), "{format}: {output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn the_shipped_graph_makes_pictures_without_a_message() {
    let pictures: &[&[&str]] = &[
        &["export"],
        &["export", "--cluster", "label", "--legend"],
        &["export", "--cluster", "document"],
        &["export", "--query", "MATCH (a)-[r]->(b) WHERE contested(r) RETURN a, r, b", "--legend"],
        &["export", "--query", "MATCH p = (:Attack)-[:perpetrated-by]->() RETURN p"],
        &["query", "MATCH (a)-[r:pledged|opposes]->(b) RETURN a, r, b", "--format", "dot"],
    ];
    for arguments in pictures {
        let picture = claimgraph(arguments).output().expect("a process");
        assert!(picture.status.success() && picture.stderr.is_empty(), "{arguments:?}: {picture:?}");
        let Some(output) = graphviz(&picture.stdout) else { return };
        assert!(output.status.success(), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

/// What `dot` makes of a picture; `None` where it is not installed.
fn graphviz(picture: &[u8]) -> Option<Output> {
    match feed(Command::new("dot").arg("-Tsvg"), picture) {
        Ok(output) => Some(output),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
            assert!(std::env::var_os("CI").is_none(), "Graphviz is needed in CI");
            eprintln!("skipped: Graphviz is not installed");
            None
        }
    }
}
