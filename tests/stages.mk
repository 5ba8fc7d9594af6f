# The stages of tests/run. make runs them in parallel, each after its prerequisites.
#
# tests/run makes `all`, and tests/run --long makes `long`. SHORT and LONG are the two forms of the suites. BOTH are
# stages with one form.

# Each recipe is one script: see tests/stage.
.ONESHELL:
.SILENT:
SHELL := tests/stage
.SHELLFLAGS = $@

export CARGO_TERM_COLOR := never
# Nothing is compiled twice, and incremental compilation takes a tenth more.
export CARGO_INCREMENTAL := 0
PYTHON := target/venv/bin/python
FUZZ := cargo test --quiet --manifest-path tests/tools/fuzz/Cargo.toml
# What the quick loop ignores, but for the tests of a module `long`.
IGNORED := --include-ignored --skip long::
# This test of the quick loop is a part of two that it ignores.
CONTAINED := --skip read_survives_a_significant_byte_at_some_offsets_of_a_body
FLEET := cargo run --quiet --release -p mixerr-tests --bin fleet --
OUTSIDE := --test proofs --test wallet --test ways

# In the order in which make starts them. The longest ones are first, so that no processor waits at the end.
SHORT := firmware rust outside python packages features figures fuzz js
LONG := long-firmware long-rust long-python long-js long-features long-outside long-packages long-processors long-figures long-fuzz bench coverage mutants faults
BOTH := lint supply

all: $(BOTH) $(SHORT)
long: $(LONG) $(BOTH)
# A stage is not a file, even if a directory has the same name.
.PHONY: all long build venv $(SHORT) $(LONG) $(BOTH)

# Compiles once what several stages use. With -p, cargo would choose other features, and compile everything again.
build:
	cargo test --quiet --no-run
	cargo test --quiet --no-run --test firmware --test packages $(OUTSIDE)
	cargo build --quiet --release -p mixerr-ffi

# The core, C, C++, explain, the documentation, and the quick form of Python.
rust: build
	cargo test --no-fail-fast -- $(IGNORED) $(CONTAINED)
long-rust: build
	cargo test --no-fail-fast -- --include-ignored
	cargo test --quiet --manifest-path tests/tools/unicode/Cargo.toml
	cargo test --quiet --manifest-path tests/tools/api/Cargo.toml

# The firmware in C and in Rust on every board.
firmware: build
	cargo test --no-fail-fast --test firmware -- $(IGNORED)
long-firmware: build
	cargo test --no-fail-fast --test firmware -- --include-ignored

# The proofs by compiling and linking, the wallet in C, and the ways to build a project with mixerr.
outside: build venv
	cargo test --no-fail-fast $(OUTSIDE) -- $(IGNORED)
long-outside: build venv
	cargo test --no-fail-fast $(OUTSIDE) -- --include-ignored

# The C library and the core for i686, aarch64, armhf, riscv64 and s390x, under QEMU's user emulation.
long-processors: build
	cargo test --no-fail-fast --test processors

# The core's tests and the reference in other sets of features: the base catalog and no accelerators, in the long form
# also each by itself, and SIMD. C and Python always use SIMD.
features: build
	cargo test -p mixerr-tests --no-default-features --features small --test core --test reference
long-features: features
	cargo test -p mixerr-tests --no-default-features --test core -- --include-ignored vectors:: splits::
	cargo test -p mixerr-tests --no-default-features --test reference
	cargo test -p mixerr-tests --features small --test core --test reference -- --include-ignored
	cargo test -p mixerr-tests --features simd --test core --test reference -- --include-ignored

venv:
	python3 -m venv target/venv
	target/venv/bin/pip install --quiet --requirement tests/python/requirements.txt \
	    --requirement tests/rust/ways/requirements.txt

python: build venv
	$(PYTHON) -m pytest --quiet --numprocesses auto tests/python
long-python: build venv
	target/venv/bin/pip install --quiet --requirement tests/python/requirements-long.txt
	$(PYTHON) -m pytest --quiet --numprocesses auto --long tests/python

