//! The pages as the server draws them, without a server. What they look like is left in the target's `tmp` folder.

#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod drawing;
