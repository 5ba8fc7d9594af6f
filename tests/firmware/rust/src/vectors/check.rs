//! Compares an outcome with a row of the tables.

use core::str::FromStr;

use mixerr::{ApiError, Data, Fault, FaultKind, Outcome, Payment};

/// Returns the first column of `row` that does not say what mixerr does; `None` if all do.
pub(crate) fn first_wrong(row: &str) -> Option<&'static str> {
    let Some([_, http_status, body, answer @ ..]) = firmware_tests::columns::<15>(row) else {
        return Some("number of columns");
    };
    let Ok(http_status) = http_status.parse() else { return Some("http") };
    match firmware_tests::read(http_status, body) {
        Ok(outcome) => Words::of(&outcome).first_wrong(answer),
        Err(_) => Some("body"),
    }
}

/// An outcome in the words of the tables. An absent value is empty.
#[derive(Default)]
struct Words<'a> {
    outcome: &'static str,
    code: Option<u32>,
    status: Option<u16>,
    entry: &'static str,
    action: &'static str,
    payment: &'static str,
    data: &'static str,
    description: &'a str,
    extra: &'a str,
    truncated: &'static str,
    fault: &'static str,
    offset: Option<u32>,
}

impl<'a> Words<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let action = outcome.action().name();
        let payment = match outcome.payment() {
            Payment::Possible => "possible",
            Payment::Excluded => "excluded",
        };
        let words = match outcome {
            Outcome::Success(data) => Self::of_data(*data),
            Outcome::Api(error) => Self::of_error(error),
            Outcome::NotFromApi(fault) => Self::of_fault(*fault),
        };
        Self { action, payment, ..words }
    }

    fn of_data(data: Data) -> Self {
        let data = match data {
            Data::Absent => "absent",
            Data::Null => "null",
            Data::Present => "present",
        };
        Self { outcome: "success", data, ..Self::default() }
    }

    fn of_error(error: &'a ApiError) -> Self {
        Self {
            outcome: "api",
            code: Some(error.code().as_u32()),
            status: error.status(),
            entry: error.entry().map_or("", |entry| entry.name),
            description: error.description(),
            extra: error.extra(),
            truncated: match (error.description_truncated(), error.extra_truncated()) {
                (false, false) => "",
                (true, false) => "d",
                (false, true) => "x",
                (true, true) => "dx",
            },
            ..Self::default()
        }
    }

    fn of_fault(fault: Fault) -> Self {
        let (name, offset) = match fault.kind {
            FaultKind::Malformed { offset, .. } => ("malformed", Some(offset)),
            FaultKind::Foreign => ("foreign", None),
            FaultKind::Http => ("http", None),
            FaultKind::Origin => ("origin", None),
            FaultKind::TooDeep { offset } => ("too_deep", Some(offset)),
        };
        Self { outcome: "not_from_api", fault: name, offset, ..Self::default() }
    }

    fn first_wrong(&self, answer: [&str; 12]) -> Option<&'static str> {
        let [
            outcome,
            code,
            status,
            entry,
            action,
            payment,
            data,
            description,
            extra,
            truncated,
            fault,
            offset,
        ] = answer;
        let columns = [
            ("outcome", is_text(outcome, self.outcome)),
            ("code", is_number(code, self.code)),
            ("status", is_number(status, self.status)),
            ("entry", is_text(entry, self.entry)),
            ("action", is_text(action, self.action)),
            ("payment", is_text(payment, self.payment)),
            ("data", is_text(data, self.data)),
            ("description", is_text(description, self.description)),
            ("extra", is_text(extra, self.extra)),
            ("truncated", is_text(truncated, self.truncated)),
            ("fault", is_text(fault, self.fault)),
            ("offset", is_number(offset, self.offset)),
        ];
        columns.iter().find(|(_, is_right)| !is_right).map(|(name, _)| *name)
    }
}

fn is_text(column: &str, text: &str) -> bool {
    let column = if column == "-" { "" } else { column };
    let mut bytes = text.bytes();
    firmware_tests::decode(column).all(|byte| byte.ok().is_some_and(|byte| bytes.next() == Some(byte)))
        && bytes.next().is_none()
}

fn is_number<T: FromStr + PartialEq>(column: &str, number: Option<T>) -> bool {
    match number {
        Some(number) => column.parse().is_ok_and(|column: T| column == number),
        None => column == "-",
    }
}
