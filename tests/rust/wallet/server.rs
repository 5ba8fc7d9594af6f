//! A server on loopback that gives one scripted answer a connection, and remembers what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Writes a response to a request with this `X-Request-Id`. It fails when the client closes the connection.
type Script = Box<dyn FnOnce(&mut dyn Write, &str) -> std::io::Result<()> + Send>;

/// In a response, stands for the `X-Request-Id` of its request.
const ECHO: &str = "REQUEST-ID";
/// The head of a response of the API, before its last line.
pub(crate) const HEAD: &str = "HTTP/1.1 200 OK\r\nX-Request-Id: REQUEST-ID\r\n";

/// The response on one connection.
pub(crate) struct Answer(Script);

impl Answer {
    fn new(write: impl FnOnce(&mut dyn Write, &str) -> std::io::Result<()> + Send + 'static) -> Self {
        Self(Box::new(write))
    }

    /// Begins like this, and goes on like that until the client hangs up.
    pub(crate) fn endless(start: &'static str, more: &'static str) -> Self {
        Self::new(move |client, _| {
            client.write_all(start.as_bytes())?;
            let more = more.repeat(1000);
            loop {
                client.write_all(more.as_bytes())?;
            }
        })
    }

    /// Begins like this, and then sends a space now and then.
    pub(crate) fn slow(start: &'static str) -> Self {
        Self::new(move |client, _| {
            client.write_all(start.as_bytes())?;
            loop {
                thread::sleep(Duration::from_millis(100));
                client.write_all(b" ")?;
            }
        })
    }
}

/// These bytes, with the `X-Request-Id` in place of `REQUEST-ID`.
pub(crate) fn bytes(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    Answer::new(move |client, request_id| {
        let echo = bytes.windows(ECHO.len()).position(|window| window == ECHO.as_bytes());
        let Some(start) = echo else { return client.write_all(&bytes) };
        client.write_all(&[&bytes[..start], request_id.as_bytes(), &bytes[start + ECHO.len()..]].concat())
    })
}

/// A body with its length, from the API.
pub(crate) fn answer(status: u16, body: &str) -> Answer {
    with_field(status, "Server: nginx", body)
}

/// The same with another field in its head.
pub(crate) fn with_field(status: u16, field: &str, body: &str) -> Answer {
    let length = body.len();
    bytes(format!(
        "HTTP/1.1 {status} Some Reason\r\nX-Request-Id: {ECHO}\r\n{field}\r\nContent-Length: {length}\r\n\r\n{body}"
    ))
}

/// A body with its length, from something that is not the API.
pub(crate) fn foreign(status: u16, body: &str) -> Answer {
    bytes(format!("HTTP/1.1 {status} Some Reason\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// A body in chunks of this size, with what else a chunked body may have.
pub(crate) fn chunked(status: u16, body: &str, size: usize) -> Answer {
    let mut text =
        format!("HTTP/1.1 {status} OK\r\nx-request-id:{ECHO}\r\ntransfer-encoding:chunked\r\n\r\n");
    for chunk in body.as_bytes().chunks(size) {
        text += &format!("{:X};name=value\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk));
    }
    bytes(text + "0\r\nX-Trailer: and its value\r\n\r\n")
}

/// Another answer, in pieces of this size.
pub(crate) fn in_pieces(size: usize, answer: Answer) -> Answer {
    Answer::new(move |client, request_id| {
        let mut whole = Vec::new();
        (answer.0)(&mut whole, request_id)?;
        whole.chunks(size).try_for_each(|piece| {
            thread::sleep(Duration::from_micros(200));
            client.write_all(piece)
        })
    })
}

/// None: the connection is closed.
pub(crate) fn closed() -> Answer {
    Answer::new(|_, _| Ok(()))
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
                let (request, request_id) = read_request(&client);
                asked.lock().expect("nobody panics here").push(request);
                // The client may close the connection before the end.
                let _ = (answer.0)(&mut client, &request_id);
            }
        });
        Self { port, requests }
    }

    /// Returns the requests so far: method, path and body of each.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("nobody panics here").clone()
    }
}

/// Returns method, path and body; and the `X-Request-Id`.
fn read_request(client: &TcpStream) -> (String, String) {
    let mut reader = BufReader::new(client);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        line
    };
    let request = line();
    let mut length = 0;
    let mut request_id = String::new();
    loop {
        let header = line();
        if let Some(value) = header.strip_prefix("Content-Length: ") {
            length = value.trim().parse().expect("a length");
        }
        if let Some(value) = header.strip_prefix("X-Request-Id: ") {
            request_id = value.trim().to_owned();
        }
        if header.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    let mut words = request.split(' ');
    let mut word = || words.next().unwrap_or_default();
    (format!("{} {} {}", word(), word(), String::from_utf8_lossy(&body)), request_id)
}
