//! The first row of a file: what each column is, by the convention of neo4j-admin or by plain names.

use super::ids::Space;
use super::types::ColumnType;

/// What the columns of a group of files are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    /// The columns, from the first.
    pub(super) columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// What the header calls it.
    pub(super) title: String,
    /// What its fields are.
    pub(super) role: Role,
}

/// What the fields of a column are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// What a node is called within its files.
    Id {
        /// The property that keeps it, if one does.
        key: Option<String>,
        /// The id space that the header names.
        space: Option<String>,
        /// Its type as a property: `None` for integers if all are.
        kind: Option<ColumnType>,
    },
    /// The id of the node where a relationship starts, and the id space that the header names.
    Start(Option<String>),
    /// The id of the node where a relationship ends, and the id space that the header names.
    End(Option<String>),
    /// Labels.
    Labels,
    /// A relationship's type.
    Type,
    /// A property; without a type, the one that all its values have.
    Property {
        /// Its key.
        key: String,
        /// The type that the header names.
        kind: Option<ColumnType>,
    },
    /// Nothing.
    Ignored,
}

/// What the rows under a header are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    Nodes,
    Relationships,
}

/// What is wrong with a header: the column, from 0, what, and what may help.
#[derive(Debug, PartialEq)]
pub(super) struct Mistake {
    pub(super) column: usize,
    pub(super) message: String,
    pub(super) hint: String,
}

/// The names of the two columns that hold the ends of a relationship in files with plain headers.
const ENDS: [(&str, &str); 3] = [("from", "to"), ("source", "target"), ("start", "end")];

/// A column's title in parts: `born:date{timezone:UTC}`, `id:ID(Person)`.
struct Title<'a> {
    name: &'a str,
    kind: &'a str,
    space: Option<String>,
    options: &'a str,
}

impl<'a> Title<'a> {
    /// The parts, if there is a `:`.
    fn split(title: &'a str) -> Option<Self> {
        let title = title.trim();
        let (front, options) = match title.strip_suffix('}').and_then(|title| title.split_once('{')) {
            Some((front, options)) => (front.trim_end(), options),
            None => (title, ""),
        };
        let (front, space) = match front.strip_suffix(')').and_then(|front| front.rsplit_once('(')) {
            Some((front, space)) => (front.trim_end(), Some(space.trim().to_owned()).filter(|s| !s.is_empty())),
            None => (front, None),
        };
        let (name, kind) = front.rsplit_once(':')?;
        Some(Self { name: name.trim(), kind: kind.trim(), space, options })
    }

    /// An option's text: `date{name: text, ...}`.
    fn option(&self, name: &str) -> Option<String> {
        self.options.split(',').find_map(|option| {
            let (key, value) = option.split_once(':')?;
            let value = value.trim().trim_matches(['\'', '"']);
            key.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }

    /// What the column is; `None` if nothing of the convention.
    fn role(&self) -> Option<Result<Role, String>> {
        let key = || Some(self.name.to_owned()).filter(|name| !name.is_empty());
        let role = match self.kind.to_ascii_uppercase().as_str() {
            "ID" => {
                let kind = match self.option("id-type").as_deref().map(str::to_ascii_lowercase).as_deref() {
                    None | Some("string") => ColumnType::STRING,
                    Some("long" | "int" | "integer" | "actual") => ColumnType::INTEGER,
                    Some(other) => return Some(Err(format!("there is no type of ids `{other}`"))),
                };
                Role::Id { key: key(), space: self.space.clone(), kind: Some(kind) }
            }
            "START_ID" => Role::Start(self.space.clone()),
            "END_ID" => Role::End(self.space.clone()),
            "LABEL" => Role::Labels,
            "TYPE" => Role::Type,
            "IGNORE" => Role::Ignored,
            _ => {
                let kind = ColumnType::of_name(self.kind, |name| self.option(name))?;
                return Some(match (kind, key()) {
                    (Ok(kind), Some(key)) => Ok(Role::Property { key, kind: Some(kind) }),
                    (Ok(_), None) => Err(format!("`{}` has a type but no name", self.kind)),
                    (Err(why), _) => Err(why),
                });
            }
        };
        Some(Ok(role))
    }
}

/// Whether a header is one of relationships: it has columns for two ends.
pub(super) fn is_of_relationships<'a>(titles: impl IntoIterator<Item = &'a str>) -> bool {
    let titles: Vec<&str> = titles.into_iter().collect();
    let by_convention = titles.iter().any(|title| {
        Title::split(title).is_some_and(|title| matches!(title.role(), Some(Ok(Role::Start(_) | Role::End(_)))))
    });
    by_convention || named_ends(&titles).is_some()
}

/// Whether a header has a column of labels.
pub(super) fn has_labels<'a>(titles: impl IntoIterator<Item = &'a str>) -> bool {
    titles.into_iter().filter_map(Title::split).any(|title| matches!(title.role(), Some(Ok(Role::Labels))))
}

