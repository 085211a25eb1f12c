//! How the server of a bucket is spoken with: HTTP/1.1, over the TLS and the authorities that the database and letters have brought, with
//! an end to each waiting. What is sent again, and when, is decided by the kind of an error.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use futures::stream::try_unfold;
use http_body_util::{BodyExt, StreamBody};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{self, connect};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use tokio::time::timeout;
use webpki_roots::TLS_SERVER_ROOTS;

use super::Waits;

/// Makes the client.
#[derive(Debug)]
pub struct Connector {
    tls: ClientConfig,
    waits: Waits,
}

impl Connector {
    /// Who believes these authorities beside the public ones.
    pub fn new(authorities: &[CertificateDer<'static>], waits: Waits) -> Result<Self, rustls::Error> {
        let mut roots: RootCertStore = TLS_SERVER_ROOTS.iter().cloned().collect();
        for authority in authorities {
            roots.add(authority.clone())?;
        }
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls, waits })
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let mut tcp = connect::HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(self.waits.connection));
        let tls = HttpsConnectorBuilder::new()
            .with_tls_config(self.tls.clone())
            // Whether http may be spoken was asked when the settings were read.
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .build(tls);
        Ok(HttpClient::new(Client {
            client,
            waits: self.waits,
        }))
    }
}

struct Client {
    client: legacy::Client<HttpsConnector<connect::HttpConnector>, HttpRequestBody>,
    waits: Waits,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.waits).finish()
    }
}

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = timeout(self.waits.answer, self.client.request(request)).await;
        let answer = answer.map_err(|_| late("the server does not answer in time"))?;
        let answer = answer.map_err(|error| told(kind(error.is_connect(), &error), &error))?;
        let wait = self.waits.piece;
        Ok(answer.map(|body| {
            let pieces = try_unfold(body, move |mut body| async move {
                match timeout(wait, body.frame()).await {
                    Ok(None) => Ok(None),
                    Ok(Some(Ok(piece))) => Ok(Some((piece, body))),
                    Ok(Some(Err(error))) => Err(told(kind(false, &error), &error)),
                    Err(_) => Err(late("the server's answer stops in the middle")),
                }
            });
            HttpResponseBody::new(StreamBody::new(pieces))
        }))
    }
}

fn late(what: &'static str) -> HttpError {
    HttpError::new(HttpErrorKind::Timeout, io::Error::new(io::ErrorKind::TimedOut, what))
}

/// An error with all its causes: the outermost one only says that there was one.
fn told(kind: HttpErrorKind, error: &(dyn Error + 'static)) -> HttpError {
    let causes: Vec<_> = chain(error).map(ToString::to_string).collect();
    HttpError::new(kind, io::Error::other(causes.join(": ")))
}

/// What was not sent, or not answered by a word, is sent again in any case, and what broke off if it does no harm twice.
fn kind(is_connect: bool, error: &(dyn Error + 'static)) -> HttpErrorKind {
    if is_connect {
        return HttpErrorKind::Connect;
    }
    let of = |cause: &(dyn Error + 'static)| {
        let broke = |error: &hyper::Error| error.is_closed() || error.is_canceled() || error.is_incomplete_message();
        if cause.downcast_ref().is_some_and(broke) {
            return Some(HttpErrorKind::Request);
        }
        cause.downcast_ref::<io::Error>().map(|_| HttpErrorKind::Interrupted)
    };
    chain(error).find_map(of).unwrap_or(HttpErrorKind::Unknown)
}

/// An error and its causes.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}
