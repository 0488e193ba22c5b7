//! Points: written, removed, read and looked for.

use qdrant_client::qdrant::{
    CountPoints, CountResponse, CountResult, CreateFieldIndexCollection, DeletePoints, FieldType,
    PointsOperationResponse, QueryPoints, QueryResponse, RetrievedPoint, ScoredPoint, ScrollPoints, ScrollResponse,
    UpdateResult, UpdateStatus, UpsertPoints, points_selector::PointsSelectorOneOf, query::Variant,
};
use qdrant_edge::{
    CountRequest, CreateIndex, FieldIndexOperations, NamedQuery, PayloadFieldSchema, PayloadSchemaType,
    PointInsertOperations, PointOperations, QueryEnum, QueryRequest, ScoringQuery, ScrollRequest, UpdateOperation,
    WithPayloadInterface,
};
use tonic::Status;

use super::{
    convert::{filter, id, id_back, input, path, payload, point, refused},
    held::Holdings,
};

pub(super) fn upsert(held: &Holdings, ask: UpsertPoints) -> Result<PointsOperationResponse, Status> {
    let points = ask.points.into_iter().map(|new| point(new).map(Into::into));
    let points = PointInsertOperations::PointsList(points.collect::<Result<_, Status>>()?);
    let operation = PointOperations::UpsertPoints(points);
    update(held, &ask.collection_name, UpdateOperation::PointOperation(operation))
}

pub(super) fn delete(held: &Holdings, ask: DeletePoints) -> Result<PointsOperationResponse, Status> {
    let Some(PointsSelectorOneOf::Filter(which)) = ask.points.and_then(|points| points.points_selector_one_of) else {
        return Err(Status::unimplemented("the stand-in deletes by filter only"));
    };
    let operation = PointOperations::DeletePointsByFilter(filter(which)?);
    update(held, &ask.collection_name, UpdateOperation::PointOperation(operation))
}

pub(super) fn create_field_index(
    held: &Holdings,
    ask: CreateFieldIndexCollection,
) -> Result<PointsOperationResponse, Status> {
    let kind = match ask.field_type.and_then(|kind| FieldType::try_from(kind).ok()) {
        Some(FieldType::Keyword) => PayloadSchemaType::Keyword,
        Some(FieldType::Integer) => PayloadSchemaType::Integer,
        Some(FieldType::Uuid) => PayloadSchemaType::Uuid,
        other => {
            return Err(Status::unimplemented(format!(
                "the stand-in has no index for {other:?}"
            )));
        }
    };
    let index = CreateIndex {
        field_name: path(&ask.field_name)?,
        field_schema: Some(PayloadFieldSchema::FieldType(kind)),
    };
    let operation = UpdateOperation::FieldIndexOperation(FieldIndexOperations::CreateIndex(index));
    update(held, &ask.collection_name, operation)
}

fn update(held: &Holdings, collection: &str, operation: UpdateOperation) -> Result<PointsOperationResponse, Status> {
    held.resolve(collection)?.engine.update(operation).map_err(refused)?;
    Ok(PointsOperationResponse {
        result: Some(UpdateResult {
            operation_id: None,
            status: UpdateStatus::Completed.into(),
        }),
        ..PointsOperationResponse::default()
    })
}

pub(super) fn scroll(held: &Holdings, ask: ScrollPoints) -> Result<ScrollResponse, Status> {
    let request = ScrollRequest {
        offset: ask.offset.map(id).transpose()?,
        limit: ask.limit.map(|limit| limit as usize),
        filter: ask.filter.map(filter).transpose()?,
        with_payload: Some(WithPayloadInterface::Bool(true)),
        ..ScrollRequest::new()
    };
    let collection = held.resolve(&ask.collection_name)?;
    let (records, next) = collection.engine.scroll(request).map_err(refused)?;
    let fields = ask.with_payload.as_ref();
    let points = records.into_iter().map(|record| {
        Ok(RetrievedPoint {
            id: Some(id_back(record.id)),
            payload: payload(record.payload, fields)?,
            ..RetrievedPoint::default()
        })
    });
    Ok(ScrollResponse {
        result: points.collect::<Result<_, Status>>()?,
        next_page_offset: next.map(id_back),
        ..ScrollResponse::default()
    })
}

pub(super) fn count(held: &Holdings, ask: CountPoints) -> Result<CountResponse, Status> {
    let request = CountRequest {
        filter: ask.filter.map(filter).transpose()?,
        exact: ask.exact.unwrap_or(true),
    };
    let collection = held.resolve(&ask.collection_name)?;
    let counted = collection.engine.count(request).map_err(refused)?;
    Ok(CountResponse {
        result: Some(CountResult { count: counted as u64 }),
        ..CountResponse::default()
    })
}

pub(super) fn query(held: &Holdings, ask: QueryPoints) -> Result<QueryResponse, Status> {
    let asked = (ask.query.and_then(|query| query.variant), ask.prefetch.is_empty());
    let (Some(Variant::Nearest(nearest)), true) = asked else {
        return Err(Status::unimplemented("the stand-in looks for the nearest only"));
    };
    let named = NamedQuery {
        query: input(nearest)?,
        using: ask.using,
    };
    let limit = usize::try_from(ask.limit.unwrap_or(10)).unwrap_or(usize::MAX);
    let request = QueryRequest {
        query: Some(ScoringQuery::Vector(QueryEnum::Nearest(named))),
        filter: ask.filter.map(filter).transpose()?,
        with_payload: WithPayloadInterface::Bool(true),
        ..QueryRequest::new(limit)
    };
    let collection = held.resolve(&ask.collection_name)?;
    let found = collection.engine.query(request).map_err(refused)?;
    let fields = ask.with_payload.as_ref();
    let points = found.into_iter().map(|point| {
        Ok(ScoredPoint {
            id: Some(id_back(point.id)),
            payload: payload(point.payload, fields)?,
            score: point.score,
            version: point.version,
            ..ScoredPoint::default()
        })
    });
    Ok(QueryResponse {
        result: points.collect::<Result<_, Status>>()?,
        ..QueryResponse::default()
    })
}