# The npm package in Node. The long form adds other projects, a Worker of Cloudflare, and the page in Chromium.
js:
	tests/js/run
long-js:
	tests/js/run --long

# Format, lints and documentation, and whether the header is fresh; in the long form in more sets of features.
lint: venv
	# Another target directory, so that no stage waits for cargo's lock.
	export CARGO_TARGET_DIR=$$PWD/target/lint
	cargo fmt --all --check
	for crate in examples/firmware/rust tests/firmware/rust tests/tools/api tests/tools/fuzz tests/tools/bench; do
	    cargo fmt --manifest-path $$crate/Cargo.toml --check
	done
	for features in "--all-features" "--no-default-features" $(if $(filter long,$(MAKECMDGOALS)), \
	    "--no-default-features --features extended" "--no-default-features --features serde" \
	    "--no-default-features --features defmt" "--features small"); do
	    cargo clippy --quiet -p mixerr --all-targets $$features -- -D warnings
	done
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --test firmware --test packages --test processors $(OUTSIDE) -- -D warnings
	for features in "" "--no-default-features" "--no-default-features --features small,panic-handler"; do
	    cargo clippy --quiet -p mixerr-ffi $$features -- -D warnings
	done
	if [ -d "$$(rustc --print target-libdir --target thumbv7m-none-eabi)" ]; then
	    for crate in examples/firmware/rust tests/firmware/rust; do
	        (cd $$crate && cargo clippy --quiet --target thumbv7m-none-eabi -- -D warnings)
	    done
	else
	    echo "the firmware in Rust is not linted: clippy needs the targets of rustup"
	fi
	RUSTFLAGS="--cfg fuzzing" cargo clippy --quiet --manifest-path tests/tools/fuzz/Cargo.toml --tests -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --all-features
	cbindgen --quiet --verify --config ffi/cbindgen.toml --crate mixerr-ffi --output include/mixerr.h
	target/venv/bin/ruff check --quiet .
	target/venv/bin/ruff format --quiet --check .
	echo "lint: 1 passed, 0 failed"

# Packs the libraries of the firmware stage. A user without Rust links the firmware bundle.
packages: build venv $(if $(filter long%,$(MAKECMDGOALS)),long-firmware,firmware)
	target/venv/bin/pip install --quiet platformio idf-component-manager
	PATH="$$PWD/target/venv/bin:$$PATH" ffi/make-packages platformio esp_idf
	cargo test --no-fail-fast --test packages -- $(IGNORED)
long-packages: packages
	cargo test --no-fail-fast --test packages -- --include-ignored long::

supply:
	tests/tools/supply/run

# The fuzz targets on their seeds and on mutations of them. The long form uses libFuzzer.
fuzz:
	RUSTFLAGS="--cfg fuzzing" $(FUZZ)
long-fuzz: fuzz
	tests/tools/fuzz/run 600

# Counts of instructions and bytes. Other processes do not change them.
figures: build venv
	tests/tools/figures/figures.py --check
	tests/tools/figures/memory.py --check --some
	tests/tools/figures/worst_case.py --check --some
	$(PYTHON) tests/tools/figures/python_figures.py --check --some
	$(FLEET) --check --some
long-figures: build venv
	tests/tools/figures/figures.py --check
	tests/tools/figures/memory.py --check
	tests/tools/figures/stack_bound.py
	tests/tools/figures/worst_case.py --check
	$(PYTHON) tests/tools/figures/python_figures.py --check
	$(FLEET) --check

# Checks that every parser answers the same question, then measures.
bench: long-figures
	cargo clippy --quiet --manifest-path tests/tools/bench/Cargo.toml --all-targets -- -D warnings
	cargo test --quiet --manifest-path tests/tools/bench/Cargo.toml --lib
	tests/tools/bench/run

coverage: long-figures
	tests/tools/coverage/run --check

mutants: coverage
	tests/tools/mutants/run

# Checks which loop notices each of ten planted faults.
faults: mutants
	tests/tools/faults/run
