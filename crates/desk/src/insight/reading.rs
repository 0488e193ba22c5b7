//! Where the figures of one look come from: one snapshot of the database, and the facts in memory where they are here.

use std::sync::Arc;

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindRow, CountedBy, InsightFilter, PersonRef, Scores},
};
use enlace_store::{
    insight::{self, AtWork, FaultCount, HourVolume, Repairs, Span, Worked},
    outcomes::{self, OutcomeTally},
    surveys,
};
use sqlx::{PgConnection, Postgres, Transaction};
use time::{Date, OffsetDateTime};

use super::{
    figures::Parts,
    memory::{self, Facts, Pieces, When},
    quantile::in_order,
};
use crate::{Desk, DeskError};

/// One look.
pub(crate) struct Reading {
    tx: Transaction<'static, Postgres>,
    facts: Option<Arc<Facts>>,
    /// What was asked for of them so far.
    chosen: Vec<Arc<Pieces>>,
    /// The snapshot's moment, once somebody has asked.
    now: Option<OffsetDateTime>,
}

impl Reading {
    /// Begins one; figures of changes that nobody has counted yet are not in it.
    pub(crate) async fn begin(desk: &Desk) -> Result<Self, DeskError> {
        let (tx, facts) = memory::begin(desk).await?;
        Ok(Self {
            tx,
            facts,
            chosen: Vec::new(),
            now: None,
        })
    }

    /// The snapshot, for all that is no fact.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Whether sums tell the steps of a span apart: the database's own do not know cities and plans.
    pub(super) const fn tells_steps(&self, filter: &InsightFilter) -> bool {
        self.facts.is_some() || filter.region.is_none() && filter.plan.is_none()
    }

    /// The facts of a span and a filter, where facts are here.
    fn chosen(&mut self, span: Span, filter: &InsightFilter) -> Option<Arc<Pieces>> {
        let facts = self.facts.as_ref()?;
        let known = self.chosen.iter().find(|chosen| chosen.is_of(span, filter));
        Some(known.cloned().unwrap_or_else(|| {
            let chosen = Arc::new(Pieces::new(Arc::clone(facts), span, filter));
            self.chosen.push(Arc::clone(&chosen));
            chosen
        }))
    }

    /// Has counted on another core what a dashboard of these spans will ask for, while this one sums up; harmless where the
    /// figures come from the database.
    pub(super) fn count_ahead(&mut self, spans: [Span; 2], filter: &InsightFilter) {
        let chosen: Vec<_> = spans.into_iter().filter_map(|span| self.chosen(span, filter)).collect();
        if !chosen.is_empty() {
            tokio::task::spawn_blocking(move || chosen.iter().for_each(|chosen| chosen.count_ahead()));
        }
    }

