//! Queries and their clauses.

use claimgraph::Span;
use claimgraph::internals::{
    Clause, ClauseKind, Imports, Label, ProjectedItem, Projection, PropertyKey, Query, RemoveItem, SetItem,
    SingleQuery, SortItem, Yield,
};

use super::{NAMES, Source, named};

impl Source<'_> {
    pub(super) fn query(&mut self) -> Query {
        let branches = self.some(1, 2, |source| SingleQuery {
            view: source.maybe(Self::expression),
            clauses: source.some(1, 4, Self::clause),
        });
        let unions = branches.iter().skip(1).map(|_| (self.once_in(2), Span::default())).collect();
        Query { branches, unions }
    }

    fn clause(&mut self) -> Clause {
        let kind = if self.depth == 0 { ClauseKind::Finish } else { self.clause_kind() };
        Clause { kind, span: Span::default() }
    }

    fn clause_kind(&mut self) -> ClauseKind {
        self.depth -= 1;
        let kind = match self.pick(19) {
            1 | 2 => ClauseKind::Match {
                optional: self.once_in(3),
                repeatable: self.once_in(5),
                pattern: self.some(1, 2, Self::path),
                hints: self.maybe(|source| vec![source.hint()]).unwrap_or_default(),
                predicate: self.maybe(Self::expression),
            },
            3 => ClauseKind::Unwind { list: self.expression(), variable: self.name() },
            4 => {
                let imports = match self.pick(3) {
                    0 => Imports::ByWith,
                    1 => Imports::All,
                    _ => Imports::Only(self.some(0, 2, Self::name)),
                };
                ClauseKind::CallSubquery { optional: self.once_in(3), imports, query: self.query() }
            }
            5 => self.call_procedure(),
            14 => ClauseKind::Let(self.some(1, 2, |source| (source.name(), source.expression()))),
            15 => ClauseKind::Filter(self.expression()),
            16 => ClauseKind::Foreach {
                variable: self.name(),
                list: self.expression(),
                updates: self.some(1, 2, |source| {
                    let kind = ClauseKind::Set(source.some(1, 2, Self::set_item));
                    Clause { kind, span: Span::default() }
                }),
            },
            18 => ClauseKind::Schema(self.schema_command()),
            17 => ClauseKind::LoadCsv {
                headers: self.once_in(2),
                from: self.expression(),
                variable: self.name(),
                terminator: self.maybe(|source| source.of(&[';', '\'', '\t', '\\'])),
            },
            6 | 7 => ClauseKind::With { projection: self.projection(), predicate: self.maybe(Self::expression) },
            8 | 9 => ClauseKind::Return(self.projection()),
            10 => ClauseKind::Create(self.some(1, 2, Self::path)),
            11 => ClauseKind::Merge {
                pattern: self.path(),
                on_create: self.some(0, 2, Self::set_item),
                on_match: self.some(0, 2, Self::set_item),
            },
            12 => ClauseKind::Set(self.some(1, 2, Self::set_item)),
            13 => {
                if self.once_in(2) {
                    ClauseKind::Remove(self.some(1, 2, Self::remove_item))
                } else {
                    ClauseKind::Delete { detach: self.once_in(2), expressions: self.some(1, 2, Self::expression) }
                }
            }
            _ => ClauseKind::Finish,
        };
        self.depth += 1;
        kind
    }

    fn call_procedure(&mut self) -> ClauseKind {
        let name = named(&self.some(1, 2, |source| source.of(NAMES)).join("."));
        let optional = self.once_in(3);
        let arguments = self.maybe(|source| source.some(0, 2, Self::expression));
        let yields = match self.pick(3) {
            0 => Yield::Unsaid,
            1 => Yield::All(Span::default()),
            _ => Yield::Only(self.some(1, 2, |source| {
                let result = source.name();
                (result.clone(), source.maybe(Self::name).unwrap_or(result))
            })),
        };
        let predicate = if yields == Yield::Unsaid { None } else { self.maybe(Self::expression) };
        ClauseKind::CallProcedure { optional, name, arguments, yields, predicate }
    }

    fn projection(&mut self) -> Projection {
        let all = self.once_in(4).then(Span::default);
        Projection {
            distinct: self.once_in(3),
            all,
            items: self.some(usize::from(all.is_none()), 2, |source| {
                let expression = source.expression();
                let text = expression.to_string().into();
                ProjectedItem { expression, alias: source.maybe(Self::name), text }
            }),
            order: self
                .some(0, 2, |source| SortItem { expression: source.expression(), descending: source.once_in(2) }),
            skip: self.maybe(Self::expression),
            limit: self.maybe(Self::expression),
        }
    }

    fn set_item(&mut self) -> SetItem {
        match self.pick(3) {
            0 => SetItem::Labels { variable: self.name(), labels: self.some(1, 2, Self::label) },
            1 => SetItem::Property { of: self.expression(), key: self.property_key(), value: self.expression() },
            _ => SetItem::Properties { variable: self.name(), value: self.expression(), add: self.once_in(2) },
        }
    }

    fn label(&mut self) -> Label {
        if self.once_in(3) { Label::Dynamic(self.expression()) } else { Label::Name(self.name()) }
    }

    fn property_key(&mut self) -> PropertyKey {
        if self.once_in(3) { PropertyKey::Dynamic(self.expression()) } else { PropertyKey::Name(self.name()) }
    }

    fn remove_item(&mut self) -> RemoveItem {
        match self.pick(2) {
            0 => RemoveItem::Labels { variable: self.name(), labels: self.some(1, 2, Self::label) },
            _ => RemoveItem::Property { of: self.expression(), key: self.property_key() },
        }
    }
}
