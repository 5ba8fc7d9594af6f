//! What the compiler and the linker prove: the order of the catalog, and that no panic can be reached.

mod accelerators;
mod catalog_order;
mod no_panic;
