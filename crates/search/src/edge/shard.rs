//! One generation of the index: the engine's own types stay in this file. Everything here blocks.

use std::{
    collections::HashMap,
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use enlace_domain::ArticleId;
use qdrant_edge::{
    Condition, CountRequest, CreateIndex, Distance, EdgeConfig, EdgeShard, EdgeSparseVectorParams, EdgeVectorParams,
    FieldCondition, FieldIndexOperations, Filter as Conditions, HasIdCondition, JsonPath, Match, Modifier, NamedQuery,
    OperationError, Payload, PayloadFieldSchema, PayloadSchemaType, PointId, PointInsertOperations, PointOperations,
    PointStruct, QueryEnum, QueryRequest, Range, ScoringQuery, ScrollRequest, UpdateOperation, ValueVariants, Vector,
    VectorInternal, Vectors, WithPayloadInterface, external::ordered_float::OrderedFloat,
};
use serde_json::json;
use uuid::Uuid;

use super::folder::Generation;
use crate::{
    Filter, Held, Passage, Probe, Scored, SearchError, Shape, Words,
    index::tally,
    passage::{EVER, FOR_GOOD, day_number},
    point::{
        ARTICLE, ASKED, AUDIENCE, BATCH, CATEGORY, FROM, KIND, PAGE, SENSE, SHOWN, UNTIL, VERSION, WORDS, fits,
        incomplete,
    },
};

/// The files of one generation.
#[derive(Debug)]
pub(super) struct Shard {
    // dropped first: the engine writes its files once more when it ends
    engine: EdgeShard,
    files: Files,
}

/// The files, which go with this value once they are retired.
#[derive(Debug)]
struct Files {
    generation: Generation,
    retired: AtomicBool,
}

impl Shard {
    /// An empty one.
    pub(super) fn create(generation: Generation, shape: &Shape) -> Result<Self, SearchError> {
        let words = EdgeSparseVectorParams {
            modifier: Some(Modifier::Idf),
            ..EdgeSparseVectorParams::default()
        };
        let mut config = EdgeConfig {
            sparse_vectors: HashMap::from([(WORDS.to_owned(), words)]),
            // PostgreSQL is the log: see the module above
            wal_enabled: Some(false),
            max_search_threads: Some(2),
            ..EdgeConfig::default()
        };
        if shape.dimensions > 0 {
            let sense = EdgeVectorParams::builder(shape.dimensions, Distance::Dot).build();
            config.vectors.insert(SENSE.to_owned(), sense);
        }
        let engine = EdgeShard::new(&generation.path, config).map_err(failed)?;
        for (field, kind) in [
            (ARTICLE, PayloadSchemaType::Uuid),
            (CATEGORY, PayloadSchemaType::Keyword),
            (AUDIENCE, PayloadSchemaType::Keyword),
            (KIND, PayloadSchemaType::Keyword),
            (FROM, PayloadSchemaType::Integer),
            (UNTIL, PayloadSchemaType::Integer),
        ] {
            let index = CreateIndex {
                field_name: path(field)?,
                field_schema: Some(PayloadFieldSchema::FieldType(kind)),
            };
            let index = UpdateOperation::FieldIndexOperation(FieldIndexOperations::CreateIndex(index));
            engine.update(index).map_err(failed)?;
        }
        engine.flush().map_err(failed)?;
        Ok(Self::of(engine, generation))
    }

    /// One that an earlier process has left.
    pub(super) fn load(generation: Generation) -> Result<Self, SearchError> {
        let engine = EdgeShard::load(&generation.path, None).map_err(failed)?;
        Ok(Self::of(engine, generation))
    }

    const fn of(engine: EdgeShard, generation: Generation) -> Self {
        Self {
            engine,
            files: Files {
                generation,
                retired: AtomicBool::new(false),
            },
        }
    }

    pub(super) const fn generation(&self) -> &Generation {
        &self.files.generation
    }

    /// Another is used from now on: the files go when nobody reads them any more.
    pub(super) fn retire(&self) {
        self.files.retired.store(true, Ordering::Release);
    }

    /// Adds passages.
    pub(super) fn add(&self, words: &Words, shape: &Shape, passages: &[Passage]) -> Result<(), SearchError> {
        for batch in passages.chunks(BATCH) {
            let points = batch
                .iter()
                .map(|passage| point(words, shape, passage).map(Into::into))
                .collect::<Result<Vec<_>, SearchError>>()?;
            let points = PointInsertOperations::PointsList(points);
            let points = UpdateOperation::PointOperation(PointOperations::UpsertPoints(points));
            self.engine.update(points).map_err(failed)?;
        }
        Ok(())
    }

    /// Forgets an article but for some of its passages.
    pub(super) fn forget(&self, article: ArticleId, but: Vec<Uuid>) -> Result<(), SearchError> {
        let mut which = Conditions::new_must(matches(ARTICLE, article.to_string())?);
        if !but.is_empty() {
            let has_id = but.into_iter().map(PointId::Uuid).collect();
            which.must_not = Some(vec![Condition::HasId(HasIdCondition { has_id })]);
        }
        let operation = PointOperations::DeletePointsByFilter(which);
        self.engine
            .update(UpdateOperation::PointOperation(operation))
            .map_err(failed)
    }

    /// Makes what was changed fast to search, and durable.
    pub(super) fn settle(&self) -> Result<(), SearchError> {
        self.engine.optimize().map_err(failed)?;
        self.engine.flush().map_err(failed)
    }

    /// What it holds.
    pub(super) fn held(&self) -> Result<Vec<Held>, SearchError> {
        let mut origins = Vec::new();
        let mut offset = None;
        loop {
            let request = ScrollRequest {
                offset,
                limit: Some(PAGE),
                with_payload: Some(WithPayloadInterface::Bool(true)),
                ..ScrollRequest::new()
            };
            let (records, next) = self.engine.scroll(request).map_err(failed)?;
            for record in records {
                origins.push(origin(record.payload.as_ref())?);
            }
            offset = next;
            if offset.is_none() {
                return Ok(tally(origins));
            }
        }
    }

    /// How many passages it holds.
    pub(super) fn count(&self) -> Result<u64, SearchError> {
        let counted = self.engine.count(CountRequest::new()).map_err(failed)?;
        Ok(u64::try_from(counted).unwrap_or(u64::MAX))
    }

    /// The passages nearest to a probe.
    pub(super) fn nearest(
        &self,
        words: &Words,
        shape: &Shape,
        probe: Probe,
        filter: &Filter,
        limit: usize,
    ) -> Result<Vec<Scored>, SearchError> {
        let mut filter = conditions(filter)?;
        if let Some(kind) = probe.kind() {
            filter
                .must
                .get_or_insert_default()
                .push(matches(KIND, kind.to_owned())?);
        }
        let (query, using) = match probe {
            Probe::Words(text) => {
                let vector = words.question(&text);
                if vector.indices.is_empty() {
                    return Ok(Vec::new());
                }
                (VectorInternal::from(vector), WORDS)
            }
            Probe::Sense(vector) | Probe::Asked(vector) => {
                fits(&vector, shape)?;
                (VectorInternal::from(vector), SENSE)
            }
        };
        let named = NamedQuery {
            query,
            using: Some(using.to_owned()),
        };
        let request = QueryRequest {
            query: Some(ScoringQuery::Vector(QueryEnum::Nearest(named))),
            filter: Some(filter),
            with_payload: WithPayloadInterface::Bool(true),
            ..QueryRequest::new(limit)
        };
        let points = self.engine.query(request).map_err(failed)?;
        points
            .into_iter()
            .map(|point| {
                let payload = point.payload.as_ref();
                let (article, version) = origin(payload)?;
                let field = |name: &str| payload?.0.get(name)?.as_str();
                Ok(Scored {
                    passage: field(SHOWN).and_then(|id| id.parse().ok()).ok_or_else(incomplete)?,
                    asked: field(KIND) == Some(ASKED),
                    article,
                    version,
                    score: point.score,
                })
            })
            .collect()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        if *self.retired.get_mut() {
            // what can't be removed now is removed at the next start
            let _ = fs::remove_dir_all(&self.generation.path);
        }
    }
}

fn point(words: &Words, shape: &Shape, passage: &Passage) -> Result<PointStruct, SearchError> {
    let sparse = words.passage(&passage.text);
    let mut vectors = vec![(WORDS, Vector::from(sparse))];
    if let (Some(sense), true) = (&passage.sense, shape.dimensions > 0) {
        fits(sense, shape)?;
        vectors.push((SENSE, Vector::from(sense.clone())));
    }
    let payload = json!({
        ARTICLE: passage.article.to_string(),
        VERSION: passage.version,
        CATEGORY: passage.category,
        AUDIENCE: passage.audience.as_str(),
        KIND: passage.kind(),
        SHOWN: passage.shown().to_string(),
        FROM: passage.valid_from.map_or(EVER, day_number),
        UNTIL: passage.valid_until.map_or(FOR_GOOD, day_number),
    });
    Ok(PointStruct::new(
        PointId::Uuid(passage.id),
        Vectors::new_named(vectors),
        payload,
    ))
}

fn conditions(filter: &Filter) -> Result<Conditions, SearchError> {
    #[expect(clippy::cast_precision_loss, reason = "a day has eight digits")]
    let day = OrderedFloat(day_number(filter.day) as f64);
    let holds = [
        (
            FROM,
            Range {
                lte: Some(day),
                lt: None,
                gt: None,
                gte: None,
            },
        ),
        (
            UNTIL,
            Range {
                gte: Some(day),
                lt: None,
                gt: None,
                lte: None,
            },
        ),
    ];
    let mut must = Vec::new();
    for (field, range) in holds {
        must.push(Condition::Field(FieldCondition::new_range(path(field)?, range)));
    }
    if let Some(category) = &filter.category {
        must.push(matches(CATEGORY, category.clone())?);
    }
    if let Some(audience) = filter.audience {
        must.push(matches(AUDIENCE, audience.as_str().to_owned())?);
    }
    Ok(Conditions {
        should: None,
        min_should: None,
        must: Some(must),
        must_not: None,
    })
}

fn matches(field: &str, value: String) -> Result<Condition, SearchError> {
    let value = Match::new_value(ValueVariants::String(value));
    Ok(Condition::Field(FieldCondition::new_match(path(field)?, value)))
}

fn path(field: &str) -> Result<JsonPath, SearchError> {
    field
        .parse()
        .map_err(|()| SearchError::Engine(format!("{field} is no field")))
}

/// Which version of which article a passage is of.
fn origin(payload: Option<&Payload>) -> Result<(ArticleId, i32), SearchError> {
    let read = || {
        let fields = &payload?.0;
        let article: Uuid = fields.get(ARTICLE)?.as_str()?.parse().ok()?;
        let version = i32::try_from(fields.get(VERSION)?.as_i64()?).ok()?;
        Some((ArticleId::from(article), version))
    };
    read().ok_or_else(incomplete)
}

fn failed(error: OperationError) -> SearchError {
    SearchError::Engine(error.to_string())
}
