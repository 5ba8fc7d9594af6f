// The wallet of examples/firmware/rust on a device that is a pipe: standard input and output. `firmware.rs` adds the
// wallet's modules before this text.

use std::fmt;
use std::io::{Read, StdinLock, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use display::Display;
use error::Error;
use mixerr::{Ending, Head};
use panel::{Panel, Pin};
use payment::Payment;
use storage::{Flash, FlashError, Record, Slot, Storage};
use transport::{NoResponse, Request, Transport};

const REQUEST_ID: &str = "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10";
/// The size of the chunks of bodies, in bytes.
const CHUNK: usize = 40;

/// A power cut during a request.
struct PowerCut;

fn emit(line: fmt::Arguments<'_>) {
    let mut out = stdout().lock();
    writeln!(out, "{line}").expect("a pipe");
}

/// Returns the next line of the standard input, byte by byte: a body may follow it.
fn line() -> String {
    let mut text = Vec::new();
    let mut input: StdinLock<'_> = stdin().lock();
    let mut byte = [0];
    loop {
        match input.read(&mut byte).expect("a pipe") {
            0 => std::process::exit(0),
            _ if byte[0] == b'\n' => return String::from_utf8(text).expect("UTF-8"),
            _ => text.push(byte[0]),
        }
    }
}

struct Network {
    body: Vec<u8>,
    position: usize,
    is_complete: bool,
}

impl Transport for Network {
    fn send(&mut self, request: &Request<'_>) -> Result<(u16, Head), NoResponse> {
        match request {
            Request::Pay { payment, pin } => {
                let pin = str::from_utf8(&pin.0).expect("digits");
                emit(format_args!("post {} {pin}", payment.trace_id));
            }
            Request::LookUp { trace_id } => emit(format_args!("get {trace_id}")),
        }
        let answer = line();
        let words: Vec<_> = answer.split(' ').collect();
        let [http_status, echo, retry_after, complete, length] = words[..] else {
            return match words[0] {
                "offline" => Err(NoResponse { may_have_arrived: false }),
                "lost" => Err(NoResponse { may_have_arrived: true }),
                _ => resume_unwind(Box::new(PowerCut)),
            };
        };
        self.body = vec![0; length.parse().expect("a length")];
        stdin().lock().read_exact(&mut self.body).expect("a body");
        self.position = 0;
        self.is_complete = complete == "1";
        let mut head = Head::new(Some(REQUEST_ID));
        if echo == "1" {
            head.field("X-Request-Id", REQUEST_ID);
        }
        if retry_after != "-" {
            head.field("Retry-After", retry_after);
        }
        Ok((http_status.parse().expect("a status"), head))
    }

    fn receive(&mut self) -> Result<&[u8], NoResponse> {
        let start = self.position;
        self.position = self.body.len().min(start + CHUNK);
        if start == self.body.len() && !self.is_complete {
            return Err(NoResponse { may_have_arrived: true });
        }
        Ok(&self.body[start..self.position])
    }
}

struct Person;

impl Panel for Person {
    fn show(&mut self, _: &Display) {}

    fn ask_pin(&mut self) -> Option<Pin> {
        emit(format_args!("pin"));
        line().as_bytes().try_into().ok().map(Pin)
    }

    fn confirm(&mut self) -> bool {
        emit(format_args!("confirm"));
        line() == "+"
    }

    fn sleep(&mut self, ms: u32) {
        emit(format_args!("sleep {ms}"));
    }

    fn log(&mut self, _: fmt::Arguments<'_>) {}
}

struct Pages([Record; 2]);

impl Pages {
    fn change(&mut self, slot: Slot, operation: &str, record: Record) -> Result<(), FlashError> {
        let hex: String = record.iter().map(|byte| format!("{byte:02x}")).collect();
        emit(format_args!("{operation} {} {hex}", slot as usize));
        if line() != "+" {
            return Err(FlashError);
        }
        self.0[slot as usize] = record;
        Ok(())
    }
}

impl Flash for Pages {
    fn read(&self, slot: Slot) -> Record {
        self.0[slot as usize]
    }

    fn write(&mut self, slot: Slot, record: &Record) -> Result<(), FlashError> {
        self.change(slot, "write", *record)
    }

    fn erase(&mut self, slot: Slot) -> Result<(), FlashError> {
        self.change(slot, "erase", [0xFF; 32])
    }
}

fn record(hex: &str) -> Record {
    std::array::from_fn(|index| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).expect("a byte"))
}

fn main() {
    loop {
        let start = line();
        let words: Vec<_> = start.split(' ').collect();
        let [trace_id, stored, first, second] = words[..] else { panic!("{start}") };
        let payment = Payment {
            trace_id,
            asset_id: "965e5c6e-434c-3fa9-b780-c50f43cd955c",
            opponent_id: "773e5e77-4107-45c2-b648-8fc722ed77f5",
            amount: "1.5",
        };
        let mut network = Network { body: Vec::new(), position: 0, is_complete: true };
        let mut storage = Storage::new(Pages([record(first), record(second)]));
        let mut person = Person;
        // The steps of a payment, up to its end. Its deletion is not reported.
        let mut pay = || {
            if stored == "0" {
                storage.erase()?;
                emit(format_args!("store"));
                if line() != "+" {
                    return Err(Error::Flash);
                }
            }
            wallet::Wallet::new(&mut network, &mut person, &mut storage).pay(&payment)
        };
        match catch_unwind(AssertUnwindSafe(&mut pay)) {
            Ok(Ok(Ending::NotPaid)) => emit(format_args!("end NOT_PAID")),
            Ok(Ok(ending)) => emit(format_args!("end {}", ending.name().to_uppercase())),
            Ok(Err(Error::Flash)) => emit(format_args!("end CUT")),
            Ok(Err(error)) => emit(format_args!("end {error}")),
            Err(cause) if cause.is::<PowerCut>() => emit(format_args!("end CUT")),
            Err(cause) => resume_unwind(cause),
        }
    }
}
