//! The core through its public API: tables, splits, grammar, judges, damaged bodies, texts.

mod catalog;
mod columns;
mod figures;
mod grammar;
mod head;
mod judge;
mod judge_contract;
mod judge_documents;
mod mutations;
mod prefixes;
mod receipt;
mod receipt_contract;
mod receipt_judge;
mod serde;
mod serde_judge;
mod splits;
mod texts;
mod vectors;
