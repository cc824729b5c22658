//! Origins: with whom claims about one proposition began, and which of those speak with one voice.

use std::cell::RefCell;
use std::collections::HashMap;

use indexmap::IndexSet;

use super::citing::{self, Citing};
use super::links::Links;
use super::texts::{COPIES, PUBLISHED, PUBLISHED_BY, Texts};
use super::{SelectedClaims, is_held};
use crate::claims::{Claim, Subject};
use crate::error::Result;
use crate::graph::{HASH, Store};
use crate::value::NodeId;

/// The relationship type that makes an outlet and its owner one origin.
const OWNED_BY: &str = "owned-by";

/// One of the independent origins of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Who it is; of several who are one, the one who was met first.
    pub node: NodeId,
    /// The node that stands for all who are one with it: the same, whoever of them was met first.
    pub voice: NodeId,
}

/// Finds the origins of claims.
///
/// - Who has a claim from whom is followed to its end ([`Citing`]): a claimer who speaks in their own voice
///   is an origin, and so is one who is not known to have it from anybody. Others have their claims from
///   the origins that they lead to; those who only have it from each other, in a circle, are one origin.
/// - A copy or a translation of a text adds nothing to it ([`Texts`]).
/// - Origins that are linked by `owned-by`, over any number of steps, are one: an agency and a newsletter of
///   one group are no two sources. Ownership counts where a selected claim asserts it, or as a bare fact.
///
/// What is found of owners and of texts is kept, so that one of these serves many propositions.
pub struct Origins<'a> {
    claims: SelectedClaims<'a>,
    owned_by: Option<u32>,
    voices: RefCell<HashMap<NodeId, NodeId>>,
    texts: Texts<'a>,
}

impl<'a> Origins<'a> {
    /// Finds origins by what these claims say of owners and of documents.
    pub fn new(claims: SelectedClaims<'a>) -> Self {
        let owned_by = claims.store.types().find(OWNED_BY);
        Self { claims, owned_by, voices: RefCell::default(), texts: Texts::new(claims) }
    }

    /// The claims by which it finds them.
    pub fn claims(&self) -> SelectedClaims<'a> {
        self.claims
    }

    /// The origins of some of the claims about one proposition, where `all` are all that are selected.
    pub fn of(&self, all: &[&Claim], some: &[&Claim]) -> Vec<Origin> {
        let mut found = Found::default();
        if citing::is_plain(all, some, &self.texts) {
            for claim in some {
                found.add(claim.claimer, self.voice(claim.claimer));
            }
            return found.distinct();
        }
        let groups = citing::by_what_they_say(some);
        for some in &groups {
            let Some(first) = some.first() else { continue };
            let all: Vec<&Claim> = all.iter().copied().filter(|claim| citing::says_the_same(first, claim)).collect();
            self.follow(&Citing::new(&all, &self.texts).links_to_origins(), some, &mut found);
        }
        found.distinct()
    }

    /// The circles in which sources cite each other for one proposition, each node citing the next and the
    /// last one the first. Every node that is in a circle is in one of these.
    pub fn circles(&self, subject: Subject, tick: &dyn Fn() -> Result<()>) -> Result<Vec<Vec<NodeId>>> {
        let all: Vec<&Claim> = self.claims.about(subject).collect();
        citing::circles(&all, &self.texts, tick)
    }

    /// Follows the links from the claimers to where they end.
    fn follow(&self, links: &Links, claims: &[&Claim], found: &mut Found) {
        let knots = links.knots();
        let ends = knots.ends(links);
        let mut seen = vec![false; ends.len()];
        for claim in claims {
            let Some(start) = links.find(claim.claimer) else {
                found.add(claim.claimer, self.voice(claim.claimer));
                continue;
            };
            let mut waiting = vec![start];
            while let Some(number) = waiting.pop() {
                let knot = knots.of(number);
                if seen.get_mut(knot).is_none_or(|seen| std::mem::replace(seen, true)) {
                    continue;
                }
                let members = knots.members.get(knot).map_or(&[][..], Vec::as_slice);
                if ends.get(knot) == Some(&true) {
                    let Some(node) = links.node(number) else { continue };
                    let voices = members.iter().filter_map(|member| links.node(*member)).map(|node| self.voice(node));
                    found.add_circle(node, voices);
                } else {
                    waiting.extend(members.iter().flat_map(|member| links.next(*member)));
                }
            }
        }
    }

    /// The node that stands for this one and all that it owns or is owned by.
    fn voice(&self, node: NodeId) -> NodeId {
        let Some(owned_by) = self.owned_by else { return node };
        if let Some(known) = self.voices.borrow().get(&node) {
            return *known;
        }
        let group = self.owners_and_owned(node, owned_by);
        let voice = group.iter().copied().min().unwrap_or(node);
        self.voices.borrow_mut().extend(group.into_iter().map(|node| (node, voice)));
        voice
    }

    fn owners_and_owned(&self, start: NodeId, owned_by: u32) -> IndexSet<NodeId> {
        let mut group = IndexSet::from([start]);
        let mut next = 0;
        while let Some(node) = group.get_index(next).copied() {
            let owners = self.claims.store.outgoing(node, Some(owned_by));
            let owned = self.claims.store.incoming(node, Some(owned_by));
            let links = owners.chain(owned).filter(|link| is_held(self.claims, link.relationship));
            group.extend(links.map(|link| link.node));
            next += 1;
        }
        group
    }
}

/// Differs whenever something does on which origins depend beside the claims: who owns whom, and whose text
/// a document has.
pub fn origins_version(store: &Store) -> u64 {
    let types = [OWNED_BY, PUBLISHED_BY].into_iter().chain(COPIES).filter_map(|name| store.types().find(name));
    let keys = [PUBLISHED, HASH].into_iter().filter_map(|name| store.keys().find(name));
    types.map(|number| store.type_version(number)).sum::<u64>() + keys.map(|key| store.key_version(key)).sum::<u64>()
}

/// Origins as they are met, some of them perhaps more than once.
#[derive(Default)]
struct Found {
    met: Vec<Origin>,
    /// Voices that are one because they cite each other in a circle; the smaller first.
    joined: HashMap<NodeId, NodeId>,
}

impl Found {
    fn add(&mut self, node: NodeId, voice: NodeId) {
        self.met.push(Origin { node, voice });
    }

    fn add_circle(&mut self, node: NodeId, voices: impl Iterator<Item = NodeId>) {
        let mut first: Option<NodeId> = None;
        for voice in voices {
            let joined = self.joined_voice(voice);
            let other = first.map_or(joined, |first| self.joined_voice(first));
            if joined != other {
                self.joined.insert(joined.max(other), joined.min(other));
            }
            first = Some(joined.min(other));
        }
        if let Some(voice) = first {
            self.add(node, voice);
        }
    }

    fn joined_voice(&self, voice: NodeId) -> NodeId {
        let mut voice = voice;
        while let Some(smaller) = self.joined.get(&voice) {
            voice = *smaller;
        }
        voice
    }

    /// Each origin once, in the order in which they were first met.
    fn distinct(mut self) -> Vec<Origin> {
        let mut met = std::mem::take(&mut self.met);
        for origin in &mut met {
            origin.voice = self.joined_voice(origin.voice);
        }
        let mut order: Vec<(NodeId, usize)> = met.iter().enumerate().map(|(at, origin)| (origin.voice, at)).collect();
        order.sort_unstable();
        order.dedup_by_key(|(voice, _)| *voice);
        let mut places: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| met.get(at).copied()).collect()
    }
}
