//! Scales: what grades mean, and what words of likelihood mean in percent. Scales are data (see
//! `graph-data/scales.toml`); nothing here knows a letter or a word by itself.

use indexmap::IndexMap;

use super::Grade;

/// The scale of a grade that names none.
pub const STANDARD_GRADING: &str = "admiralty";

/// The scale of likelihood that words are looked up in, unless another is named.
pub const STANDARD_LIKELIHOOD: &str = "icd-203";

/// The scales that a graph knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scales {
    /// Scales of grades, by name.
    pub gradings: IndexMap<String, Grading>,
    /// Scales of likelihood, by name.
    pub likelihoods: IndexMap<String, Likelihood>,
    /// Words that change what a word of likelihood beside them means: `not`, `less`, ...
    pub modifiers: Vec<String>,
}

/// A scale of grades: two axes, each from the best mark down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grading {
    /// Whose scale it is.
    pub meaning: String,
    /// How reliable a source is, by letter.
    pub reliability: Axis<char>,
    /// How credible information is, by figure.
    pub credibility: Axis<u8>,
}

/// One axis of a scale of grades.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis<M> {
    /// What each mark means, from the best down.
    pub marks: Vec<(M, String)>,
    /// The mark that says: this cannot be judged. It is no better and no worse than others.
    pub not_judged: Option<M>,
}

impl<M: Copy + PartialEq> Axis<M> {
    /// What a mark means.
    pub fn meaning(&self, mark: M) -> Option<&str> {
        self.marks.iter().find(|(own, _)| *own == mark).map(|(_, meaning)| meaning.as_str())
    }

    /// The place of a mark, 0 for the best; `None` for one that judges nothing.
    fn rank(&self, mark: M) -> Option<usize> {
        self.marks.iter().position(|(own, _)| *own == mark).filter(|_| self.not_judged != Some(mark))
    }

    /// What to sort by, the best first; last what cannot be judged or was not.
    fn order(&self, mark: Option<M>) -> usize {
        mark.and_then(|mark| self.rank(mark)).unwrap_or(usize::MAX)
    }

    /// Whether a mark is judged, and at least as good as another; anything is where none is asked for.
    fn meets(&self, mark: Option<M>, least: Option<M>) -> bool {
        let Some(least) = least else { return true };
        let rank = |mark: M| self.rank(mark);
        mark.and_then(rank).zip(rank(least)).is_some_and(|(own, least)| own <= least)
    }
}

impl Scales {
    /// The scale that a grade is on.
    pub fn grading_of(&self, grade: &Grade) -> Option<&Grading> {
        self.gradings.get(grade.scale.as_deref().unwrap_or(STANDARD_GRADING))
    }

    /// Whether a grade is at least as good as another on each axis that the other has. Grades on two
    /// scales are not compared, and a mark for what cannot be judged is as good as none.
    pub fn meets(&self, grade: &Grade, least: &Grade) -> bool {
        let same = grade.scale == least.scale;
        self.grading_of(least).filter(|_| same).is_some_and(|scale| {
            scale.reliability.meets(grade.reliability, least.reliability)
                && scale.credibility.meets(grade.credibility, least.credibility)
        })
    }

    /// The best of the grades: on the standard scale before others, which go in the order in which they
    /// are known; by reliability, then by credibility, where what cannot be judged or was not comes
    /// last; of equal ones the first. The answer is one of them, never made of two.
    pub fn best<'g>(&self, grades: impl IntoIterator<Item = &'g Grade>) -> Option<&'g Grade> {
        grades.into_iter().min_by_key(|grade| {
            let name = grade.scale.as_deref();
            let place = name.map(|name| self.gradings.get_index_of(name).unwrap_or(usize::MAX));
            let marks = self
                .grading_of(grade)
                .map(|scale| (scale.reliability.order(grade.reliability), scale.credibility.order(grade.credibility)));
            (place, marks.is_none(), marks)
        })
    }
}

/// A scale of likelihood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likelihood {
    /// Whose scale it is.
    pub meaning: String,
    /// Its bands, from the least likely up.
    pub bands: Vec<Band>,
}

/// One band of a scale of likelihood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Where it begins, in percent.
    pub from: i64,
    /// Where it ends, in percent.
    pub to: i64,
    /// The words for it, in rows: an author keeps to one row. The first word names the band.
    pub rows: Vec<Vec<String>>,
}

impl Band {
    /// What the band is called.
    pub fn name(&self) -> &str {
        self.rows.iter().flatten().next().map_or("", String::as_str)
    }
}

/// A word of likelihood that was found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate<'t, 's> {
    /// The word or words, as they stand in the text.
    pub words: &'t str,
    /// What they mean.
    pub band: &'s Band,
    /// The row of the scale that they are from.
    pub row: usize,
}

/// A word of a text, folded, and where it stands.
struct Word {
    folded: String,
    start: usize,
    end: usize,
}

impl Scales {
    /// The words of likelihood in a text, in order, the longest that fits at each place. A word beside
    /// one that changes its meaning (`not likely`, `more likely`) is left out: it is not what the scale
    /// has a figure for.
    pub fn estimates<'t, 's>(&'s self, scale: &'s Likelihood, text: &'t str) -> Vec<Estimate<'t, 's>> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((length, band, row)) = longest_at(scale, text, words.get(at..).unwrap_or_default()) else {
                at += 1;
                continue;
            };
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let changed = [before, words.get(at + length)].into_iter().flatten().any(|word| self.changes(word));
            let (first, last) = (words.get(at), words.get(at + length - 1));
            let span = first.zip(last).and_then(|(first, last)| text.get(first.start..last.end));
            found.extend(span.filter(|_| !changed).map(|words| Estimate { words, band, row }));
            at += length;
        }
        found
    }

    fn changes(&self, word: &Word) -> bool {
        word.folded.ends_with("n't") || self.modifiers.contains(&word.folded)
    }
}

