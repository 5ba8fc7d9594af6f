//! The core through its public API: the tables in every split, the grammar, judges, damaged bodies, and the texts.

mod catalog;
mod figures;
mod grammar;
mod judge;
mod judge_contract;
mod judge_documents;
mod mutations;
mod prefixes;
mod receipt;
mod receipt_judge;
mod serde;
mod serde_judge;
mod splits;
mod texts;
mod vectors;
