//! Independence by brute force: closures of relations between all things, and sets of sets.

use std::collections::BTreeSet;

use claimgraph::Stance;

use super::world::{About, Said, Tie, World};

/// A relation between numbers.
type Matrix = Vec<Vec<bool>>;

/// What is reached over any number of steps, by Floyd and Warshall.
fn closure(mut matrix: Matrix) -> Matrix {
    let n = matrix.len();
    for k in 0..n {
        for i in 0..n {
            for j in 0..n {
                matrix[i][j] |= matrix[i][k] && matrix[k][j];
            }
        }
    }
    matrix
}

fn nothing(n: usize) -> Matrix {
    vec![vec![false; n]; n]
}

/// A world as seen by the end of a day of May 2022, or whenever.
pub struct Seen<'a> {
    world: &'a World,
    until: Option<u8>,
    /// Which sources are of one owner.
    one_owner: Matrix,
    /// Whom a document's text is taken from: sources, and documents after them.
    taken_from: Vec<BTreeSet<usize>>,
}

/// Sources (and documents nobody is known to have published) that are one origin.
type Origin = BTreeSet<usize>;

impl<'a> Seen<'a> {
    pub fn new(world: &'a World, until: Option<u8>) -> Self {
        let mut seen = Self { world, until, one_owner: vec![], taken_from: vec![] };
        let things = world.sources + world.documents.len();
        let mut owners = nothing(things);
        for tie in world.owners.iter().filter(|tie| seen.holds(tie)) {
            owners[tie.from][tie.to] = true;
            owners[tie.to][tie.from] = true;
        }
        for (i, row) in owners.iter_mut().enumerate() {
            row[i] = true;
        }
        seen.one_owner = closure(owners);
        seen.taken_from = seen.texts();
        seen
    }

    fn is_seen(&self, day: Option<u8>) -> bool {
        self.until.is_none_or(|until| day.is_some_and(|day| day <= until))
    }

    /// Whether the relationship is a bare fact, or asserted by somebody who has not taken it back.
    fn holds(&self, tie: &Tie) -> bool {
        let seen: Vec<_> = tie.said.iter().filter(|(_, _, day)| self.is_seen(*day)).copied().collect();
        let lasting = lasting(&seen.iter().map(|(stance, source, day)| (*source, *stance, *day)).collect::<Vec<_>>());
        tie.said.is_empty() || seen.iter().zip(lasting).any(|((stance, ..), lasts)| lasts && stance.is_assertion())
    }

    fn texts(&self) -> Vec<BTreeSet<usize>> {
        let documents = &self.world.documents;
        let n = documents.len();
        let mut links = nothing(n);
        for (tie, _) in self.world.copies.iter().filter(|(tie, _)| self.holds(tie)) {
            links[tie.from][tie.to] = true;
        }
        for i in 0..n {
            for j in 0..n {
                links[i][j] |= documents[i].hash.is_some() && documents[i].hash == documents[j].hash;
            }
        }
        let reach = closure(links);
        let originals = |document: usize| -> BTreeSet<usize> {
            let reached = (0..n).filter(|to| *to == document || reach[document][*to]);
            let last = reached.filter(|end| (0..n).all(|to| !reach[*end][to] || reach[to][*end] || to == *end));
            // of those that have each other's text, the one published first
            let oldest = |end: usize| {
                let one = (0..n).filter(|other| *other == end || (reach[end][*other] && reach[*other][end]));
                one.min_by_key(|document| (documents[*document].published.unwrap_or(u8::MAX), *document)).unwrap()
            };
            last.map(oldest).collect()
        };
        let everywhen = Seen { world: self.world, until: None, one_owner: vec![], taken_from: vec![] };
        let outlet = |document: usize| {
            let known = self.world.outlets.iter().find(|tie| tie.from == document && everywhen.holds(tie));
            known.map_or(self.world.sources + document, |tie| tie.to)
        };
        (0..n)
            .map(|document| {
                let originals = originals(document);
                if originals.contains(&document) {
                    BTreeSet::new()
                } else {
                    originals.into_iter().map(outlet).collect()
                }
            })
            .collect()
    }

