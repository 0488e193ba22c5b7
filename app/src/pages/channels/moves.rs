//! The moves that the desk has not answered yet: they go one after the other, for of two that are on their way at once
//! the later may arrive first, and the order would be another than the page shows.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use enlace_domain::{ChannelId, view::ChannelStep};

/// Moves in the order in which they were made. It outlives the page: what was pressed is sent though the page is left.
#[derive(Clone, Debug, Default)]
pub(super) struct Moves(Arc<Mutex<VecDeque<(ChannelId, ChannelStep)>>>);

impl Moves {
    /// Takes one more; `true` where nobody is sending, so that the caller has to.
    pub(super) fn add(&self, channel: ChannelId, step: ChannelStep) -> bool {
        let mut moves = self.lock();
        moves.push_back((channel, step));
        moves.len() == 1
    }

    /// The one whose turn it is.
    pub(super) fn first(&self) -> Option<(ChannelId, ChannelStep)> {
        self.lock().front().copied()
    }

    /// The desk has answered the first.
    pub(super) fn answered(&self) {
        self.lock().pop_front();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(ChannelId, ChannelStep)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_after_the_other() {
        let (moves, channel) = (Moves::default(), ChannelId::new());
        assert!(moves.add(channel, ChannelStep::Up));
        assert!(!moves.add(channel, ChannelStep::Down), "somebody is sending");
        assert_eq!(moves.first(), Some((channel, ChannelStep::Up)));
        moves.answered();
        assert_eq!(moves.first(), Some((channel, ChannelStep::Down)));
        moves.answered();
        assert_eq!(moves.first(), None);
        assert!(moves.add(channel, ChannelStep::Up));
    }
}
