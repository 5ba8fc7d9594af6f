//! picojson, by its events.

use picojson::{BitStackStruct, Event, ParseError, PullParser, SliceParser};

use crate::{Parser, Said};

/// Depth 64, as mixerr has.
type Deep = BitStackStruct<u64, u8>;

/// picojson.
pub struct Picojson;

/// Where in the body an event is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    Error,
    Code,
    Description,
    Other,
}

impl Parser for Picojson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let mut scratch = [0; 1024];
        let mut description = heapless::String::<128>::new();
        let code = find(body, &mut scratch, &mut description);
        match code {
            Err(_) => tell(Said::Refused),
            Ok(None) => tell(Said::Success),
            Ok(Some(code)) => tell(Said::Error { code, description: description.as_str() }),
        }
    }

    fn accepts(body: &[u8]) -> bool {
        let mut scratch = [0; 1024];
        let mut parser = SliceParser::<Deep>::with_config_and_buffer_from_slice(body, &mut scratch);
        loop {
            match parser.next_event() {
                Ok(Event::EndDocument) => return true,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
    }
}

/// Follows the events to the end; returns the code.
fn find(
    body: &[u8],
    scratch: &mut [u8],
    description: &mut heapless::String<128>,
) -> Result<Option<u32>, ParseError> {
    let mut parser = SliceParser::<Deep>::with_config_and_buffer_from_slice(body, scratch);
    let (mut depth, mut within, mut member, mut code) = (0, false, Member::Other, None);
    loop {
        match parser.next_event()? {
            Event::StartObject => {
                within |= depth == 1 && member == Member::Error;
                depth += 1;
            }
            Event::StartArray => depth += 1,
            Event::EndObject | Event::EndArray => {
                depth -= 1;
                within &= depth > 1;
            }
            Event::Key(key) => {
                member = match (depth, key.as_str()) {
                    (1, "error") => Member::Error,
                    (2, "code") if within => Member::Code,
                    (2, "description") if within => Member::Description,
                    _ => Member::Other,
                };
            }
            Event::Number(number) if member == Member::Code && depth == 2 => {
                code = number.as_int().and_then(|code| u32::try_from(code).ok());
            }
            Event::String(text) if member == Member::Description && depth == 2 => {
                description.clear();
                let _ = description.push_str(text.as_str());
            }
            Event::EndDocument => return Ok(code),
            _ => {}
        }
    }
}
