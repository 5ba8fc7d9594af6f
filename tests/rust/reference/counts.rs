//! How many bodies of each kind there were.

use std::collections::BTreeMap;
use std::fmt;

use mixerr::{Data, Expected, FaultKind};

use crate::answer::{Answer, Kind};
use crate::bodies::Source;

/// Counts of answers by kind and source.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<&'static str, BTreeMap<Source, u64>>);

impl Counts {
    pub(crate) fn add(&mut self, source: Source, answer: &Answer) {
        self.add_one(source, "bodies");
        self.add_one(source, kind(&answer.kind));
        if let Kind::Api(error) = &answer.kind {
            let features = [
                ("error of the catalog", error.entry.is_some()),
                ("error without a status", error.status.is_none()),
                ("error with a description", !error.description.is_empty()),
                ("error with a description, truncated", error.description_truncated),
                ("error with an extra", !error.extra.is_empty()),
                ("error with an extra, truncated", error.extra_truncated),
                ("error with a field", error.strings.field.is_some()),
                ("error with a field, truncated", error.strings.field.is_some() && error.extra_truncated),
            ];
            for (name, _) in features.iter().filter(|(_, has)| *has) {
                self.add_one(source, name);
            }
        }
    }

    fn add_one(&mut self, source: Source, name: &'static str) {
        *self.0.entry(name).or_default().entry(source).or_default() += 1;
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (name, sources) in other.0 {
            for (source, count) in sources {
                *self.0.entry(name).or_default().entry(source).or_default() += count;
            }
        }
    }

    pub(crate) fn of(&self, name: &str) -> u64 {
        self.0.get(name).map_or(0, |sources| sources.values().sum())
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, sources) in &self.0 {
            write!(f, "{:>12} {name}:", self.of(name))?;
            for (source, count) in sources {
                write!(f, " {source:?} {count}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// How many of 10,000 random bodies are of each kind at least.
#[rustfmt::skip]
pub(crate) const LEAST: &[(u64, &str)] = &[
    (300, "success, data absent"),
    ( 50, "success, data null"),
    ( 50, "success, data present"),
    (500, "error"),
    (300, "error of the catalog"),
    (300, "error without a status"),
    (200, "error with a description"),
    ( 15, "error with a description, truncated"),
    (200, "error with an extra"),
    ( 50, "error with an extra, truncated"),
    ( 20, "error with a field"),
    (  3, "error with a field, truncated"),
    (300, "foreign"),
    (300, "http"),
    ( 30, "too deep"),
    (100, "malformed, a value expected"),
    ( 20, "malformed, a value or ] expected"),
    ( 20, "malformed, a name expected"),
    ( 50, "malformed, a name or } expected"),
    ( 50, "malformed, a colon expected"),
    ( 20, "malformed, a comma or ] expected"),
    ( 50, "malformed, a comma or } expected"),
    ( 50, "malformed, the end expected"),
    ( 50, "malformed, a string's byte expected"),
    ( 50, "malformed, UTF-8 expected"),
    ( 20, "malformed, an escape expected"),
    ( 50, "malformed, a hexadecimal digit expected"),
    ( 20, "malformed, a digit expected"),
    ( 50, "malformed, a literal expected"),
];

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Success(Data::Absent) => "success, data absent",
        Kind::Success(Data::Null) => "success, data null",
        Kind::Success(Data::Present) => "success, data present",
        Kind::Api(_) => "error",
        Kind::NotFromApi(_, FaultKind::Foreign) => "foreign",
        Kind::NotFromApi(_, FaultKind::Http) => "http",
        Kind::NotFromApi(_, FaultKind::TooDeep { .. }) => "too deep",
        Kind::NotFromApi(_, FaultKind::Origin) => "of another origin, which no body shows",
        Kind::NotFromApi(_, FaultKind::Malformed { expected, .. }) => match expected {
            Expected::Value => "malformed, a value expected",
            Expected::ValueOrEnd => "malformed, a value or ] expected",
            Expected::Name => "malformed, a name expected",
            Expected::NameOrEnd => "malformed, a name or } expected",
            Expected::Colon => "malformed, a colon expected",
            Expected::CommaOrArrayEnd => "malformed, a comma or ] expected",
            Expected::CommaOrObjectEnd => "malformed, a comma or } expected",
            Expected::EndOfBody => "malformed, the end expected",
            Expected::StringByte => "malformed, a string's byte expected",
            Expected::Utf8 => "malformed, UTF-8 expected",
            Expected::Escape => "malformed, an escape expected",
            Expected::HexDigit => "malformed, a hexadecimal digit expected",
            Expected::Digit => "malformed, a digit expected",
            Expected::Literal => "malformed, a literal expected",
            _ => "malformed, something new expected",
        },
    }
}
