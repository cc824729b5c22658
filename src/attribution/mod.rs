//! What follows from claims: who stands behind a proposition, who denies it, whether it is
//! contested, and by how many independent origins it is held.
