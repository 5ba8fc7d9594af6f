//! Arguments that name a file. An argument is a body; a file's name by mistake would be read as a damaged one.

use std::ffi::OsStr;
use std::path::Path;

use mixerr::{FaultKind, Outcome};

/// Tells whether a file has the name that an argument is. JSON, also when it was cut or damaged, is no name.
pub(crate) fn is_named(argument: &OsStr) -> bool {
    !is_json(argument.as_encoded_bytes())
        && Path::new(argument).metadata().is_ok_and(|metadata| !metadata.is_dir())
}

fn is_json(argument: &[u8]) -> bool {
    let is_whole = match mixerr::read(200, argument) {
        Outcome::NotFromApi(fault) => !matches!(fault.kind, FaultKind::Malformed { .. }),
        _ => true,
    };
    is_whole || matches!(argument.trim_ascii_start().first(), Some(b'{' | b'[' | b'"'))
}
