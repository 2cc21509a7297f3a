//! A port that refuses connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpSocket;

/// A port of 127.0.0.1 on which nobody listens, and which nobody else gets while this lives:
/// connections are refused.
///
/// A free port that was merely looked up could be another server's by the time it is used.
#[derive(Debug)]
pub struct RefusingServer {
    address: SocketAddr,
    _socket: TcpSocket,
}

impl RefusingServer {
    /// Takes a port.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn start() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        Ok(Self {
            address: socket.local_addr()?,
            _socket: socket,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }
}