    /// What was opened and closed, and what each person did; the database's own sums are both in one.
    pub(super) async fn sums(&mut self, span: Span, filter: &InsightFilter) -> Result<[Parts; 2], DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.sums()),
            None => Ok([kept_sums(&mut self.tx, span, filter).await?, Vec::new()]),
        }
    }

    /// What each person did in each queue, whoever a filter asks for; `None` where the sums of that filter tell it already.
    pub(super) async fn deeds(&mut self, span: Span, filter: &InsightFilter) -> Result<Option<Parts>, DeskError> {
        if filter.person.is_none() {
            return Ok(None);
        }
        let everybody = InsightFilter {
            person: None,
            ..filter.clone()
        };
        Ok(Some(match self.chosen(span, &everybody) {
            Some(chosen) => chosen.deeds(),
            None => kept_sums(&mut self.tx, span, &everybody).await?,
        }))
    }

    /// How many nobody has answered by when it was due, by queue and the day of their opening.
    pub(super) async fn overdue(
        &mut self,
        span: Span,
        filter: &InsightFilter,
    ) -> Result<Vec<(QueueKey, Date, i64)>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.whole.overdue(self.now().await?)),
            None => Ok(insight::overdue(&mut self.tx, span, filter).await?),
        }
    }

    /// The snapshot's moment.
    async fn now(&mut self) -> Result<OffsetDateTime, DeskError> {
        Ok(match self.now {
            Some(now) => now,
            None => *self.now.insert(insight::now(&mut self.tx).await?),
        })
    }

    /// How many conversations stand behind a figure, and a page of so many `rows`. Nothing on a page behind the last.
    pub(super) async fn behind(
        &mut self,
        span: Span,
        asked: &BehindAsk,
        rows: u32,
    ) -> Result<(i64, Vec<BehindRow>), DeskError> {
        let when = match asked.figure.counted_by() {
            CountedBy::Opening => Some(When::Opened),
            CountedBy::Answering => Some(When::Answered),
            CountedBy::Closing => Some(When::Closed),
            CountedBy::Asking => Some(When::Asked),
            CountedBy::Saying | CountedBy::Standing => None,
        };
        let (total, ids) = match (self.chosen(span, &asked.ask.filter), when) {
            (Some(chosen), Some(when)) => chosen.whole.behind(when, asked, rows, self.now().await?),
            _ => insight::behind(&mut self.tx, span, asked, rows).await?,
        };
        Ok((total, insight::behind_rows(&mut self.tx, &ids).await?))
    }

    /// How many were closed, and in how many hours somebody worked.
    pub(crate) async fn worked(&mut self, span: Span) -> Result<Worked, DeskError> {
        match self.chosen(span, &InsightFilter::default()) {
            Some(chosen) => Ok(chosen.whole.worked()),
            None => Ok(insight::worked(&mut self.tx, span).await?),
        }
    }

    /// How many were opened in each hour.
    pub(super) async fn volume(&mut self, span: Span, filter: &InsightFilter) -> Result<Vec<HourVolume>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.volume()),
            None => Ok(insight::volume(&mut self.tx, span, filter).await?),
        }
    }

    /// What is open at once in a span of whole hours, of the whole desk.
    pub(super) async fn at_work(&mut self, span: Span) -> Result<AtWork, DeskError> {
        match self.chosen(span, &InsightFilter::default()) {
            Some(chosen) => Ok(chosen.at_work()),
            None => Ok(insight::at_work(&mut self.tx, span).await?),
        }
    }

    /// The faults.
    pub(super) async fn faults(&mut self, span: Span, filter: &InsightFilter) -> Result<Vec<FaultCount>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.faults()),
            None => Ok(insight::faults(&mut self.tx, span, filter).await?),
        }
    }

    /// How long faults took.
    pub(super) async fn repairs(&mut self, span: Span, filter: &InsightFilter) -> Result<Vec<Repairs>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.repairs()),
            None => Ok(insight::repairs(&mut self.tx, span, filter).await?),
        }
    }

    /// What subscribers answered who were asked in a span; `people` are all who ever worked here.
    pub(crate) async fn said(
        &mut self,
        span: Span,
        filter: &InsightFilter,
        people: &[PersonRef],
    ) -> Result<Vec<surveys::Tally>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.said(people)),
            None => Ok(surveys::tallies(&mut self.tx, span, filter).await?),
        }
    }

    /// How satisfied those are who were asked on each day; of days without an answer nothing.
    pub(super) async fn satisfaction_by_day(
        &mut self,
        span: Span,
        filter: &InsightFilter,
    ) -> Result<Vec<(Date, Scores)>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.satisfaction_by_day()),
            None => Ok(surveys::satisfaction_by_day(&mut self.tx, span, filter).await?),
        }
    }

    /// What came of conversations; `people` are all who ever worked here.
    pub(super) async fn outcomes(
        &mut self,
        span: Span,
        filter: &InsightFilter,
        people: &[PersonRef],
    ) -> Result<Vec<OutcomeTally>, DeskError> {
        match self.chosen(span, filter) {
            Some(chosen) => Ok(chosen.outcomes(people)),
            None => Ok(outcomes::tallies(&mut self.tx, span, filter).await?),
        }
    }
}

/// The database's own sums.
pub(super) async fn kept_sums(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Parts, DeskError> {
    let sums = insight::sums(conn, span, filter).await?;
    Ok(vec![sums.into_iter().map(in_order).collect()])
}
