//! Gives the linker the memory map of the board that has the target's core.

use std::path::Path;
use std::{env, fs};

fn main() {
    let variable = |name| env::var(name).expect("cargo sets it");
    let target = variable("TARGET");
    let board = match target.as_str() {
        "thumbv6m-none-eabi" => "microbit.x",
        "thumbv7m-none-eabi" | "thumbv7em-none-eabihf" => "mps2-an385.x",
        "thumbv8m.main-none-eabihf" => "mps2-an505.x",
        "riscv32imac-unknown-none-elf" => "virt.x",
        _ => panic!("no board for {target}: see .cargo/config.toml for those there are"),
    };
    let out = variable("OUT_DIR");
    let board = Path::new("boards").join(board);
    fs::copy(&board, Path::new(&out).join("memory.x")).expect("the memory map can be copied");
    println!("cargo::rustc-link-search={out}");
    println!("cargo::rerun-if-changed={}", board.display());
}
