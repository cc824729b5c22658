//! Text broken into lines by what it takes on a screen.

use unicode_width::UnicodeWidthChar;

/// The lines of `text`, none wider than `width` columns. Lines break at blanks, and within a word
/// only when it is wider than a line. Line breaks in the text stay.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, width.max(2))).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut current, mut used) = (String::new(), 0);
    for word in line.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        if used > 0 && used + columns(bare) > width {
            lines.push(std::mem::take(&mut current).trim_end_matches(' ').to_owned());
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > width {
                if c == ' ' {
                    continue;
                }
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push(c);
            used += wide;
        }
    }
    lines.push(current.trim_end_matches(' ').to_owned());
    lines
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The text, cut after so many characters.
pub(crate) fn shorten(text: &str, characters: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_blanks_and_in_long_words() {
        assert_eq!(wrap("Islamic State Khorasan Province", 16), ["Islamic State", "Khorasan", "Province"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap("", 9), [""]);
    }

    #[test]
    fn counts_columns_not_characters() {
        assert_eq!(wrap("日本語日本", 4), ["日本", "語日", "本"]);
        assert!(wrap("e\u{301}e\u{301}e\u{301} x", 3).iter().all(|line| columns(line) <= 3));
    }

    #[test]
    fn shortens() {
        assert_eq!(shorten("éclair", 3), "écl…");
        assert_eq!(shorten("é", 3), "é");
    }
}
