//! The pauses: their bounds, and that they differ from device to device.

use std::collections::HashSet;

use mixerr::{Action, Pacing};

fn key(number: u32) -> [u8; 16] {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&number.to_le_bytes());
    key
}

/// Returns the longest pause without a hint, in milliseconds, from the documentation of `Pacing`.
fn own(strikes: u8, action: Action) -> u64 {
    let base = if action == Action::Wait { 15_000.0 } else { 2_000.0 };
    (base * 2_f64.powi(i32::from(strikes) - 1)).min(300_000.0) as u64
}

#[test]
fn pause_is_between_half_and_all_of_its_own() {
    for strikes in 1..=255 {
        for action in [Action::Retry, Action::Wait, Action::AskUser] {
            let own = own(strikes, action);
            for number in 0..200 {
                let pause = u64::from(Pacing::new(key(number)).pause_ms(strikes, action, 0));
                assert!((own / 2..own).contains(&pause), "{strikes} {action}: {pause}");
            }
        }
    }
}

#[test]
fn pause_is_never_shorter_than_a_hint_and_never_follows_it_exactly() {
    for hint in [1, 2, 15, 60, 600, 3_600] {
        for strikes in [1, 2, 5, 9, 255] {
            let least = u64::from(hint) * 1_000;
            let random = own(strikes, Action::Wait).max(least / 2);
            let pauses =
                (0..500).map(|number| Pacing::new(key(number)).pause_ms(strikes, Action::Wait, hint));
            let pauses: Vec<_> = pauses.map(u64::from).collect();
            assert!(pauses.iter().all(|pause| (least..least + random).contains(pause)), "{hint} {strikes}");
            // The pauses use the whole range.
            assert!(pauses.iter().any(|pause| *pause < least + random / 10), "{hint} {strikes}");
            assert!(pauses.iter().any(|pause| *pause > least + random * 9 / 10), "{hint} {strikes}");
        }
    }
}

#[test]
fn pause_of_any_numbers_does_not_overflow() {
    for strikes in [0, 1, 255] {
        for hint in [0, 3_601, 4_294_967, 4_294_968, u32::MAX] {
            let pause = Pacing::new([0xff; 16]).pause_ms(strikes, Action::Wait, hint);
            assert!(u64::from(pause) >= (u64::from(hint) * 1_000).min(u64::from(u32::MAX)), "{hint}");
        }
    }
    // Zero strikes count as one.
    let pacing = Pacing::new([7; 16]);
    assert!((1_000..2_000).contains(&pacing.pause_ms(0, Action::Retry, 0)));
}

/// Devices that share a pause would overload the server together.
#[test]
fn pauses_of_many_devices_are_spread_evenly() {
    for strikes in [1, 2, 3, 8, 9, 20] {
        let own = own(strikes, Action::Retry);
        let mut bins = [0_u32; 100];
        for number in 0..100_000 {
            let pause = u64::from(Pacing::new(key(number)).pause_ms(strikes, Action::Retry, 0));
            bins[usize::try_from((pause - own / 2) * 100 / (own / 2)).unwrap()] += 1;
        }
        // The mean is 1,000, and the standard deviation is 3 %.
        assert!(bins.iter().all(|count| (850..1_150).contains(count)), "{strikes}: {bins:?}");
    }
}

#[test]
fn pauses_of_one_device_are_repeatable_and_unlike_from_strike_to_strike() {
    let pacing = Pacing::new(key(7));
    let pauses: Vec<_> = (9..=255).map(|strikes| pacing.pause_ms(strikes, Action::Retry, 0)).collect();
    let again: Vec<_> = (9..=255).map(|strikes| pacing.pause_ms(strikes, Action::Retry, 0)).collect();
    assert_eq!(pauses, again);
    let different: HashSet<_> = pauses.iter().collect();
    assert!(different.len() > 240, "{} of {}", different.len(), pauses.len());
}

/// Two devices may share one pause, but not the next ones.
#[test]
fn pauses_of_two_devices_do_not_stay_together() {
    let together = |a: u32, b: u32| {
        let pause = |number, strikes| Pacing::new(key(number)).pause_ms(strikes, Action::Retry, 0);
        (9..100).filter(|strikes| pause(a, *strikes).abs_diff(pause(b, *strikes)) < 1_500).count()
    };
    // They are within a hundredth of the range on either side, so 2 of 91 are expected.
    let most = (0..1_000).map(|number| together(number, number + 1)).max();
    assert!(most < Some(12), "{most:?}");
}
