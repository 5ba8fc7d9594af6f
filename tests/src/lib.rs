//! Reads the tables of `tests/vectors/`.