/// Whether a header has a column of types.
pub(super) fn has_types<'a>(titles: impl IntoIterator<Item = &'a str>) -> bool {
    titles.into_iter().filter_map(Title::split).any(|title| matches!(title.role(), Some(Ok(Role::Type))))
}

/// The places of the two columns that hold ends, by their names.
fn named_ends(titles: &[&str]) -> Option<(usize, usize)> {
    let place = |name: &str| titles.iter().position(|title| title.trim().eq_ignore_ascii_case(name));
    ENDS.iter().find_map(|(from, to)| Some((place(from)?, place(to)?)))
}

impl Header {
    /// Reads a header.
    pub(super) fn read(titles: &[&str], rows: Rows) -> Result<Self, Mistake> {
        let mut columns = Vec::with_capacity(titles.len());
        for (column, title) in titles.iter().enumerate() {
            let mistake = |message: String| Mistake { column, message, hint: TYPES.to_owned() };
            let parts = Title::split(title);
            let role = match parts.as_ref().and_then(|parts| parts.role().map(|role| (role, parts))) {
                Some((role, _)) => role.map_err(mistake)?,
                // a colon may be part of a plain name
                None => Role::Property { key: title.trim().to_owned(), kind: None },
            };
            columns.push(Column { title: title.trim().to_owned(), role });
        }
        let is_plain =
            !columns.iter().any(|column| matches!(column.role, Role::Id { .. } | Role::Start(_) | Role::End(_)));
        let mut header = Self { columns };
        if is_plain {
            header.find_plain(titles, rows)?;
        } else {
            header.check_convention()?;
        }
        header.check(rows)?;
        Ok(header)
    }

