//! A Redis of the test's own, on a port of its own, that forgets all when it ends.

use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
};

use enlace_desk::pace::RedisPace;

use super::world::until;

/// Ends with the test.
pub struct RedisServer {
    port: u16,
    process: Child,
}

impl RedisServer {
    /// Starts one; returns when it takes connections.
    pub async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = run(port);
        let server = Self { port, process };
        server.is_up().await;
        server
    }

    /// For a desk.
    pub fn pace(&self) -> RedisPace {
        RedisPace::parse(&format!("redis://127.0.0.1:{}/0", self.port)).unwrap()
    }

    /// Takes the power away.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again, at the same address and with nothing in it.
    pub async fn start_again(&mut self) {
        self.process = run(self.port);
        self.is_up().await;
    }

    /// Sends it a signal: `STOP` and it hangs, `CONT` and it goes on.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.process.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Takes all it holds away.
    pub fn empty(&self) {
        let mut client = redis::Client::open(format!("redis://127.0.0.1:{}/0", self.port))
            .unwrap()
            .get_connection()
            .unwrap();
        redis::cmd("FLUSHALL").exec(&mut client).unwrap();
    }

    async fn is_up(&self) {
        until("the Redis takes connections", async || {
            TcpStream::connect(("127.0.0.1", self.port)).is_ok()
        })
        .await;
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // it may have been killed already
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

fn run(port: u16) -> Child {
    let arguments = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"];
    Command::new("redis-server")
        .args(arguments)
        .arg(port.to_string())
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}
