//! What views show, kept until claims or relationships change.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use hashbrown::HashMap;
use indexmap::IndexMap;

use super::{View, ViewSpec};
use crate::attribution::{find_source, names_of, origins_version};
use crate::error::{Detail, Error, Result};
use crate::graph::{EntityId, Store};
use crate::limits::Budget;
use crate::value::{Map, NodeId, Value, quote_string};

/// So many views are kept.
const KEPT: usize = 64;
/// So many of them may be graphs of their own.
const LAYERS_KEPT: usize = 4;

/// So many names of sources are kept.
const NAMES_KEPT: usize = 1024;

/// The views of one graph that have been asked for lately.
#[derive(Debug, Default)]
pub struct Views {
    kept: Mutex<HashMap<ViewSpec, Kept>>,
    /// Views that have a name, as the maps that say what they are made of.
    named: RwLock<IndexMap<String, Named>>,
    /// Who is called so in the graph of that version: to look for them takes a walk over all nodes.
    sources: Mutex<(u64, HashMap<Arc<str>, NodeId>)>,
}

/// A view that has a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// What it is for, where that is known.
    pub meaning: Option<Arc<str>>,
    /// What it is made of.
    pub parts: Map,
}

#[derive(Debug)]
struct Kept {
    version: u64,
    view: Arc<View>,
}

impl Views {
    /// Gives a view a name, in place of one of the same name.
    pub fn name(&self, name: &str, meaning: Option<Arc<str>>, parts: Map) {
        let named = Named { meaning, parts };
        self.named.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), named);
    }

    /// The view of that name.
    pub fn named(&self, name: &str) -> Result<Map> {
        let named = self.named.read().unwrap_or_else(PoisonError::into_inner);
        named.get(name).map(|view| view.parts.clone()).ok_or_else(|| {
            Error::argument(Detail::InvalidArgumentValue, format!("no view {}", quote_string(name)))
                .suggest(name, named.keys().map(String::as_str))
                .hint("a source's view is USE according_to('...')")
        })
    }

    /// What the view of these parts is made of.
    pub fn of_parts(&self, map: &Map, store: &Store, budget: &Budget) -> Result<ViewSpec> {
        ViewSpec::from_map(map, &|source| match source {
            Value::Node(node) => store.check(EntityId::Node(*node)).map(|()| *node),
            other => self.source(other.as_str().unwrap_or_default(), store, budget),
        })
    }

    fn source(&self, name: &str, store: &Store, budget: &Budget) -> Result<NodeId> {
        let known = || {
            let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
            if sources.0 != store.version() {
                *sources = (store.version(), HashMap::new());
            }
            sources
        };
        if let Some(node) = known().1.get(name) {
            return Ok(*node);
        }
        let node = find_source(store, name, budget)?;
        // what is read as another name is said each time
        let mut known = known();
        if known.1.len() < NAMES_KEPT && names_of(store, node).iter().any(|it| **it == *name) {
            known.1.insert(name.into(), node);
        }
        Ok(node)
    }

    /// What a view is made of that is given as `USE` takes it: as a map, or by its name.
    pub fn spec(&self, view: &Value, store: &Store, budget: &Budget) -> Result<ViewSpec> {
        match view {
            Value::Map(map) => self.of_parts(map, store, budget),
            Value::String(name) => self.of_parts(&self.named(name)?, store, budget),
            other => Err(Error::type_error(format!("USE takes a view, not {}", other.type_name()))
                .hint("USE according_to('Amaq'), USE view({...}), or the name of a view in quotes")),
        }
    }

    /// All that have names, in the order in which they got them.
    pub fn all_named(&self) -> IndexMap<String, Named> {
        self.named.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the view shows of the graph as it is now.
    pub fn get(&self, spec: &ViewSpec, store: &Store, budget: &Budget) -> Result<Arc<View>> {
        let version = version(spec, store);
        if let Some(kept) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(spec)
            && kept.version == version
        {
            return Ok(Arc::clone(&kept.view));
        }
        let view = if spec.claims {
            View::of_claims(spec.clone(), store, budget)?
        } else {
            View::new(spec.clone(), store, &|| budget.tick())?
        };
        let view = Arc::new(view);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.retain(|spec, _| spec.is_default());
        }
        let layers = kept.values().filter(|kept| kept.view.is_layer()).count();
        if view.is_layer() && layers >= LAYERS_KEPT {
            kept.retain(|_, kept| !kept.view.is_layer());
        }
        kept.insert(spec.clone(), Kept { version, view: Arc::clone(&view) });
        Ok(view)
    }
}

/// What a view depends on: the default view on claims and on what makes sources one, others also on when
/// documents were published, and on which nodes have relationships.
pub fn version(spec: &ViewSpec, store: &Store) -> u64 {
    if spec.is_default() { store.claims().version() + origins_version(store) } else { store.version() }
}
