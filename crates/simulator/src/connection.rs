//! Connections that can be cut: a TCP listener that may be closed for a while, and whose connections a handler may
//! break before it answers.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

use crate::line::OutageSwitch;

/// Between two attempts to listen again on an address that somebody else has taken meanwhile.
const AGAIN: Duration = Duration::from_millis(50);

/// Listens and hands out connections; closes the door during an outage.
pub(crate) struct Connections {
    listener: Option<TcpListener>,
    address: SocketAddr,
    outage: Option<OutageSwitch>,
}

impl Connections {
    /// Listens; with an outage, only while it does not refuse.
    pub async fn listen(address: SocketAddr, outage: Option<OutageSwitch>) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self {
            address: listener.local_addr()?,
            listener: Some(listener),
            outage,
        })
    }

    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

/// One connection.
pub(crate) struct Connection {
    stream: TcpStream,
    cutter: Cutter,
    /// Ends when an outage begins.
    lifeline: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// Breaks the connection of the request it came with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cutter(Arc<AtomicBool>);

impl Cutter {
    /// Not one more byte leaves on this connection.
    pub fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Acquire) {
            Err(io::ErrorKind::ConnectionAborted.into())
        } else {
            Ok(())
        }
    }
}

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            let Some(listener) = &mut self.listener else {
                if let Some(outage) = &self.outage {
                    outage.taken().await;
                }
                match TcpListener::bind(self.address).await {
                    Ok(listener) => self.listener = Some(listener),
                    Err(error) => {
                        tracing::debug!(%error, "a line can't listen again yet");
                        tokio::time::sleep(AGAIN).await;
                    }
                }
                continue;
            };
            let refused = async {
                match &self.outage {
                    Some(outage) => outage.refused().await,
                    None => std::future::pending().await,
                }
            };
            // axum's own listener waits and tries again where the system refuses a connection.
            let (stream, address) = tokio::select! {
                biased;
                () = refused => {
                    self.listener = None;
                    continue;
                }
                accepted = Listener::accept(listener) => accepted,
            };
            // A small answer must not wait for the acknowledgement of the last one.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection keeps Nagle's algorithm");
            }
            let connection = Connection {
                stream,
                cutter: Cutter::default(),
                lifeline: self
                    .outage
                    .clone()
                    .map(|outage| -> Pin<Box<dyn Future<Output = ()> + Send>> {
                        Box::pin(async move { outage.refused().await })
                    }),
            };
            return (connection, address);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, Connections>> for Cutter {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().cutter.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if let Some(lifeline) = &mut self.lifeline
            && lifeline.as_mut().poll(context).is_ready()
        {
            self.lifeline = None;
            self.cutter.cut();
        }
        self.cutter.check()?;
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.cutter.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
