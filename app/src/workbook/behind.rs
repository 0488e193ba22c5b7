//! The list behind a figure as rows of a file: the page's columns in their order, what is small or a badge there in columns
//! of their own.

use enlace_domain::view::{BehindRow, BehindView};
use time::Duration;

use crate::{
    now::BRASILIA,
    texts::{FigureTexts, Locale, OutcomeTexts, Texts, reason_name},
};

/// The headings, then a conversation a row; where there are more than these, the last row says so.
#[must_use]
pub fn behind(found: &BehindView, locale: Locale) -> Vec<Vec<String>> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let headings = [
        words.opened_at,
        words.who,
        words.protocol,
        words.region,
        words.reason,
        words.raised,
        words.reopened,
        OutcomeTexts::of(locale).outcome,
        texts.insight.queue,
        words.person,
        texts.insight.first_answer,
        texts.insight.handling,
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(found.rows.iter().map(|row| line(row, locale)));
    let listed = i64::try_from(found.rows.len()).unwrap_or(i64::MAX);
    if listed < found.total {
        let format = texts.format();
        rows.push(vec![(words.cut)(&format.count(listed), &format.count(found.total))]);
    }
    rows
}

fn line(row: &BehindRow, locale: Locale) -> Vec<String> {
    let (texts, words) = (Texts::of(locale), FigureTexts::of(locale));
    let opened = row.opened_at.to_offset(BRASILIA);
    let if_so = |is: bool, word: &str| if is { word.to_owned() } else { String::new() };
    vec![
        format!("{} {:02}:{:02}", opened.date(), opened.hour(), opened.minute()),
        row.name.clone(),
        row.protocol.clone(),
        row.region.clone().unwrap_or_default(),
        reason_name(texts, row.reason).to_owned(),
        if_so(row.escalated, words.raised),
        if_so(row.reopened, words.reopened),
        row.outcome
            .map(|outcome| OutcomeTexts::of(locale).say(outcome))
            .unwrap_or_default(),
        row.queue
            .map_or(texts.insight.unsorted, |queue| (texts.common.queue)(queue))
            .to_owned(),
        row.person.clone().unwrap_or_default(),
        row.first_answer.map(clock).unwrap_or_default(),
        row.handling.map(clock).unwrap_or_default(),
    ]
}

/// Hours, minutes and seconds, as spreadsheets read a span.
fn clock(seconds: f64) -> String {
    let seconds = Duration::saturating_seconds_f64(seconds.round()).whole_seconds();
    format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use enlace_domain::{
        ConversationId, Outcome, OutcomeKind, QueueKey,
        view::{BehindAsk, BehindFigure, InsightAsk, Reason},
    };
    use time::macros::{date, datetime};

    use super::*;

    fn found(total: i64) -> BehindView {
        BehindView {
            days: [date!(2026 - 10 - 30), date!(2026 - 11 - 28)],
            person: None,
            asked: BehindAsk::of(InsightAsk::default(), BehindFigure::Opened),
            total,
            rows: vec![BehindRow {
                id: ConversationId::new(),
                protocol: "2026112800001".to_owned(),
                name: "Nadir".to_owned(),
                reason: Reason::Queue(QueueKey::Commercial),
                queue: Some(QueueKey::Commercial),
                region: Some("Goiânia - GO".to_owned()),
                person: None,
                opened_at: datetime!(2026-11-28 02:07 UTC),
                first_answer: Some(61.4),
                handling: Some(93_784.0),
                escalated: true,
                reopened: false,
                outcome: Some(Outcome {
                    kind: OutcomeKind::Sale,
                    cents: None,
                }),
            }],
            at: datetime!(2026-11-28 12:00 UTC),
        }
    }

    #[test]
    fn a_row_says_what_the_page_says() {
        let rows = behind(&found(1), Locale::PtBr);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0][..5], ["Aberta", "Cliente", "Protocolo", "Região", "Motivo"]);
        assert_eq!(
            rows[1],
            [
                "2026-11-27 23:07",
                "Nadir",
                "2026112800001",
                "Goiânia - GO",
                "Comercial",
                "Escalada",
                "",
                "Venda nova",
                "Comercial",
                "",
                "0:01:01",
                "26:03:04",
            ]
        );
        assert_eq!(rows[0].len(), rows[1].len());
    }

    #[test]
    fn a_list_that_is_cut_says_so_last() {
        let rows = behind(&found(12_345), Locale::PtBr);
        assert_eq!(rows[2], ["Este arquivo tem as primeiras 1 de 12.345 conversas."]);
    }
}
