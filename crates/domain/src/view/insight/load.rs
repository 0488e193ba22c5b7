//! What the agents who are online can hold in each hour of the day, against what is open at once.

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

impl Load {
    /// From which hour to which it stands like this, the end not in it; what reaches over midnight is one: 22 to 6.
    #[must_use]
    pub fn spells(&self, strain: Strain) -> Vec<(usize, usize)> {
        let all = self.hours.len();
        let is = |hour: usize| self.hours.get(hour % all).is_some_and(|hour| hour.strain() == strain);
        if all > 0 && (0..all).all(is) {
            return vec![(0, all)];
        }
        let begins = (0..all).filter(|hour| is(*hour) && !is(hour + all - 1));
        begins
            .map(|from| {
                let lasts = (1..all).take_while(|more| is(from + more)).count() + 1;
                let to = from + lasts;
                (from, if to > all { to - all } else { to })
            })
            .collect()
    }
}

/// How what is open in an hour stands to who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strain {
    /// They can hold it.
    Room,
    /// More is open than they may hold.
    Over,
    /// Conversations come, and on none of the days anybody was there.
    Nobody,
}

impl Strain {
    /// As the file names it; `None` where all is well.
    #[must_use]
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Room => None,
            Self::Over => Some("over"),
            Self::Nobody => Some("nobody"),
        }
    }
}

/// One hour of the day, on all days together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourLoad {
    /// On how many days it is known.
    pub days: i64,
    /// Conversations opened in it.
    pub opened: i64,
    /// Seconds of conversations open in it, of each of them.
    pub open: i64,
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

    /// Conversations that are open at once, on average.
    #[must_use]
    pub fn at_work(&self) -> Option<f64> {
        share(self.open, self.days * 3_600)
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

    /// How what is open stands to who is there.
    #[must_use]
    pub const fn strain(&self) -> Strain {
        if self.minutes == 0 {
            // what stays open over a night in which nothing comes is nobody's fault
            if self.opened > 0 { Strain::Nobody } else { Strain::Room }
        } else if self.open > self.places * 60 {
            Strain::Over
        } else {
            Strain::Room
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: HourLoad = HourLoad {
        days: 4,
        opened: 30,
        open: 172_800,
        minutes: 360,
        places: 3_600,
    };

    #[test]
    fn an_hour_is_what_was_open_and_who_was_there() {
        assert_eq!((HOUR.arriving(), HOUR.at_work()), (Some(7.5), Some(12.0)));
        assert_eq!((HOUR.online(), HOUR.limit()), (Some(1.5), Some(15.0)));
        assert_eq!(HOUR.each(), Some(5.0));
        assert_eq!(HourLoad { minutes: 0, ..HOUR }.each(), None);
    }

    #[test]
    fn an_hour_is_over_its_places_in_one_unit() {
        let strain = |open, minutes, opened| {
            HourLoad {
                open,
                minutes,
                opened,
                ..HOUR
            }
            .strain()
        };
        assert_eq!(strain(216_000, 360, 30), Strain::Room, "as many as there are places");
        assert_eq!(strain(216_001, 360, 0), Strain::Over);
        assert_eq!(strain(0, 0, 1), Strain::Nobody);
        assert_eq!(strain(500_000, 0, 0), Strain::Room, "nothing comes");
    }

    #[test]
    fn hours_in_a_row_are_one_spell_over_midnight_too() {
        let load = |nobody: &[usize]| Load {
            days: None,
            hours: (0..24)
                .map(|hour| HourLoad {
                    minutes: if nobody.contains(&hour) { 0 } else { 360 },
                    ..HOUR
                })
                .collect(),
        };
        let spells = |nobody: &[usize]| load(nobody).spells(Strain::Nobody);
        assert_eq!(spells(&[22, 23, 0, 1, 2, 12]), [(12, 13), (22, 3)]);
        assert_eq!(spells(&[20, 21, 22, 23]), [(20, 24)]);
        assert_eq!(spells(&[0, 1]), [(0, 2)]);
        assert!(spells(&[]).is_empty());
        assert_eq!(load(&(0..24).collect::<Vec<_>>()).spells(Strain::Nobody), [(0, 24)]);
        assert!(load(&[3]).spells(Strain::Over).is_empty());
        assert!(Load::default().spells(Strain::Nobody).is_empty());
    }
}
