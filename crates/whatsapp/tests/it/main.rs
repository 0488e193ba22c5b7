//! The client over real HTTP, with a server of the test's own in Twilio's place.

mod find_recent;
mod send;
mod twilio_stand_in;
