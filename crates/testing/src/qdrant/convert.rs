//! Between the protocol's types and the engine's.

use std::collections::HashMap;

use qdrant_client::qdrant::{
    self as q, WithPayloadSelector, condition::ConditionOneOf, r#match::MatchValue, point_id::PointIdOptions,
    value::Kind, vector, vector_input, vectors::VectorsOptions, with_payload_selector::SelectorOptions,
};
use qdrant_edge::{
    Condition, FieldCondition, Filter, HasIdCondition, JsonPath, Match, OperationError, Payload, PointId, PointStruct,
    Range, SparseVector, ValueVariants, Vector, VectorInternal, Vectors, external::ordered_float::OrderedFloat,
};
use serde_json::{Map, Value};
use tonic::Status;

/// The server says of what it can't take that the argument is wrong.
pub(super) fn refused(error: OperationError) -> Status {
    Status::invalid_argument(format!("Wrong input: {error}"))
}

fn uncovered(what: &str) -> Status {
    Status::unimplemented(format!("the stand-in does not cover {what}"))
}

pub(super) fn path(field: &str) -> Result<JsonPath, Status> {
    let refused = |()| Status::invalid_argument(format!("Wrong input: {field} is no field"));
    field.parse().map_err(refused)
}

pub(super) fn id(id: q::PointId) -> Result<PointId, Status> {
    match id.point_id_options {
        Some(PointIdOptions::Uuid(text)) => text
            .parse()
            .map(PointId::Uuid)
            .map_err(|_| Status::invalid_argument("Unable to parse UUID")),
        Some(PointIdOptions::Num(number)) => Ok(PointId::NumId(number)),
        None => Err(Status::invalid_argument("No ID options provided")),
    }
}

pub(super) fn id_back(id: PointId) -> q::PointId {
    match id {
        PointId::Uuid(id) => PointIdOptions::Uuid(id.to_string()).into(),
        PointId::NumId(number) => PointIdOptions::Num(number).into(),
    }
}

pub(super) fn point(new: q::PointStruct) -> Result<PointStruct, Status> {
    let named = match new.vectors.and_then(|vectors| vectors.vectors_options) {
        Some(VectorsOptions::Vectors(named)) => named.vectors,
        _ => return Err(uncovered("vectors without a name")),
    };
    let vectors = named
        .into_iter()
        .map(|(name, vector)| Ok((name, stored(vector)?)))
        .collect::<Result<Vec<(String, Vector)>, Status>>()?;
    let fields = new
        .payload
        .into_iter()
        .map(|(field, value)| Ok((field, json(value)?)))
        .collect::<Result<Map<String, Value>, Status>>()?;
    let id = id(new.id.ok_or_else(|| Status::invalid_argument("Empty ID"))?)?;
    Ok(PointStruct::new(id, Vectors::new_named(vectors), Value::Object(fields)))
}

fn stored(vector: q::Vector) -> Result<Vector, Status> {
    match vector.vector {
        Some(vector::Vector::Dense(dense)) => Ok(Vector::new_dense(dense.data)),
        Some(vector::Vector::Sparse(sparse)) => Vector::new_sparse(sparse.indices, sparse.values).map_err(refused),
        _ => Err(uncovered("this kind of vector")),
    }
}

pub(super) fn input(input: q::VectorInput) -> Result<VectorInternal, Status> {
    match input.variant {
        Some(vector_input::Variant::Dense(dense)) => Ok(VectorInternal::from(dense.data)),
        Some(vector_input::Variant::Sparse(sparse)) => SparseVector::new(sparse.indices, sparse.values)
            .map(VectorInternal::from)
            .map_err(|error| Status::invalid_argument(error.to_string())),
        _ => Err(uncovered("this kind of query")),
    }
}

pub(super) fn filter(filter: q::Filter) -> Result<Filter, Status> {
    if !filter.should.is_empty() || filter.min_should.is_some() {
        return Err(uncovered("conditions of which some may hold"));
    }
    let all = |conditions: Vec<q::Condition>| {
        let some = !conditions.is_empty();
        let conditions = conditions
            .into_iter()
            .map(condition)
            .collect::<Result<Vec<_>, Status>>()?;
        Ok::<_, Status>(some.then_some(conditions))
    };
    Ok(Filter {
        should: None,
        min_should: None,
        must: all(filter.must)?,
        must_not: all(filter.must_not)?,
    })
}

fn condition(condition: q::Condition) -> Result<Condition, Status> {
    match condition.condition_one_of {
        Some(ConditionOneOf::Field(field)) => {
            let key = path(&field.key)?;
            if let Some(MatchValue::Keyword(word)) = field.r#match.and_then(|wanted| wanted.match_value) {
                let word = Match::new_value(ValueVariants::String(word));
                return Ok(Condition::Field(FieldCondition::new_match(key, word)));
            }
            let range = field.range.ok_or_else(|| uncovered("this kind of condition"))?;
            let range = Range {
                lt: range.lt.map(OrderedFloat),
                gt: range.gt.map(OrderedFloat),
                gte: range.gte.map(OrderedFloat),
                lte: range.lte.map(OrderedFloat),
            };
            Ok(Condition::Field(FieldCondition::new_range(key, range)))
        }
        Some(ConditionOneOf::HasId(ids)) => {
            let has_id = ids.has_id.into_iter().map(id).collect::<Result<_, Status>>()?;
            Ok(Condition::HasId(HasIdCondition { has_id }))
        }
        _ => Err(uncovered("this kind of condition")),
    }
}

/// The fields of a payload that were asked for; none, where nobody asked.
pub(super) fn payload(
    held: Option<Payload>,
    fields: Option<&WithPayloadSelector>,
) -> Result<HashMap<String, q::Value>, Status> {
    let wanted = |name: &str| match fields.and_then(|fields| fields.selector_options.as_ref()) {
        Some(SelectorOptions::Enable(all)) => Ok(*all),
        Some(SelectorOptions::Include(some)) => Ok(some.fields.iter().any(|field| field == name)),
        Some(SelectorOptions::Exclude(_)) => Err(uncovered("leaving fields out")),
        None => Ok(false),
    };
    let mut found = HashMap::new();
    for (name, value) in held.map(|payload| payload.0).unwrap_or_default() {
        if wanted(&name)? {
            found.insert(name, value_back(&value)?);
        }
    }
    Ok(found)
}

fn json(value: q::Value) -> Result<Value, Status> {
    match value.kind {
        Some(Kind::StringValue(text)) => Ok(Value::from(text)),
        Some(Kind::IntegerValue(number)) => Ok(Value::from(number)),
        _ => Err(uncovered("this kind of field")),
    }
}

fn value_back(value: &Value) -> Result<q::Value, Status> {
    let text = value.as_str().map(q::Value::from);
    text.or_else(|| value.as_i64().map(q::Value::from))
        .ok_or_else(|| uncovered("this kind of field"))
}
