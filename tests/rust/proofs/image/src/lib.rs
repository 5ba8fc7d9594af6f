//! Calls all of mixerr, with a panic handler that calls an undefined function. The image links only if no panic can be
//! reached.
#![no_std]

use core::fmt::Write;
use core::hint::black_box;

use mixerr::{
    ApiError, CATALOG, Code, Explainer, Head, Match, Outcome, Receipt, ReceiptError, Reader, Step, Transfer, fingerprint,
    key_from_uuid, lookup, read, read_into, record_newer,
};

unsafe extern "C" {
    fn a_panic_can_be_reached() -> !;
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: never runs: an image in which it can run cannot be linked.
    unsafe { a_panic_can_be_reached() }
}

/// Takes text and keeps its length.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0 = self.0.wrapping_add(text.len());
        Ok(())
    }
}

fn look_at(outcome: &Outcome) {
    let mut length = Length(0);
    black_box((outcome.action(), outcome.payment(), outcome.is_success()));
    let _ = write!(length, "{outcome} {outcome:?}");
    match black_box(outcome) {
        Outcome::Api(error) => {
            black_box((error.entry(), error.field(), error.reason(), error.detail()));
            if let Some(string) = black_box(error.extra_string(black_box("key"))) {
                let _ = write!(length, "{string} {string:?} {}", &*string);
            }
            let _ = write!(length, "{error} {error:?}");
            let _ = black_box(mixerr::write_envelope(error, &mut [0; 512]));
            #[cfg(feature = "serde")]
            through_serde(error);
        }
        Outcome::NotFromApi(fault) => {
            let _ = write!(length, "{fault} {fault:?}");
        }
        _ => {}
    }
    if let Err(error) = outcome.clone().into_result() {
        black_box((error.action(), error.payment()));
        let _ = write!(length, "{error} {error:?}");
        if let Some(source) = core::error::Error::source(&error) {
            let _ = write!(length, "{source} {source:?}");
        }
    }
    black_box(length.0);
}

#[cfg(feature = "serde")]
fn through_serde(error: &ApiError) {
    #[derive(serde::Deserialize)]
    struct Field {
        field: heapless::String<32>,
        attempts: Option<u8>,
    }
    if let Ok(field) = error.extra_as::<Field>() {
        black_box((field.field, field.attempts));
    }
}

fn receipt() -> Result<Receipt, ReceiptError> {
    Receipt::new(black_box("trace_id"), black_box("k"))
        .require(black_box("asset_id"), black_box("a"))?
        .require_decimal(black_box("amount"), black_box("1.5"))?
        .wait_for(black_box("state"), black_box("spent"))
}

fn compare(body: &[u8]) -> Match {
    let mut receipt = match black_box(receipt()) {
        Ok(receipt) => receipt,
        Err(error) => {
            let _ = write!(Length(0), "{error} {error:?}");
            return Match::None;
        }
    };
    receipt.begin();
    receipt.feed(body);
    let _ = write!(Length(0), "{receipt:?}");
    black_box(receipt).matches(&read(black_box(200), body))
}

fn pay(body: &[u8]) {
    let mut transfer = Transfer::new(black_box([7; 16]), fingerprint(body));
    if let Some(key) = key_from_uuid(black_box("")) {
        transfer = black_box(Transfer::new(key, 0)).with_pin();
    }
    let outcome = read(black_box(202), body);
    for _ in 0..black_box(100) {
        let record = transfer.record();
        let _ = match transfer.poll() {
            Step::Save => transfer.handle_saved(),
            Step::Wait(_) => transfer.handle_timeout(),
            Step::Send => transfer.handle_response(&outcome, compare(body), black_box(60)),
            Step::LookUp => transfer.handle_no_response(black_box(true)),
            Step::Ask(action) => {
                black_box(action);
                let _ = transfer.amend(black_box(7));
                transfer.handle_decision(black_box(true))
            }
            Step::Done(ending) => {
                let _ = write!(Length(0), "{ending} {ending:?} {}", transfer.action());
                transfer.handle_expired()
            }
        };
        black_box(record_newer(&record, black_box(&record)));
        match Transfer::restore(black_box(&record), black_box(7)) {
            Ok(restored) => transfer = restored,
            Err(error) => {
                let _ = write!(Length(0), "{error} {error:?}");
            }
        }
    }
    let _ = write!(Length(0), "{transfer:?}");
}

fn refine(body: &[u8]) {
    let mut head = Head::new(black_box(Some("a")));
    head.field(black_box("X-Server-Time"), body);
    black_box((head.origin(), head.retry_after_s(), head.skew_ms(black_box(7))));
    let mut outcome: Outcome = read(black_box(202), body);
    head.refine(black_box(202), &mut outcome, black_box(7));
    let _ = write!(Length(0), "{head:?} {}", head.origin());
    look_at(&outcome);
}

fn explain(text: &[u8]) {
    let mut length = Length(0);
    let _ = write!(length, "{}", mixerr::explain(black_box(None), text));
    let mut explainer = Explainer::new(black_box(Some(202)));
    explainer.feed(text, black_box(0), black_box(false));
    explainer.feed(text, black_box(mixerr::WINDOW_OVERLAP), black_box(true));
    let explanation = explainer.finish();
    black_box((explanation.action(), explanation.payment(), explanation.outcome(), explanation.other_code()));
    let _ = write!(length, "{explanation} {explanation:?}");
    black_box(length.0);
}

/// The program: everything is called with values that the compiler cannot know.
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 {
    let body = black_box(b"{}".as_slice());
    look_at(&read(black_box(202), body));
    let mut reader: Reader = Reader::new();
    for chunk in body.chunks(black_box(1).max(1)) {
        reader.feed(chunk);
        black_box(reader.is_faulty());
    }
    look_at(&reader.finish(black_box(500)));
    let mut outcome = Outcome::default();
    read_into(black_box(204), body, &mut outcome);
    look_at(&outcome);
    let error: ApiError = ApiError::new(black_box(20119));
    match error.with_status(black_box(403)).with_description(black_box("text")).with_extra(black_box("{}")) {
        Ok(error) => look_at(&Outcome::Api(error)),
        Err(error) => {
            let _ = write!(Length(0), "{error} {error:?}");
        }
    }
    black_box((lookup(black_box(7000)), Code::from_name(black_box("FORBIDDEN"))));
    for entry in &CATALOG {
        let _ = write!(Length(0), "{entry} {entry:?} {} {} {}", entry.action, entry.category, entry.payment);
    }
    pay(body);
    explain(body);
    refine(body);
    #[cfg(feature = "panic")]
    assert!(black_box(1) == 1);
    0
}
