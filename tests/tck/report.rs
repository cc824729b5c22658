//! What is made of the results: the list of expected failures, the table, the raw report.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::judge::Verdict;

/// How one scenario ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The scenario's name.
    pub name: String,
    /// Whether it expects an error.
    pub negative: bool,
    /// Whether it passed; if not, why.
    pub verdict: Verdict,
}

/// What the run says of a scenario: the list of expected failures may only shrink.
pub fn judge_listed(listed: bool, verdict: &Verdict) -> Verdict {
    match (listed, verdict) {
        (true, Ok(())) => Err("passes, but is listed as an expected failure: remove it from the list".to_owned()),
        (true, Err(_)) => Ok(()),
        (false, verdict) => verdict.clone(),
    }
}

/// The names of a list, one a line; blank lines and lines that begin with `#` are not names.
pub fn read_list(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(ToOwned::to_owned).collect()
}

/// The list of what failed, sorted.
pub fn write_list(outcomes: &[Outcome]) -> String {
    let failed = outcomes.iter().filter(|outcome| outcome.verdict.is_err());
    let names: BTreeSet<&str> = failed.map(|outcome| outcome.name.as_str()).collect();
    names.into_iter().fold(String::new(), |list, name| list + name + "\n")
}

/// One line a scenario: `pass` or `fail`, its name, and why it failed.
pub fn raw(outcomes: &[Outcome]) -> String {
    let line = |outcome: &Outcome| match &outcome.verdict {
        Ok(()) => format!("pass\t{}\n", outcome.name),
        Err(why) => format!("fail\t{}\t{}\n", outcome.name, why.replace(['\n', '\t'], " ")),
    };
    let lines: BTreeSet<String> = outcomes.iter().map(line).collect();
    lines.into_iter().collect()
}

#[derive(Default)]
struct Count {
    scenarios: usize,
    passed: usize,
    negatives: usize,
    negatives_passed: usize,
}

impl Count {
    fn add(&mut self, outcome: &Outcome) {
        let (passed, negative) = (usize::from(outcome.verdict.is_ok()), usize::from(outcome.negative));
        self.scenarios += 1;
        self.passed += passed;
        self.negatives += negative;
        self.negatives_passed += passed * negative;
    }
}

/// A table with a line for each group of feature files, and totals. `group` says to which a file
/// belongs; `of` heads the column.
pub fn table(outcomes: &[Outcome], of: &str, group: fn(&str) -> &str) -> String {
    let mut groups: BTreeMap<&str, Count> = BTreeMap::new();
    let mut total = Count::default();
    for outcome in outcomes {
        let file = outcome.name.split(": ").next().unwrap_or_default();
        groups.entry(group(file)).or_default().add(outcome);
        total.add(outcome);
    }
    let mut table = String::new();
    let mut line = |name: &str, cells: [String; 5]| {
        let [scenarios, passed, failed, negatives, negatives_passed] = cells;
        // writing to a string cannot fail
        let _ =
            writeln!(table, "{name:<36} {scenarios:>9} {passed:>7} {failed:>7} {negatives:>10} {negatives_passed:>7}");
    };
    line(of, ["scenarios", "passed", "failed", "negatives", "passed"].map(ToOwned::to_owned));
    for (name, count) in groups.into_iter().chain([("total", total)]) {
        let failed = count.scenarios - count.passed;
        let cells = [count.scenarios, count.passed, failed, count.negatives, count.negatives_passed];
        line(name, cells.map(|cell| cell.to_string()));
    }
    table
}
