//! Documents with the text of others: copies and translations.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::links::Links;
use super::{SelectedClaims, is_held};
use crate::graph::Neighbour;
use crate::temporal::PartialDate;
use crate::value::{NodeId, Value};

/// The relationship types that lead from a document to the one whose text it has.
pub(super) const COPIES: [&str; 2] = ["copy-of", "translation-of"];

/// The relationship type that leads from a document to the outlet that carries it.
pub(super) const PUBLISHED_BY: &str = "published-by";

/// The property of a document that says when it was published.
pub(super) const PUBLISHED: &str = "published";

/// Finds whose text a document has.
///
/// A document has the text of another if a selected claim asserts that it is a `copy-of` or a
/// `translation-of` it, if that is a bare fact, or if both have one `sha256`. That is followed, over any
/// number of steps, to the documents where it ends. Of several that have each other's text, the one that was
/// published first is the original, then the one that was made first.
pub(super) struct Texts<'a> {
    claims: SelectedClaims<'a>,
    copies: Vec<u32>,
    published_by: Option<u32>,
    /// The originals of documents, as far as they have been asked for; of an original, itself.
    originals: RefCell<HashMap<NodeId, Rc<[NodeId]>>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(claims: SelectedClaims<'a>) -> Self {
        let types = claims.store.types();
        let copies = COPIES.iter().filter_map(|name| types.find(name)).collect();
        Self { claims, copies, published_by: types.find(PUBLISHED_BY), originals: RefCell::default() }
    }

    /// The outlets of the documents whose text this one has (the documents themselves, where it is not known
    /// who published them); none if it is an original.
    pub(super) fn taken_from(&self, document: NodeId) -> Vec<NodeId> {
        let originals = self.originals(document);
        if originals.contains(&document) {
            return Vec::new();
        }
        originals.iter().map(|original| self.outlet(*original)).collect()
    }

    /// Whether it has the text of another.
    pub(super) fn is_taken(&self, document: NodeId) -> bool {
        !self.originals(document).contains(&document)
    }

    fn originals(&self, document: NodeId) -> Rc<[NodeId]> {
        if let Some(known) = self.originals.borrow().get(&document) {
            return Rc::clone(known);
        }
        if self.texts_of(document).next().is_none() {
            let itself = Rc::from([document]);
            self.originals.borrow_mut().insert(document, Rc::clone(&itself));
            return itself;
        }
        self.find(document);
        self.originals.borrow().get(&document).cloned().unwrap_or_default()
    }

    /// Finds the originals of the document and of all that it leads to.
    fn find(&self, document: NodeId) {
        let links = self.links_from(document);
        let knots = links.knots();
        let mut known = self.originals.borrow_mut();
        for (knot, members) in knots.members.iter().enumerate() {
            let nodes = || members.iter().filter_map(|member| links.node(*member));
            if nodes().any(|node| known.contains_key(&node)) {
                continue;
            }
            // what a knot leads to comes before it, so that it is known
            let next = members.iter().flat_map(|member| links.next(*member)).filter(|next| knots.of(*next) != knot);
            let mut others: Vec<&Rc<[NodeId]>> = next.filter_map(|next| known.get(&links.node(next)?)).collect();
            others.dedup_by(|a, b| Rc::ptr_eq(a, b));
            let originals: Rc<[NodeId]> = match others.as_slice() {
                [] => nodes().min_by(|a, b| self.by_age(*a, *b)).into_iter().collect(),
                [only] => Rc::clone(only),
                several => {
                    several.iter().flat_map(|some| some.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
                }
            };
            known.extend(nodes().map(|node| (node, Rc::clone(&originals))));
        }
    }

    /// Which documents have whose text, as far as that leads from this one and is not known yet.
    fn links_from(&self, document: NodeId) -> Links {
        let known = self.originals.borrow();
        let mut links = Links::default();
        let mut waiting = vec![document];
        let mut seen = HashSet::from([document]);
        while let Some(node) = waiting.pop() {
            for next in self.texts_of(node) {
                links.add(node, next);
                if !known.contains_key(&next) && seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
        links
    }

    /// Whose text a document is said to have, and the next document of the same hash: those of one hash make
    /// a ring, in which each leads to all.
    fn texts_of(&self, document: NodeId) -> impl Iterator<Item = NodeId> {
        let of = move |kind: &u32| self.claims.store.outgoing(document, Some(*kind));
        let held = |link: &Neighbour| is_held(self.claims, link.relationship);
        let copied = self.copies.iter().flat_map(of).filter(held).map(|link| link.node);
        copied.filter(move |node| *node != document).chain(self.claims.store.next_of_one_hash(document))
    }

    /// Which of two documents with one text is rather the original: the one published first, then the first.
    fn by_age(&self, a: NodeId, b: NodeId) -> Ordering {
        let published = |document| match self.claims.store.node_property(document, PUBLISHED) {
            Some(Value::PartialDate(date)) => Some(date),
            Some(Value::Date(date)) => Some(date.into()),
            _ => None,
        };
        let dates: (Option<PartialDate>, Option<PartialDate>) = (published(a), published(b));
        let by_date = match dates {
            (Some(a), Some(b)) => a.order(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        by_date.then(a.cmp(&b))
    }

    /// Who published a document, whatever a view selects: where a document came out is no matter of
    /// viewpoint. The document itself, if it is not known.
    fn outlet(&self, document: NodeId) -> NodeId {
        let all = SelectedClaims::all(self.claims.store);
        let outlets = self.published_by.into_iter().flat_map(|kind| all.store.outgoing(document, Some(kind)));
        let held = outlets.filter(|link| is_held(all, link.relationship));
        held.min_by_key(|link| link.relationship).map_or(document, |link| link.node)
    }
}
