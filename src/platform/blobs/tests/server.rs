//! An S3-compatible server on this machine whose objects are files (`s3s-fs`), with a hand before it that lets requests go wrong.
#![allow(clippy::unwrap_used)]

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::error_handling::HandleError;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use futures::StreamExt;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::platform::config::bucket::BucketAddress;

pub const BUCKET: &str = "papers";
pub const KEY_ID: &str = "AKTA-KEY";
pub const SECRET: &str = "hush-hush";

/// What happens to a request instead of its answer.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// The answer is this status with this body.
    Says(StatusCode, &'static str),
    /// The answer breaks off after so many bytes.
    Cut(usize),
    /// The answer comes late, by so many milliseconds.
    Late(u64),
}

/// A request that came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// Bytes of its body.
    pub size: u64,
}

type Plan = Box<dyn Fn(&Asked, usize) -> Option<Fault> + Send>;

#[derive(Default)]
struct Hand {
    plan: Mutex<Option<Plan>>,
    asked: Mutex<Vec<Asked>>,
}

/// The server, stopped when this is dropped.
pub struct Server {
    pub url: String,
    hand: Arc<Hand>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Serves a folder, in which there is one bucket.
    pub async fn start(root: &Path) -> Self {
        let (app, hand) = app(root);
        let (listener, port) = bound().await;
        let url = format!("http://127.0.0.1:{port}");
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { url, hand, task }
    }

    /// The same behind TLS.
    pub async fn start_with_tls(root: &Path, acceptor: TlsAcceptor) -> Self {
        let (app, hand) = app(root);
        let (listener, port) = bound().await;
        let url = format!("https://127.0.0.1:{port}");
        let listener = TlsListener { listener, acceptor };
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { url, hand, task }
    }

    /// From now on requests go wrong as this says, which is told how many came before in the same plan.
    pub fn fails(&self, plan: impl Fn(&Asked, usize) -> Option<Fault> + Send + 'static) {
        self.hand.asked.lock().unwrap().clear();
        *self.hand.plan.lock().unwrap() = Some(Box::new(plan));
    }

    /// From now on all goes well.
    pub fn recovers(&self) {
        self.fails(|_, _| None);
    }

    /// What came since the plan was made.
    pub fn asked(&self) -> Vec<Asked> {
        self.hand.asked.lock().unwrap().clone()
    }
}

fn app(root: &Path) -> (Router, Arc<Hand>) {
    std::fs::create_dir_all(root.join(BUCKET)).unwrap();
    let mut builder = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
    builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
    let hand = Arc::new(Hand::default());
    let app = Router::new()
        .fallback_service(HandleError::new(builder.build(), broken))
        .layer(from_fn_with_state(Arc::clone(&hand), strike));
    (app, hand)
}

async fn bound() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            // Who does not believe the certificate goes away.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// The bucket of a server, as the settings would say it.
pub fn address(url: &str, prefix: &str, secret: &str) -> BucketAddress {
    BucketAddress {
        bucket: BUCKET.to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some(url.to_owned()),
        path_style: true,
        prefix: prefix.to_owned(),
        access_key_id: KEY_ID.to_owned(),
        secret_access_key: secret.parse().unwrap(),
        authorities: Vec::new(),
    }
}

/// A sentence of S3 with a code.
pub fn says(code: u16, body: &'static str) -> Fault {
    Fault::Says(StatusCode::from_u16(code).unwrap(), body)
}

async fn broken(error: s3s::HttpError) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"))
}

async fn strike(State(hand): State<Arc<Hand>>, request: Request, next: Next) -> Response {
    let size = request.headers().get(header::CONTENT_LENGTH);
    let asked = Asked {
        method: request.method().clone(),
        target: request.uri().to_string(),
        size: size.map_or(0, |size| size.to_str().unwrap().parse().unwrap()),
    };
    let fault = {
        let mut before = hand.asked.lock().unwrap();
        before.push(asked.clone());
        let plan = hand.plan.lock().unwrap();
        plan.as_ref().and_then(|plan| plan(&asked, before.len() - 1))
    };
    match fault {
        None => next.run(request).await,
        Some(Fault::Says(status, body)) => {
            // Read to its end: else the connection breaks before the answer is seen.
            axum::body::to_bytes(request.into_body(), usize::MAX).await.unwrap();
            (status, body).into_response()
        }
        Some(Fault::Cut(after)) => cut(next.run(request).await, after),
        Some(Fault::Late(milliseconds)) => {
            tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
            next.run(request).await
        }
    }
}

fn cut(response: Response, after: usize) -> Response {
    let mut left = after;
    response.map(|body| {
        let pieces = body.into_data_stream().map(move |piece| {
            let piece = piece.map_err(io::Error::other)?;
            left = left.checked_sub(piece.len()).ok_or_else(|| io::Error::other("cut"))?;
            Ok::<_, io::Error>(piece)
        });
        Body::from_stream(pieces)
    })
}
