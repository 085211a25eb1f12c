//! The S3-compatible bucket that the bytes of files may lie in. Whatever is set of it is checked together, before anything begins: each
//! of its settings makes sense with the others only.
#![allow(clippy::doc_markdown, reason = "the help text is read in a terminal")]

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use clap::Args;
use clap::builder::BoolishValueParser;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::BaseUrl;

/// Servers of one's own take any region; this is what most of them call themselves.
const USUAL_REGION: &str = "us-east-1";

/// What of a bucket is set.
#[derive(Debug, Clone, Default, Args)]
pub struct BucketSettings {
    /// S3-compatible bucket for the bytes of files and papers, of this installation alone or with a prefix of its own [default: none, they lie in the data folder]
    #[arg(long = "s3-bucket", env = "AKTA_S3_BUCKET", value_name = "NAME")]
    bucket: Option<String>,
    /// Address of the S3-compatible server [default: that of AWS in the region]
    #[arg(long = "s3-endpoint", env = "AKTA_S3_ENDPOINT", value_name = "URL")]
    endpoint: Option<String>,
    /// Region of the bucket; has to be given for AWS [default with an endpoint: us-east-1]
    #[arg(long = "s3-region", env = "AKTA_S3_REGION", value_name = "REGION")]
    region: Option<String>,
    /// What the names in the bucket begin with, for example akta/files [default: nothing]
    #[arg(long = "s3-prefix", env = "AKTA_S3_PREFIX", value_name = "PREFIX")]
    prefix: Option<String>,
    /// Key of the bucket: its id
    #[arg(
        long = "s3-access-key-id",
        env = "AKTA_S3_ACCESS_KEY_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    access_key_id: Option<String>,
    /// Key of the bucket: its secret (better in the environment, where other users of the machine can't read it)
    #[arg(
        long = "s3-secret-access-key",
        env = "AKTA_S3_SECRET_ACCESS_KEY",
        value_name = "SECRET",
        hide_env_values = true
    )]
    secret_access_key: Option<Hidden>,
    /// Whether the bucket stands in the path of addresses, or else before the host [default: true with an endpoint, false for AWS]
    #[arg(long = "s3-path-style", env = "AKTA_S3_PATH_STYLE", value_name = "BOOL", value_parser = BoolishValueParser::new(), num_args = 0..=1, default_missing_value = "true")]
    path_style: Option<bool>,
    /// File (PEM) with certificates of authorities that are believed beside the public ones
    #[arg(long = "s3-ca-file", env = "AKTA_S3_CA_FILE", value_name = "FILE")]
    ca_file: Option<String>,
    /// Speak plain http with an endpoint on another machine (files travel readable: only in a closed network)
    #[arg(id = "s3_insecure_http", long = "s3-insecure-http", env = "AKTA_S3_INSECURE_HTTP", value_parser = BoolishValueParser::new(), default_value = "false", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    insecure_http: bool,
}

/// A bucket, and how it is reached.
#[derive(Debug, Clone)]
pub struct BucketAddress {
    pub bucket: String,
    pub region: String,
    /// Scheme, host and port, with the bucket before the host unless it stands in the path. Nothing for AWS.
    pub endpoint: Option<String>,
    pub path_style: bool,
    /// What names begin with, without slashes around it; empty for nothing.
    pub prefix: String,
    pub access_key_id: String,
    pub secret_access_key: Hidden,
    /// Who vouches for the server, beside the public authorities.
    pub authorities: Vec<CertificateDer<'static>>,
}

/// A text that is never shown.
#[derive(Clone)]
pub struct Hidden(String);

