//! What automation uses a template for.

use crate::queue::named_enum;

named_enum! {
    /// What automation sends a template for by itself.
    TemplatePurpose, "template purpose" {
        /// To go on with a conversation whose 24-hour window has closed before automation's message could leave.
        Resume = "resume",
        /// To ask how a conversation was that was closed after its 24-hour window.
        Survey = "survey",
    }
}

/// Most placeholders of a template that automation uses: it knows the subscriber's first name, and nothing else for sure.
pub const AUTOMATION_VALUES: usize = 1;
