//! The talk with a mail server (RFC 5321), step by step: whoever leads it has to know what the server can have when it breaks off.

use std::error::Error as _;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::model::Security;

/// The longest words that are kept of a server's answer.
const LONGEST: usize = 500;

/// A mail server and how one talks to it.
#[derive(Clone)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password, where it asks for them.
    pub login: Option<(String, String)>,
    /// By what name one introduces oneself; without one, by the address.
    pub hello: Option<String>,
    /// How long a step may take.
    pub patience: Duration,
    /// How long taking the content may take: servers look through it.
    pub long_patience: Duration,
    /// Certificates (DER) that are believed beside the usual ones.
    pub roots: Vec<Vec<u8>>,
}

impl Server {
    /// With the usual patience.
    #[must_use]
    pub const fn new(host: String, port: u16, security: Security) -> Self {
        Self {
            host,
            port,
            security,
            login: None,
            hello: None,
            patience: Duration::from_secs(30),
            long_patience: Duration::from_mins(5),
            roots: Vec::new(),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} ({})", self.host, self.port, self.security)
    }
}

/// Why a step was not done. The server has nothing then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The same would be refused again.
    pub for_good: bool,
    pub words: String,
}

/// What became of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The server has it, in these words.
    Accepted(String),
    Refused(Refused),
    /// It went away; it may have it.
    Unknown(String),
}

/// An open talk.
pub struct Talk {
    connection: AsyncSmtpConnection,
    patience: Duration,
    long_patience: Duration,
}

impl Talk {
    /// Connects, encrypts, signs in. Whatever stands in the way is a matter of the settings or of the network, and of no letter.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn open(server: &Server) -> Result<Self, Refused> {
        let opened = timeout(server.patience, connect(server)).await;
        // Where the server has said nothing, it is told which one.
        let silent = |words: &str| not_yet(&format!("{}:{}: {words}", server.host, server.port));
        let connection = opened.map_err(|_| silent(NO_ANSWER))?.map_err(|error| {
            let words = words(&error);
            if error.status().is_some() {
                not_yet(&words)
            } else {
                silent(&words)
            }
        })?;
        Ok(Self {
            connection,
            patience: server.patience,
            long_patience: server.long_patience,
        })
    }

    /// Says from whom and to whom.
    ///
    /// # Errors
    /// What the server says to that; its no to an address is for good, unless it says otherwise.
    pub async fn envelope(&mut self, from: &str, to: &str) -> Result<(), Refused> {
        let address = |text: &str| -> Result<Address, Refused> {
            text.parse().map_err(|error| Refused {
                for_good: true,
                words: format!("{text}: {error}"),
            })
        };
        let (from, to) = (address(from)?, address(to)?);
        let mut options = Vec::new();
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if !(is_ascii(&from) && is_ascii(&to)) {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Refused {
                    for_good: true,
                    words: format!("{to}: the server takes addresses in ASCII only"),
                });
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        self.step(Mail::new(Some(from), options)).await?;
        self.step(Rcpt::new(to, Vec::new())).await
    }

    /// Asks whether the content may come.
    ///
    /// # Errors
    /// What the server says to that.
    pub async fn data(&mut self) -> Result<(), Refused> {
        self.step(Data).await
    }

    async fn step(&mut self, command: impl fmt::Display) -> Result<(), Refused> {
        match timeout(self.patience, self.connection.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refused(&error)),
            Err(_) => Err(not_yet(NO_ANSWER)),
        }
    }

    /// Hands the content over.
    pub async fn content(&mut self, lines: &[u8]) -> Content {
        match timeout(self.long_patience, self.connection.message(lines)).await {
            Ok(Ok(response)) => Content::Accepted(said(&response)),
            // A number of the server's is an answer; all else is silence.
            Ok(Err(error)) if error.status().is_some() => Content::Refused(refused(&error)),
            Ok(Err(error)) => Content::Unknown(words(&error)),
            Err(_) => Content::Unknown(NO_ANSWER.to_owned()),
        }
    }

    /// Takes leave; the server may be gone already.
    pub async fn close(mut self) {
        let _ = timeout(Duration::from_secs(2), self.connection.quit()).await;
    }
}

const NO_ANSWER: &str = "the server does not answer in time";

async fn connect(server: &Server) -> Result<AsyncSmtpConnection, Error> {
    let hello = match &server.hello {
        Some(name) => ClientId::Domain(name.clone()),
        None => ClientId::Ipv4(Ipv4Addr::LOCALHOST),
    };
    let place = (server.host.as_str(), server.port);
    let encrypted = match server.security {
        Security::Tls => Some(tls(server)?),
        Security::None | Security::StartTls => None,
    };
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(place, Some(server.patience), &hello, encrypted, None).await?;
    if server.security == Security::StartTls {
        connection.starttls(tls(server)?, &hello).await?;
    }
    if let Some((user, password)) = &server.login {
        let credentials = Credentials::new(user.clone(), password.clone());
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
            .await?;
    }
    Ok(connection)
}

fn tls(server: &Server) -> Result<TlsParameters, Error> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    for root in &server.roots {
        parameters = parameters.add_root_certificate(Certificate::from_der(root.clone())?);
    }
    parameters.build_rustls()
}

/// What a server on this machine is called. To others nothing is said in plain.
#[must_use]
pub fn is_on_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn refused(error: &Error) -> Refused {
    Refused {
        for_good: error.is_permanent(),
        words: words(error),
    }
}

fn not_yet(words: &str) -> Refused {
    Refused {
        for_good: false,
        words: words.to_owned(),
    }
}

/// `250 2.0.0 Ok: queued as 4F2`
fn said(response: &Response) -> String {
    let text: Vec<&str> = response.message().collect();
    short(&format!("{} {}", response.code(), text.join(" ")))
}

/// The server's number and words; what the network or the certificate lacks, where it did not come to them.
fn words(error: &Error) -> String {
    let mut text: Vec<String> = error.status().map(|code| code.to_string()).into_iter().collect();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        // The system's number beside its words says nothing more.
        let inner_text = inner_text.split(" (os error ").next().unwrap_or_default().to_owned();
        if !text.iter().any(|said| said.contains(&inner_text)) {
            text.push(inner_text);
        }
        cause = inner.source();
    }
    if text.is_empty() {
        text.push(error.to_string());
    }
    short(&text.join(" "))
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::is_on_this_machine;

    #[test]
    fn this_machine_is_known_by_its_names() {
        for here in ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"] {
            assert!(is_on_this_machine(here), "{here}");
        }
        for there in ["localhost.example.com", "10.0.0.1", "smtp.example.com", "0.0.0.0", ""] {
            assert!(!is_on_this_machine(there), "{there}");
        }
    }
}
