//! The C ABI, called by a program that the fuzzer writes: any pointer into one block of memory, or NULL; any length
//! that the block has room for, or that no block can have; structs of any bytes. ASan sees what is touched beyond the
//! block, and the functions must keep what the header promises.

use std::ffi::CStr;
use std::ptr;

use mixerr_abi::{
    mixerr_catalog_at, mixerr_detail, mixerr_extra_string, mixerr_lookup, mixerr_read, mixerr_reader,
    mixerr_reader_feed, mixerr_reader_finish, mixerr_reader_init, mixerr_reader_is_faulty, mixerr_response,
    mixerr_status, mixerr_status_name, mixerr_write_envelope, mixerr_write_log_line,
};

/// The block's size in words.
const WORDS: usize = 320;
const OK: u8 = mixerr_status::Ok as u8;

/// What is left of the fuzzer's program.
struct Program<'a>(&'a [u8]);

impl<'a> Program<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn number(&mut self) -> Option<usize> {
        Some(usize::from(self.byte()?) << 8 | usize::from(self.byte()?))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.byte()?).min(self.0.len());
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(bytes)
    }
}

/// The memory that the program works on. Its last byte is 0, so that every key ends.
struct Block(Vec<u64>);

impl Block {
    const SIZE: usize = WORDS * 8;

    /// A pointer to where `size` bytes fit: mostly aligned, and now and then NULL.
    fn pointer<T>(&mut self, program: &mut Program<'_>, size: usize) -> Option<*mut T> {
        let number = program.number()?;
        let room = Self::SIZE - size + 1;
        let place = match number >> 14 {
            0 if number & 0xFF == 0 => return Some(ptr::null_mut()),
            0 | 1 => number % room,
            _ => (number % room) & !7,
        };
        // SAFETY: within the block.
        Some(unsafe { self.0.as_mut_ptr().cast::<u8>().add(place) }.cast())
    }

    /// Returns a pointer and a length: that of memory after the pointer, or one that no memory has.
    fn buffer(&mut self, program: &mut Program<'_>) -> Option<(*mut u8, usize)> {
        let length = program.number()?;
        if length >= 0xFF00 {
            return Some((self.pointer(program, 0)?, usize::MAX - (length & 0xFF)));
        }
        let length = length % (Self::SIZE / 2);
        Some((self.pointer(program, length)?, length))
    }

    fn end_keys(&mut self) {
        self.0[WORDS - 1] &= u64::from_ne_bytes([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0]);
    }
}

/// Checks one input.
pub fn check(input: &[u8]) {
    let mut block = Block(vec![0; WORDS]);
    let mut program = Program(input);
    loop {
        block.end_keys();
        let before = block.0.clone();
        match step(&mut block, &mut program) {
            Some(OK) => {}
            Some(_) => assert_eq!(block.0, before, "the outputs are not as they were"),
            None => break,
        }
    }
}

/// Calls one function and returns its status; `None` ends the program.
fn step(block: &mut Block, program: &mut Program<'_>) -> Option<u8> {
    const RESPONSE: usize = size_of::<mixerr_response>();
    const READER: usize = size_of::<mixerr_reader>();
    let operation = program.byte()?;
    // SAFETY: all pointers are NULL or to memory that is there, or their lengths are none that memory can have.
    let status = unsafe {
        match operation % 12 {
            0 | 1 => {
                let bytes = program.bytes()?;
                let to: *mut u8 = block.pointer(program, bytes.len())?;
                if !to.is_null() {
                    ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
                }
                mixerr_status::Ok
            }
            2 => {
                let http_status = program.number()? as u16;
                let (body, length) = block.buffer(program)?;
                let out = block.pointer(program, RESPONSE)?;
                written(mixerr_read(http_status, body, length, out), out)
            }
            3 => mixerr_reader_init(block.pointer(program, READER)?),
            4 | 5 => {
                let reader: *mut mixerr_reader = block.pointer(program, READER)?;
                let (chunk, length) = block.buffer(program)?;
                mixerr_reader_is_faulty(reader);
                mixerr_reader_feed(reader, chunk, length)
            }
            6 => {
                let http_status = program.number()? as u16;
                let reader = block.pointer(program, READER)?;
                let out = block.pointer(program, RESPONSE)?;
                written(mixerr_reader_finish(reader, http_status, out), out)
            }
            7..=10 => {
                let response: *mut mixerr_response = block.pointer(program, RESPONSE)?;
                let key = block.pointer(program, 1)?;
                let ((out, capacity), length) = (block.buffer(program)?, block.pointer(program, 8)?);
                let status = match operation % 12 {
                    7 => mixerr_extra_string(response, key, out.cast(), capacity, length),
                    8 => mixerr_detail(response, out.cast(), capacity, length),
                    9 => mixerr_write_log_line(response, out.cast(), capacity, length),
                    _ => mixerr_write_envelope(response, out, capacity, length),
                };
                if status == mixerr_status::Ok {
                    check_text(out, capacity, *length, operation % 12 != 10);
                }
                status
            }
            _ => {
                let number = program.number()? as u32;
                let entry = mixerr_lookup(number);
                assert!(entry.is_null() || (*entry).code == number);
                assert_eq!(mixerr_catalog_at(number).is_null(), number >= 97);
                mixerr_status::Ok
            }
        }
    };
    // SAFETY: the library's text.
    assert!(!unsafe { CStr::from_ptr(mixerr_status_name(status as u8)) }.is_empty());
    Some(status as u8)
}

/// Checks that the texts of a response that was written are texts.
///
/// # Safety
/// The response was written if the status says so.
unsafe fn written(status: mixerr_status, response: *const mixerr_response) -> mixerr_status {
    if status != mixerr_status::Ok {
        return status;
    }
    // SAFETY: the caller's.
    let response = unsafe { &*response };
    for (text, length) in
        [(&response.description, response.description_len), (&response.extra, response.extra_len)]
    {
        let bytes: Vec<u8> = text.iter().map(|&byte| byte as u8).collect();
        assert!(length <= 128 && bytes[usize::from(length)] == 0);
        assert!(std::str::from_utf8(&bytes[..usize::from(length)]).is_ok());
    }
    assert!(matches!(response.outcome, 1..=3) && response.action <= 10 && response.fault <= 4);
    assert!(response.payment <= 1 && response.data <= 2);
    assert!(response.data == 0 || response.outcome == 1);
    assert!(response.payment == 0 || response.outcome == 2);
    status
}

/// Checks a text that was written.
///
/// # Safety
/// `length` bytes were written, and a NUL after them if `has_nul`.
unsafe fn check_text(out: *const u8, capacity: usize, length: usize, has_nul: bool) {
    assert!(length + usize::from(has_nul) <= capacity);
    // SAFETY: the caller's.
    let text = unsafe { std::slice::from_raw_parts(out, length) };
    assert!(std::str::from_utf8(text).is_ok());
    // SAFETY: the caller's.
    assert!(!has_nul || unsafe { *out.add(length) } == 0);
}
