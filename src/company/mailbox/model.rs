//! The settings of e-mail.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::OrganizationId;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;
use crate::records::mail::model::Security;

/// Most characters of a name.
const LINE: usize = 200;

/// The longest host name (RFC 1035).
const LONGEST_HOST: usize = 253;

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    pub server: Option<ServerView>,
    /// Of all own companies.
    pub senders: Vec<SenderView>,
    /// Letters that wait.
    pub waiting: i64,
}

/// The server as the page shows it: without the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerView {
    pub host: String,
    pub port: i64,
    pub security: Security,
    pub user_name: String,
    pub has_password: bool,
    pub version: i64,
}

/// By what name and address an own company writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderView {
    pub organization: OrganizationId,
    pub organization_name: String,
    /// Empty as long as it has none.
    pub name: String,
    pub address: String,
    pub reply_to: String,
    /// 0 as long as it has none.
    pub version: i64,
}

impl SenderView {
    /// The domain that has to say that the server may write in its name.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        self.address.rsplit_once('@').map(|(_, domain)| domain)
    }
}

/// A record of the domain name system, to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsRecord {
    pub name: String,
    pub text: String,
}

/// The records a domain needs so that letters from it are believed: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489). The key of
/// DKIM is known to whoever runs the server.
#[must_use]
pub fn dns_records(domain: &str, host: &str) -> [DnsRecord; 3] {
    let record = |name: String, text: String| DnsRecord { name, text };
    let allowed = if host.is_empty() {
        "mx".to_owned()
    } else {
        format!("mx a:{host}")
    };
    [
        record(domain.to_owned(), format!("v=spf1 {allowed} ~all")),
        record(format!("mail._domainkey.{domain}"), "v=DKIM1; k=rsa; p=…".to_owned()),
        record(
            format!("_dmarc.{domain}"),
            format!("v=DMARC1; p=none; rua=mailto:postmaster@{domain}"),
        ),
    ]
}

/// The server, as the form sends it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveServer {
    pub version: i64,
    pub host: String,
    pub port: String,
    pub security: String,
    pub user_name: String,
    /// Empty: the stored one stays.
    pub password: String,
}

impl std::fmt::Debug for SaveServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaveServer")
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

/// A checked [`SaveServer`].
#[derive(Clone, PartialEq, Eq)]
pub struct ValidServer {
    pub host: String,
    pub port: i64,
    pub security: Security,
    pub user_name: String,
    pub password: String,
}

impl SaveServer {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidServer, FieldErrors> {
        let mut form = Reader::default();
        let host = form.line("host", &self.host, LONGEST_HOST).to_lowercase();
        if host.contains(char::is_whitespace) || host.contains(['/', '@']) {
            form.problem("host", crate::kernel::problem::Problem::ForbiddenCharacters);
        }
        let port = form.whole("port", &self.port, 1..=65_535);
        let security = form.choice("security", &self.security);
        let user_name = form.optional_line("user_name", &self.user_name, LINE);
        let password = form.optional_line("password", &self.password, LINE);
        form.finish(port.zip(security).map(|(port, security)| ValidServer {
            host,
            port,
            security,
            user_name,
            password,
        }))
    }
}

/// A sender, as the form sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSender {
    pub organization: OrganizationId,
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub reply_to: String,
}

/// A checked [`SaveSender`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidSender {
    pub name: String,
    pub address: String,
    pub reply_to: String,
}

impl SaveSender {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidSender, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, LINE);
        let address = form.email("address", &self.address);
        let reply_to = form.optional_email("reply_to", &self.reply_to);
        form.finish(Some(ValidSender {
            name,
            address,
            reply_to,
        }))
    }
}

/// A letter to try the settings out with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TryMail {
    /// In whose name; empty: the first own company's.
    pub organization: String,
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::dns_records;

    #[test]
    fn the_records_name_the_domain_and_the_server() {
        let [spf, dkim, dmarc] = dns_records("example.com", "smtp.host.net");
        assert_eq!(
            (spf.name.as_str(), spf.text.as_str()),
            ("example.com", "v=spf1 mx a:smtp.host.net ~all")
        );
        assert_eq!(dkim.name, "mail._domainkey.example.com");
        assert_eq!(dmarc.text, "v=DMARC1; p=none; rua=mailto:postmaster@example.com");
        assert_eq!(dns_records("example.com", "")[0].text, "v=spf1 mx ~all");
    }
}
