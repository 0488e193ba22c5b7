//! One deed at a time with the server: whoever comes while one is under way waits for its end.

use std::{
    future::poll_fn,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

#[derive(Default)]
struct Line {
    taken: bool,
    waiting: Vec<Waker>,
}

/// Whose turn it is. Copies are of the same line.
#[derive(Clone, Default)]
pub(super) struct Turns(Arc<Mutex<Line>>);

/// A turn; it ends when this is dropped.
pub(super) struct Turn(Turns);

impl Turns {
    /// Waits for a turn.
    pub(super) async fn next(&self) -> Turn {
        poll_fn(|context| {
            let mut line = self.line();
            if line.taken {
                line.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            line.taken = true;
            Poll::Ready(Turn(self.clone()))
        })
        .await
    }

    /// Whether nothing is under way.
    pub(super) fn is_free(&self) -> bool {
        !self.line().taken
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let waiting = {
            let mut line = self.0.line();
            line.taken = false;
            mem::take(&mut line.waiting)
        };
        // each looks for itself whether it is first
        waiting.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use std::{pin::pin, task::Context};

    use super::*;

    #[test]
    fn whoever_comes_second_waits_for_the_first() {
        let turns = Turns::default();
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(first) = pin!(turns.next()).poll(&mut context) else {
            panic!("nobody was before");
        };
        assert!(!turns.is_free());
        let mut second = pin!(turns.next());
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(first);
        assert!(second.as_mut().poll(&mut context).is_ready(), "and then has it");
        // what was polled above is dropped with its answer
        assert!(turns.is_free());
    }
}
