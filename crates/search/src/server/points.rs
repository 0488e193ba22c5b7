//! Passages, filters and answers as Qdrant's protocol has them.

use std::collections::HashMap;

use enlace_domain::ArticleId;
use qdrant_client::qdrant::{
    Condition, Filter as Conditions, NamedVectors, PayloadIncludeSelector, PointId, PointStruct, Query, Range,
    ScoredPoint, Value, Vector, VectorInput, point_id::PointIdOptions,
};
use qdrant_edge::SparseVector;
use uuid::Uuid;

use crate::{
    Filter, Passage, Scored, SearchError, Shape, Words,
    passage::{EVER, FOR_GOOD, day_number},
    point::{ARTICLE, ASKED, AUDIENCE, CATEGORY, FROM, KIND, SENSE, SHOWN, UNTIL, VERSION, WORDS, fits, incomplete},
};

/// A passage as a point.
pub(super) fn point(words: &Words, shape: &Shape, passage: &Passage) -> Result<PointStruct, SearchError> {
    let sparse = words.passage(&passage.text);
    let mut vectors = NamedVectors::default().add_vector(WORDS, Vector::new_sparse(sparse.indices, sparse.values));
    if let (Some(sense), true) = (&passage.sense, shape.dimensions > 0) {
        fits(sense, shape)?;
        vectors = vectors.add_vector(SENSE, Vector::new_dense(sense.clone()));
    }
    let payload: HashMap<String, Value> = [
        (ARTICLE, Value::from(passage.article.to_string())),
        (VERSION, Value::from(i64::from(passage.version))),
        (CATEGORY, Value::from(passage.category.clone())),
        (AUDIENCE, Value::from(passage.audience.as_str())),
        (KIND, Value::from(passage.kind())),
        (SHOWN, Value::from(passage.shown().to_string())),
        (FROM, Value::from(passage.valid_from.map_or(EVER, day_number))),
        (UNTIL, Value::from(passage.valid_until.map_or(FOR_GOOD, day_number))),
    ]
    .map(|(field, value)| (field.to_owned(), value))
    .into();
    Ok(PointStruct::new(id(passage.id), vectors, payload))
}

/// Which passages a question may meet.
pub(super) fn conditions(filter: &Filter, kind: Option<&str>) -> Conditions {
    #[expect(clippy::cast_precision_loss, reason = "a day has eight digits")]
    let day = day_number(filter.day) as f64;
    let begun = Range {
        lte: Some(day),
        ..Range::default()
    };
    let not_over = Range {
        gte: Some(day),
        ..Range::default()
    };
    let mut must = vec![Condition::range(FROM, begun), Condition::range(UNTIL, not_over)];
    if let Some(category) = &filter.category {
        must.push(Condition::matches(CATEGORY, category.clone()));
    }
    if let Some(audience) = filter.audience {
        must.push(Condition::matches(AUDIENCE, audience.as_str().to_owned()));
    }
    if let Some(kind) = kind {
        must.push(Condition::matches(KIND, kind.to_owned()));
    }
    Conditions::must(must)
}

/// The passages of an article but for some.
pub(super) fn of_article(article: ArticleId, but: &[Uuid]) -> Conditions {
    let mut which = Conditions::must([Condition::matches(ARTICLE, article.to_string())]);
    if !but.is_empty() {
        which.must_not = vec![Condition::has_id(but.iter().copied().map(id))];
    }
    which
}

/// What looks for words.
pub(super) fn sparse_probe(vector: SparseVector) -> Query {
    Query::new_nearest(VectorInput::new_sparse(vector.indices, vector.values))
}

/// Of what is found no more is sent than this.
pub(super) fn origin_only() -> PayloadIncludeSelector {
    PayloadIncludeSelector::new([ARTICLE, VERSION, KIND, SHOWN].map(str::to_owned))
}

/// A passage that was found.
pub(super) fn scored(point: ScoredPoint) -> Result<Scored, SearchError> {
    let (article, version) = origin(&point.payload)?;
    let field = |name: &str| point.payload.get(name)?.as_str();
    let shown = field(SHOWN).and_then(|id| id.parse().ok());
    Ok(Scored {
        passage: shown.ok_or_else(incomplete)?,
        asked: field(KIND).is_some_and(|kind| kind == ASKED),
        article,
        version,
        score: point.score,
    })
}

/// Which version of which article a passage is of.
pub(super) fn origin(payload: &HashMap<String, Value>) -> Result<(ArticleId, i32), SearchError> {
    let read = || {
        let article: Uuid = payload.get(ARTICLE)?.as_str()?.parse().ok()?;
        let version = i32::try_from(payload.get(VERSION)?.as_integer()?).ok()?;
        Some((ArticleId::from(article), version))
    };
    read().ok_or_else(incomplete)
}

fn id(passage: Uuid) -> PointId {
    PointIdOptions::Uuid(passage.to_string()).into()
}