    /// Finds the ids and ends among plain names.
    fn find_plain(&mut self, titles: &[&str], rows: Rows) -> Result<(), Mistake> {
        let is_property = |column: &&mut Column| matches!(column.role, Role::Property { .. });
        match rows {
            Rows::Nodes => {
                let named = titles.iter().position(|title| title.trim().eq_ignore_ascii_case("id")).unwrap_or(0);
                if let Some(column) = self.columns.get_mut(named).filter(is_property)
                    && let Role::Property { key, kind } = &column.role
                {
                    column.role = Role::Id { key: Some(key.clone()), space: None, kind: kind.clone() };
                }
            }
            Rows::Relationships => {
                let (from, to) = named_ends(titles).unwrap_or((0, 1));
                for (place, role) in [(from, Role::Start(None)), (to, Role::End(None))] {
                    match self.columns.get_mut(place).filter(is_property) {
                        Some(column) => column.role = role,
                        None => {
                            return Err(Mistake {
                                column: titles.len().saturating_sub(1),
                                message: "a relationship needs two columns for its ends".to_owned(),
                                hint: "call them `from` and `to`, or `:START_ID` and `:END_ID`; is the delimiter \
                                       right (--delimiter)?"
                                    .to_owned(),
                            });
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Where some column follows the convention, those without a type are text, as neo4j-admin has it.
    fn check_convention(&mut self) -> Result<(), Mistake> {
        for (place, column) in self.columns.iter_mut().enumerate() {
            let Role::Property { key, kind } = &mut column.role else { continue };
            if let (None, Some((name, wrong))) = (&kind, key.rsplit_once(':')) {
                let message = format!("`{wrong}` is no type of a column");
                let error = crate::error::nearest(wrong, TYPE_NAMES.iter().copied());
                let hint = error.map_or_else(|| TYPES.to_owned(), |near| format!("did you mean `{name}:{near}`?"));
                return Err(Mistake { column: place, message, hint });
            }
            kind.get_or_insert(ColumnType::STRING);
        }
        Ok(())
    }

    /// Checks that the columns go together.
    fn check(&self, rows: Rows) -> Result<(), Mistake> {
        let mut keys: Vec<&str> = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            let mistake = |message: String, hint: &str| Err(Mistake { column: place, message, hint: hint.to_owned() });
            let in_wrong_file = match column.role {
                Role::Id { .. } | Role::Labels => rows == Rows::Relationships,
                Role::Start(_) | Role::End(_) | Role::Type => rows == Rows::Nodes,
                Role::Property { .. } | Role::Ignored => false,
            };
            if in_wrong_file {
                let (what, flag) = match rows {
                    Rows::Nodes => ("nodes", "--relationships"),
                    Rows::Relationships => ("relationships", "--nodes"),
                };
                return mistake(
                    format!("`{}` has no place in a file of {what}", column.title),
                    &format!("is it one for {flag}?"),
                );
            }
            let alike = |other: &&Column| std::mem::discriminant(&other.role) == std::mem::discriminant(&column.role);
            let is_single = matches!(column.role, Role::Id { .. } | Role::Start(_) | Role::End(_) | Role::Type);
            if is_single && self.columns.iter().take(place).any(|other| alike(&other)) {
                return mistake(
                    format!("there is a second column `{}`", column.title),
                    "only one is read; write `:IGNORE` over the other",
                );
            }
            if let Role::Property { key, .. } | Role::Id { key: Some(key), .. } = &column.role {
                if key.is_empty() {
                    return mistake("this column has no name".to_owned(), "name it, or write `:IGNORE` over it");
                }
                if keys.contains(&key.as_str()) {
                    return mistake(
                        format!("two columns are called `{key}`"),
                        "rename one, or write `:IGNORE` over it",
                    );
                }
                keys.push(key);
            }
        }
        let has = |role: fn(&Role) -> bool| self.columns.iter().any(|column| role(&column.role));
        if rows == Rows::Relationships
            && !(has(|role| matches!(role, Role::Start(_))) && has(|role| matches!(role, Role::End(_))))
        {
            let message = "a relationship needs `:START_ID` and `:END_ID`".to_owned();
            return Err(Mistake { column: 0, message, hint: "one of them is missing".to_owned() });
        }
        Ok(())
    }

    /// What makes ids unique in files of nodes with these labels.
    pub(super) fn space(&self, labels: &[String]) -> Space {
        let is_by_convention =
            |column: &Column| Title::split(&column.title).is_some_and(|title| title.kind.eq_ignore_ascii_case("ID"));
        let space =
            self.columns.iter().filter(|column| is_by_convention(column)).find_map(|column| match &column.role {
                Role::Id { space, .. } => Some(space.clone().map_or(Space::Shared, Space::Named)),
                _ => None,
            });
        // plain headers keep their ids to themselves
        space.unwrap_or_else(|| Space::Labels(labels.to_vec()))
    }
}

/// The names of types, for suggestions.
const TYPE_NAMES: [&str; 21] = [
    "ID",
    "START_ID",
    "END_ID",
    "LABEL",
    "TYPE",
    "IGNORE",
    "int",
    "long",
    "short",
    "byte",
    "float",
    "double",
    "boolean",
    "char",
    "string",
    "date",
    "time",
    "localtime",
    "datetime",
    "localdatetime",
    "duration",
];

/// What types there are.
const TYPES: &str = "types are int, long, float, double, boolean, string, char, date, time, localtime, datetime, \
                     localdatetime, duration and point, each also as a list: string[]";

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(titles: &[&str], rows: Rows) -> Vec<Role> {
        Header::read(titles, rows).unwrap().columns.into_iter().map(|column| column.role).collect()
    }

    fn property(key: &str, kind: Option<ColumnType>) -> Role {
        Role::Property { key: key.to_owned(), kind }
    }

    #[test]
    fn the_convention() {
        let nodes = roles(&["movieId:ID(Movie)", "title", "year:int", ":LABEL", ":IGNORE"], Rows::Nodes);
        let [Role::Id { key, space, kind }, title, Role::Property { .. }, Role::Labels, Role::Ignored] =
            nodes.as_slice()
        else {
            panic!("{nodes:?}")
        };
        assert_eq!((key.as_deref(), space.as_deref()), (Some("movieId"), Some("Movie")));
        assert_eq!(kind, &Some(ColumnType::STRING));
        assert_eq!(title, &property("title", Some(ColumnType::STRING)));
        let ends = roles(&[":START_ID(Person)", "role", ":END_ID(Movie)", ":TYPE"], Rows::Relationships);
        assert_eq!(ends.first(), Some(&Role::Start(Some("Person".to_owned()))));
        assert_eq!(ends.get(2), Some(&Role::End(Some("Movie".to_owned()))));
        let typed = roles(&["id:ID(P){id-type: int}"], Rows::Nodes);
        assert!(matches!(&typed[0], Role::Id { kind: Some(kind), .. } if *kind == ColumnType::INTEGER));
    }

    #[test]
    fn plain_names() {
        let nodes = roles(&["name", "id", "dc:title", "born:date"], Rows::Nodes);
        assert_eq!(nodes[0], property("name", None));
        assert!(matches!(&nodes[1], Role::Id { key: Some(key), kind: None, .. } if key == "id"));
        assert_eq!(nodes[2], property("dc:title", None));
        assert!(matches!(&nodes[3], Role::Property { kind: Some(_), .. }));
        let ends = roles(&["weight", "Target", "Source"], Rows::Relationships);
        assert_eq!((&ends[1], &ends[2]), (&Role::End(None), &Role::Start(None)));
        let first_two = roles(&["a", "b", "c"], Rows::Relationships);
        assert_eq!((&first_two[0], &first_two[1]), (&Role::Start(None), &Role::End(None)));
        assert!(is_of_relationships(["x", "start", "end"]) && !is_of_relationships(["id", "from"]));
    }

    #[test]
    fn mistakes() {
        let message = |titles: &[&str], rows| Header::read(titles, rows).unwrap_err().message;
        assert!(message(&["id", "name", "name"], Rows::Nodes).contains("two columns are called `name`"));
        assert!(message(&["id:ID", "age:intt"], Rows::Nodes).contains("`intt` is no type"));
        assert!(message(&["id", ""], Rows::Nodes).contains("no name"));
        assert!(message(&["a"], Rows::Relationships).contains("two columns"));
        assert!(message(&[":START_ID", "x"], Rows::Relationships).contains("`:START_ID` and `:END_ID`"));
        assert!(message(&[":START_ID", ":END_ID"], Rows::Nodes).contains("no place in a file of nodes"));
        assert!(message(&[":ID", ":ID"], Rows::Nodes).contains("second"));
        assert!(message(&["id", "t:datetime{timezone:Nowhere}"], Rows::Nodes).contains("no time zone"));
    }
}
