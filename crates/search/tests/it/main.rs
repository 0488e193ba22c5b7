//! Every index does the same, whichever engine is behind it.

mod behaviour;
mod edge;
