//! One side of a search for shortest paths: breadth first from a node, a level at a time.

use hashbrown::HashMap;

use super::walk::{Scratch, Walk};
use crate::error::Result;
use crate::limits::{Budget, Holding};
use crate::value::RelationshipId;

/// About what a node that was reached takes up.
const NODE_BYTES: usize = 48;
/// Once so large a part of all nodes is reached, each has a place.
const MANY: usize = 16;
/// Nothing has led there.
const NOWHERE: u32 = u32::MAX;

/// What has been reached from a node, and in how many steps.
pub(super) struct Side {
    root: u32,
    depths: Depths,
    /// The nodes that take as many steps as `depth`.
    pub(super) frontier: Vec<u32>,
    /// How far the search has come.
    pub(super) depth: u32,
    held: Holding,
}

/// In how many steps each node was first reached.
enum Depths {
    Few(HashMap<u32, u32>),
    Many(Vec<u32>),
}

impl Depths {
    #[inline]
    fn get(&self, node: u32) -> Option<u32> {
        match self {
            Self::Few(depths) => depths.get(&node).copied(),
            Self::Many(depths) => depths.get(node as usize).copied().filter(|depth| *depth != NOWHERE),
        }
    }
}

impl Side {
    pub(super) fn new(root: u32, budget: &Budget) -> Self {
        let depths = Depths::Few(HashMap::from_iter([(root, 0)]));
        Self { root, depths, frontier: vec![root], depth: 0, held: Holding::new(budget) }
    }

    pub(super) fn root(&self) -> u32 {
        self.root
    }

    /// In how many steps a node is reached.
    pub(super) fn steps_to(&self, node: u32) -> Option<u32> {
        self.depths.get(node)
    }

    /// Whether a node is reached in just so many steps.
    pub(super) fn is_at(&self, node: u32, depth: u32) -> bool {
        self.depths.get(node) == Some(depth)
    }

    /// What the next level costs.
    pub(super) fn cost(&self, walk: &Walk<'_>) -> usize {
        self.frontier.iter().map(|node| walk.degree(*node).unwrap_or(1)).sum()
    }

    /// Goes one step further. `may_step` says of the ends of a step and its relationship whether it may be walked;
    /// `reached` is told of the step to each new node.
    pub(super) fn grow(
        &mut self,
        walk: &Walk<'_>,
        nodes: usize,
        budget: &Budget,
        may_step: &impl Fn(u32, u32, RelationshipId) -> Result<bool>,
        mut reached: impl FnMut(u32, u32, RelationshipId),
    ) -> Result<()> {
        self.depth += 1;
        let (depth, depths) = (self.depth, &mut self.depths);
        let (mut next, mut scratch) = (Vec::new(), Scratch::default());
        for node in std::mem::take(&mut self.frontier) {
            walk.pieces(node, &mut scratch, &mut |others, relationships, _| {
                budget.steps(others.len())?;
                for (other, relationship) in others.iter().zip(relationships) {
                    if depths.get(*other).is_some() || !may_step(node, *other, RelationshipId(*relationship))? {
                        continue;
                    }
                    match depths {
                        Depths::Few(depths) => {
                            depths.insert(*other, depth);
                        }
                        Depths::Many(depths) => {
                            if let Some(place) = depths.get_mut(*other as usize) {
                                *place = depth;
                            }
                        }
                    }
                    next.push(*other);
                    reached(node, *other, RelationshipId(*relationship));
                }
                Ok(())
            })?;
        }
        self.held.add(next.len() * NODE_BYTES)?;
        self.frontier = next;
        if let Depths::Few(few) = &self.depths
            && few.len() > nodes / MANY
        {
            self.held.add(nodes * size_of::<u32>())?;
            let mut all = vec![NOWHERE; nodes];
            for (node, depth) in few {
                if let Some(place) = all.get_mut(*node as usize) {
                    *place = *depth;
                }
            }
            self.depths = Depths::Many(all);
        }
        Ok(())
    }
}
