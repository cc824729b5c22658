//! Statements on indexes and constraints, and hints.

use super::Printer;
use crate::ast::{ConstraintBody, ConstraintRule, Hint, HintKind, Name, SchemaCommand, SchemaKey, SchemaTarget};
use crate::value::quote_type;

impl Printer {
    pub(super) fn schema_command(&mut self, command: &SchemaCommand) {
        match command {
            SchemaCommand::CreateIndex { name, if_not_exists, text, on, keys } => {
                self.put(if *text { "CREATE TEXT INDEX " } else { "CREATE INDEX " });
                self.named_schema(name.as_ref(), *if_not_exists);
                self.target_and_keys(on, keys);
            }
            SchemaCommand::CreateConstraint { name, if_not_exists, body } => {
                self.put("CREATE CONSTRAINT ");
                self.named_schema(name.as_ref(), *if_not_exists);
                self.put("FOR ");
                self.constraint_body(body, " REQUIRE ");
            }
            SchemaCommand::DropIndex { name, if_exists } => self.drop_named("DROP INDEX ", name, *if_exists),
            SchemaCommand::DropIndexOn { on, keys } => {
                self.put("DROP INDEX ");
                self.target_and_keys(on, keys);
            }
            SchemaCommand::DropConstraint { name, if_exists } => {
                self.drop_named("DROP CONSTRAINT ", name, *if_exists);
            }
            SchemaCommand::DropConstraintOn(body) => {
                self.put("DROP CONSTRAINT ON ");
                self.constraint_body(body, " ASSERT ");
            }
            SchemaCommand::UnsupportedIndex { kind } => {
                self.put("CREATE ");
                self.put(&kind.text);
                self.put(" INDEX");
            }
            // the rest is not kept: the statement is refused anyway
            SchemaCommand::UnsupportedOptions(_) => self.put("CREATE INDEX ON :n(n) OPTIONS {}"),
        }
    }

    fn named_schema(&mut self, name: Option<&Name>, if_not_exists: bool) {
        if let Some(name) = name {
            self.schema_name(name);
            self.put(" ");
        }
        if if_not_exists {
            self.put("IF NOT EXISTS ");
        }
    }

    /// Words that could go on the statement are quoted.
    fn schema_name(&mut self, name: &Name) {
        let misread = ["for", "if", "on"].iter().any(|word| name.text.eq_ignore_ascii_case(word));
        if misread {
            self.put(&crate::value::in_backticks(&name.text));
        } else {
            self.name(name);
        }
    }

    fn drop_named(&mut self, what: &str, name: &Name, if_exists: bool) {
        self.put(what);
        self.schema_name(name);
        self.put(if if_exists { " IF EXISTS" } else { "" });
    }

    /// `FOR (n:Label) ON (n.a)`, or the old form `ON :Label(a)`.
    fn target_and_keys(&mut self, on: &SchemaTarget, keys: &[SchemaKey]) {
        if on.variable.is_some() {
            self.put("FOR ");
            self.target(on);
            self.put(" ON (");
            self.list(keys, ", ", Self::schema_key);
        } else {
            self.put("ON :");
            self.name(&on.name);
            self.put("(");
            self.list(keys, ", ", |printer, key| printer.name(&key.key));
        }
        self.put(")");
    }

    fn target(&mut self, on: &SchemaTarget) {
        let (before, after) = if on.is_relationship { ("()-[", "]-()") } else { ("(", ")") };
        self.put(before);
        if let Some(variable) = &on.variable {
            self.name(variable);
        }
        self.put(":");
        if on.is_relationship {
            self.put(&quote_type(&on.name.text));
        } else {
            self.name(&on.name);
        }
        self.put(after);
    }

    fn schema_key(&mut self, key: &SchemaKey) {
        if let Some(of) = &key.of {
            self.name(of);
            self.put(".");
        }
        self.name(&key.key);
    }

    fn constraint_body(&mut self, body: &ConstraintBody, word: &str) {
        let ConstraintBody { on, keys, rule, span: _ } = body;
        self.target(on);
        self.put(word);
        self.put("(");
        self.list(keys, ", ", Self::schema_key);
        self.put(") IS ");
        match rule {
            ConstraintRule::Unique => self.put("UNIQUE"),
            ConstraintRule::Key => self.put("KEY"),
            ConstraintRule::NotNull => self.put("NOT NULL"),
            ConstraintRule::Type(kind) => self.put(&format!(":: {kind}")),
        }
    }

    pub(super) fn hint(&mut self, hint: &Hint) {
        self.line();
        let Hint { kind, variables } = hint;
        match kind {
            HintKind::Index { label, keys } => {
                self.put("USING INDEX ");
                self.list(variables, ", ", Self::name);
                self.put(":");
                self.put(&quote_type(&label.text));
                self.put("(");
                self.list(keys, ", ", Self::name);
                self.put(")");
            }
            HintKind::Scan { label } => {
                self.put("USING SCAN ");
                self.list(variables, ", ", Self::name);
                self.put(":");
                self.put(&quote_type(&label.text));
            }
            HintKind::Join => {
                self.put("USING JOIN ON ");
                self.list(variables, ", ", Self::name);
            }
        }
    }
}