/// The longest words of the scale that the text has here: how many, their band and their row.
fn longest_at<'s>(scale: &'s Likelihood, text: &str, here: &[Word]) -> Option<(usize, &'s Band, usize)> {
    let rows = scale.bands.iter().flat_map(|band| band.rows.iter().enumerate().map(move |(i, row)| (band, i, row)));
    let all = rows.flat_map(|(band, i, row)| row.iter().map(move |words| (band, i, words)));
    let fitting = all.filter_map(|(band, i, words)| {
        let length = words.split(' ').count();
        let fits = words.split(' ').eq(here.get(..length)?.iter().map(|word| word.folded.as_str()));
        (fits && is_run(text, here.get(..length)?)).then_some((length, band, i))
    });
    fitting.max_by_key(|(length, ..)| *length)
}

/// Whether nothing but blanks and hyphens stands between the words.
fn is_run(text: &str, words: &[Word]) -> bool {
    words
        .iter()
        .zip(words.iter().skip(1))
        .all(|(a, b)| text.get(a.end..b.start).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '-')))
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = c.is_alphanumeric() || matches!(c, '\'' | '’');
        match (start, is_part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let folded = text.get(from..at).unwrap_or("").to_lowercase().replace('’', "'");
                words.push(Word { folded, start: from, end: at });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scales() -> Scales {
        let band = |from, to, rows: &[&str]| Band {
            from,
            to,
            rows: rows.iter().map(|words| words.split('|').map(str::to_owned).collect()).collect(),
        };
        let bands = vec![
            band(20, 45, &["unlikely", "improbable"]),
            band(55, 80, &["likely", "probable|probably"]),
            band(80, 95, &["very likely", "highly probable"]),
        ];
        let likelihood = Likelihood { meaning: "a test".into(), bands };
        let axis = |marks: &str| marks.chars().map(|mark| (mark, String::new())).collect();
        let grading = Grading {
            meaning: "a test".into(),
            reliability: Axis { marks: axis("ABCF"), not_judged: Some('F') },
            credibility: Axis { marks: (1..=6).map(|mark| (mark, String::new())).collect(), not_judged: Some(6) },
        };
        Scales {
            gradings: [STANDARD_GRADING, "other"].map(|name| (name.to_owned(), grading.clone())).into(),
            likelihoods: [(STANDARD_LIKELIHOOD.to_owned(), likelihood)].into(),
            modifiers: ["not", "more", "as"].map(str::to_owned).to_vec(),
        }
    }

    fn found(text: &str) -> Vec<(String, i64)> {
        let scales = scales();
        let scale = &scales.likelihoods[STANDARD_LIKELIHOOD];
        scales.estimates(scale, text).iter().map(|found| (found.words.to_owned(), found.band.from)).collect()
    }

    #[test]
    fn words_are_found_whole_and_the_longest_first() {
        assert_eq!(found("It is Very  likely to"), [("Very  likely".to_owned(), 80)]);
        assert_eq!(found("very-likely, or probably"), [("very-likely".to_owned(), 80), ("probably".to_owned(), 55)]);
        assert_eq!(found("very, likely"), [("likely".to_owned(), 55)]);
        assert_eq!(found("unlikely"), [("unlikely".to_owned(), 20)]);
        for text in ["likelihood", "may", "", "’ '"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_word_that_another_changes_is_no_estimate() {
        for text in ["not likely", "isn’t likely", "more likely", "as likely as not", "likely not"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_best_grade_is_one_of_those_given() {
        let scales = scales();
        let best = |grades: &[&str]| {
            let grades: Vec<_> = grades.iter().map(|text| Grade::parse(text).unwrap()).collect();
            scales.best(&grades).map(ToString::to_string)
        };
        // not B1, which nobody gave
        assert_eq!(best(&["C1", "B3", "B4"]).as_deref(), Some("B3"));
        assert_eq!(best(&["F1", "C5"]).as_deref(), Some("C5"));
        assert_eq!(best(&["B6", "B5"]).as_deref(), Some("B5"));
        assert_eq!(best(&["F6", "1"]).as_deref(), Some("1"));
        assert_eq!(best(&["2", "1"]).as_deref(), Some("1"));
        assert_eq!(best(&[]), None);
        let other = Grade { scale: Some("other".into()), ..Grade::parse("A1").unwrap() };
        let standard = Grade::parse("C3").unwrap();
        assert_eq!(scales.best([&other, &standard]), Some(&standard));
    }

    #[test]
    fn a_grade_meets_another_on_each_axis() {
        let scales = scales();
        let meets =
            |grade: &str, least: &str| scales.meets(&Grade::parse(grade).unwrap(), &Grade::parse(least).unwrap());
        for (grade, least) in [("B2", "B2"), ("A1", "B2"), ("B5", "B"), ("C2", "2"), ("B", "C")] {
            assert!(meets(grade, least), "{grade} {least}");
        }
        for (grade, least) in
            [("C1", "B2"), ("A3", "B2"), ("B", "B2"), ("2", "B2"), ("F1", "C"), ("A6", "5"), ("F6", "F6")]
        {
            assert!(!meets(grade, least), "{grade} {least}");
        }
        let other = Grade { scale: Some("other".into()), ..Grade::parse("A1").unwrap() };
        assert!(!scales.meets(&other, &Grade::parse("B2").unwrap()));
    }
}
