//! Why a message of ours has not left yet.

use crate::queue::named_enum;

named_enum! {
    /// What holds a message up. It leaves by itself once that is over.
    WaitingFor, "reason to wait" {
        /// The channel's vendor fails: its circuit is open.
        ChannelDown = "channel_down",
        /// An administrator has paused the channel.
        ChannelPaused = "channel_paused",
        /// The channel sends as fast as it may.
        ChannelLimit = "channel_limit",
        /// The contact was sent as much as WhatsApp allows.
        ContactLimit = "contact_limit",
        /// The vendor did not take it and is asked again.
        Provider = "provider",
        /// The vendor was asked and did not answer: it is being found out whether it has left.
        Doubt = "doubt",
    }
}