impl Hidden {
    /// What it hides.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

impl FromStr for Hidden {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for BucketAddress {
    /// Where it is, for people: what it is reached with is not part of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.endpoint.as_deref();
        write!(f, "{} at {}", self.bucket, endpoint.unwrap_or("AWS"))
    }
}

impl BucketSettings {
    /// The bucket that is named, if one is.
    ///
    /// # Errors
    /// A sentence that names the setting, if one is wrong, missing, or without use.
    pub fn chosen(&self) -> Result<Option<BucketAddress>, String> {
        let Some(bucket) = given(self.bucket.as_deref()) else {
            return match self.without_bucket() {
                Some(name) => Err(format!(
                    "{name} is set and AKTA_S3_BUCKET is not: name the bucket, or unset {name}."
                )),
                None => Ok(None),
            };
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(is_name) || bucket.contains("..") {
            return Err(format!(
                "AKTA_S3_BUCKET {bucket:?} is not the name of a bucket: 3 to 63 letters, digits, hyphens and dots."
            ));
        }
        let endpoint = self.checked_endpoint()?;
        let path_style = self.path_style.unwrap_or(endpoint.is_some());
        let region = match (given(self.region.as_deref()), &endpoint) {
            (Some(region), _) => region,
            (None, Some(_)) => USUAL_REGION,
            (None, None) => {
                return Err(missing(
                    "AKTA_S3_REGION",
                    ", or AKTA_S3_ENDPOINT for a server that is not AWS",
                ));
            }
        };
        if !region.chars().all(is_name) {
            return Err(format!("AKTA_S3_REGION {region:?} is not a region like eu-central-1."));
        }
        Ok(Some(BucketAddress {
            bucket: bucket.to_owned(),
            region: region.to_owned(),
            endpoint: endpoint.map(|url| {
                if path_style {
                    url.origin().to_owned()
                } else {
                    url.origin().replacen("://", &format!("://{bucket}."), 1)
                }
            }),
            path_style,
            prefix: self.checked_prefix()?,
            access_key_id: given(self.access_key_id.as_deref())
                .ok_or_else(|| missing("AKTA_S3_ACCESS_KEY_ID", ""))?
                .to_owned(),
            secret_access_key: given(self.secret_access_key.as_ref().map(Hidden::reveal))
                .map(|secret| Hidden(secret.to_owned()))
                .ok_or_else(|| missing("AKTA_S3_SECRET_ACCESS_KEY", ""))?,
            authorities: self.authorities()?,
        }))
    }

    /// The first setting that says something of a bucket nobody has named.
    fn without_bucket(&self) -> Option<&'static str> {
        let is_given = |text: Option<&str>| given(text).is_some();
        [
            ("AKTA_S3_ENDPOINT", is_given(self.endpoint.as_deref())),
            ("AKTA_S3_REGION", is_given(self.region.as_deref())),
            ("AKTA_S3_PREFIX", is_given(self.prefix.as_deref())),
            ("AKTA_S3_ACCESS_KEY_ID", is_given(self.access_key_id.as_deref())),
            (
                "AKTA_S3_SECRET_ACCESS_KEY",
                is_given(self.secret_access_key.as_ref().map(Hidden::reveal)),
            ),
            ("AKTA_S3_CA_FILE", is_given(self.ca_file.as_deref())),
            ("AKTA_S3_PATH_STYLE", self.path_style.is_some()),
            ("AKTA_S3_INSECURE_HTTP", self.insecure_http),
        ]
        .into_iter()
        .find_map(|(name, is_set)| is_set.then_some(name))
    }

    fn checked_endpoint(&self) -> Result<Option<BaseUrl>, String> {
        let Some(text) = given(self.endpoint.as_deref()) else {
            return Ok(None);
        };
        let url: BaseUrl = text
            .parse()
            .map_err(|_| format!("AKTA_S3_ENDPOINT {text:?} is not an address like https://s3.example.com."))?;
        if url.is_https() || url.is_loopback() || self.insecure_http {
            Ok(Some(url))
        } else {
            Err(format!(
                "AKTA_S3_ENDPOINT {url} is plain http on another machine: files would travel readable. Use https, or set \
                 AKTA_S3_INSECURE_HTTP=1 in a closed network."
            ))
        }
    }

    fn authorities(&self) -> Result<Vec<CertificateDer<'static>>, String> {
        let Some(file) = given(self.ca_file.as_deref()) else {
            return Ok(Vec::new());
        };
        let wrong = |cause: &dyn fmt::Display| format!("AKTA_S3_CA_FILE {file}: {cause}.");
        let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
        let authorities: Vec<_> = read.map_err(|error| wrong(&error))?;
        if authorities.is_empty() {
            return Err(wrong(&"there is no certificate in it"));
        }
        Ok(authorities)
    }

    /// Only what stands in addresses as it is: so the names in the bucket are what one reads here.
    fn checked_prefix(&self) -> Result<String, String> {
        let typed = given(self.prefix.as_deref()).unwrap_or_default();
        let prefix = typed.trim_matches('/');
        let is_part = |part: &str| {
            !matches!(part, "" | "." | "..") && part.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
        };
        if prefix.is_empty() || prefix.split('/').all(is_part) {
            Ok(prefix.to_owned())
        } else {
            Err(format!(
                "AKTA_S3_PREFIX {typed:?} is not accepted: letters, digits, hyphens, dots and underscores between slashes."
            ))
        }
    }
}

/// A setting that is there and empty, as in a file of settings to be filled in, is none.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn missing(name: &str, otherwise: &str) -> String {
    format!("AKTA_S3_BUCKET is set and {name} is not: a bucket needs it{otherwise}.")
}

