//! Through the syntax tree of a template: every name has to be known, every filter has to fit.

use std::collections::BTreeMap;
use std::ops::Range;

use minijinja::machinery::Span;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Filter, ForLoop, IfCond, Stmt, UnaryOpKind};

use super::needs::Needs;
use crate::documents::templates::known::{Field, Known, is_list_somewhere};
use crate::documents::templates::model::{Fault, Place, ValueType};
use crate::kernel::lang::Lang;

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Value(Field),
    /// A list, by its name.
    Rows(String),
    /// What only begins a name.
    Group(String),
    /// Its fault is noted already.
    Wrong,
}

const TEXT: Found = Found::Value(Field {
    value_type: ValueType::Text,
    countable: false,
});
const FLAG: Found = Found::Value(Field {
    value_type: ValueType::Flag,
    countable: false,
});
const NUMBER: Field = Field {
    value_type: ValueType::Number,
    countable: true,
};

/// A filter and the kind of value it takes; `None`: any that prints.
const FILTERS: [(&str, Option<ValueType>); 10] = [
    ("money", Some(ValueType::Money)),
    ("amount", Some(ValueType::Money)),
    ("in_words", Some(ValueType::Money)),
    ("long_date", Some(ValueType::Date)),
    ("short_date", Some(ValueType::Date)),
    ("upper", Some(ValueType::Text)),
    ("lower", Some(ValueType::Text)),
    ("capitalize", Some(ValueType::Text)),
    ("lines", Some(ValueType::Text)),
    ("default", None),
];

/// Filters that take a language.
fn takes_lang(filter: &str) -> bool {
    matches!(filter, "money" | "amount" | "in_words" | "long_date" | "short_date")
}

/// The walker.
pub(super) struct Walk<'k> {
    known: &'k Known,
    pub faults: Vec<(Fault, Range<usize>)>,
    /// The names of loops around the place, with the list each goes through.
    scopes: Vec<(String, String)>,
    /// Loops around the place.
    loops: usize,
    needs: Needs,
    printed: BTreeMap<String, Range<usize>>,
}

const fn range(span: Span) -> Range<usize> {
    wide(span.start_offset)..wide(span.end_offset)
}

const fn wide(offset: u32) -> usize {
    // Every platform we build for has at least 32 bits.
    #[allow(clippy::as_conversions)]
    let offset = offset as usize;
    offset
}

impl<'k> Walk<'k> {
    pub const fn new(known: &'k Known) -> Self {
        Self {
            known,
            faults: Vec::new(),
            scopes: Vec::new(),
            loops: 0,
            needs: Needs {
                required: Vec::new(),
                vat_rows: false,
                vat_lines: false,
                vat_sum: false,
                lines: false,
            },
            printed: BTreeMap::new(),
        }
    }

    /// What it prints, its places as `place` counts them.
    pub fn needs(self, place: &dyn Fn(&Range<usize>) -> Place) -> Needs {
        let required = self
            .printed
            .iter()
            .filter(|(name, _)| self.known.required.contains(*name));
        Needs {
            required: required.map(|(name, range)| (name.clone(), place(range))).collect(),
            ..self.needs
        }
    }

    pub fn template(&mut self, tree: &Stmt<'_>) {
        if let Stmt::Template(template) = tree {
            self.body(&template.children);
        }
    }

    fn fault(&mut self, fault: Fault, span: Span) -> Found {
        self.faults.push((fault, range(span)));
        Found::Wrong
    }

