//! Every target on every seed, as it is and damaged: fuzzing without a fuzzer, in seconds.

use mixerr_fuzz::{TARGETS, seeds};

/// In how many ways each seed is damaged.
const DAMAGES: usize = 60;

/// Truncates every fourth damage of an input, and changes a byte in the others, at a place that `seed` and `number`
/// choose.
fn damaged(input: &[u8], seed: usize, number: usize) -> Vec<u8> {
    // Multiplication by a large odd number spreads the places over the input.
    let place = (seed * DAMAGES + number).wrapping_mul(0x9E37_79B9) % input.len().max(1);
    let mut damaged = input.to_vec();
    match damaged.get_mut(place) {
        Some(byte) if number & 3 != 0 => *byte ^= (number as u8).rotate_left(3) | 1,
        _ => damaged.truncate(place),
    }
    damaged
}

#[test]
fn damaged_truncates_and_changes_inputs_of_every_length() {
    for length in 1..100 {
        let input = vec![b'x'; length];
        let damages: Vec<_> = (0..DAMAGES).map(|number| damaged(&input, length, number)).collect();
        assert!(damages.iter().all(|damaged| *damaged != input));
        let changed = damages.iter().filter(|damaged| damaged.len() == length).count();
        assert_eq!(changed, DAMAGES * 3 / 4);
    }
}

#[test]
fn targets_hold_for_every_seed_and_its_damages() {
    let seeds = seeds::all();
    let mut executions = 0;
    for (name, check) in TARGETS {
        let inputs: Vec<&[u8]> =
            seeds.iter().filter(|(target, _)| target == name).map(|(_, input)| &input[..]).collect();
        assert!(inputs.len() > 60, "{name} has only {} seeds", inputs.len());
        for (seed, input) in inputs.into_iter().enumerate() {
            check(input);
            for number in 0..DAMAGES {
                check(&damaged(input, seed, number));
            }
            executions += 1 + DAMAGES;
        }
    }
    println!("{executions} executions");
}