#[cfg(test)]
mod tests {
    use super::{BucketAddress, BucketSettings, Hidden};
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        bucket: BucketSettings,
    }

    /// As if these flags had been given, with the keys.
    fn read(flags: &[&str]) -> Result<Option<BucketAddress>, String> {
        let keys = ["--s3-access-key-id=id", "--s3-secret-access-key=hush"];
        bare(&[flags, &keys].concat())
    }

    fn bare(flags: &[&str]) -> Result<Option<BucketAddress>, String> {
        let program = Program::try_parse_from(std::iter::once(&"akta").chain(flags)).unwrap();
        program.bucket.chosen()
    }

    #[test]
    fn a_bucket_is_reached_at_aws_or_at_a_server_of_its_own() {
        assert!(bare(&[]).unwrap().is_none(), "the folder");
        assert!(
            bare(&["--s3-bucket=", "--s3-region= "]).unwrap().is_none(),
            "left empty"
        );
        let aws = read(&["--s3-bucket=akta", "--s3-region=eu-central-1"])
            .unwrap()
            .unwrap();
        assert_eq!(
            (&*aws.region, aws.endpoint, aws.path_style),
            ("eu-central-1", None, false)
        );
        for (flags, endpoint, prefix) in [
            (
                &["--s3-endpoint=https://s3.example.com/"][..],
                "https://s3.example.com",
                "",
            ),
            (
                &["--s3-endpoint=http://127.0.0.1:9000", "--s3-prefix=/akta/files/"],
                "http://127.0.0.1:9000",
                "akta/files",
            ),
            (
                &["--s3-endpoint=http://minio:9000", "--s3-insecure-http"],
                "http://minio:9000",
                "",
            ),
            (
                &["--s3-endpoint=https://s3.example.com", "--s3-path-style=no"],
                "https://akta.s3.example.com",
                "",
            ),
        ] {
            let own = read(&[&["--s3-bucket=akta"][..], flags].concat()).unwrap().unwrap();
            assert_eq!(own.endpoint.as_deref(), Some(endpoint), "{flags:?}");
            assert_eq!((&*own.region, &*own.prefix), ("us-east-1", prefix), "{flags:?}");
        }
    }

    #[test]
    fn what_is_wrong_or_half_given_is_named() {
        for (flags, name) in [
            (&["--s3-bucket=akta"][..], "AKTA_S3_REGION"),
            (&["--s3-bucket=ак", "--s3-region=x"], "AKTA_S3_BUCKET"),
            (&["--s3-bucket=a/b", "--s3-region=x"], "AKTA_S3_BUCKET"),
            (&["--s3-bucket=akta", "--s3-region=eu central"], "AKTA_S3_REGION"),
            (
                &["--s3-bucket=akta", "--s3-endpoint=s3.example.com"],
                "AKTA_S3_ENDPOINT",
            ),
            (
                &["--s3-bucket=akta", "--s3-endpoint=http://s3.example.com"],
                "AKTA_S3_INSECURE_HTTP",
            ),
            (
                &["--s3-bucket=akta", "--s3-region=x", "--s3-prefix=a//b"],
                "AKTA_S3_PREFIX",
            ),
            (
                &["--s3-bucket=akta", "--s3-region=x", "--s3-prefix=../b"],
                "AKTA_S3_PREFIX",
            ),
            (
                &["--s3-bucket=akta", "--s3-region=x", "--s3-ca-file=/nowhere"],
                "AKTA_S3_CA_FILE /nowhere",
            ),
            (
                &["--s3-bucket=akta", "--s3-region=x", "--s3-ca-file=Cargo.toml"],
                "AKTA_S3_CA_FILE Cargo.toml: there is no certificate",
            ),
            (&[], "AKTA_S3_ACCESS_KEY_ID is set and AKTA_S3_BUCKET is not"),
        ] {
            let told = read(flags).unwrap_err();
            assert!(told.contains(name) && !told.contains("hush"), "{flags:?}: {told}");
        }
        let there = ["--s3-bucket=akta", "--s3-region=x"];
        for (flag, name) in [
            ("--s3-access-key-id=id", "AKTA_S3_SECRET_ACCESS_KEY"),
            ("--s3-secret-access-key=hush", "AKTA_S3_ACCESS_KEY_ID"),
        ] {
            let told = bare(&[&there[..], &[flag]].concat()).unwrap_err();
            assert!(told.contains(name), "{told}");
        }
        for flag in [
            "--s3-endpoint=https://x.y",
            "--s3-prefix=a",
            "--s3-ca-file=a",
            "--s3-path-style",
            "--s3-insecure-http",
        ] {
            assert!(bare(&[flag]).unwrap_err().contains("AKTA_S3_BUCKET is not"), "{flag}");
        }
    }

    #[test]
    fn authorities_are_read_from_their_file() {
        let file = concat!(
            "--s3-ca-file=",
            env!("CARGO_MANIFEST_DIR"),
            "/src/tests/mail/authority.pem"
        );
        let address = read(&["--s3-bucket=akta", "--s3-region=x", file]).unwrap().unwrap();
        let expected = include_bytes!("../../tests/mail/authority.der");
        assert_eq!(address.authorities.len(), 1);
        assert_eq!(&*address.authorities[0], expected);
    }

    #[test]
    fn the_secret_is_not_shown() {
        let hidden: Hidden = "hush".parse().unwrap();
        assert_eq!(hidden.reveal(), "hush");
        let address = read(&["--s3-bucket=akta", "--s3-region=x"]).unwrap().unwrap();
        let settings = Program::try_parse_from(["akta", "--s3-secret-access-key=hush"]).unwrap();
        for shown in [format!("{address:?} {address}"), format!("{settings:?}")] {
            assert!(!shown.contains("hush"), "{shown}");
        }
    }
}
