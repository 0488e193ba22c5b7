//! Customers who may leave, and what became of the work about them: the same figures as `/churn` shows.

use enlace_domain::{
    churn::ChurnCaseKind,
    view::{RetentionBand, RetentionRow},
};
use enlace_store::{
    churn::retention::{self, CaseCount},
    insight::Span,
};
use sqlx::PgConnection;

use super::results::brl;
use crate::DeskError;

/// A row for each band, of the whole desk; nothing where there is neither a model nor a case.
pub(super) async fn retention(conn: &mut PgConnection, span: Span) -> Result<Vec<RetentionRow>, DeskError> {
    if !retention::is_used(conn).await? {
        return Ok(Vec::new());
    }
    let (lower, upper) = (ChurnCaseKind::FOLLOW_UP_FROM, ChurnCaseKind::CAMPAIGN_ABOVE);
    let customers = retention::bands(conn, lower, upper).await?;
    Ok(rows(customers, &retention::counts(conn, span).await?))
}

fn rows([above, between]: [i64; 2], counts: &[CaseCount]) -> Vec<RetentionRow> {
    let row = |band: RetentionBand| {
        let belongs = |count: &&CaseCount| match band {
            RetentionBand::Above => !count.held_out && count.kind == ChurnCaseKind::Campaign,
            RetentionBand::Between => !count.held_out && count.kind == ChurnCaseKind::FollowUp,
            RetentionBand::HeldOut => count.held_out,
        };
        let sum = |of: fn(&CaseCount) -> i64| counts.iter().filter(belongs).map(of).sum::<i64>();
        let open = sum(|count| count.open);
        let (customers, is_worked_on) = match band {
            RetentionBand::Above => (above, true),
            RetentionBand::Between => (between, true),
            RetentionBand::HeldOut => (open, false),
        };
        RetentionRow {
            band,
            customers,
            open: is_worked_on.then_some(open),
            closed: sum(|count| count.closed),
            stayed: sum(|count| count.stayed),
            stayed_cents: is_worked_on.then(|| sum(|count| count.stayed_cents)),
        }
    };
    RetentionBand::ALL.iter().map(|band| row(*band)).collect()
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn csv_rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), retention: &[RetentionRow]) {
    for row in retention {
        let mut add = |figure, value: Option<String>| add("retention", row.band.as_str(), figure, value);
        add("customers", Some(row.customers.to_string()));
        add("open", row.open.map(|open| open.to_string()));
        add("closed", Some(row.closed.to_string()));
        add("stayed", Some(row.stayed.to_string()));
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
        let stayed = row.stayed_cents.map(|cents| brl(cents as f64));
        add("stayed_brl_month", stayed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_stand_in_the_band_of_their_kind_and_those_held_out_by_themselves() {
        let count = |kind, held_out, open| CaseCount {
            kind,
            held_out,
            open,
            closed: open * 10,
            stayed: open * 5,
            stayed_cents: open * 100,
        };
        let counts = [
            count(ChurnCaseKind::Campaign, false, 1),
            count(ChurnCaseKind::FollowUp, false, 2),
            count(ChurnCaseKind::Campaign, true, 3),
            count(ChurnCaseKind::FollowUp, true, 4),
        ];
        let rows = rows([8, 9], &counts);
        let said: Vec<_> = rows
            .iter()
            .map(|row| (row.customers, row.open, row.closed, row.stayed, row.stayed_cents))
            .collect();
        assert_eq!(
            said,
            [
                (8, Some(1), 10, 5, Some(100)),
                (9, Some(2), 20, 10, Some(200)),
                (7, None, 70, 35, None)
            ]
        );
    }
}
