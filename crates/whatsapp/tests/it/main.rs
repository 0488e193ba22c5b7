//! The client over real HTTP, with servers of the tests' own in the providers' places.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod find_recent;
mod maytapi;
mod maytapi_stand_in;
mod meta_fetch;
mod meta_send;
mod meta_stand_in;
mod send;
mod twilio_stand_in;
