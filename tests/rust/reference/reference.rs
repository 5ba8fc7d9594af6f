//! What a response is, worked out from the tree of its complete body.

use mixerr::{Action, CATALOG, Data, FaultKind};

use crate::answer::{Answer, ApiError, Kind, Strings};
use crate::json::{Text, Value, parse};
use crate::mistake::Mistake;

/// What a response is, with texts of any length.
pub(crate) enum Meaning {
    Success(Data),
    Api(Envelope),
    NotFromApi(FaultKind),
}

/// The members of an error that are of their types.
pub(crate) struct Envelope {
    code: u32,
    status: Option<u16>,
    description: String,
    /// The extra as compact JSON; empty if absent.
    extra: String,
    /// The strings in an extra that is an object.
    strings: Vec<Member>,
}

/// A string in the extra.
struct Member {
    key: String,
    value: String,
    compact: String,
    /// The offset of the first byte after it in the compact extra.
    end: usize,
}

/// Returns what a response is.
pub(crate) fn meaning(http_status: u16, body: &[u8], mistake: Option<Mistake>) -> Meaning {
    let makes = |other| mistake == Some(other);
    if body.is_empty() && matches!(http_status, 204 | 205) && !makes(Mistake::NoContentIsMalformed) {
        return Meaning::Success(Data::Absent);
    }
    let root = match parse(body, mistake) {
        Ok(root) => root,
        Err(fault) => return Meaning::NotFromApi(fault),
    };
    let root = Members { list: members(&root).iter().collect(), mistake };
    let is_null_an_error = makes(Mistake::NullIsAnError);
    let error = root.find("error", |value| (is_null_an_error || !value.is_null()).then_some(value));
    if error.is_none() {
        return success(http_status, &root);
    }
    let object = root.find("error", |value| match value {
        Value::Object(_) => Some(members(value)),
        _ if makes(Mistake::LastErrorEvenIfNotAnObject) => Some(&[]),
        _ => None,
    });
    let list = if makes(Mistake::MembersOfAllErrors) {
        root.list
            .iter()
            .filter(|(key, _)| key.decoded == "error")
            .flat_map(|(_, value)| members(value))
            .collect()
    } else {
        object.unwrap_or_default().iter().collect()
    };
    match envelope(&Members { list, mistake }) {
        Some(envelope) => Meaning::Api(envelope),
        None if makes(Mistake::ForeignIsSuccess) => success(http_status, &root),
        None => Meaning::NotFromApi(FaultKind::Foreign),
    }
}

/// Returns what JSON without an error is.
fn success(http_status: u16, root: &Members<'_>) -> Meaning {
    let is_success = match http_status {
        0 => root.mistake != Some(Mistake::WebSocketIsHttp),
        200..=209 => true,
        210 => root.mistake == Some(Mistake::Http210IsSuccess),
        _ => false,
    };
    if !is_success {
        return Meaning::NotFromApi(FaultKind::Http);
    }
    let data = root.find("data", |value| Some(if value.is_null() { Data::Null } else { Data::Present }));
    Meaning::Success(data.unwrap_or(Data::Absent))
}

/// Returns the members of an error, or `None` if it has no code.
fn envelope(error: &Members<'_>) -> Option<Envelope> {
    let mistake = error.mistake;
    let code = error.find("code", |value| integer(value, u32::MAX, mistake))?;
    let status = error.find("status", |value| integer(value, u16::MAX.into(), mistake));
    let description = error.find("description", |value| match value {
        Value::String(text) => Some(text.decoded.clone()),
        _ => None,
    });
    let extra = error.find("extra", |value| match value {
        Value::Literal("null") if mistake == Some(Mistake::NullExtraIsAbsent) => None,
        _ => Some(value),
    });
    let mut compact = String::new();
    if let Some(extra) = extra {
        extra.compact_into(&mut compact, mistake);
    }
    Some(Envelope {
        code,
        status: status.map(|status| status as u16),
        description: description.unwrap_or_default(),
        extra: compact,
        strings: extra.map(strings).unwrap_or_default(),
    })
}

