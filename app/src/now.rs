//! The page's clock: one second hand and one offset from UTC, shared by everything that counts or shows times.
//!
//! The server writes its own time into the page and the browser begins with that very time, so both draw the same;
//! the browser's clock takes over after hydration.

use leptos::prelude::*;
use time::{Duration, OffsetDateTime, UtcOffset};

/// Where most readers are: the offset of Brasília, which the server draws with.
pub(crate) const BRASILIA: UtcOffset = time::macros::offset!(-3);

/// The page's clock, in a context of the whole app.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<OffsetDateTime>,
    zone: RwSignal<UtcOffset>,
    /// What must be added to the browser's time to get the server's.
    #[cfg(feature = "hydrate")]
    skew: StoredValue<Duration>,
}

impl Clock {
    /// The server's time, tracked; moves once a second.
    #[must_use]
    pub fn now(self) -> OffsetDateTime {
        self.now.get()
    }

    /// The server's time, untracked.
    #[must_use]
    pub fn now_untracked(self) -> OffsetDateTime {
        self.now.get_untracked()
    }

    /// The reader's offset from UTC, tracked.
    #[must_use]
    pub fn zone(self) -> UtcOffset {
        self.zone.get()
    }

    /// Sets the clock right by a time the server has just sent (a snapshot's `server_time`).
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(unused_variables, reason = "the server's clock is its own")
    )]
    pub fn correct(self, server_time: OffsetDateTime) {
        #[cfg(feature = "hydrate")]
        {
            self.skew.set_value(server_time - browser::now());
            self.tick();
        }
    }

    #[cfg(feature = "hydrate")]
    fn tick(self) {
        self.now.set(browser::now() + self.skew.get_value());
    }
}

/// The page's clock. Call it in a component's body.
///
/// # Panics
/// Outside the app, where nobody has called [`provide_clock`].
#[must_use]
pub fn use_clock() -> Clock {
    expect_context()
}

/// Starts the page's clock.
pub fn provide_clock() {
    let begin = SharedValue::new(server_milliseconds).into_inner();
    let begin = OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(begin);
    let clock = Clock {
        now: RwSignal::new(begin),
        zone: RwSignal::new(BRASILIA),
        #[cfg(feature = "hydrate")]
        skew: StoredValue::new(Duration::ZERO),
    };
    provide_context(clock);

    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::run(clock, begin));
}

#[cfg(feature = "ssr")]
fn server_milliseconds() -> i64 {
    (OffsetDateTime::now_utc() - OffsetDateTime::UNIX_EPOCH)
        .whole_milliseconds()
        .try_into()
        .unwrap_or(0)
}

/// Only reached by a page that carries no time of the server's.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn server_milliseconds() -> i64 {
    (browser::now() - OffsetDateTime::UNIX_EPOCH)
        .whole_milliseconds()
        .try_into()
        .unwrap_or(0)
}

#[cfg(not(any(feature = "hydrate", feature = "ssr")))]
fn server_milliseconds() -> i64 {
    0
}

#[cfg(feature = "hydrate")]
mod browser {
    //! What the browser knows of time. `OffsetDateTime::now_utc` has no clock in wasm.

    use std::time::Duration as StdDuration;

    use leptos::{
        leptos_dom::helpers::{set_timeout_with_handle, window_event_listener_untyped},
        prelude::*,
    };
    use time::{Duration, OffsetDateTime, UtcOffset};

    use super::Clock;

    /// Below this the difference is the time the page took to load, not a wrong clock.
    const LOADING: Duration = Duration::seconds(30);
    /// After so long the page is taken for awake, whether it has said so or not.
    const LATE: StdDuration = StdDuration::from_secs(5);

    pub(super) fn now() -> OffsetDateTime {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
        let milliseconds = js_sys::Date::now() as i64;
        OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(milliseconds)
    }

    /// Takes over from the server's time once the page is awake, and ticks once a second as long as the app lives.
    ///
    /// Not sooner: what is hydrated counts as drawn already, so that words of another hour than the server's would stay as
    /// they came until the next change of them.
    pub(super) fn run(clock: Clock, begin: OffsetDateTime) {
        let skew = begin - now();
        if skew.abs() > LOADING {
            clock.skew.set_value(skew);
        }
        let awake = StoredValue::new(false);
        let wake = move || {
            if awake.try_update_value(|awake| std::mem::replace(awake, true)) == Some(false) {
                if let Some(zone) = zone() {
                    clock.zone.set(zone);
                }
                clock.tick();
            }
        };
        let heard = window_event_listener_untyped("enlace-awake", move |_| wake());
        // the word may have been said before this ran
        let late = set_timeout_with_handle(wake, LATE);
        let ticking = move || {
            if awake.get_value() {
                clock.tick();
            }
        };
        let ticks = set_interval_with_handle(ticking, StdDuration::from_secs(1));
        on_cleanup(move || {
            heard.remove();
            if let Ok(late) = late {
                late.clear();
            }
            if let Ok(ticks) = ticks {
                ticks.clear();
            }
        });
    }

    /// The reader's offset from UTC.
    fn zone() -> Option<UtcOffset> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "an offset is at most 14 hours, in minutes"
        )]
        let minutes_west = js_sys::Date::new_0().get_timezone_offset() as i32;
        UtcOffset::from_whole_seconds(-minutes_west * 60).ok()
    }
}
