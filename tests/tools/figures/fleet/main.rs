//! x
mod policies;
mod simulation;
use simulation::Run;
/// SplitMix64.
fn random(seed: u64) -> u32 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 32) as u32
}
fn main() {
    let n = std::env::args().nth(1).unwrap().parse().unwrap();
    for p in policies::ALL.iter().chain(&policies::FAULTS) {
        let t = std::time::Instant::now();
        let r = Run::new(p, n);
        println!("{:50} {:.2} {:?} {:.1} {:.1} {:?}", p.name, r.peak_load(), r.all_served_s(), r.requests_a_device(), r.never_served_percent(), t.elapsed());
    }
}
