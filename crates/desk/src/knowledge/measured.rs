//! From which margin on an answer is sure: another figure for each embedder, since the cosines of two can't be compared.
//!
//! `enlace bench knowledge` measures the embedder that is configured; what it finds is written here and into
//! docs/KNOWLEDGE.md. Automation answers on none that is not here.

use enlace_domain::view::CannotAnswer;

use crate::Desk;

/// The embedders on which the margin was measured, by their names: by how much the best article must be nearer to the
/// question than the second, as a difference of cosines.
pub const MEASURED: [(&str, f32); 1] = [
    // multilingual-e5-small in four bits: the file that deploy/setup/model.sh fetches, by the first digits of its sha256
    ("e5-local-1571fc982750", 0.02),
];

/// The margin of the embedder of this name; `None` where nobody has measured it.
#[must_use]
pub fn sure_from(embedder: &str) -> Option<f32> {
    MEASURED
        .iter()
        .find(|(name, _)| *name == embedder)
        .map(|(_, margin)| *margin)
}

/// The margin of the desk's embedder, where automation may answer by it.
pub(crate) fn sure_from_here(desk: &Desk) -> Option<f32> {
    desk.embedder().and_then(|embedder| sure_from(embedder.name()))
}

/// Why automation can't answer on this desk, whatever the switch says; `None` where it can.
pub(super) fn cannot_answer(desk: &Desk) -> Option<CannotAnswer> {
    match desk.embedder().map(|embedder| embedder.name()) {
        None => Some(CannotAnswer::NoSense),
        Some(name) if sure_from(name).is_none() => Some(CannotAnswer::Unmeasured(name.to_owned())),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_measured_has_a_margin() {
        let [(name, margin)] = MEASURED;
        assert_eq!(sure_from(name), Some(margin));
        for other in ["text-embedding-3-large-3072", "e5-local-000000000000", ""] {
            assert_eq!(sure_from(other), None, "{other}");
        }
    }
}
