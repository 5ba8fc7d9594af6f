//! explain
fn main(){}
