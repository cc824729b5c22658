//! Paths that are repeated and chosen, against what they stand for written out.

use std::collections::{BTreeMap, BTreeSet};

use claimgraph::{Graph, Value};
use proptest::prelude::*;

use crate::sample::{Sample, ask, bag, check, sample};

/// A relationship without brackets' ends: what stands inside, and the arrows around it.
fn arrow() -> impl Strategy<Value = (String, &'static str, &'static str)> {
    let inside = prop_oneof![Just(""), Just(":T"), Just(":T|U"), Just(":!T")];
    let ends = prop_oneof![Just(("-", "->")), Just(("<-", "-")), Just(("-", "-"))];
    (inside, ends).prop_map(|(inside, (left, right))| (inside.to_owned(), left, right))
}

fn bounds() -> impl Strategy<Value = (usize, usize)> {
    (0..3usize, 0..3usize).prop_map(|(min, more)| (min, (min + more).max(1)))
}

#[test]
fn a_repeated_relationship_is_its_lengths_together() {
    check(&(sample(), arrow(), bounds()), |(sample, (inside, left, right), (min, max))| {
        let graph = sample.graph(false);
        let result = "RETURN a.i, b.i, [x IN r | x.j]";
        let star = bag(&ask(&graph, &format!("MATCH (a){left}[r{inside}*{min}..{max}]{right}(b) {result}")));
        let plain = bag(&ask(&graph, &format!("MATCH (a){left}[r{inside}]{right}{{{min},{max}}}(b) {result}")));
        let path = format!("((x){left}[r{inside}]{right}(y)){{{min},{max}}}");
        let repeated = bag(&ask(&graph, &format!("MATCH (a){path}(b) {result}")));
        let from_end = bag(&ask(&graph, &format!("MATCH (b) MATCH (a){path}(b) {result}")));
        let both_known = bag(&ask(&graph, &format!("MATCH (a), (b) MATCH (a){path}(b) {result}")));
        let condition = format!("MATCH (a){left}[r{inside} WHERE r.j >= 0]{right}{{{min},{max}}}(b) {result}");
        prop_assert_eq!(&star, &plain);
        prop_assert_eq!(&star, &repeated);
        prop_assert_eq!(&star, &from_end);
        prop_assert_eq!(&star, &both_known);
        prop_assert_eq!(&star, &bag(&ask(&graph, &condition)));
        Ok(())
    });
}

#[test]
fn a_repeated_path_is_its_repetitions_written_out() {
    check(&(sample(), arrow(), arrow()), |(sample, (t, tl, tr), (u, ul, ur))| {
        let graph = sample.graph(false);
        let path = format!("((x){tl}[r{t}]{tr}(m:A|B){ul}[s{u}]{ur}(y) WHERE x.i <> y.i){{1,2}}");
        let lists = "[n IN x | n.i], [n IN m | n.i], [n IN y | n.i], [e IN r | e.j], [e IN s | e.j]";
        let repeated = bag(&ask(&graph, &format!("MATCH (a){path}(b) RETURN a.i, b.i, {lists}")));
        let repetition =
            |n: u8| format!("(x{n}){tl}[r{n}{t}]{tr}(m{n}:A|B){ul}[s{n}{u}]{ur}(y{n} WHERE x{n}.i <> y{n}.i)");
        let one = format!(
            "MATCH {} RETURN x1.i AS a, y1.i AS b, [x1.i] AS x, [m1.i] AS m, [y1.i] AS y, [r1.j] AS r, [s1.j] AS s",
            repetition(1)
        );
        let second = repetition(2).replacen("(x2)", "(y1)", 1).replace("x2.i", "y1.i");
        let two = format!(
            "MATCH {}, {second} RETURN x1.i AS a, y2.i AS b, [x1.i, y1.i] AS x, [m1.i, m2.i] AS m, \
             [y1.i, y2.i] AS y, [r1.j, r2.j] AS r, [s1.j, s2.j] AS s",
            repetition(1)
        );
        prop_assert_eq!(repeated, bag(&ask(&graph, &format!("{one} UNION ALL {two}"))));
        Ok(())
    });
}

