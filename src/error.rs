//! Errors: what went wrong, where, and what to do about it.
//!
//! Kinds and details carry the names that the openCypher TCK gives them, so `code()` is stable and
//! a test can ask for it. The query text is attached once, by the session; drawing the caret is
//! done here and nowhere else.

use std::fmt;
use std::sync::Arc;

use crate::span::{Span, line_and_column};

/// The result of everything that can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with a place, a cause and hints. One pointer wide.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    kind: ErrorKind,
    detail: Detail,
    phase: Phase,
    message: String,
    span: Option<Span>,
    query: Option<Arc<str>>,
    hints: Vec<String>,
}

/// The family of an error (openCypher's error types, and ours for what lies outside the language).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not a query of the language.
    SyntaxError,
    /// The query is well formed but means nothing.
    SemanticError,
    /// A value has a type that an operation does not take.
    TypeError,
    /// A value is of the right type but not one that a function takes.
    ArgumentError,
    /// A number does not fit its type, or is divided by zero.
    ArithmeticError,
    /// A node or relationship is not there (any more).
    EntityNotFound,
    /// The graph's own rules forbid a change.
    ConstraintVerificationFailed,
    /// An index or a constraint is there already, or is not there.
    SchemaError,
    /// A parameter was not given.
    ParameterMissing,
    /// A procedure is not there or is called wrongly.
    ProcedureError,
    /// A limit was reached: time, memory, size or nesting.
    LimitExceeded,
    /// Somebody asked the query to stop.
    Interrupted,
    /// Graph data files hold a mistake.
    GraphDataError,
    /// A file could not be read or written.
    IoError,
    /// A mistake in claimgraph itself.
    Internal,
}

/// What exactly is wrong; the names are the TCK's where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the explanation")]
pub enum Detail {
    AmbiguousAggregationExpression,
    ColumnNameConflict,
    CreatingVarLength,
    DeleteConnectedNode,
    DeletedEntityAccess,
    DifferentColumnsInUnion,
    DivisionByZero,
    FloatingPointOverflow,
    IntegerOverflow,
    InvalidAggregation,
    InvalidArgumentPassingMode,
    InvalidArgumentType,
    InvalidArgumentValue,
    InvalidClauseComposition,
    InvalidDelete,
    InvalidNumberLiteral,
    InvalidNumberOfArguments,
    InvalidParameterUse,
    InvalidPropertyType,
    InvalidRelationshipPattern,
    InvalidUnicodeCharacter,
    InvalidUnicodeLiteral,
    ListElementAccessByNonInteger,
    MapElementAccessByNonString,
    MergeReadOwnWrites,
    MissingParameter,
    NegativeIntegerArgument,
    NestedAggregation,
    NoExpressionAlias,
    NoSingleRelationshipType,
    NoVariablesInScope,
    NonConstantExpression,
    NotSupported,
    NumberOutOfRange,
    ProcedureNotFound,
    PropertyAccessOnNonMap,
    RelationshipUniquenessViolation,
    RequiresDirectedRelationship,
    UndefinedVariable,
    UnexpectedSyntax,
    UnknownFunction,
    UnknownName,
    VariableAlreadyBound,
    VariableTypeConflict,
    // beyond the TCK
    AlreadyExists,
    AmbiguousName,
    CitedByClaims,
    Deadline,
    InUse,
    WriteThroughView,
    InvalidFile,
    Memory,
    MissingProperty,
    Nesting,
    NotFound,
    NotTheSame,
    NotUnique,
    QuerySize,
    Stopped,
    ValueSize,
    WrongPropertyType,
    Unexpected,
}

/// When an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Before any data was touched.
    CompileTime,
    /// While the query ran.
    Runtime,
}

