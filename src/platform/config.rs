//! The settings of the environment. A wrong value stops the start with a sentence that names it. The comments of the fields
//! are the help text of the command line.
#![allow(clippy::doc_markdown, reason = "the help text is read in a terminal")]

pub mod bucket;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::blobs::{Blobs, LARGEST_MEGABYTES};
use super::secrets::Secrets;
use bucket::BucketSettings;

/// Where everything is kept: in the data folder, unless addresses of a database and of a bucket are given.
#[derive(Debug, Clone, Args)]
pub struct DatabaseSettings {
    /// Folder for the database file and for files and papers; made when missing
    #[arg(long, env = "AKTA_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    pub data_dir: PathBuf,
    /// Database: sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME [default: sqlite:akta.db in the data folder]
    #[arg(long, env = "AKTA_DATABASE_URL", value_name = "URL", value_parser = database_url, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Key that stored passwords of other services are sealed with, 16 characters or more [default: made once, in the file secret.key of the data folder]
    #[arg(long, env = "AKTA_SECRET_KEY", value_name = "KEY", value_parser = secret_key, hide_env_values = true)]
    pub secret_key: Option<String>,
    #[command(flatten)]
    pub bucket: BucketSettings,
    /// What is logged, for example info, debug or akta=debug,sqlx=warn
    #[arg(long, env = "AKTA_LOG", default_value = "info", value_name = "FILTER", value_parser = log_filter)]
    pub log: String,
}

impl DatabaseSettings {
    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("akta.db").display()))
    }

    /// Where the bytes of files and papers lie. Nothing is asked of a bucket's server yet: [`Blobs::try_out`] does.
    ///
    /// # Errors
    /// A sentence that names the setting, if a bucket is set wrongly.
    pub fn blobs(&self) -> Result<Blobs, String> {
        match self.bucket.chosen()? {
            Some(address) => Blobs::in_bucket(&self.data_dir, &address),
            None => Ok(Blobs::in_folder(&self.data_dir)),
        }
    }

    /// What passwords of other services are sealed with.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets::new(&self.data_dir, self.secret_key.as_deref())
    }
}

/// Settings of the web server.
#[derive(Debug, Clone, Args)]
pub struct ServerSettings {
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// Address to listen on
    #[arg(long, env = "AKTA_ADDR", default_value = "127.0.0.1:3000", value_name = "IP:PORT")]
    pub addr: SocketAddr,
    /// Address under which people reach Akta; links in mails are built from it [default: http://ADDR]
    #[arg(long, env = "AKTA_BASE_URL", value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Folder with the browser's files [default: `site` beside the program, then in the working folder]
    #[arg(long, env = "AKTA_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// Serve plain http to other machines (passwords travel readable: only in a closed network)
    #[arg(long, env = "AKTA_INSECURE_HTTP", value_parser = clap::builder::BoolishValueParser::new(), default_value = "false", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    pub insecure_http: bool,
    /// Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "AKTA_TRUSTED_PROXIES", value_delimiter = ',', value_name = "IP")]
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest file that is taken as an attachment, in megabytes
    #[arg(long, env = "AKTA_LARGEST_FILE", default_value_t = LARGEST_MEGABYTES, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub largest_file: u32,
    /// Load demo data when the database is empty
    #[arg(long, env = "AKTA_DEMO", value_parser = clap::builder::BoolishValueParser::new(), default_value = "false", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    pub demo: bool,
}

impl ServerSettings {
    /// # Errors
    /// A sentence, if people would reach Akta by http over a network and nobody said that this is wanted.
    pub fn base_url(&self) -> Result<BaseUrl, String> {
        let url = match &self.base_url {
            Some(url) => url.clone(),
            None => BaseUrl::from_str(&format!("http://{}", self.addr))?,
        };
        if url.https || url.loopback || self.insecure_http {
            Ok(url)
        } else {
            Err(format!(
                "AKTA_BASE_URL {url} is plain http on another machine: passwords would travel readable. Put a reverse proxy with https \
                 in front and set AKTA_BASE_URL to its address, or set AKTA_INSECURE_HTTP=1 in a closed network."
            ))
        }
    }
}

/// The address under which people reach Akta: `scheme://host[:port]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    https: bool,
    loopback: bool,
}

impl BaseUrl {
    /// Scheme, host and port as a browser sends them in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Browsers treat http on the machine itself as secure.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not an address like https://akta.example.com");
        let uri: http::Uri = text.trim().trim_end_matches('/').parse().map_err(|_| wrong())?;
        let scheme = uri.scheme_str().ok_or_else(wrong)?;
        let host = uri.host().ok_or_else(wrong)?;
        if !matches!(scheme, "http" | "https") || !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wrong());
        }
        let port = match (scheme, uri.port_u16()) {
            (_, None) | ("http", Some(80)) | ("https", Some(443)) => String::new(),
            (_, Some(port)) => format!(":{port}"),
        };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let loopback = host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        Ok(Self {
            origin: format!("{scheme}://{}{port}", host.to_lowercase()),
            https: scheme == "https",
            loopback,
        })
    }
}

fn database_url(text: &str) -> Result<String, String> {
    if ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
    {
        Ok(text.to_owned())
    } else {
        Err("it must begin with sqlite: or postgres://".to_owned())
    }
}

fn secret_key(text: &str) -> Result<String, String> {
    if text.trim().len() >= 16 {
        Ok(text.trim().to_owned())
    } else {
        Err("it must have 16 characters or more".to_owned())
    }
}

fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_base_url_is_an_origin() {
        for (text, origin) in [
            ("https://Akta.Example.com/", "https://akta.example.com"),
            ("https://akta.example.com:443", "https://akta.example.com"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(
                text.parse::<BaseUrl>().map(|url| url.origin().to_owned()),
                Ok(origin.to_owned())
            );
        }
        for text in [
            "",
            "akta.example.com",
            "ftp://x",
            "https://x/path",
            "https://x?y",
            "https://",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
    }
}
