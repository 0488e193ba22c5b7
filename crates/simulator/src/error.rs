//! How the town fails.

use std::io;

use crate::{deliver::DeliveryError, message::MessageId};

/// Why the town could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// Its address is taken or not ours.
    #[error("the town can't listen on {address}: {cause}")]
    Listen {
        /// Where it should listen.
        address: std::net::SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
    /// The HTTP client can't be made.
    #[error("the town's HTTP client can't be made: {0}")]
    Client(#[from] reqwest::Error),
    /// The desk did not take a webhook.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// No message has this id, or it went the other way.
    #[error("no such message: {0}")]
    NoSuchMessage(MessageId),
    /// No line has this name, or it is not of the vendor that this needs.
    #[error("no such line: {0}")]
    NoSuchLine(String),
}
