//! Laid in the next commits.
fn main() {}
