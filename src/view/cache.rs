//! What views show, kept until claims or relationships change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use indexmap::IndexMap;

use super::{View, ViewSpec};
use crate::error::{Detail, Error, Result};
use crate::graph::Store;
use crate::limits::Budget;
use crate::value::{Map, quote_string};

/// So many views are kept.
const KEPT: usize = 64;
/// So many of them may be graphs of their own.
const LAYERS_KEPT: usize = 4;

/// The views of one graph that have been asked for lately.
#[derive(Debug, Default)]
pub struct Views {
    kept: Mutex<HashMap<ViewSpec, Kept>>,
    /// Views that have a name, as the maps that say what they are made of.
    named: RwLock<IndexMap<String, Map>>,
}

#[derive(Debug)]
struct Kept {
    version: u64,
    view: Arc<View>,
}

impl Views {
    /// Gives a view a name, in place of one of the same name.
    pub fn name(&self, name: &str, view: Map) {
        self.named.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), view);
    }

    /// The view of that name.
    pub fn named(&self, name: &str) -> Result<Map> {
        let named = self.named.read().unwrap_or_else(PoisonError::into_inner);
        named.get(name).cloned().ok_or_else(|| {
            Error::argument(Detail::InvalidArgumentValue, format!("no view {}", quote_string(name)))
                .suggest(name, named.keys().map(String::as_str))
                .hint("a source's view is USE according_to('...')")
        })
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
            kept.retain(|spec, kept| spec.is_default() && kept.version == version);
        }
        let layers = kept.values().filter(|kept| kept.view.is_layer()).count();
        if view.is_layer() && layers >= LAYERS_KEPT {
            kept.retain(|_, kept| !kept.view.is_layer());
        }
        kept.insert(spec.clone(), Kept { version, view: Arc::clone(&view) });
        Ok(view)
    }
}

/// What a view depends on: the default view on claims alone, others also on who owns whom, on when
/// documents were published, and on which nodes have relationships.
pub fn version(spec: &ViewSpec, store: &Store) -> u64 {
    if spec.is_default() { store.claims().version() } else { store.version() }
}