/// Returns a value as an integer from 0 to `limit`, written without sign, fraction and exponent.
fn integer(value: &Value, limit: u32, mistake: Option<Mistake>) -> Option<u32> {
    let wraps = if limit == u32::MAX { Mistake::CodeWraps } else { Mistake::StatusWraps };
    let digits = match value {
        Value::Number(digits) => digits,
        Value::String(text) if mistake == Some(Mistake::CodeInString) => &text.decoded,
        _ => return None,
    };
    if mistake == Some(Mistake::CodeIsNegativeZero) && digits == "-0" {
        return Some(0);
    }
    if mistake == Some(Mistake::CodeWithExponent) && digits.contains(['e', 'E']) {
        return digits
            .parse::<f64>()
            .ok()
            .filter(|number| (0.0..1e9).contains(number))
            .map(|number| number as u32);
    }
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse::<u128>().ok()?;
    if mistake == Some(wraps) {
        return Some(number as u32 & limit);
    }
    u32::try_from(number).ok().filter(|number| *number <= limit)
}

/// Returns the strings in an extra that is an object.
fn strings(extra: &Value) -> Vec<Member> {
    // The opening brace, and a comma or brace after every member.
    let mut end = 0;
    let mut found = Vec::new();
    for (key, value) in members(extra) {
        let mut compact = String::new();
        key.compact_into(&mut compact);
        compact.push(':');
        value.compact_into(&mut compact, None);
        end += 1 + compact.len();
        if let Value::String(text) = value {
            let (key, value, compact) = (key.decoded.clone(), text.decoded.clone(), text.compact.clone());
            found.push(Member { key, value, compact, end });
        }
    }
    found
}

/// The members of an object, in their order.
struct Members<'a> {
    list: Vec<&'a (Text, Value)>,
    mistake: Option<Mistake>,
}

