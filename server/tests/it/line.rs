//! A line to the database that can be cut.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Passes bytes on to `to` while it is whole.
pub struct Line {
    pub address: SocketAddr,
    whole: Arc<watch::Sender<bool>>,
    silent: Arc<watch::Sender<bool>>,
    refused: Arc<watch::Sender<usize>>,
}

impl Line {
    pub async fn lay(to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let whole = Arc::new(watch::Sender::new(true));
        let silent = Arc::new(watch::Sender::new(false));
        let state = Arc::clone(&whole);
        let hush = Arc::clone(&silent);
        let refused = Arc::new(watch::Sender::new(0));
        let count = Arc::clone(&refused);
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let mut state = state.subscribe();
                let mut hush = hush.subscribe();
                if !*state.borrow_and_update() {
                    count.send_modify(|count| *count += 1);
                    continue;
                }
                tokio::spawn(async move {
                    let Ok(mut far) = TcpStream::connect(to).await else {
                        return;
                    };
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                        () = until(&mut state, false) => {}
                        // what is open stays open, until it is cut
                        () = until(&mut hush, true) => until(&mut state, false).await,
                    }
                });
            }
        });
        Self {
            address,
            whole,
            silent,
            refused,
        }
    }

    /// Waits until it was asked for so often while it was cut.
    pub async fn until_refused(&self, times: usize) {
        let mut refused = self.refused.subscribe();
        let asked = refused.wait_for(|count| *count >= times);
        tokio::time::timeout(Duration::from_secs(60), asked)
            .await
            .expect("it is asked for again and again")
            .unwrap();
    }

    /// Carries nothing more either way, and tells nobody: as when a network swallows every packet.
    pub fn swallow(&self) {
        self.silent.send_replace(true);
    }

    /// Cuts what is open, and what is asked for from now on.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

/// Waits until it is so; the line's end counts as well.
async fn until(switch: &mut watch::Receiver<bool>, is: bool) {
    drop(switch.wait_for(|value| *value == is).await);
}
