# The stages of tests/run. make runs them side by side, each after the stages that it names.
#
# `all` are the stages of tests/run. `long` are those of tests/run --long: the long form of a stage, or one that has no
# other, and the stages that have only one form.

# Each recipe is one script: see tests/stage.
.ONESHELL:
.SILENT:
SHELL := tests/stage
.SHELLFLAGS = $@

export CARGO_TERM_COLOR := never
PYTHON := target/venv/bin/python
FUZZ := cargo test --quiet --manifest-path tests/tools/fuzz/Cargo.toml
# What the quick loop ignores, but for the tests of a module `long`.
IGNORED := --include-ignored --skip long::
FLEET := cargo run --quiet --release -p mixerr-tests --bin fleet --
OUTSIDE := --test proofs --test wallet --test ways

SHORT := firmware rust python features outside figures fuzz
LONG := long-firmware long-rust long-python long-features long-outside long-figures long-fuzz bench coverage mutants faults
BOTH := lint packages supply

all: $(SHORT) $(BOTH)
long: $(LONG) $(BOTH)
# A stage is no file: the repository may have a directory of its name, such as `build`.
.PHONY: all long build venv $(SHORT) $(LONG) $(BOTH)

# Everything that several stages use, compiled once.
build:
	cargo test --quiet --no-run
	cargo test --quiet --no-run -p mixerr-tests --test firmware $(OUTSIDE)
	cargo build --quiet --release -p mixerr-ffi

# The core, C, C++, explain, the documentation, and Python in its quick form.
rust: build
	cargo test --no-fail-fast -- $(IGNORED)
long-rust: build
	cargo test --no-fail-fast -- --include-ignored

# The firmware in C and in Rust, on every board.
firmware: build
	cargo test --no-fail-fast -p mixerr-tests --test firmware -- $(IGNORED)
long-firmware: build
	cargo test --no-fail-fast -p mixerr-tests --test firmware -- --include-ignored

# What is proven by compiling and linking, the wallet in C, and the ways into a project.
outside: build
	cargo test --no-fail-fast -p mixerr-tests $(OUTSIDE) -- $(IGNORED)
long-outside: build
	cargo test --no-fail-fast -p mixerr-tests $(OUTSIDE) -- --include-ignored

# The base catalog alone, no accelerators, and in long accelerators with SIMD (which C and Python always have): the quick
# loop's tests of the core, and the reference.
features: build
	cargo test -p mixerr-tests --no-default-features --test core -- vectors:: splits::
	cargo test -p mixerr-tests --no-default-features --test reference
	cargo test -p mixerr-tests --features small --test core --test reference
long-features: build
	cargo test -p mixerr-tests --no-default-features --test core -- --include-ignored vectors:: splits::
	cargo test -p mixerr-tests --no-default-features --test reference
	cargo test -p mixerr-tests --features small --test core --test reference -- --include-ignored
	cargo test -p mixerr-tests --features simd --test core --test reference -- --include-ignored

venv:
	python3 -m venv target/venv
	target/venv/bin/pip install --quiet --requirement tests/python/requirements.txt

python: build venv
	$(PYTHON) -m pytest --quiet --numprocesses auto tests/python
long-python: build venv
	target/venv/bin/pip install --quiet --requirement tests/python/requirements-long.txt
	$(PYTHON) -m pytest --quiet --numprocesses auto --long tests/python

# Formats, lints and documentation of everything, in every set of features; the header is cbindgen's.
lint: venv
	# A directory of its own, so that no other stage waits for cargo's lock.
	export CARGO_TARGET_DIR=$$PWD/target/lint
	cargo fmt --all --check
	for crate in examples/firmware/rust tests/tools/fuzz tests/tools/bench; do
	    cargo fmt --manifest-path $$crate/Cargo.toml --check
	done
	for features in "--all-features" "--no-default-features" "--no-default-features --features extended" \
	    "--no-default-features --features serde" "--no-default-features --features defmt" "--features small"; do
	    cargo clippy --quiet -p mixerr --all-targets $$features -- -D warnings
	done
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet -p mixerr-tests --test firmware $(OUTSIDE) -- -D warnings
	for features in "" "--no-default-features" "--no-default-features --features small,panic-handler"; do
	    cargo clippy --quiet -p mixerr-ffi $$features -- -D warnings
	done
	if [ -d "$$(rustc --print target-libdir --target thumbv7m-none-eabi)" ]; then
	    (cd examples/firmware/rust && cargo clippy --quiet --target thumbv7m-none-eabi -- -D warnings)
	else
	    echo "the firmware in Rust is not linted: clippy needs rustup's targets, and rustup has none here"
	fi
	RUSTFLAGS="--cfg fuzzing" cargo clippy --quiet --manifest-path tests/tools/fuzz/Cargo.toml --tests -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --all-features
	cbindgen --quiet --verify --config ffi/cbindgen.toml --crate mixerr-ffi --output include/mixerr.h
	target/venv/bin/ruff check --quiet .
	target/venv/bin/ruff format --quiet --check .
	echo "lint: 1 passed, 0 failed"

# After the firmware, whose libraries they pack.
packages: venv $(if $(filter long,$(MAKECMDGOALS)),long-firmware,firmware)
	target/venv/bin/pip install --quiet platformio idf-component-manager
	PATH="$$PWD/target/venv/bin:$$PATH" ffi/make-packages

supply:
	tests/tools/supply/run

# The fuzz targets on their seeds, as they are and damaged. In long, with libFuzzer.
fuzz:
	RUSTFLAGS="--cfg fuzzing" $(FUZZ)
long-fuzz: fuzz
	tests/tools/fuzz/run 600

# Counts of instructions and bytes, which nothing that runs beside them changes.
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

# Whether each of the other parsers is asked the same; and then the figures.
bench: long-figures
	cargo clippy --quiet --manifest-path tests/tools/bench/Cargo.toml --all-targets -- -D warnings
	cargo test --quiet --manifest-path tests/tools/bench/Cargo.toml --lib
	tests/tools/bench/run

coverage: long-figures
	tests/tools/coverage/run --check

mutants: coverage
	tests/tools/mutants/run

# Ten planted faults, and which loop notices each.
faults: mutants
	tests/tools/faults/run
