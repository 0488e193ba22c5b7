//! The list of messages: filters and pages.

use enlace_domain::PhoneNumber;
use serde_json::{Value, json};
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

use super::{
    problem::Problem,
    resource::{addresses, message},
};
use crate::message::Record;

/// What Twilio shows unless told otherwise, and at most.
const PAGE_SIZE: usize = 50;
const MOST: usize = 1_000;

/// A question for the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Query {
    to: Option<String>,
    from: Option<String>,
    since: Option<OffsetDateTime>,
    until: Option<OffsetDateTime>,
    page: usize,
    page_size: usize,
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads the query string; names are Twilio's: `To`, `From`, `DateSent`, `DateSent<`, `DateSent>`, `PageSize`,
    /// `Page`.
    pub fn parse(pairs: Vec<(String, String)>) -> Result<Self, Problem> {
        let mut query = Self {
            page_size: PAGE_SIZE,
            ..Self::default()
        };
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            let number = || {
                value
                    .parse::<usize>()
                    .map_err(|_| Problem::bad_field(20_001, format!("{name} must be a whole number")))
            };
            match name.as_str() {
                "To" => query.to = Some(value.clone()),
                "From" => query.from = Some(value.clone()),
                "DateSent" => {
                    let (first, last) = span(name, value)?;
                    (query.since, query.until) = (Some(first), Some(last));
                }
                "DateSent<" => query.until = Some(span(name, value)?.1),
                "DateSent>" => query.since = Some(span(name, value)?.0),
                "PageSize" => query.page_size = number()?.clamp(1, MOST),
                "Page" => query.page = number()?,
                _ => {}
            }
        }
        query.pairs = pairs;
        Ok(query)
    }

    fn wants(&self, record: &Record, business: &PhoneNumber) -> bool {
        let at = record.sent.unwrap_or(record.created);
        let (from, to) = addresses(record, business);
        self.to.as_ref().is_none_or(|wanted| *wanted == to)
            && self.from.as_ref().is_none_or(|wanted| *wanted == from)
            && self.since.is_none_or(|since| at >= since)
            && self.until.is_none_or(|until| at <= until)
    }

    /// The page of these records, which come newest first.
    pub fn page<'a>(
        &self,
        records: impl Iterator<Item = &'a Record>,
        account_sid: &str,
        business: &PhoneNumber,
    ) -> Value {
        let start = self.page * self.page_size;
        let mut wanted = records.filter(|record| self.wants(record, business)).skip(start);
        let shown: Vec<Value> = wanted
            .by_ref()
            .take(self.page_size)
            .map(|record| message(record, account_sid, business))
            .collect();
        let more = wanted.next().is_some();
        let end = start + shown.len().saturating_sub(1);
        json!({
            "messages": shown,
            "page": self.page,
            "page_size": self.page_size,
            "start": start,
            "end": end,
            "uri": self.uri(account_sid, self.page),
            "first_page_uri": self.uri(account_sid, 0),
            "next_page_uri": more.then(|| self.uri(account_sid, self.page + 1)),
            "previous_page_uri": (self.page > 0).then(|| self.uri(account_sid, self.page - 1)),
        })
    }

    /// The same question for another page.
    fn uri(&self, account_sid: &str, page: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(
            self.pairs
                .iter()
                .filter(|(name, _)| name != "Page" && name != "PageSize"),
        );
        query
            .append_pair("PageSize", &self.page_size.to_string())
            .append_pair("Page", &page.to_string());
        format!("/2010-04-01/Accounts/{account_sid}/Messages.json?{}", query.finish())
    }
}

/// A day from its first to its last moment, or a moment as both.
fn span(name: &str, text: &str) -> Result<(OffsetDateTime, OffsetDateTime), Problem> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return Ok((moment, moment));
    }
    let day = Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| Problem::bad_field(20_001, format!("{name} must be a date like 2026-11-22")))?;
    let first = day.midnight().assume_utc();
    Ok((first, first + time::Duration::DAY - time::Duration::NANOSECOND))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::message::{Direction, MessageId, WireStatus};

    fn record(number: &str, at: OffsetDateTime) -> Record {
        Record {
            id: MessageId::from("SM1"),
            line: 0,
            direction: Direction::Outbound,
            number: number.to_owned(),
            body: "oi".to_owned(),
            status: WireStatus::Sent,
            service: None,
            error_code: None,
            num_media: 0,
            created: at,
            updated: at,
            sent: Some(at),
        }
    }

    fn business() -> PhoneNumber {
        PhoneNumber::parse("+556232990000").unwrap()
    }

    fn query(text: &str) -> Query {
        Query::parse(serde_urlencoded::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn filters_by_number_and_time() {
        let all = [
            record("5562911111111", datetime!(2026-11-22 10:00 UTC)),
            record("5562922222222", datetime!(2026-11-22 11:00 UTC)),
            record("5562922222222", datetime!(2026-11-21 11:00 UTC)),
        ];
        let found = |text: &str| {
            query(text).page(all.iter(), "AC1", &business())["messages"]
                .as_array()
                .unwrap()
                .len()
        };
        assert_eq!(found(""), 3);
        assert_eq!(found("To=whatsapp%3A%2B5562922222222"), 2);
        assert_eq!(found("To=whatsapp%3A%2B5562922222222&DateSent=2026-11-22"), 1);
        assert_eq!(found("DateSent%3E=2026-11-22T10%3A30%3A00Z"), 1);
        assert_eq!(found("DateSent%3C=2026-11-21"), 1);
        assert!(Query::parse(vec![("DateSent".to_owned(), "ontem".to_owned())]).is_err());
    }

    #[test]
    fn pages_lead_to_each_other() {
        let all: Vec<Record> = (0..5)
            .map(|_| record("5562911111111", datetime!(2026-11-22 10:00 UTC)))
            .collect();
        let first = query("PageSize=2").page(all.iter(), "AC1", &business());
        assert_eq!(first["messages"].as_array().unwrap().len(), 2);
        assert_eq!(
            first["next_page_uri"],
            "/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1"
        );
        let last = query("PageSize=2&Page=2").page(all.iter(), "AC1", &business());
        assert_eq!(last["messages"].as_array().unwrap().len(), 1);
        assert_eq!(last["next_page_uri"], Value::Null);
        assert_eq!(
            last["previous_page_uri"],
            "/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1"
        );
    }
}
