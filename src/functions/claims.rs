//! Questions about claims: who says so, who denies it, how many independent sources there are.

use super::Function;

pub(super) static FUNCTIONS: &[Function] = &[];
