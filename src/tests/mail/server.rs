//! A mail server of the tests: it speaks the protocol (RFC 5321) and plays what it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Who vouches for [`CERTIFICATE`].
pub const AUTHORITY: &[u8] = include_bytes!("authority.der");
/// Of localhost and 127.0.0.1, until 2126.
const CERTIFICATE: &[u8] = include_bytes!("localhost.der");
const KEY: &[u8] = include_bytes!("localhost.key.der");

/// What the server does with the next one who comes; everybody else is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Play {
    Serve,
    /// Takes its time before it answers the content.
    Slow(Duration),
    /// Answers the recipient when it is let go on.
    HoldAtRecipient,
    /// Answers the content when it is let go on.
    Hold,
    /// Says this instead of greeting.
    Greet(&'static str),
    /// Says this to the recipient.
    Recipient(&'static str),
    /// Says this to the content, which it does not take.
    Content(&'static str),
    /// Goes away when it was asked whether the content may come.
    DropAtData,
    /// Takes the content and goes away without a word.
    DropAfterContent,
    /// Never answers to the recipient.
    HangAtRecipient,
    /// Takes the content and never answers.
    HangAfterContent,
}

/// How it is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    Plain,
    StartTls,
    Tls,
}

/// A letter the server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub text: String,
}

impl Received {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self
            .text
            .split("\r\n\r\n")
            .next()
            .unwrap_or_default()
            .replace("\r\n ", " ");
        let prefix = format!("{name}: ");
        let line = head
            .split("\r\n")
            .find_map(|line| line.strip_prefix(&prefix).map(str::to_owned));
        line.unwrap_or_default()
    }
}

/// The server, until it is dropped.
pub struct SmtpServer {
    pub port: u16,
    state: Arc<State>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct State {
    plays: Mutex<VecDeque<Play>>,
    received: Mutex<Vec<Received>>,
    logins: Mutex<Vec<String>>,
    /// What everybody waits for who came to a hanging play.
    connections: Mutex<usize>,
    holds: Notify,
    goes_on: Notify,
}

impl State {
    async fn hold(&self) {
        self.holds.notify_one();
        self.goes_on.notified().await;
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl SmtpServer {
    pub async fn start(speaks: Speaks) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, speaks, Arc::clone(&shared)));
            }
        });
        Self { port, state, task }
    }

    pub fn play(&self, plays: impl IntoIterator<Item = Play>) {
        self.state.plays.lock().unwrap().extend(plays);
    }

    /// Until it holds somebody.
    pub async fn holds(&self) {
        self.state.holds.notified().await;
    }

    /// Whom it holds, it answers.
    pub fn let_go_on(&self) {
        self.state.goes_on.notify_one();
    }

    /// Everything the server has taken, whether it said so or not.
    pub fn received(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }

    pub fn to(&self, address: &str) -> usize {
        self.received().iter().filter(|letter| letter.to == address).count()
    }

    pub fn logins(&self) -> Vec<String> {
        self.state.logins.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.state.connections.lock().unwrap()
    }
}

/// A server with [`CERTIFICATE`].
pub fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from(CERTIFICATE.to_vec());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(KEY.to_vec()));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(stream: TcpStream, speaks: Speaks, state: Arc<State>) {
    *state.connections.lock().unwrap() += 1;
    let play = state.plays.lock().unwrap().pop_front().unwrap_or(Play::Serve);
    match speaks {
        Speaks::Plain => {
            let _ = talk(stream, &play, &state, false, true).await;
        }
        Speaks::Tls => {
            if let Ok(stream) = acceptor().accept(stream).await {
                let _ = talk(stream, &play, &state, false, true).await;
            }
        }
        Speaks::StartTls => {
            let mut stream = stream;
            if let Ok(true) = talk(&mut stream, &play, &state, true, true).await
                && let Ok(stream) = acceptor().accept(stream).await
            {
                let _ = talk(stream, &play, &state, false, false).await;
            }
        }
    }
}

/// Talks until somebody takes leave; whether it is to go on encrypted.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    play: &Play,
    state: &State,
    offers_tls: bool,
    greets: bool,
) -> std::io::Result<bool> {
    let mut stream = BufReader::new(stream);
    if greets {
        let greeting = if let Play::Greet(words) = play {
            words
        } else {
            "220 test ESMTP"
        };
        say(&mut stream, greeting).await?;
    }
    let (mut from, mut to) = (String::new(), String::new());
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        let command = line.trim_end().to_owned();
        let word = command.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            "EHLO" if offers_tls => say(&mut stream, "250-test\r\n250 STARTTLS").await?,
            "EHLO" => {
                say(
                    &mut stream,
                    "250-test\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
                )
                .await?;
            }
            "STARTTLS" => {
                say(&mut stream, "220 go on").await?;
                return Ok(true);
            }
            "AUTH" => {
                state.logins.lock().unwrap().push(command);
                say(&mut stream, "235 welcome").await?;
            }
            "MAIL" => {
                from = address(&command);
                say(&mut stream, "250 ok").await?;
            }
            "RCPT" => {
                to = address(&command);
                match play {
                    Play::Recipient(words) => say(&mut stream, words).await?,
                    Play::HangAtRecipient => hang().await,
                    Play::HoldAtRecipient => {
                        state.hold().await;
                        say(&mut stream, "250 ok").await?;
                    }
                    _ => say(&mut stream, "250 ok").await?,
                }
            }
            "DATA" => {
                if *play == Play::DropAtData {
                    return Ok(false);
                }
                say(&mut stream, "354 go on").await?;
                let text = content(&mut stream).await?;
                if let Play::Content(words) = play {
                    say(&mut stream, words).await?;
                    continue;
                }
                if let Play::Slow(time) = play {
                    sleep(*time).await;
                }
                if *play == Play::Hold {
                    state.hold().await;
                }
                state.received.lock().unwrap().push(Received {
                    from: from.clone(),
                    to: to.clone(),
                    text,
                });
                match play {
                    Play::DropAfterContent => return Ok(false),
                    Play::HangAfterContent => hang().await,
                    _ => say(&mut stream, "250 2.0.0 Ok: queued as 4F2").await?,
                }
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return Ok(false);
            }
            _ => say(&mut stream, "500 what?").await?,
        }
    }
}

async fn hang() {
    std::future::pending::<()>().await;
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, words: &str) -> std::io::Result<()> {
    stream.write_all(format!("{words}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn content<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(
            line.strip_prefix('.')
                .filter(|rest| rest.starts_with('.'))
                .unwrap_or(&line),
        );
    }
}

/// `MAIL FROM:<a@b.c> …`
fn address(command: &str) -> String {
    let rest = command.split_once('<').map_or("", |(_, rest)| rest);
    rest.split('>').next().unwrap_or_default().to_owned()
}
