//! What the agents who are online can do in each hour of the day, against what comes.

use serde::{Deserialize, Serialize};
use time::Date;

use super::share;

/// Capacity and load by the hour of the day, of the whole desk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// First and last day of which it is known who was online; `None`: of none of those asked for.
    pub days: Option<[Date; 2]>,
    /// The 24 hours of a day; empty where nothing is known.
    pub hours: Vec<HourLoad>,
}

/// One hour of the day, on all days together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourLoad {
    /// On how many days it is known.
    pub days: i64,
    /// Conversations opened in it.
    pub opened: i64,
    /// Minutes of agents online, of each of them.
    pub minutes: i64,
    /// The same, each as often as its agent might hold conversations.
    pub places: i64,
}

impl HourLoad {
    /// Conversations that come, on average.
    #[must_use]
    pub fn arriving(&self) -> Option<f64> {
        share(self.opened, self.days)
    }

    /// Agents online, on average.
    #[must_use]
    pub fn online(&self) -> Option<f64> {
        share(self.minutes, self.days * 60)
    }

    /// Conversations that they may hold at once, on average.
    #[must_use]
    pub fn limit(&self) -> Option<f64> {
        share(self.places, self.days * 60)
    }

    /// Conversations that come for each hour of an agent; `None` where nobody was online.
    #[must_use]
    pub fn each(&self) -> Option<f64> {
        share(self.opened * 60, self.minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_what_came_and_who_was_there() {
        let hour = HourLoad {
            days: 4,
            opened: 30,
            minutes: 360,
            places: 3_600,
        };
        assert_eq!(hour.arriving(), Some(7.5));
        assert_eq!((hour.online(), hour.limit()), (Some(1.5), Some(15.0)));
        assert_eq!(hour.each(), Some(5.0));
        assert_eq!(HourLoad { minutes: 0, ..hour }.each(), None);
    }
}
