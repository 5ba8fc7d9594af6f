//! Every target on every seed, as it is and damaged: fuzzing without a fuzzer, in seconds.

use mixerr_fuzz::{TARGETS, seeds};

/// In how many ways each seed is damaged.
const DAMAGES: usize = 150;

/// Cuts an input or changes a byte of it; which, and how, follows from `number` alone.
fn damaged(input: &[u8], number: usize) -> Vec<u8> {
    // Multiplication by a large odd number spreads the places over the input.
    let place = number.wrapping_mul(0x9E37_79B9) % (input.len() + 1);
    let mut damaged = input.to_vec();
    match damaged.get_mut(place) {
        Some(byte) if number % 4 != 0 => *byte ^= (number as u8).rotate_left(3) | 1,
        _ => damaged.truncate(place),
    }
    damaged
}

#[test]
fn targets_hold_for_every_seed_and_its_damages() {
    let seeds = seeds::all();
    let mut executions = 0;
    for (name, check) in TARGETS {
        let inputs: Vec<&[u8]> =
            seeds.iter().filter(|(target, _)| target == name).map(|(_, input)| &input[..]).collect();
        assert!(inputs.len() > 100, "{name} has only {} seeds", inputs.len());
        for input in inputs {
            check(input);
            for number in 1..=DAMAGES {
                check(&damaged(input, number * input.len()));
            }
            executions += 1 + DAMAGES;
        }
    }
    println!("{executions} executions");
}
