//! How somebody's conversation begins.

use rand::Rng;
use time::OffsetDateTime;

use super::{
    arrivals::local,
    conversation::{BETWEEN_LINES, Conversation},
    intent::Opening,
    speech,
};
use crate::message::Written;

impl Conversation {
    /// Says what the conversation begins with, and hears nothing of what comes back.
    pub(super) async fn only_open(mut self, opening: Opening) {
        self.open(opening).await;
    }

    /// Says what the conversation begins with.
    pub(super) async fn open(&mut self, opening: Opening) {
        let matter = speech::matter(self.intent);
        match opening {
            Opening::Clear => self.open_in_words().await,
            Opening::Again => self.say_one_of(matter.again).await,
            Opening::Unclear => self.say_one_of(speech::UNCLEAR).await,
            Opening::Voice => {
                self.write(Written::Audio).await;
                if self.rng.random_bool(0.4) {
                    self.pause(BETWEEN_LINES).await;
                    self.say_opener().await;
                }
            }
            Opening::Picture => {
                let caption = if self.rng.random_bool(0.7) {
                    self.opener()
                } else {
                    String::new()
                };
                self.write(Written::Image { caption }).await;
            }
            Opening::Place => {
                let latitude = -16.68 + self.rng.random_range(-0.09..0.09);
                let longitude = -49.26 + self.rng.random_range(-0.09..0.09);
                let address = self.resident.sector.clone();
                self.write(Written::Location {
                    latitude,
                    longitude,
                    address,
                })
                .await;
                self.pause(BETWEEN_LINES).await;
                self.say_opener().await;
            }
            Opening::Odd => {
                let message_type = if self.rng.random_bool(0.5) {
                    "poll_creation"
                } else {
                    "event"
                };
                self.write(Written::Unknown {
                    message_type: message_type.to_owned(),
                })
                .await;
            }
        }
    }

    /// A greeting, the matter, and often something more: in one message or in several.
    async fn open_in_words(&mut self) {
        let greeting = speech::greeting(&mut self.rng, local(OffsetDateTime::now_utc()).1);
        let opener = self.opener();
        if greeting.is_empty() {
            self.say(opener).await;
        } else if self.rng.random_bool(0.6) {
            let glue = if greeting.ends_with(['!', '?']) { " " } else { ", " };
            self.say(format!("{greeting}{glue}{opener}")).await;
        } else {
            self.say(greeting.to_owned()).await;
            self.pause(BETWEEN_LINES).await;
            self.say(opener).await;
        }
        let more = [0.45, 0.12];
        for chance in more {
            if !self.rng.random_bool(chance) {
                break;
            }
            self.pause(BETWEEN_LINES).await;
            self.say_one_of(speech::matter(self.intent).details).await;
        }
    }
}