/// Each path by its ends: its length and what it goes over.
fn paths(graph: &Graph, query: &str) -> BTreeMap<(String, String), Vec<(i64, String)>> {
    let rows = ask(
        graph,
        &format!("{query} RETURN a.i, b.i, length(p), [n IN nodes(p) | n.i], [r IN relationships(p) | r.j]"),
    );
    let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in &rows.rows {
        let [a, b, Value::Integer(length), nodes, relationships] = row.as_slice() else { panic!("{row:?}") };
        let over = format!("{} {}", rows.literal(nodes), rows.literal(relationships));
        paths.entry((a.to_string(), b.to_string())).or_default().push((*length, over));
    }
    for paths in paths.values_mut() {
        paths.sort();
    }
    paths
}

fn chain() -> impl Strategy<Value = String> {
    let ends = prop_oneof![3 => Just(""), 1 => Just(":A"), 1 => Just(" WHERE a.k = b.k"), 1 => Just(" {k: 1}")];
    let repeated = || {
        (arrow(), prop_oneof![Just("{1,4}"), Just("{0,3}"), Just("{2,3}"), Just("{,2}")])
            .prop_map(|((inside, left, right), quantifier)| (format!("{left}[{inside}]{right}"), quantifier))
    };
    prop_oneof![
        (ends.clone(), repeated()).prop_map(|(end, (r, q))| format!("(a){r}{q}(b{end})")),
        (ends.clone(), repeated(), arrow()).prop_map(|(end, (r, q), (i, left, right))| {
            format!("(a{}){left}[s{i}]{right}(m){r}{q}(b)", end.replace(" WHERE a.k = b.k", ""))
        }),
        (ends, repeated(), repeated()).prop_map(|(end, (r, q), (t, u))| format!("(a)((x){r}(y)){q}(m){t}{u}(b{end})")),
        repeated().prop_map(|(r, q)| format!("(a)((x){r}(y) WHERE x.i < y.i){q}(b)")),
        (repeated(), repeated()).prop_map(|((r, q), (t, u))| format!("(a){r}{q}(m:A){t}{u}(m)-[:T]-(b)")),
    ]
}

#[test]
fn chosen_paths_are_the_shortest_of_all() {
    let filter = prop_oneof![3 => Just(""), 1 => Just(" WHERE length(p) > 1"), 1 => Just(" WHERE any(n IN nodes(p) WHERE n.k = 1)")];
    // a single node with eleven loops has 400,000 paths of some chains
    let sample = sample().prop_map(Sample::thinned);
    check(&(sample, chain(), 1..4usize, filter), |(sample, chain, count, filter)| {
        let graph = sample.graph(false);
        let all = paths(&graph, &format!("MATCH p = {chain}{filter}"));
        let chosen = paths(&graph, &format!("MATCH p = SHORTEST {count} ({chain}{filter})"));
        prop_assert_eq!(all.keys().collect::<Vec<_>>(), chosen.keys().collect::<Vec<_>>(), "{}", &chain);
        for (ends, all) in &all {
            let chosen = &chosen[ends];
            let lengths = |paths: &[(i64, String)]| paths.iter().map(|(length, _)| *length).collect::<Vec<_>>();
            prop_assert_eq!(lengths(chosen), lengths(&all[..count.min(all.len())]), "{} {:?}", &chain, ends);
            // each of them is one, and comes no more often than it is there
            let mut left = all.clone();
            for path in chosen {
                let at = left.iter().position(|other| other == path);
                prop_assert!(at.is_some(), "{} {:?}", &chain, path);
                left.remove(at.expect("found"));
            }
        }
        let groups = paths(&graph, &format!("MATCH p = SHORTEST {count} GROUPS ({chain}{filter})"));
        for (ends, all) in &all {
            let lengths: BTreeSet<i64> = all.iter().map(|(length, _)| *length).collect();
            let longest = *lengths.iter().nth(count - 1).or(lengths.last()).expect("a path");
            let expected: Vec<_> = all.iter().filter(|(length, _)| *length <= longest).cloned().collect();
            prop_assert_eq!(&groups[ends], &expected, "{} {:?}", &chain, ends);
        }
        // the ends may be known before
        let known = paths(&graph, &format!("MATCH (a), (b) MATCH p = SHORTEST {count} ({chain}{filter})"));
        prop_assert_eq!(known.len(), all.len());
        Ok(())
    });
}
