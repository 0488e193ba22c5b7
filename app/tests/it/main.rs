//! The pages as the server draws them, without a server. What they look like is left in the target's `tmp` folder.

#![cfg(feature = "ssr")]

mod drawing;
