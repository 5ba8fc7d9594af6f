//! The parsers that are written in C.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_double, c_int};
use std::mem::MaybeUninit;
use std::ptr::{NonNull, null, null_mut};

use yyjson_sys as yy;

use crate::{Parser, Said};

/// What of cJSON's header is used here.
#[repr(C)]
struct CJsonItem {
    next: *mut CJsonItem,
    prev: *mut CJsonItem,
    child: *mut CJsonItem,
    kind: c_int,
    valuestring: *mut c_char,
    valueint: c_int,
    valuedouble: c_double,
    string: *mut c_char,
}

const CJSON_NULL: c_int = 1 << 2;
const CJSON_NUMBER: c_int = 1 << 3;
const CJSON_STRING: c_int = 1 << 4;

unsafe extern "C" {
    fn cJSON_ParseWithLengthOpts(
        value: *const c_char,
        length: usize,
        end: *mut *const c_char,
        require_null_terminated: c_int,
    ) -> *mut CJsonItem;
    fn cJSON_GetObjectItemCaseSensitive(object: *const CJsonItem, name: *const c_char) -> *mut CJsonItem;
    fn cJSON_Delete(item: *mut CJsonItem);
}

/// cJSON, as Debian builds it.
pub struct CJson;

impl CJson {
    /// Parses the complete body. Returns `None` if it is not JSON, or if bytes follow the value.
    fn parse(body: &[u8]) -> Option<*mut CJsonItem> {
        let mut end = null();
        // SAFETY: cJSON reads no more than so many bytes.
        let root = unsafe { cJSON_ParseWithLengthOpts(body.as_ptr().cast(), body.len(), &mut end, 0) };
        if root.is_null() {
            return None;
        }
        let parsed = (end as usize).wrapping_sub(body.as_ptr() as usize);
        if body.get(parsed..).is_some_and(|rest| rest.iter().all(|byte| b" \t\r\n".contains(byte))) {
            return Some(root);
        }
        // SAFETY: it was made by cJSON, and is not used again.
        unsafe { cJSON_Delete(root) };
        None
    }
}

impl Parser for CJson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let Some(root) = Self::parse(body) else { return tell(Said::Refused) };
        // SAFETY: a child is NULL, which is taken too, or lives as long as the root.
        let [error, code, description] = unsafe {
            let error = cJSON_GetObjectItemCaseSensitive(root, c"error".as_ptr());
            let [code, description] = [c"code", c"description"]
                .map(|name| cJSON_GetObjectItemCaseSensitive(error, name.as_ptr()).as_ref());
            [error.as_ref(), code, description]
        };
        let said = match (error, code) {
            (_, Some(code)) if code.kind == CJSON_NUMBER && code.valueint >= 0 => {
                let text = description.filter(|text| text.kind == CJSON_STRING);
                // SAFETY: the value of a string ends with a NUL.
                let text = text.map(|text| unsafe { CStr::from_ptr(text.valuestring) });
                let description = text.and_then(|text| text.to_str().ok()).unwrap_or_default();
                Said::Error { code: code.valueint.unsigned_abs(), description }
            }
            (Some(error), _) if error.kind != CJSON_NULL => Said::Refused,
            _ => Said::Success,
        };
        let result = tell(said);
        // SAFETY: it was made by cJSON, and is not used again.
        unsafe { cJSON_Delete(root) };
        result
    }

    fn accepts(body: &[u8]) -> bool {
        let root = Self::parse(body);
        // SAFETY: it was made by cJSON, and is not used again; NULL is taken too.
        unsafe { cJSON_Delete(root.unwrap_or(null_mut())) };
        root.is_some()
    }
}

/// yyjson, which asks malloc for memory.
pub struct Yyjson;

/// yyjson with memory that is there already: the most that a body of that size can need.
pub struct YyjsonPool;

impl Parser for Yyjson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(Document::parse(body, null()).as_ref().map_or(Said::Refused, Document::said))
    }

    fn accepts(body: &[u8]) -> bool {
        Document::parse(body, null()).is_some()
    }
}

impl Parser for YyjsonPool {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        with_pool(body, |document| tell(document.map_or(Said::Refused, Document::said)))
    }

    fn accepts(body: &[u8]) -> bool {
        with_pool(body, |document| document.is_some())
    }
}

/// Parses a body with a pool that is kept from one call to the next.
fn with_pool<T>(body: &[u8], then: impl FnOnce(Option<&Document>) -> T) -> T {
    thread_local! {
        static MEMORY: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
    }
    MEMORY.with_borrow_mut(|memory| {
        // SAFETY: it only computes.
        let bytes = unsafe { yy::yyjson_read_max_memory_usage(body.len(), 0) };
        memory.resize(memory.len().max(bytes.div_ceil(8)), 0);
        let mut pool = MaybeUninit::uninit();
        // SAFETY: the memory has so many bytes, and outlives the document.
        let pool = unsafe {
            assert!(yy::yyjson_alc_pool_init(
                pool.as_mut_ptr(),
                memory.as_mut_ptr().cast(),
                memory.len() * 8
            ));
            pool.assume_init()
        };
        then(Document::parse(body, &pool).as_ref())
    })
}

/// A body that yyjson has parsed.
struct Document(NonNull<yy::yyjson_doc>);

impl Document {
    /// Parses a body with this allocator, malloc's if it is NULL.
    fn parse(body: &[u8], allocator: *const yy::yyjson_alc) -> Option<Self> {
        // SAFETY: without a flag, the body is only read.
        let document = unsafe {
            yy::yyjson_read_opts(body.as_ptr().cast_mut().cast(), body.len(), 0, allocator, null_mut())
        };
        NonNull::new(document).map(Self)
    }

    fn said(&self) -> Said<'_> {
        // SAFETY: a member is NULL, which is taken too, or lives as long as the document; its text is valid UTF-8.
        unsafe {
            let member = |object, name: &str| yy::yyjson_obj_getn(object, name.as_ptr().cast(), name.len());
            let error = member(yy::yyjson_doc_get_root(self.0.as_ptr()), "error");
            let code = member(error, "code");
            let description = member(error, "description");
            if yy::yyjson_is_uint(code) {
                let code = u32::try_from(yy::yyjson_get_uint(code)).unwrap_or(u32::MAX);
                let text = yy::yyjson_get_str(description).cast::<u8>();
                let length = yy::yyjson_get_len(description);
                let bytes = if text.is_null() { &[] } else { std::slice::from_raw_parts(text, length) };
                Said::Error { code, description: std::str::from_utf8_unchecked(bytes) }
            } else if error.is_null() || yy::yyjson_is_null(error) {
                Said::Success
            } else {
                Said::Refused
            }
        }
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        // SAFETY: it was made by yyjson, and is not used again.
        unsafe { yy::yyjson_doc_free(self.0.as_ptr()) };
    }
}