impl Error {
    /// An error of this kind, without a place yet.
    pub fn new(kind: ErrorKind, detail: Detail, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            detail,
            phase: Phase::Runtime,
            message: message.into(),
            span: None,
            query: None,
            hints: Vec::new(),
        }))
    }

    /// A `SyntaxError`.
    pub fn syntax(detail: Detail, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::SyntaxError, detail, message)
    }

    /// A `TypeError: InvalidArgumentType`, the most common of its kind.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::TypeError, Detail::InvalidArgumentType, message)
    }

    /// An `ArgumentError`.
    pub fn argument(detail: Detail, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::ArgumentError, detail, message)
    }

    /// A limit that was reached.
    pub fn limit(detail: Detail, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::LimitExceeded, detail, message)
    }

    /// A file that could not be read or written, or does not hold what it should.
    pub fn io(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::IoError, Detail::InvalidFile, message)
    }

    /// A mistake of ours: said as such, never a panic.
    #[track_caller]
    pub fn internal(what: impl fmt::Display) -> Self {
        let place = std::panic::Location::caller();
        Self::new(
            ErrorKind::Internal,
            Detail::Unexpected,
            format!("{what} ({}:{}); this is a mistake in claimgraph, please report it", place.file(), place.line()),
        )
    }

    /// The same error, at this place, unless it has one already.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// The same error with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hints.push(hint.into());
        self
    }

    /// The same error with a "did you mean" hint, if one of `names` is near `wrong`.
    #[must_use]
    pub fn suggest<'a>(self, wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wrong, names) {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// The same error, found in this phase.
    #[must_use]
    pub fn in_phase(mut self, phase: Phase) -> Self {
        self.0.phase = phase;
        self
    }

    /// The same error with the query text that its span speaks of.
    #[must_use]
    pub fn with_query(mut self, query: &Arc<str>) -> Self {
        self.0.query.get_or_insert_with(|| Arc::clone(query));
        self
    }

    /// The same error in a larger text: byte `from` of the query it was found in is byte `to` of
    /// `text`.
    #[must_use]
    pub fn within(mut self, text: &Arc<str>, from: usize, to: usize) -> Self {
        let moved = |byte: u32| (byte as usize).saturating_sub(from) + to;
        self.0.span = self.0.span.map(|span| Span::new(moved(span.start), moved(span.end)));
        self.0.query = Some(Arc::clone(text));
        self
    }

    /// The family of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What exactly is wrong.
    pub fn detail(&self) -> Detail {
        self.0.detail
    }

    /// When it was found.
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// The cause in words.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The place in the query text.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// What may help.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }

    /// The stable code, such as `SyntaxError.UndefinedVariable`.
    pub fn code(&self) -> String {
        format!("{:?}.{:?}", self.0.kind, self.0.detail)
    }

    /// The error as people read it: message, the line with a caret, hints. No line is wider than
    /// `width` columns as far as the query's own text is concerned.
    pub fn render(&self, width: usize) -> String {
        let mut out = format!("error[{}]: {}", self.code(), escape_controls(self.message()));
        if let (Some(span), Some(query)) = (self.0.span, self.0.query.as_deref()) {
            out.push('\n');
            out.push_str(&caret(query, span, width.max(20)));
        }
        for hint in &self.0.hints {
            out.push_str("\n  hint: ");
            out.push_str(&escape_controls(hint));
        }
        out
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(100))
    }
}

impl std::error::Error for Error {}

/// The line of `query` that `span` starts in, with a caret line under it.
fn caret(query: &str, span: Span, width: usize) -> String {
    let start = (span.start as usize).min(query.len());
    let (line_number, column) = line_and_column(query, start);
    let line_text = query.lines().nth(line_number - 1).unwrap_or("");
    let length = span.of(query).lines().next().unwrap_or("").chars().count().max(1);
    // a long line is shown as a window around the caret
    let window = width.saturating_sub(6);
    let first = if column > window * 2 / 3 { column - window / 2 } else { 1 };
    let cells: Vec<(char, usize)> = line_text
        .chars()
        .skip(first - 1)
        .take(window)
        .map(|c| {
            let shown = if c == '\t' {
                ' '
            } else if is_unsafe_to_print(c) {
                '\u{fffd}'
            } else {
                c
            };
            (shown, unicode_width::UnicodeWidthChar::width(shown).unwrap_or(0))
        })
        .collect();
    let shown: String = cells.iter().map(|(c, _)| *c).collect();
    let pad: usize = cells.iter().take(column - first).map(|(_, w)| w).sum();
    let under: usize = cells.iter().skip(column - first).take(length).map(|(_, w)| w).sum();
    let elided = if first > 1 { "…" } else { " " };
    format!(
        "  at line {line_number}, column {column}\n  |{elided}{shown}\n  | {}{}",
        " ".repeat(pad),
        "^".repeat(under.max(1))
    )
}

/// Characters that could move the cursor, colour the terminal or reorder what is read.
pub fn is_unsafe_to_print(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The text with unsafe characters written as `\u{…}`; line breaks and tabs stay.
pub fn escape_controls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe_to_print(c) && c != '\n' && c != '\t' {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// The name nearest to `wrong`, if one is near enough to be what was meant.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wrong);
    let budget = (folded.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&folded, &fold(name)), name))
        .filter(|(distance, _)| *distance <= budget)
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}

/// Lower case, with `_`, `-` and blanks alike: `CLAIMED_BY` is near `claimed-by`.
fn fold(name: &str) -> String {
    name.chars().take(80).flat_map(char::to_lowercase).map(|c| if c == '_' || c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pointer_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn caret_under_the_place() {
        let query: Arc<str> = "MATCH (n)\nRETURN é, foo".into();
        let error = Error::syntax(Detail::UndefinedVariable, "variable `foo` is not defined")
            .at(Span::new(21, 24))
            .with_query(&query);
        assert!(error.to_string().ends_with("  at line 2, column 11\n  | RETURN é, foo\n  |           ^^^"), "{error}");
    }

    #[test]
    fn suggestions_fold_case_and_hyphens() {
        assert_eq!(nearest("CLAIMED_BY", ["targeted", "claimed-by"]), Some("claimed-by"));
        assert_eq!(nearest("xyz", ["targeted"]), None);
    }
}
