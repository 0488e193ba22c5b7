//! A stand-in for a Qdrant server: the server's side of qdrant-client's own protocol over qdrant-edge, which is the
//! server's engine without the server.
//!
//! It shows that requests are understood and mean what is meant; it does not show how a real server behaves under load, in
//! a cluster or after an upgrade.
//!
//! Covered: collections (create with named dense and sparse vectors, list, delete with their aliases), aliases (create over
//! an existing one, rename, delete, list; all actions of a request in one step), field indexes, upsert, delete by filter,
//! scroll with an offset, exact count, query for the nearest of a dense or a sparse vector, filters by keyword, range and
//! id, the choice of payload fields, the API key, the health check. Everything else is answered with `Unimplemented`, so
//! that a test fails where the product begins to ask for more.

mod collections;
mod convert;
mod held;
mod points;
mod service;

use std::{net::SocketAddr, sync::Arc};

use qdrant_client::qdrant::{
    collections_server::CollectionsServer, points_server::PointsServer, qdrant_server::QdrantServer,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::{
    Request, Status,
    transport::{Server, server::TcpIncoming},
};

use self::{held::Holdings, service::Service};

/// A running stand-in; it ends when it is dropped.
#[derive(Debug)]
pub struct QdrantStandIn {
    address: SocketAddr,
    key: Option<String>,
    held: Arc<Holdings>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl QdrantStandIn {
    /// Starts one on a free port of this machine. With a key it answers only who names it.
    pub async fn start(key: Option<&str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let mut server = Self {
            address: listener.local_addr().expect("it listens"),
            key: key.map(str::to_owned),
            held: Arc::default(),
            running: None,
        };
        server.serve(listener);
        server
    }

    /// Its address, as `QDRANT_URL` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Goes away: connections end and no new one is taken. What it holds stays, as on a disk.
    pub async fn stop(&mut self) {
        if let Some((stop, task)) = self.running.take() {
            let _told = stop.send(());
            task.await.expect("it stops well");
        }
    }

    /// Comes back at the same address with what it held.
    pub async fn come_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("its port is still free");
        self.serve(listener);
    }

    /// Loses everything, as with its disk.
    pub fn forget_everything(&self) {
        self.held.clear();
    }

    /// The names of its collections, in order.
    #[must_use]
    pub fn collections(&self) -> Vec<String> {
        self.held.names()
    }

    fn serve(&mut self, listener: TcpListener) {
        let (stop, stopped) = oneshot::channel();
        let service = Service::new(Arc::clone(&self.held));
        let key = self.key.clone();
        let check = move |request: Request<()>| match &key {
            Some(key)
                if request
                    .metadata()
                    .get("api-key")
                    .is_none_or(|named| named != key.as_str()) =>
            {
                Err(Status::unauthenticated(
                    "Must provide an API key or an Authorization bearer token",
                ))
            }
            _ => Ok(request),
        };
        let server = Server::builder()
            .add_service(QdrantServer::with_interceptor(service.clone(), check.clone()))
            .add_service(CollectionsServer::with_interceptor(service.clone(), check.clone()))
            .add_service(PointsServer::with_interceptor(service, check))
            .serve_with_incoming_shutdown(TcpIncoming::from(listener), async {
                let _told = stopped.await;
            });
        let task = tokio::spawn(async move { server.await.expect("it serves") });
        self.running = Some((stop, task));
    }
}
