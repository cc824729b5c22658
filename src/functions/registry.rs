//! What can be called by name: the tables, and what a graph has registered besides.

use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;

use super::{Aggregate, Function, aggregates, find_aggregate};
use super::{claims, coll, grades, graph, list, number, scalar, spatial, string, temporal, views};
use crate::error::{Detail, Error, Result};

/// Functions on one subject.
#[derive(Debug)]
pub struct Family {
    /// What they are about.
    pub title: &'static str,
    /// What the variables in their examples stand for, as a clause on the graph that is shipped;
    /// empty where there are none.
    pub given: &'static str,
    /// The functions.
    pub functions: &'static [Function],
}

/// The example's attack `n`, and who `m` is said to have been shot at `r`.
const ATTACK: &str = "MATCH p = (n:Attack {key: 'termez-rocket-attack'})-[r:fired-at]->(m)";

/// All built-in functions, as documentation lists them.
pub static FAMILIES: &[Family] = &[
    Family { title: "Claims", given: ATTACK, functions: claims::FUNCTIONS },
    Family { title: "Grades and words of likelihood", given: ATTACK, functions: grades::FUNCTIONS },
    Family { title: "Views", given: "", functions: views::FUNCTIONS },
    Family { title: "Nodes, relationships and paths", given: ATTACK, functions: graph::FUNCTIONS },
    Family { title: "Any value, and conversions", given: "", functions: scalar::FUNCTIONS },
    Family { title: "Text", given: "", functions: string::FUNCTIONS },
    Family { title: "Numbers", given: "", functions: number::FUNCTIONS },
    Family { title: "Lists", given: "", functions: list::FUNCTIONS },
    Family { title: "Lists searched, changed and converted", given: "", functions: coll::FUNCTIONS },
    Family { title: "Dates and times", given: "", functions: temporal::instant::FUNCTIONS },
    Family { title: "Dates known in part", given: "", functions: temporal::partial::FUNCTIONS },
    Family { title: "Durations", given: "", functions: temporal::duration::FUNCTIONS },
    Family { title: "Dates and times truncated", given: "", functions: temporal::truncate::FUNCTIONS },
    Family { title: "Clocks", given: "", functions: temporal::clock::FUNCTIONS },
    Family { title: "Points", given: "", functions: spatial::FUNCTIONS },
];

/// All functions of a graph, by name. Clones share what they hold until one of them is added to.
#[derive(Clone, Debug)]
pub struct Functions(Arc<IndexMap<String, Arc<Function>>>);

/// The built-in functions under all their names, in lower case.
static BUILT_IN: LazyLock<Functions> = LazyLock::new(|| {
    let mut functions = IndexMap::new();
    for function in FAMILIES.iter().flat_map(|family| family.functions) {
        let shared = Arc::new(function.clone());
        for name in std::iter::once(function.name()).chain(function.aliases.iter().copied()) {
            functions.insert(name.to_lowercase(), Arc::clone(&shared));
        }
    }
    Functions(Arc::new(functions))
});

impl Default for Functions {
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl Functions {
    /// Adds a function; an error if something has its name already.
    pub(crate) fn add(&mut self, function: Function) -> Result<()> {
        let name = function.name.to_lowercase();
        let refused = |why: String| Error::argument(Detail::InvalidArgumentValue, why);
        if name.split('.').any(str::is_empty) {
            let message = format!("`{}` is no name of a function", function.name);
            return Err(refused(message).hint("a name is one word, or several with dots between: my.function"));
        }
        let count = function.parameters().count();
        if function.optional > count || (function.variadic && count == 0) {
            let message = format!("{} has {count} parameters, fewer than it leaves open", function.name);
            return Err(refused(message).hint("optional(n) speaks of the last n parameters, variadic() of the last"));
        }
        if self.0.contains_key(&name) || find_aggregate(&name).is_some() || SYNTAX.contains(&&*name) {
            let message = format!("there is a function `{}` already", function.name);
            return Err(refused(message).hint(format!("choose another name, such as my.{}", function.name)));
        }
        Arc::make_mut(&mut self.0).insert(name, Arc::new(function));
        Ok(())
    }

    /// The function of this name, written in any case.
    pub fn find(&self, name: &str) -> Option<&Arc<Function>> {
        self.0.get(&name.to_lowercase())
    }

    /// All of them, each once.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Function>> {
        self.0.iter().filter(|(name, function)| **name == function.name.to_lowercase()).map(|(_, function)| function)
    }

    /// The names of all functions and aggregates, aliases among them.
    pub fn names<'a>(&'a self) -> impl Iterator<Item = &'a str> {
        let functions =
            self.iter().flat_map(|function| std::iter::once(function.name()).chain(function.aliases.iter().copied()));
        functions.chain(aggregates().flat_map(Aggregate::names).map(|name| -> &'a str { name }))
    }
}

/// What reads as a call and is none.
const SYNTAX: &[&str] = &["all", "any", "none", "single", "reduce", "shortestpath", "allshortestpaths"];