    fn body(&mut self, statements: &[Stmt<'_>]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::EmitExpr(emit) => {
                let found = self.expression(&emit.expr);
                self.printable(&found, emit.expr.span());
            }
            Stmt::ForLoop(looped) => self.looped(looped, looped.span()),
            Stmt::IfCond(condition) => self.condition(condition),
            // Plain text; or a statement that is known already from the word that begins it.
            _ => {}
        }
    }

    fn printable(&mut self, found: &Found, span: Span) {
        let name = match found {
            Found::Value(field) if field.value_type != ValueType::Flag => return,
            Found::Wrong => return,
            Found::Value(_) => String::new(),
            Found::Rows(name) | Found::Group(name) => name.clone(),
        };
        self.fault(Fault::NotPrintable { name }, span);
    }

    /// What both branches print is printed whatever the condition.
    fn condition(&mut self, condition: &IfCond<'_>) {
        let _ = self.expression(&condition.expr);
        let before = std::mem::take(&mut self.printed);
        self.body(&condition.true_body);
        let in_first = std::mem::take(&mut self.printed);
        self.body(&condition.false_body);
        let in_second = std::mem::replace(&mut self.printed, before);
        for (name, range) in in_first {
            if in_second.contains_key(&name) {
                self.printed.entry(name).or_insert(range);
            }
        }
    }

    fn looped(&mut self, looped: &ForLoop<'_>, span: Span) {
        if looped.recursive || looped.filter_expr.is_some() {
            let what = if looped.recursive { "recursive" } else { "for … if" };
            self.fault(Fault::NotAllowed { what: what.to_owned() }, span);
        }
        let list = match self.list(&looped.iter) {
            Found::Rows(name) => name,
            Found::Wrong => return,
            Found::Group(name) => {
                self.fault(Fault::NotAList { name }, looped.iter.span());
                return;
            }
            Found::Value(_) => {
                let name = Self::path(&looped.iter).map(|path| path.join(".")).unwrap_or_default();
                self.fault(Fault::NotAList { name }, looped.iter.span());
                return;
            }
        };
        let Expr::Var(row) = &looped.target else {
            self.fault(
                Fault::NotAllowed {
                    what: "for a, b".to_owned(),
                },
                looped.target.span(),
            );
            return;
        };
        self.needs.vat_rows |= list == "vat";
        self.needs.lines |= list == "lines";
        self.scopes.push((row.id.to_owned(), list));
        self.loops += 1;
        self.body(&looped.body);
        self.loops -= 1;
        self.scopes.pop();
        self.body(&looped.else_body);
    }

    /// What a loop goes through. A list that only papers of other kinds have is told from one that nobody has.
    fn list(&mut self, iter: &Expr<'_>) -> Found {
        let path = Self::path(iter);
        let name = path.as_ref().map(|path| path.join(".")).unwrap_or_default();
        if path.is_some() && !self.known.rows.contains_key(&name) && is_list_somewhere(&name) {
            return self.fault(Fault::LoopElsewhere { name }, iter.span());
        }
        self.expression(iter)
    }

    /// `client.bank.name` as its parts; `None` for anything that is no plain name.
    fn path<'a>(expression: &Expr<'a>) -> Option<Vec<&'a str>> {
        match expression {
            Expr::Var(var) => Some(vec![var.id]),
            Expr::GetAttr(attribute) => {
                let mut path = Self::path(&attribute.expr)?;
                path.push(attribute.name);
                Some(path)
            }
            _ => None,
        }
    }

    fn expression(&mut self, expression: &Expr<'_>) -> Found {
        let span = expression.span();
        match expression {
            Expr::Const(constant) => {
                if constant.value.as_str().is_some() {
                    TEXT
                } else {
                    Found::Value(NUMBER)
                }
            }
            Expr::Var(_) | Expr::GetAttr(_) => match Self::path(expression) {
                Some(path) => self.name(&path, span),
                None => self.not_allowed(expression),
            },
            Expr::Filter(filter) => self.filter(filter, span),
            Expr::UnaryOp(operation) if matches!(operation.op, UnaryOpKind::Not) => {
                let _ = self.expression(&operation.expr);
                FLAG
            }
            Expr::BinOp(operation) => match operation.op {
                BinOpKind::ScAnd | BinOpKind::ScOr => {
                    let left = self.expression(&operation.left);
                    let right = self.expression(&operation.right);
                    // `a or b` prints the one that is there.
                    if matches!(operation.op, BinOpKind::ScOr) && left == TEXT && right == TEXT {
                        TEXT
                    } else {
                        FLAG
                    }
                }
                BinOpKind::Eq | BinOpKind::Ne | BinOpKind::Lt | BinOpKind::Lte | BinOpKind::Gt | BinOpKind::Gte => {
                    self.comparison(&operation.left, &operation.right, span)
                }
                BinOpKind::Concat => {
                    for side in [&operation.left, &operation.right] {
                        let found = self.expression(side);
                        self.printable(&found, side.span());
                    }
                    TEXT
                }
                _ => self.not_allowed(expression),
            },
            Expr::Compare(compare) => {
                let mut left = &compare.expr;
                for next in &compare.ops {
                    let _ = self.comparison(left, &next.expr, span);
                    left = &next.expr;
                }
                FLAG
            }
            Expr::IfExpr(choice) => {
                let _ = self.expression(&choice.test_expr);
                let before = self.printed.clone();
                let found = self.expression(&choice.true_expr);
                if let Some(other) = &choice.false_expr {
                    let other_found = self.expression(other);
                    self.printable(&other_found, other.span());
                }
                self.printed = before;
                self.printable(&found, span);
                TEXT
            }
            _ => self.not_allowed(expression),
        }
    }

    fn not_allowed(&mut self, expression: &Expr<'_>) -> Found {
        let what = expression.description().to_owned();
        self.fault(Fault::NotAllowed { what }, expression.span())
    }

    /// Texts are compared with texts, whole numbers with numbers, yes-or-no with yes-or-no.
    fn comparison(&mut self, left: &Expr<'_>, right: &Expr<'_>, span: Span) -> Found {
        let (left, right) = (self.expression(left), self.expression(right));
        let comparable = |field: &Field| match field.value_type {
            ValueType::Text | ValueType::Flag => true,
            ValueType::Number => field.countable,
            _ => false,
        };
        match (&left, &right) {
            (Found::Wrong, _) | (_, Found::Wrong) => FLAG,
            (Found::Value(a), Found::Value(b)) if a.value_type == b.value_type && comparable(a) && comparable(b) => {
                FLAG
            }
            _ => self.fault(Fault::NotComparable, span),
        }
    }

    fn filter(&mut self, filter: &Filter<'_>, span: Span) -> Found {
        let Some(inner) = &filter.expr else {
            return self.fault(
                Fault::NotAllowed {
                    what: filter.name.to_owned(),
                },
                span,
            );
        };
        let found = self.expression(inner);
        let Some((_, takes)) = FILTERS.iter().find(|(name, _)| *name == filter.name) else {
            return self.fault(
                Fault::UnknownFilter {
                    name: filter.name.to_owned(),
                },
                span,
            );
        };
        let fits = |arg: &CallArg<'_>| match arg {
            CallArg::Pos(Expr::Const(constant)) => constant
                .value
                .as_str()
                .is_some_and(|text| !takes_lang(filter.name) || text.parse::<Lang>().is_ok()),
            _ => false,
        };
        let arguments = match filter.name {
            "default" => filter.args.len() == 1,
            name if takes_lang(name) => filter.args.len() < 2,
            _ => filter.args.is_empty(),
        };
        if !arguments || !filter.args.iter().all(fits) {
            let filter = filter.name.to_owned();
            return self.fault(Fault::WrongArgument { filter }, span);
        }
        match (found, takes) {
            (Found::Wrong, _) => Found::Wrong,
            (Found::Value(field), Some(takes)) if field.value_type == *takes => TEXT,
            (Found::Value(field), None) if field.value_type != ValueType::Flag => TEXT,
            _ => {
                let name = Self::path(inner).map(|path| path.join(".")).unwrap_or_default();
                let takes = takes.unwrap_or(ValueType::Text);
                let filter = filter.name.to_owned();
                self.fault(Fault::WrongFilter { filter, takes, name }, span)
            }
        }
    }

    fn name(&mut self, path: &[&str], span: Span) -> Found {
        let full = path.join(".");
        if let [first, rest @ ..] = path {
            if let Some((_, list)) = self.scopes.iter().rev().find(|(row, _)| row == first) {
                let list = list.clone();
                return self.field_of_row(&list, rest, &full, span);
            }
            if *first == "loop" && !self.scopes.is_empty() {
                return match rest {
                    ["index" | "length"] => Found::Value(NUMBER),
                    ["first" | "last"] => FLAG,
                    _ => self.unknown(full, span),
                };
            }
        }
        if self.known.rows.contains_key(&full) {
            return Found::Rows(full);
        }
        if let Some(field) = self.known.fields.get(&full) {
            if self.loops == 0 {
                self.printed.entry(full.clone()).or_insert_with(|| range(span));
            }
            self.needs.vat_sum |= path.last() == Some(&"vat");
            return Found::Value(*field);
        }
        if self.known.groups.contains(&full) {
            return Found::Group(full);
        }
        self.unknown(full, span)
    }

    fn field_of_row(&mut self, list: &str, rest: &[&str], full: &str, span: Span) -> Found {
        if rest.is_empty() {
            return Found::Group(full.to_owned());
        }
        let field = self.known.rows.get(list).and_then(|row| row.get(&rest.join(".")));
        match field {
            Some(field) => {
                self.needs.vat_lines |= list == "lines" && matches!(rest, ["vat" | "vat_rate"]);
                Found::Value(*field)
            }
            None => self.unknown(full.to_owned(), span),
        }
    }

    fn unknown(&mut self, name: String, span: Span) -> Found {
        let nearest = nearest(&name, self.known.fields.keys());
        self.fault(Fault::UnknownShortcode { name, nearest }, span)
    }
}

/// The known name that differs least, if it differs little.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Option<String> {
    let most = name.chars().count() / 3;
    known
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= most.max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.clone())
}

/// How many letters have to be changed, added or left out (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut before = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, other) in b.iter().enumerate() {
            let above = row[j + 1];
            let changed = before + usize::from(letter != *other);
            row[j + 1] = changed.min(above + 1).min(row[j] + 1);
            before = above;
        }
    }
    row.last().copied().unwrap_or_default()
}
