//! Modules depend downward only, and a file is a room a reader can know.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each module may use, besides itself. Anything not listed is forbidden.
const MAY_USE: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("error", &["span"]),
    ("limits", &["error"]),
    ("temporal", &[]),
    ("fold", &[]),
    ("sys", &["error"]),
    ("value", &["error", "temporal"]),
    ("claims", &["temporal", "value"]),
    ("graph", &["claims", "error", "temporal", "value"]),
    ("attribution", &["claims", "error", "fold", "graph", "limits", "temporal", "value"]),
    ("view", &["attribution", "claims", "error", "graph", "limits", "temporal", "value"]),
    ("ast", &["span", "value"]),
    ("parser", &["ast", "error", "limits", "span", "value"]),
    (
        "procedures",
        &["attribution", "claims", "error", "functions", "graph", "limits", "sys", "temporal", "value", "view"],
    ),
    ("bound", &["ast", "functions", "graph", "procedures", "span", "value"]),
    ("functions", &["attribution", "bound", "claims", "error", "graph", "limits", "sys", "temporal", "value", "view"]),
    (
        "binder",
        &["ast", "bound", "error", "eval", "functions", "graph", "limits", "procedures", "span", "value", "view"],
    ),
    ("plan", &["ast", "bound", "value"]),
    ("planner", &["ast", "bound", "error", "functions", "limits", "plan", "span", "value"]),
    ("optimizer", &["ast", "bound", "functions", "plan", "planner", "span"]),
    ("batch", &["bound", "error", "graph", "value"]),
    ("eval", &["ast", "batch", "bound", "error", "functions", "graph", "limits", "temporal", "value", "view"]),
    (
        "executor",
        &[
            "ast",
            "attribution",
            "batch",
            "bound",
            "claims",
            "error",
            "eval",
            "functions",
            "graph",
            "limits",
            "plan",
            "procedures",
            "span",
            "sys",
            "temporal",
            "value",
            "view",
        ],
    ),
    ("import", &["attribution", "claims", "error", "graph", "limits", "span", "sys", "temporal", "value", "view"]),
    ("rows", &["attribution", "claims", "error", "export", "graph", "value", "view"]),
    ("export", &["attribution", "claims", "error", "rows", "temporal", "value"]),
    (
        "session",
        &[
            "attribution",
            "ast",
            "batch",
            "binder",
            "bound",
            "claims",
            "error",
            "eval",
            "executor",
            "functions",
            "graph",
            "import",
            "limits",
            "optimizer",
            "parser",
            "plan",
            "planner",
            "procedures",
            "rows",
            "value",
            "view",
        ],
    ),
    (
        "cli",
        &[
            "attribution",
            "claims",
            "error",
            "eval",
            "export",
            "functions",
            "import",
            "limits",
            "parser",
            "rows",
            "session",
            "span",
            "sys",
            "value",
        ],
    ),
];

/// Pairs that know each other, each for a stated reason.
const MUTUAL: &[(&str, &str, &str)] = &[
    ("bound", "functions", "a bound call holds its function; a function's parameters are checked against bound types"),
    ("rows", "export", "rows deserialize by way of JSON; exporters write rows"),
];

/// What people read.
const DOCUMENTS: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/language.md",
    "docs/performance.md",
    "docs/viewpoints.md",
    "graph-data/README.md",
];

/// Lines that a file may have, its tests left out.
const LINES: usize = 600;

/// The Rust files under a folder, by their paths in it.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("readable");
        (path.strip_prefix(&root).expect("inside").to_path_buf(), text)
    };
    files.into_iter().map(read).collect()
}

/// The module that a file belongs to.
fn module(path: &Path) -> String {
    let first = path.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether the whole file is for tests.
fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests" || stem == "samples")
}

/// The text without its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\n").next().unwrap_or(text)
}

/// The text without comments, which may name what the code may not.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a text names after `crate::`, also in braces.
fn used(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        if let Some(braced) = part.strip_prefix('{') {
            // names at the first level inside the braces
            let (mut depth, mut word, mut at_start) = (0, String::new(), true);
            for c in braced.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => at_start = true,
                    c if depth == 0 && at_start && (c.is_alphanumeric() || c == '_') => word.push(c),
                    c if depth == 0 && at_start && !c.is_whitespace() => at_start = false,
                    _ => {}
                }
                if (!at_start || c == ',') && !word.is_empty() {
                    found.push(std::mem::take(&mut word));
                }
            }
            if !word.is_empty() {
                found.push(word);
            }
        } else {
            found.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn modules_depend_downward_only() {
    let rules: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let module = module(&path);
        if module == "lib" || module == "main" || is_test(&path) {
            continue;
        }
        let Some(allowed) = rules.get(module.as_str()) else {
            wrong.push(format!("{}: module {module} is not in the table", path.display()));
            continue;
        };
        for name in used(&code(without_tests(&text))) {
            let known = rules.contains_key(name.as_str());
            if known && name != module && !allowed.contains(&name.as_str()) {
                wrong.push(format!(
                    "{}: {module} may not use {name} (allowed: {})",
                    path.display(),
                    allowed.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circles() {
    let rules: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    for (module, allowed) in MAY_USE {
        for other in *allowed {
            let back = rules.get(other).is_some_and(|theirs| theirs.contains(module));
            let stated = MUTUAL.iter().any(|(a, b, _)| (a, b) == (module, other) || (b, a) == (module, other));
            assert!(!back || stated, "{module} and {other} use each other");
        }
    }
}

#[test]
fn files_are_rooms() {
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        let lines = without_tests(&text).lines().count();
        let name = path.to_string_lossy();
        assert!(lines <= LINES, "{name} has {lines} lines; the limit is {LINES}");
        assert!(text.starts_with("//!") || name.ends_with("tests.rs"), "{name} does not say what it is for");
    }
}

#[test]
fn documents_are_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in DOCUMENTS {
        let text = std::fs::read_to_string(root.join(name)).expect("readable");
        let marker = text.lines().find(|line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"));
        assert_eq!(marker, None, "{name} was merged halfway");
    }
    // ARCHITECTURE names every module
    let architecture = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("readable");
    for (module, _) in MAY_USE.iter().filter(|(module, _)| !["span", "error", "limits"].contains(module)) {
        assert!(architecture.contains(&format!("`{module}`")), "ARCHITECTURE.md does not name {module}");
    }
}
