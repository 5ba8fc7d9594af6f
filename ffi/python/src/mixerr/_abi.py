"""The C ABI in terms of ctypes. A test compares every declaration with include/mixerr.h."""

from __future__ import annotations

from ctypes import (
    POINTER,
    Structure,
    c_bool,
    c_char,
    c_char_p,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any

ABI_VERSION = 1
DESCRIPTION_CAPACITY = 128
EXTRA_CAPACITY = 128
ENVELOPE_CAPACITY = 968
LOG_LINE_CAPACITY = 2048
EXPLANATION_CAPACITY = 4096
READER_WORDS = 43
HEAD_WORDS = 5
RECEIPT_WORDS = 72
TRANSFER_WORDS = 6
RECORD_SIZE = 32

STATUS_OK = 0
STATUS_NOT_FOUND = 6
STATUS_NOT_API_ERROR = 7
STATUS_READER_NOT_READY = 9
STATUS_UNEXPECTED_STEP = 11
STATUS_RECORD_BLANK = 12
STATUS_RECORD_DAMAGED = 13
STATUS_RECORD_NEWER = 14
STATUS_RECORD_OF_ANOTHER_REQUEST = 15
STATUS_TOO_MANY_MEMBERS = 17
STATUS_INVALID_MEMBER = 18


class mixerr_entry(Structure):
    _fields_ = [
        ("code", c_uint32),
        ("status", c_uint16),
        ("category", c_uint8),
        ("action", c_uint8),
        ("source", c_uint8),
        ("payment", c_uint8),
        ("name", c_char_p),
        ("description", c_char_p),
    ]


class mixerr_response(Structure):
    _fields_ = [
        ("outcome", c_uint8),
        ("action", c_uint8),
        ("fault", c_uint8),
        ("payment", c_uint8),
        ("data", c_uint8),
        ("description_truncated", c_bool),
        ("extra_truncated", c_bool),
        ("http_status", c_uint16),
        ("status", c_uint16),
        ("code", c_uint32),
        ("fault_offset", c_uint32),
        ("entry", POINTER(mixerr_entry)),
        ("description_len", c_uint16),
        ("extra_len", c_uint16),
        ("description", c_char * (DESCRIPTION_CAPACITY + 1)),
        ("extra", c_char * (EXTRA_CAPACITY + 1)),
    ]


class mixerr_reader(Structure):
    _fields_ = [("opaque", c_uint64 * READER_WORDS)]


class mixerr_transfer(Structure):
    _fields_ = [("opaque", c_uint64 * TRANSFER_WORDS)]


class mixerr_head(Structure):
    _fields_ = [("opaque", c_uint64 * HEAD_WORDS)]


class mixerr_receipt(Structure):
    _fields_ = [("opaque", c_uint64 * RECEIPT_WORDS)]


class mixerr_next(Structure):
    _fields_ = [
        ("step", c_uint8),
        ("ending", c_uint8),
        ("action", c_uint8),
        ("wait_ms", c_uint32),
    ]


class mixerr_columns(Structure):
    _fields_ = [
        ("outcome", POINTER(c_uint8)),
        ("action", POINTER(c_uint8)),
        ("fault", POINTER(c_uint8)),
        ("payment", POINTER(c_uint8)),
        ("data", POINTER(c_uint8)),
        ("status", POINTER(c_uint16)),
        ("code", POINTER(c_uint32)),
        ("fault_offset", POINTER(c_uint32)),
    ]


_STATUS = c_uint8
_BYTES = c_void_p  # const uint8_t *, for which ctypes accepts bytes without a copy
_TEXT = c_char_p
_OUT = c_void_p
_ENTRY = POINTER(mixerr_entry)
_RESPONSE = POINTER(mixerr_response)
_READER = POINTER(mixerr_reader)
_TRANSFER = POINTER(mixerr_transfer)
_HEAD = POINTER(mixerr_head)
_RECEIPT = POINTER(mixerr_receipt)
_LENGTH = POINTER(c_size_t)
_COLUMNS = POINTER(mixerr_columns)

# The type that each function returns, and the types of its parameters.
SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "mixerr_abi_version": (c_uint32, ()),
    "mixerr_version": (_TEXT, ()),
    "mixerr_lookup": (_ENTRY, (c_uint32,)),
    "mixerr_catalog_len": (c_uint32, ()),
    "mixerr_catalog_at": (_ENTRY, (c_uint32,)),
    "mixerr_read": (_STATUS, (c_uint16, _BYTES, c_size_t, _RESPONSE)),
    "mixerr_read_columns": (
        _STATUS,
        (c_size_t, POINTER(c_uint16), POINTER(c_int32), _BYTES, c_size_t, _BYTES, c_size_t, _COLUMNS),
    ),
    "mixerr_read_columns64": (
        _STATUS,
        (c_size_t, POINTER(c_uint16), POINTER(c_int64), _BYTES, c_size_t, _BYTES, c_size_t, _COLUMNS),
    ),
    "mixerr_reader_init": (_STATUS, (_READER,)),
    "mixerr_reader_feed": (_STATUS, (_READER, _BYTES, c_size_t)),
    "mixerr_reader_is_faulty": (c_bool, (_READER,)),
    "mixerr_reader_finish": (_STATUS, (_READER, c_uint16, _RESPONSE)),
    "mixerr_extra_string": (_STATUS, (_RESPONSE, _TEXT, _OUT, c_size_t, _LENGTH)),
    "mixerr_detail": (_STATUS, (_RESPONSE, _OUT, c_size_t, _LENGTH)),
    "mixerr_write_envelope": (_STATUS, (_RESPONSE, _OUT, c_size_t, _LENGTH)),
    "mixerr_write_log_line": (_STATUS, (_RESPONSE, _OUT, c_size_t, _LENGTH)),
    "mixerr_explain": (_STATUS, (_TEXT, c_size_t, c_int32, _OUT, c_size_t, _LENGTH, _RESPONSE)),
    "mixerr_status_name": (_TEXT, (c_uint8,)),
    "mixerr_outcome_name": (_TEXT, (c_uint8,)),
    "mixerr_action_name": (_TEXT, (c_uint8,)),
    "mixerr_fault_name": (_TEXT, (c_uint8,)),
    "mixerr_payment_name": (_TEXT, (c_uint8,)),
    "mixerr_data_name": (_TEXT, (c_uint8,)),
    "mixerr_category_name": (_TEXT, (c_uint8,)),
    "mixerr_source_name": (_TEXT, (c_uint8,)),
    "mixerr_transfer_init": (_STATUS, (_TRANSFER, _BYTES, c_uint32, c_bool)),
    "mixerr_transfer_restore": (_STATUS, (_TRANSFER, _BYTES, c_uint32, c_bool)),
    "mixerr_transfer_poll": (_STATUS, (_TRANSFER, POINTER(mixerr_next))),
    "mixerr_transfer_record": (_STATUS, (_TRANSFER, _OUT)),
    "mixerr_transfer_key": (_STATUS, (_TRANSFER, _OUT)),
    "mixerr_transfer_handle_saved": (_STATUS, (_TRANSFER,)),
    "mixerr_transfer_handle_timeout": (_STATUS, (_TRANSFER,)),
    "mixerr_transfer_handle_response": (_STATUS, (_TRANSFER, _RESPONSE, c_uint8, c_uint32)),
    "mixerr_transfer_handle_no_response": (_STATUS, (_TRANSFER, c_bool)),
    "mixerr_transfer_handle_decision": (_STATUS, (_TRANSFER, c_bool)),
    "mixerr_transfer_handle_expired": (_STATUS, (_TRANSFER,)),
    "mixerr_transfer_amend": (_STATUS, (_TRANSFER, c_uint32)),
    "mixerr_fingerprint": (c_uint32, (_BYTES, c_size_t)),
    "mixerr_record_newer": (c_bool, (_BYTES, _BYTES)),
    "mixerr_key_from_uuid": (_STATUS, (_TEXT, _OUT)),
    "mixerr_head_init": (_STATUS, (_HEAD, _TEXT)),
    "mixerr_head_field": (_STATUS, (_HEAD, _TEXT, c_size_t, _TEXT, c_size_t)),
    "mixerr_head_refine": (_STATUS, (_HEAD, c_int64, _RESPONSE)),
    "mixerr_head_retry_after_s": (c_uint32, (_HEAD,)),
    "mixerr_head_origin": (c_uint8, (_HEAD,)),
    "mixerr_head_skew_ms": (_STATUS, (_HEAD, c_int64, POINTER(c_int64))),
    "mixerr_receipt_init": (_STATUS, (_RECEIPT, _TEXT, _TEXT)),
    "mixerr_receipt_require": (_STATUS, (_RECEIPT, _TEXT, _TEXT)),
    "mixerr_receipt_require_decimal": (_STATUS, (_RECEIPT, _TEXT, _TEXT)),
    "mixerr_receipt_wait_for": (_STATUS, (_RECEIPT, _TEXT, _TEXT)),
    "mixerr_receipt_begin": (_STATUS, (_RECEIPT,)),
    "mixerr_receipt_feed": (_STATUS, (_RECEIPT, _BYTES, c_size_t)),
    "mixerr_receipt_match": (c_uint8, (_RECEIPT, _RESPONSE)),
    "mixerr_origin_name": (_TEXT, (c_uint8,)),
    "mixerr_step_name": (_TEXT, (c_uint8,)),
    "mixerr_ending_name": (_TEXT, (c_uint8,)),
    "mixerr_match_name": (_TEXT, (c_uint8,)),
}
