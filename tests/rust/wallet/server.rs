//! A server on loopback that gives one scripted answer a connection, and remembers what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Writes an answer; an error is the client's hanging up.
type Script = Box<dyn FnOnce(&mut dyn Write) -> std::io::Result<()> + Send>;

/// What one connection is answered.
pub(crate) struct Answer(Script);

impl Answer {
    fn new(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'static) -> Self {
        Self(Box::new(write))
    }

    /// Begins like this, and goes on like that until the client hangs up.
    pub(crate) fn endless(start: &'static str, more: &'static str) -> Self {
        Self::new(move |client| {
            client.write_all(start.as_bytes())?;
            let more = more.repeat(1000);
            loop {
                client.write_all(more.as_bytes())?;
            }
        })
    }

    /// Begins like this, and then sends a space now and then.
    pub(crate) fn slow(start: &'static str) -> Self {
        Self::new(move |client| {
            client.write_all(start.as_bytes())?;
            loop {
                thread::sleep(Duration::from_millis(100));
                client.write_all(b" ")?;
            }
        })
    }

    /// A success of a transfer, whose body has about so many bytes.
    pub(crate) fn success_of(length: usize) -> Self {
        Self::new(move |client| {
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"assets\":[0")?;
            let element = ",{\"asset\":\"c6d0c728\",\"error\":{\"code\":20119}}".repeat(1000);
            for _ in 0..length / element.len() {
                client.write_all(element.as_bytes())?;
            }
            client.write_all(b"],\"trace_id\":\"5e4c\"}}")
        })
    }
}

/// These bytes.
pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    Answer::new(move |client| client.write_all(&bytes))
}

/// A body with its length.
pub(crate) fn answer(status: u16, body: &str) -> Answer {
    bytes(format!("HTTP/1.1 {status} Some Reason\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// A body in chunks of this size, with what else a chunked body may have.
pub(crate) fn chunked(status: u16, body: &str, size: usize) -> Answer {
    let mut text = format!("HTTP/1.1 {status} OK\r\ntransfer-encoding:chunked\r\n\r\n");
    for chunk in body.as_bytes().chunks(size) {
        text += &format!("{:X};name=value\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk));
    }
    bytes(text + "0\r\nX-Trailer: and its value\r\n\r\n")
}

/// Another answer, in pieces of this size.
pub(crate) fn in_pieces(size: usize, answer: Answer) -> Answer {
    Answer::new(move |client| {
        let mut whole = Vec::new();
        (answer.0)(&mut whole)?;
        whole.chunks(size).try_for_each(|piece| {
            thread::sleep(Duration::from_micros(200));
            client.write_all(piece)
        })
    })
}

/// None: the connection is closed.
pub(crate) fn closed() -> Answer {
    Answer::new(|_| Ok(()))
}

/// The server.
pub(crate) struct Server {
    pub(crate) port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Listens until there are no answers left; then connections are refused.
    pub(crate) fn new(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&requests);
        thread::spawn(move || {
            for answer in answers {
                let (mut client, _) = listener.accept().expect("a connection");
                client.set_nodelay(true).expect("a socket");
                let request = read_request(&client);
                asked.lock().expect("nobody panics here").push(request);
                // The client may hang up when it has heard enough.
                let _ = (answer.0)(&mut client);
            }
        });
        Self { port, requests }
    }

    /// Returns the requests so far: method, path and body of each.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("nobody panics here").clone()
    }
}

fn read_request(client: &TcpStream) -> String {
    let mut reader = BufReader::new(client);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        line
    };
    let request = line();
    let mut length = 0;
    loop {
        let header = line();
        if let Some(value) = header.strip_prefix("Content-Length: ") {
            length = value.trim().parse().expect("a length");
        }
        if header.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    let mut words = request.split(' ');
    let mut word = || words.next().unwrap_or_default();
    format!("{} {} {}", word(), word(), String::from_utf8_lossy(&body))
}
