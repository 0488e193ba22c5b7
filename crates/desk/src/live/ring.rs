//! The last events, for pages that lost their connection for a moment.

use std::{collections::VecDeque, sync::Arc};

use enlace_domain::event::StreamCursor;

use super::LiveEvent;

/// So many events are kept.
pub(super) const KEPT: usize = 4_096;

/// A gapless stretch of the stream: everything after `floor` up to `last`.
#[derive(Debug, Default)]
pub(super) struct Ring {
    events: VecDeque<Arc<LiveEvent>>,
    floor: StreamCursor,
    last: StreamCursor,
}

impl Ring {
    /// An empty stretch at `cursor`.
    pub(super) fn starting_at(cursor: StreamCursor) -> Self {
        Self {
            events: VecDeque::with_capacity(KEPT),
            floor: cursor,
            last: cursor,
        }
    }

    /// The last event that went in.
    pub(super) fn last(&self) -> StreamCursor {
        self.last
    }

    /// Adds the next events, in order.
    pub(super) fn push(&mut self, events: &[Arc<LiveEvent>]) {
        for event in events {
            if self.events.len() == KEPT
                && let Some(oldest) = self.events.pop_front()
            {
                self.floor = oldest.cursor;
            }
            self.last = event.cursor;
            self.events.push_back(Arc::clone(event));
        }
    }

    /// Everything after `cursor`; `None` where some of it has gone already.
    pub(super) fn after(&self, cursor: StreamCursor) -> Option<VecDeque<Arc<LiveEvent>>> {
        if cursor < self.floor {
            return None;
        }
        let seen = self.events.partition_point(|event| event.cursor <= cursor);
        Some(self.events.range(seen..).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::event::StreamBody;

    use super::*;

    fn cursor(seq: usize) -> StreamCursor {
        StreamCursor {
            xid: 7,
            seq: i64::try_from(seq).unwrap(),
        }
    }

    fn events(seqs: std::ops::Range<usize>) -> Vec<Arc<LiveEvent>> {
        seqs.map(|seq| Arc::new(LiveEvent::new(cursor(seq), cursor(seq - 1), Arc::new(StreamBody::Settings)).unwrap()))
            .collect()
    }

    fn seqs(found: Option<VecDeque<Arc<LiveEvent>>>) -> Option<Vec<i64>> {
        found.map(|events| events.iter().map(|event| event.cursor.seq).collect())
    }

    #[test]
    fn what_is_kept_is_replayed_without_a_gap() {
        let mut ring = Ring::starting_at(cursor(10));
        ring.push(&events(11..15));
        assert_eq!(seqs(ring.after(cursor(10))), Some(vec![11, 12, 13, 14]));
        assert_eq!(seqs(ring.after(cursor(12))), Some(vec![13, 14]));
        assert_eq!(seqs(ring.after(cursor(14))), Some(vec![]));
        assert_eq!(seqs(ring.after(cursor(9))), None, "before the ring began");
    }

    #[test]
    fn what_fell_out_is_a_gap() {
        let mut ring = Ring::starting_at(cursor(0));
        ring.push(&events(1..KEPT + 3));
        assert_eq!(seqs(ring.after(cursor(1))), None);
        assert_eq!(
            ring.after(cursor(2)).unwrap().len(),
            KEPT,
            "the oldest that is left follows event 2"
        );
        assert_eq!(ring.last(), cursor(KEPT + 2));
    }
}
