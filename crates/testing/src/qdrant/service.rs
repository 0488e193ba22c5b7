//! The protocol's traits: what is covered goes to its function off the async threads, the rest is refused.

use std::sync::Arc;

use qdrant_client::qdrant::{self as q, HealthCheckReply, HealthCheckRequest};
use tonic::{Request, Response, Status};

use super::{collections, held::Holdings, points};

/// The three services of the protocol that the stand-in offers.
#[derive(Clone, Debug)]
pub(super) struct Service(Arc<Holdings>);

impl Service {
    pub(super) const fn new(held: Arc<Holdings>) -> Self {
        Self(held)
    }

    async fn answer<A, R>(
        &self,
        ask: Request<A>,
        how: fn(&Holdings, A) -> Result<R, Status>,
    ) -> Result<Response<R>, Status>
    where
        A: Send + 'static,
        R: Send + 'static,
    {
        let held = Arc::clone(&self.0);
        let answered = tokio::task::spawn_blocking(move || how(&held, ask.into_inner())).await;
        answered
            .map_err(|error| Status::internal(error.to_string()))?
            .map(Response::new)
    }
}

macro_rules! service {
    (
        $service:path, $functions:ident:
        covers { $($name:ident: $ask:ident -> $answer:ident,)+ }
        refuses { $($other:ident: $other_ask:ident -> $other_answer:ident,)+ }
    ) => {
        #[tonic::async_trait]
        impl $service for Service {
            $(
                async fn $name(&self, ask: Request<q::$ask>) -> Result<Response<q::$answer>, Status> {
                    self.answer(ask, $functions::$name).await
                }
            )+
            $(
                async fn $other(&self, _: Request<q::$other_ask>) -> Result<Response<q::$other_answer>, Status> {
                    Err(Status::unimplemented(concat!("the stand-in does not cover ", stringify!($other))))
                }
            )+
        }
    };
}

service! {
    q::collections_server::Collections, collections:
    covers {
        list: ListCollectionsRequest -> ListCollectionsResponse,
        create: CreateCollection -> CollectionOperationResponse,
        delete: DeleteCollection -> CollectionOperationResponse,
        update_aliases: ChangeAliases -> CollectionOperationResponse,
        list_aliases: ListAliasesRequest -> ListAliasesResponse,
    }
    refuses {
        get: GetCollectionInfoRequest -> GetCollectionInfoResponse,
        update: UpdateCollection -> CollectionOperationResponse,
        list_collection_aliases: ListCollectionAliasesRequest -> ListAliasesResponse,
        collection_cluster_info: CollectionClusterInfoRequest -> CollectionClusterInfoResponse,
        collection_exists: CollectionExistsRequest -> CollectionExistsResponse,
        update_collection_cluster_setup: UpdateCollectionClusterSetupRequest -> UpdateCollectionClusterSetupResponse,
        create_shard_key: CreateShardKeyRequest -> CreateShardKeyResponse,
        delete_shard_key: DeleteShardKeyRequest -> DeleteShardKeyResponse,
        list_shard_keys: ListShardKeysRequest -> ListShardKeysResponse,
    }
}

service! {
    q::points_server::Points, points:
    covers {
        upsert: UpsertPoints -> PointsOperationResponse,
        delete: DeletePoints -> PointsOperationResponse,
        create_field_index: CreateFieldIndexCollection -> PointsOperationResponse,
        scroll: ScrollPoints -> ScrollResponse,
        count: CountPoints -> CountResponse,
        query: QueryPoints -> QueryResponse,
    }
    refuses {
        get: GetPoints -> GetResponse,
        update_vectors: UpdatePointVectors -> PointsOperationResponse,
        delete_vectors: DeletePointVectors -> PointsOperationResponse,
        set_payload: SetPayloadPoints -> PointsOperationResponse,
        overwrite_payload: SetPayloadPoints -> PointsOperationResponse,
        delete_payload: DeletePayloadPoints -> PointsOperationResponse,
        clear_payload: ClearPayloadPoints -> PointsOperationResponse,
        delete_field_index: DeleteFieldIndexCollection -> PointsOperationResponse,
        create_vector_name: CreateVectorNameRequest -> PointsOperationResponse,
        delete_vector_name: DeleteVectorNameRequest -> PointsOperationResponse,
        search: SearchPoints -> SearchResponse,
        search_batch: SearchBatchPoints -> SearchBatchResponse,
        search_groups: SearchPointGroups -> SearchGroupsResponse,
        recommend: RecommendPoints -> RecommendResponse,
        recommend_batch: RecommendBatchPoints -> RecommendBatchResponse,
        recommend_groups: RecommendPointGroups -> RecommendGroupsResponse,
        discover: DiscoverPoints -> DiscoverResponse,
        discover_batch: DiscoverBatchPoints -> DiscoverBatchResponse,
        update_batch: UpdateBatchPoints -> UpdateBatchResponse,
        query_batch: QueryBatchPoints -> QueryBatchResponse,
        query_groups: QueryPointGroups -> QueryGroupsResponse,
        facet: FacetCounts -> FacetResponse,
        search_matrix_pairs: SearchMatrixPoints -> SearchMatrixPairsResponse,
        search_matrix_offsets: SearchMatrixPoints -> SearchMatrixOffsetsResponse,
    }
}

#[tonic::async_trait]
impl q::qdrant_server::Qdrant for Service {
    async fn health_check(&self, _: Request<HealthCheckRequest>) -> Result<Response<HealthCheckReply>, Status> {
        Ok(Response::new(HealthCheckReply {
            title: "stand-in for qdrant".to_owned(),
            version: "1.20.0".to_owned(),
            commit: None,
        }))
    }
}
