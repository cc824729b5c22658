//! What a graph that is made from another needs: the same numbers for the same names and nodes.

use super::Store;

impl Store {
    /// An empty store in which labels, relationship types and property keys have the numbers they have
    /// here.
    #[must_use]
    pub fn derived(&self) -> Self {
        Self { labels: self.labels.clone(), types: self.types.clone(), keys: self.keys.clone(), ..Self::default() }
    }

    /// The number of the next node; no node has had it or a higher one.
    pub fn next_node(&self) -> u32 {
        self.topology.next_node()
    }

    /// The number of the next relationship.
    pub fn next_relationship(&self) -> u32 {
        self.topology.next_relationship()
    }

    /// Leaves numbers out, so that the next node has this one or a higher.
    pub fn skip_nodes_to(&mut self, number: u32) {
        if self.next_node() < number {
            self.topology.skip_nodes_to(number);
            self.node_labels.resize(number as usize, 0);
        }
    }

    /// Leaves numbers out, so that the next relationship has this one or a higher.
    pub fn skip_relationships_to(&mut self, number: u32) {
        self.topology.skip_relationships_to(number);
    }
}
