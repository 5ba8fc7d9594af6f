//! Records: their bytes, rejected records, and the newer of two. Also fingerprints and keys.

use mixerr::{
    Ending, Match, PaymentOutcome, RECORD_SIZE, RestoreError, Step, Transfer, fingerprint, key_from_uuid,
    record_newer,
};

const KEY: [u8; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const REQUEST: u32 = 0xa1b2_c3d4;

fn started() -> Transfer {
    Transfer::new(KEY, REQUEST)
}

/// Returns a record with one changed byte and the right CRC.
fn with_byte(record: [u8; RECORD_SIZE], index: usize, byte: u8) -> [u8; RECORD_SIZE] {
    let mut bytes = record;
    bytes[index] = byte;
    let crc = fingerprint(&bytes[..28]);
    bytes[28..].copy_from_slice(&crc.to_le_bytes());
    bytes
}

#[test]
fn record_has_the_documented_layout() {
    let record = started().record();
    assert_eq!(record[..8], *b"mxt\x01\x01\x01\x00\x00");
    assert_eq!(record[8..24], KEY);
    assert_eq!(record[24..28], [0xd4, 0xc3, 0xb2, 0xa1]);
    assert_eq!(record[28..], fingerprint(&record[..28]).to_le_bytes());
    // The CRC is computed by Python's zlib.crc32.
    assert_eq!(record[28..], 0xbe46_38cc_u32.to_le_bytes());
}

#[test]
fn record_has_phase_strikes_sequence_and_hint_after_a_response() {
    let mut transfer = started();
    transfer.handle_saved().unwrap();
    transfer
        .handle_response(PaymentOutcome::NotFromApi { action: mixerr::Action::Wait }, Match::None, 61)
        .unwrap();
    // Two requests with the planned one, one earlier save, and 61 seconds rounded up to 75.
    assert_eq!(transfer.record()[4..8], [1, 2, 1, 5]);
    transfer.handle_saved().unwrap();
    transfer.handle_timeout().unwrap();
    transfer.handle_response(PaymentOutcome::Success, Match::Exact, 0).unwrap();
    assert_eq!(transfer.record()[4..8], [2, 2, 2, 0]);
}

#[test]
fn restore_of_an_ended_transfer_is_its_end() {
    for (phase, ending) in [(2, Ending::Paid), (3, Ending::NotPaid), (4, Ending::Conflict)] {
        let record = with_byte(started().record(), 4, phase);
        let restored = Transfer::restore(&record, REQUEST).unwrap();
        assert_eq!(restored.poll(), Step::Done(ending));
        assert_eq!(restored.record()[4], phase);
    }
}

#[test]
fn restore_counts_itself_in_the_sequence_and_the_strikes() {
    let record = with_byte(with_byte(started().record(), 6, 255), 5, 7);
    let restored = Transfer::restore(&record, REQUEST).unwrap();
    assert_eq!(restored.record()[5..7], [8, 0]);
}

#[test]
fn restore_keeps_a_hint_and_reports_one_of_over_an_hour() {
    let restored = Transfer::restore(&with_byte(started().record(), 7, 240), REQUEST);
    let mut restored = restored.unwrap();
    restored.handle_saved().unwrap();
    assert!(matches!(restored.poll(), Step::Wait(3_600_000..)), "{:?}", restored.poll());

    let mut restored = Transfer::restore(&with_byte(started().record(), 7, 241), REQUEST).unwrap();
    restored.handle_saved().unwrap();
    assert_eq!(restored.poll(), Step::Done(Ending::Unknown));
    assert_eq!(restored.action(), mixerr::Action::Wait);
}

#[test]
fn record_saturates_where_a_byte_is_full() {
    let mut transfer = Transfer::restore(&with_byte(started().record(), 5, 255), REQUEST).unwrap();
    assert_eq!(transfer.record()[5], 255);
    transfer.handle_saved().unwrap();
    transfer.handle_timeout().unwrap();
    transfer
        .handle_response(PaymentOutcome::NotFromApi { action: mixerr::Action::Wait }, Match::None, u32::MAX)
        .unwrap();
    assert_eq!(transfer.record()[7], 255);
}

#[test]
fn restore_refuses_a_blank_record() {
    for byte in [0, 0xff] {
        assert_eq!(Transfer::restore(&[byte; RECORD_SIZE], REQUEST), Err(RestoreError::Blank));
    }
}

#[test]
fn restore_refuses_every_other_record_of_equal_bytes() {
    for byte in 1..0xff {
        assert_eq!(Transfer::restore(&[byte; RECORD_SIZE], REQUEST), Err(RestoreError::Damaged), "{byte}");
    }
}

#[test]
fn restore_refuses_a_record_with_any_bit_changed() {
    let record = started().record();
    for bit in 0..RECORD_SIZE * 8 {
        let mut damaged = record;
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(Transfer::restore(&damaged, REQUEST), Err(RestoreError::Damaged), "bit {bit}");
        assert!(!record_newer(&damaged, &record), "bit {bit}");
        assert!(record_newer(&record, &damaged), "bit {bit}");
    }
}

#[test]
fn restore_refuses_a_torn_record() {
    let old = started().record();
    let new = with_byte(old, 4, 2);
    for written in 1..RECORD_SIZE {
        for before in [old, [0xff; RECORD_SIZE], [0; RECORD_SIZE]] {
            let mut torn = before;
            torn[..written].copy_from_slice(&new[..written]);
            let restored = Transfer::restore(&torn, REQUEST);
            // The first bytes of both are the same.
            let expected =
                if torn == before { Transfer::restore(&before, REQUEST) } else { Err(RestoreError::Damaged) };
            assert_eq!(restored, expected, "{written}");
        }
    }
}

#[test]
fn restore_refuses_a_later_version() {
    for version in [2, 3, 255] {
        let record = with_byte(started().record(), 3, version);
        assert_eq!(Transfer::restore(&record, REQUEST), Err(RestoreError::Newer));
        // A record of a later version is not treated as missing.
        assert!(record_newer(&record, &[0xff; RECORD_SIZE]));
    }
}

#[test]
fn restore_refuses_what_no_version_wrote() {
    for (index, byte) in [(3, 0), (4, 0), (4, 5), (4, 255)] {
        let record = with_byte(started().record(), index, byte);
        assert_eq!(Transfer::restore(&record, REQUEST), Err(RestoreError::Damaged), "{index}: {byte}");
    }
}

#[test]
fn restore_refuses_another_request() {
    assert_eq!(Transfer::restore(&started().record(), REQUEST + 1), Err(RestoreError::OtherRequest));
}

#[test]
fn record_newer_compares_sequences_that_wrap() {
    let of = |sequence| with_byte(started().record(), 6, sequence);
    for sequence in 0..=255_u8 {
        let next = of(sequence.wrapping_add(1));
        assert!(record_newer(&next, &of(sequence)), "{sequence}");
        assert!(!record_newer(&of(sequence), &next), "{sequence}");
        assert!(!record_newer(&next, &next), "{sequence}");
    }
}

#[test]
fn record_newer_takes_no_invalid_record() {
    let valid = started().record();
    for invalid in [[0; RECORD_SIZE], [0xff; RECORD_SIZE], [7; RECORD_SIZE]] {
        assert!(record_newer(&valid, &invalid));
        assert!(!record_newer(&invalid, &valid));
        assert!(!record_newer(&invalid, &invalid));
    }
}

#[test]
fn fingerprint_is_the_crc_32_of_zlib() {
    assert_eq!(fingerprint(b"123456789"), 0xcbf4_3926);
    assert_eq!(fingerprint(b""), 0);
}

#[test]
fn key_from_uuid_reads_digits_of_either_case() {
    let key = Some([
        0x4b, 0xd2, 0xaa, 0x8d, 0x0f, 0x7e, 0x4a, 0x3b, 0x9a, 0x5d, 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f,
    ]);
    assert_eq!(key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f"), key);
    assert_eq!(key_from_uuid("4BD2AA8D-0F7E-4A3B-9A5D-0A1B2C3D4E5F"), key);
    assert_eq!(key_from_uuid("ffffffff-ffff-ffff-ffff-ffffffffffff"), Some([0xff; 16]));
}

#[test]
fn key_from_uuid_refuses_what_is_no_uuid() {
    let uuid = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
    for (index, _) in uuid.char_indices() {
        for byte in ["g", "-", "0", " ", "\0", "/", ":", "@", "`"] {
            let is_dash = matches!(index, 8 | 13 | 18 | 23);
            let fits = if is_dash { byte == "-" } else { byte == "0" };
            let text = format!("{}{byte}{}", &uuid[..index], &uuid[index + 1..]);
            assert_eq!(key_from_uuid(&text).is_some(), fits, "{text:?}");
        }
    }
    let braced = format!("{{{uuid}}}");
    let accented = uuid.replace("4bd2", "é2");
    for text in ["", &uuid[1..], &uuid[..35], &format!("{uuid} "), &uuid.replace('-', ""), &braced, &accented]
    {
        assert_eq!(key_from_uuid(text), None, "{text:?}");
    }
}