impl<'a> Members<'a> {
    /// Returns the last member of this name that is of its type.
    fn find<T>(&self, name: &str, as_type: impl Fn(&'a Value) -> Option<T>) -> Option<T> {
        let mut named = self.list.iter().filter(|(key, _)| match self.mistake {
            Some(Mistake::KeysAreNotDecoded) => !key.is_escaped && key.decoded == name,
            Some(Mistake::KeysWithoutCase) => key.decoded.eq_ignore_ascii_case(name),
            _ => key.decoded == name,
        });
        match (self.mistake, name) {
            (Some(Mistake::FirstError), "error")
            | (Some(Mistake::FirstCode), "code")
            | (Some(Mistake::FirstStatus), "status")
            | (Some(Mistake::FirstDescription), "description")
            | (Some(Mistake::FirstExtra), "extra")
            | (Some(Mistake::FirstData), "data") => named.find_map(|(_, value)| as_type(value)),
            (Some(Mistake::LastCodeEvenIfNotANumber), "code") => {
                named.next_back().and_then(|(_, value)| as_type(value))
            }
            _ => named.filter_map(|(_, value)| as_type(value)).last(),
        }
    }
}

/// Returns the members of an object; none of any other value.
fn members(value: &Value) -> &[(Text, Value)] {
    match value {
        Value::Object(members) => members,
        _ => &[],
    }
}

impl Meaning {
    /// Returns the answer of a reader with these capacities, in bytes.
    pub(crate) fn answer(
        &self,
        http_status: u16,
        capacities: (usize, usize),
        mistake: Option<Mistake>,
    ) -> Answer {
        match self {
            Self::Success(data) => {
                Answer { kind: Kind::Success(*data), action: Action::Proceed, payment_is_excluded: false }
            }
            Self::Api(envelope) => envelope.answer(http_status, capacities, mistake),
            Self::NotFromApi(fault) => Answer {
                kind: Kind::NotFromApi(http_status, *fault),
                action: fault_action(http_status, *fault),
                payment_is_excluded: false,
            },
        }
    }
}

impl Envelope {
    fn answer(&self, http_status: u16, capacities: (usize, usize), mistake: Option<Mistake>) -> Answer {
        let entry = CATALOG.iter().find(|entry| entry.code.as_u32() == self.code);
        let makes = |other| mistake == Some(other);
        let slip = Slip {
            one_less: makes(Mistake::DescriptionOneLess),
            one_more: makes(Mistake::DescriptionOneMore),
            full_is_truncated: makes(Mistake::FullIsTruncated),
        };
        let (description, description_truncated) = truncate(&self.description, capacities.0, char_len, &slip);
        let slip = Slip {
            one_less: makes(Mistake::ExtraOneLess),
            one_more: makes(Mistake::ExtraOneMore),
            full_is_truncated: makes(Mistake::FullIsTruncated),
        };
        let split = makes(Mistake::ExtraSplitsAnEscape);
        let unit =
            |rest: &str| if split { char_len(rest) } else { escape_len(rest).unwrap_or(char_len(rest)) };
        let (extra, extra_truncated) = truncate(&self.extra, capacities.1, unit, &slip);
        let string = |key: &str| {
            let is_complete = |member: &&Member| member.key == key && member.end <= extra.len();
            self.strings
                .iter()
                .rfind(is_complete)
                .map(|member| (member.compact.clone(), member.value.clone()))
        };
        let (field, reason) = (string("field"), string("reason"));
        let excluded = matches!(self.code, 20117 | 20118 | 20119 | 20120 | 20124 | 30100);
        Answer {
            action: match entry {
                Some(entry) => entry.action,
                None if self.status.unwrap_or(http_status) == 500 => Action::Retry,
                None => Action::Report,
            },
            payment_is_excluded: excluded && entry.is_some(),
            kind: Kind::Api(Box::new(ApiError {
                code: self.code,
                status: self.status,
                http_status,
                entry: entry.map(|entry| entry.name),
                description,
                description_truncated,
                extra,
                extra_truncated,
                strings: Strings {
                    field: field.as_ref().map(|(compact, _)| compact.clone()),
                    reason: reason.as_ref().map(|(compact, _)| compact.clone()),
                    decoded_field: field.map(|(_, decoded)| decoded),
                    decoded_reason: reason.map(|(_, decoded)| decoded),
                },
            })),
        }
    }
}

/// Mistakes of a truncation.
struct Slip {
    one_less: bool,
    one_more: bool,
    full_is_truncated: bool,
}

/// Returns the prefix of units that fits, and whether something is left out. `unit_len` is the length of the first one.
fn truncate(text: &str, capacity: usize, unit_len: impl Fn(&str) -> usize, slip: &Slip) -> (String, bool) {
    let limit = if slip.one_less && text.len() > capacity {
        capacity.saturating_sub(1)
    } else {
        capacity + usize::from(slip.one_more)
    };
    let mut length = 0;
    while length < text.len() && length + unit_len(&text[length..]) <= limit {
        length += unit_len(&text[length..]);
    }
    (text[..length].to_owned(), length < text.len() || slip.full_is_truncated && length == capacity)
}

/// Returns the length of the first character.
fn char_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Returns the length of the escape at the start of a part of compact JSON.
fn escape_len(json: &str) -> Option<usize> {
    json.starts_with('\\').then_some(if json.starts_with(r"\u") { 6 } else { 2 })
}

/// Returns what a response that is not from the API asks for.
fn fault_action(http_status: u16, fault: FaultKind) -> Action {
    match (http_status, fault) {
        (429, _) => Action::Wait,
        (408 | 421 | 425, _) => Action::Retry,
        (400 | 405 | 413 | 414 | 415 | 431, _) => Action::FixRequest,
        (400..=499 | 511, _) => Action::Report,
        (500..=599, _) => Action::Retry,
        (0 | 200..=209, FaultKind::Malformed { .. } | FaultKind::TooDeep { .. }) => Action::Retry,
        _ => Action::Report,
    }
}