    /// The claims about something that this view selects.
    pub fn claims(&self, about: About) -> Vec<&'a Said> {
        let said = |said: &&Said| match said.document.and_then(|document| self.world.documents[document].published) {
            // said by the time that it was published
            Some(published) => self.is_seen(Some(said.day.map_or(published, |day| day.min(published)))),
            None => self.is_seen(said.day),
        };
        self.world.claims.iter().filter(|claim| claim.about == about).filter(said).collect()
    }

    /// Who cites whom in claims for something (or against), and who speaks in their own voice.
    fn citing(&self, about: About, against: bool) -> (Matrix, BTreeSet<usize>) {
        let mut cites = nothing(self.world.sources + self.world.documents.len());
        let mut roots = BTreeSet::new();
        for claim in self.claims(about).into_iter().filter(|claim| is_against(claim.stance) == against) {
            let chain: Vec<usize> = claim.via.iter().copied().chain([claim.claimer]).collect();
            for pair in chain.windows(2) {
                cites[pair[0]][pair[1]] |= pair[0] != pair[1];
            }
            if claim.via.is_empty() {
                let taken = claim.document.map(|document| self.taken_from[document].clone()).unwrap_or_default();
                if taken.is_empty() || taken.contains(&claim.claimer) {
                    roots.insert(claim.claimer);
                } else {
                    for from in taken {
                        cites[claim.claimer][from] = true;
                    }
                }
            }
        }
        (cites, roots)
    }

    /// The origins of a claim.
    fn origins_of(&self, claim: &Said) -> Vec<Origin> {
        let (mut cites, roots) = self.citing(claim.about, is_against(claim.stance));
        for root in roots {
            cites[root].fill(false);
        }
        let reach = closure(cites);
        let all = 0..reach.len();
        let reached = all.clone().filter(|to| *to == claim.claimer || reach[claim.claimer][*to]);
        let ends = reached.filter(|end| all.clone().all(|to| !reach[*end][to] || reach[to][*end]));
        ends.map(|end| all.clone().filter(|other| *other == end || reach[end][*other]).collect()).collect()
    }

    /// The independent origins of claims.
    pub fn origins(&self, claims: &[&Said]) -> Vec<Origin> {
        let mut origins: Vec<Origin> = claims.iter().flat_map(|claim| self.origins_of(claim)).collect();
        let are_one = |a: &Origin, b: &Origin| a.iter().any(|a| b.iter().any(|b| self.one_owner[*a][*b]));
        'again: loop {
            for i in 0..origins.len() {
                for j in 0..i {
                    if are_one(&origins[i], &origins[j]) {
                        let other = origins.swap_remove(i);
                        origins[j].extend(other);
                        continue 'again;
                    }
                }
            }
            return origins;
        }
    }

    /// The claims that assert something and were not taken back.
    pub fn assertions(&self, about: About) -> Vec<&'a Said> {
        let claims = self.claims(about);
        let lasting = lasting(&claims.iter().map(|claim| (claim.claimer, claim.stance, claim.day)).collect::<Vec<_>>());
        let lasting = claims.into_iter().zip(lasting).filter(|(claim, lasts)| *lasts && claim.stance.is_assertion());
        lasting.map(|(claim, _)| claim).collect()
    }

    /// How many independent origins assert it.
    pub fn independent(&self, about: About) -> usize {
        self.origins(&self.assertions(about)).len()
    }

    /// Of the values that so many origins assert, the one with the most, then asserted first, then named first.
    pub fn best_value(&self, at_least: usize) -> Option<i64> {
        let place = |value: i64| self.world.claims.iter().position(|claim| claim.about == About::Value(value));
        let mut values: Vec<i64> =
            (0..2).filter(|value| self.independent(About::Value(*value)) >= at_least.max(1)).collect();
        values.sort_by_key(|value| {
            let first = self.assertions(About::Value(*value)).iter().filter_map(|claim| claim.day).min();
            (
                usize::MAX - self.independent(About::Value(*value)),
                first.unwrap_or(u8::MAX),
                self.first_seen(*value).or(place(*value)),
            )
        });
        values.first().copied()
    }

    fn first_seen(&self, value: i64) -> Option<usize> {
        let first = self.claims(About::Value(value)).first().copied()?;
        self.world.claims.iter().position(|claim| std::ptr::eq(claim, first))
    }

    /// Who is in a circle of those who cite each other.
    pub fn in_circles(&self, about: About) -> BTreeSet<usize> {
        let both = [false, true].map(|against| closure(self.citing(about, against).0));
        both.iter().flat_map(|reach| (0..reach.len()).filter(|i| reach[*i][*i])).collect()
    }

    /// Whether one cites another.
    pub fn cites(&self, about: About, who: usize, whom: usize) -> bool {
        [false, true].into_iter().any(|against| self.citing(about, against).0[who][whom])
    }
}

fn is_against(stance: Stance) -> bool {
    matches!(stance, Stance::Denies | Stance::Doubts)
}

/// Which of these claims about one thing (claimer, stance, day) were not taken back.
fn lasting(claims: &[(usize, Stance, Option<u8>)]) -> Vec<bool> {
    let taken_back = |(claimer, stance, day): &(usize, Stance, Option<u8>)| {
        claims.iter().filter(|(other, ..)| other == claimer).any(|(_, later, on)| match (stance, later) {
            (Stance::Asserts | Stance::Admits, Stance::Denies | Stance::Doubts)
            | (Stance::Denies | Stance::Doubts, Stance::Asserts) => day.is_some() && on.is_some() && on > day,
            (Stance::Denies | Stance::Doubts, Stance::Admits) => day.is_none() || on.is_none() || on >= day,
            _ => false,
        })
    };
    claims.iter().map(|claim| !taken_back(claim)).collect()
}
