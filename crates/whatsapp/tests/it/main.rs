//! The client over real HTTP, with a server of the test's own in Twilio's place.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod find_recent;
mod send;
mod twilio_stand_in;
