//! hifijson, by its lexer: nothing is built that was not asked for.

use std::borrow::Cow;

use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex;
use hifijson::{Error, Expect, SliceLexer, ignore};

use crate::{Parser, Said};

/// hifijson.
pub struct Hifijson;

impl Parser for Hifijson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let mut found = Found::default();
        let parsed = SliceLexer::new(body).exactly_one(Lex::ws_peek, |next, lexer| {
            members(next, lexer, |key, next, lexer| match key {
                "error" => error(next, lexer, &mut found),
                _ => ignore::parse(next, lexer),
            })
        });
        match (parsed, found.code) {
            (Err::<(), Error>(_), _) => tell(Said::Refused),
            (Ok(()), Some(code)) => tell(Said::Error { code, description: &found.description }),
            (Ok(()), None) => tell(Said::Success),
        }
    }

    fn accepts(body: &[u8]) -> bool {
        SliceLexer::new(body).exactly_one(Lex::ws_peek, ignore::parse).is_ok()
    }
}

#[derive(Default)]
struct Found<'a> {
    code: Option<u32>,
    description: Cow<'a, str>,
}

/// Reads the value of `error`.
fn error<'a>(next: u8, lexer: &mut SliceLexer<'a>, found: &mut Found<'a>) -> Result<(), Error> {
    members(next, lexer, |key, next, lexer| match (key, next) {
        ("code", b'0'..=b'9') => {
            found.code = lexer.num_string().validated()?.0.parse().ok();
            Ok(())
        }
        ("description", b'"') => {
            found.description = lexer.discarded().str_string()?;
            Ok(())
        }
        _ => ignore::parse(next, lexer),
    })
}

/// Reads an object's members, or ignores what is none.
fn members<'a>(
    next: u8,
    lexer: &mut SliceLexer<'a>,
    mut member: impl FnMut(&str, u8, &mut SliceLexer<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    if next != b'{' {
        return ignore::parse(next, lexer);
    }
    lexer.discarded().seq(b'}', Lex::ws_peek, |next, lexer| {
        lexer.expect(|_| Some(next), b'"').ok_or(Expect::String)?;
        let key = lexer.str_string()?;
        lexer.expect(Lex::ws_peek, b':').ok_or(Expect::Colon)?;
        let next = lexer.ws_peek().ok_or(Expect::Value)?;
        member(&key, next, lexer)
    })
}
