//! Questions about claims: who says so, who denies it, how many independent sources there are.
