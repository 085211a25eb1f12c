//! What only a bucket can meet: a server that is away, refuses, hesitates or breaks off, and parts of a file.
#![allow(clippy::unwrap_used)]

use std::future::ready;
use std::time::{Duration, Instant};

use axum::http::Method;

use super::server::{BUCKET, Fault, SECRET, address, says};
use super::{Home, Waits, hash, in_bucket, make_old, noise, received, sent};
use crate::error::AppError;
use crate::platform::blobs::{BlobError, Blobs};

/// As much is in memory at most.
const PART: u64 = 8 << 20;

/// What went wrong with the store, as the log says it.
fn cause<T>(result: Result<T, BlobError>) -> String {
    match result {
        Err(BlobError::Io(cause)) => cause.to_string(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it works"),
    }
}

/// What every use of a server says that does not do as asked. Nothing may be left of it on this machine.
async fn causes(blobs: &Blobs) -> [String; 6] {
    let sha256 = hash(b"paper");
    let swept = blobs.sweep(|_| ready(Ok::<_, BlobError>(Vec::new()))).await;
    [
        cause(blobs.keep(b"paper".to_vec()).await),
        cause(received(blobs, b"paper").await),
        cause(blobs.read(&sha256).await),
        cause(blobs.outgoing(&sha256).await),
        cause(blobs.holds(&sha256).await),
        cause(swept),
    ]
}

#[tokio::test]
async fn a_server_that_is_away_is_told_of_and_nothing_is_half_written() {
    let home = Home::in_folder();
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let blobs = in_bucket(&home.scratch.0, &address(&url, "", SECRET), Waits::USUAL);
    let begun = Instant::now();
    let told = blobs.try_out().await.unwrap_err();
    for part in ["AKTA_S3_BUCKET papers at ", &url, "can't write", "Connection refused"] {
        assert!(told.contains(part), "{told}");
    }
    for told in causes(&blobs).await {
        assert!(told.contains("Connection refused") && !told.contains(SECRET), "{told}");
    }
    assert!(begun.elapsed() < Duration::from_secs(30), "nobody waits for long");
    assert_eq!(home.unfinished(), 0);
    let error = blobs.keep(b"paper".to_vec()).await.unwrap_err();
    assert_eq!(AppError::from(error), AppError::Unavailable);
}

#[tokio::test]
async fn a_key_that_is_refused_is_told_of_without_it() {
    let home = Home::in_bucket_of("", "another-secret", Waits::USUAL).await;
    let told = home.blobs.try_out().await.unwrap_err();
    for told in causes(&home.blobs).await.into_iter().chain([told]) {
        assert!(
            told.contains("the server refuses the key (SignatureDoesNotMatch)"),
            "{told}"
        );
        assert!(!told.contains("another-secret") && !told.contains("AKTA-KEY"), "{told}");
    }
    let shown = format!("{:?}", home.blobs);
    assert!(shown.contains(BUCKET) && !shown.contains("secret"), "{shown}");
    assert_eq!((home.names().len(), home.unfinished()), (0, 0));
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_no_file_that_is_not_there() {
    let home = Home::in_bucket().await;
    let body = "<Error><Code>NoSuchBucket</Code><Message>The bucket does not exist</Message></Error>";
    home.server().fails(move |_, _| Some(says(404, body)));
    for told in causes(&home.blobs).await {
        assert_eq!(told, "the server answers NoSuchBucket: The bucket does not exist");
    }
}

#[tokio::test]
async fn what_can_not_be_done_is_found_at_the_start() {
    let home = Home::in_bucket().await;
    let denied = "<Error><Code>AccessDenied</Code></Error>";
    for what in ["write", "read", "list", "delete"] {
        home.server().fails(move |asked, _| {
            let is_list = asked.target.contains("list-type=");
            let is_it = match what {
                "write" => asked.method == Method::PUT,
                "read" => asked.method == Method::GET && !is_list,
                "list" => is_list,
                _ => asked.method == Method::DELETE,
            };
            is_it.then(|| says(403, denied))
        });
        let told = home.blobs.try_out().await.unwrap_err();
        assert!(
            told.contains(&format!(
                "can't {what} there: the server refuses the key (AccessDenied)"
            )),
            "{told}"
        );
        assert_eq!(home.names().len(), usize::from(what == "delete"), "{what}");
    }
}

#[tokio::test]
async fn hiccups_are_passed_over_and_a_broken_server_is_not_asked_for_ever() {
    let home = Home::in_bucket().await;
    home.server().fails(|_, before| (before < 2).then(|| says(503, "")));
    let kept = home.blobs.keep(b"paper".to_vec()).await.unwrap();
    assert_eq!(home.server().asked().len(), 3);
    home.server().fails(|_, before| (before < 2).then(|| says(500, "")));
    assert_eq!(home.blobs.read(&kept).await.unwrap(), b"paper");

    home.server().fails(|_, _| Some(says(503, "")));
    let told = cause(home.blobs.keep(b"other".to_vec()).await);
    assert!(told.contains("503"), "{told}");
    assert_eq!(home.server().asked().len(), 1 + Waits::USUAL.retries);
    assert_eq!(home.names().len(), 1);
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_not_waited_for() {
    let waits = Waits {
        answer: Duration::from_millis(200),
        retries: 1,
        ..Waits::USUAL
    };
    let home = Home::in_bucket_of("", SECRET, waits).await;
    home.server().fails(|_, _| Some(Fault::Late(60_000)));
    let begun = Instant::now();
    for told in causes(&home.blobs).await {
        assert!(told.contains("the server does not answer in time"), "{told}");
    }
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!((home.names().len(), home.unfinished()), (0, 0));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_read_on_and_never_taken_for_whole() {
    let home = Home::in_bucket().await;
    let bytes = noise(1 << 20);
    let kept = received(&home.blobs, &bytes).await.unwrap();
    home.server()
        .fails(|_, before| (before == 0).then_some(Fault::Cut(400_000)));
    assert!(sent(&home.blobs, &kept.sha256).await.unwrap().0 == bytes);
    assert_eq!(home.server().asked().len(), 2);

    home.server().fails(|_, _| Some(Fault::Cut(100_000)));
    assert!(sent(&home.blobs, &kept.sha256).await.is_err());
    cause(home.blobs.read(&kept.sha256).await);
    cause(home.blobs.holds(&kept.sha256).await);
}

#[tokio::test]
async fn a_large_file_goes_in_parts_and_is_taken_back_when_one_is_refused() {
    let home = Home::in_bucket().await;
    let bytes = noise(36 << 20);
    let third = |target: &str| target.contains("partNumber=3");
    home.server()
        .fails(move |asked, _| third(&asked.target).then(|| says(400, "")));
    let told = cause(received(&home.blobs, &bytes).await);
    assert!(told.contains("400"), "{told}");
    assert_eq!((home.names().len(), home.unfinished()), (0, 0), "parts are taken back");

    home.server().recovers();
    let kept = received(&home.blobs, &bytes).await.unwrap();
    let largest = home.server().asked().iter().map(|asked| asked.size).max();
    assert_eq!(largest, Some(PART), "whatever the size of the file");
    assert!(sent(&home.blobs, &kept.sha256).await.unwrap().0 == bytes);
    assert_eq!((home.names().len(), home.unfinished()), (1, 0));
}

#[tokio::test]
async fn what_nobody_waits_for_any_more_comes_to_its_end() {
    let home = Home::in_bucket().await;
    let bytes = noise(9 << 20);
    home.server()
        .fails(|asked, _| asked.target.contains("partNumber=1").then_some(Fault::Late(300)));
    let mut incoming = home.blobs.incoming().await.unwrap();
    incoming.write(&bytes).await.unwrap();
    let abandoned = tokio::time::timeout(Duration::from_millis(100), incoming.keep());
    assert!(abandoned.await.is_err());
    let until = Instant::now() + Duration::from_secs(20);
    while home.names().is_empty() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(home.blobs.read(&hash(&bytes)).await.unwrap() == bytes);
    assert_eq!(home.unfinished(), 0);
}

#[tokio::test]
async fn the_sweep_goes_through_all_of_its_own_and_leaves_the_rest() {
    let home = Home::in_bucket().await;
    let mut expected = Vec::new();
    // More than the server lists at once.
    for number in 0..1100_u32 {
        let hash = hash(&number.to_le_bytes());
        let place = home.place(&hash);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, number.to_le_bytes()).unwrap();
        make_old(&place);
        expected.push(hash);
    }
    let foreign = [
        home.objects.join("readme.txt"),
        home.objects.join("ab/readme.txt"),
        home.objects.join("abc").join("0".repeat(61)),
        home.objects.with_file_name("other").join("ab").join("0".repeat(62)),
    ];
    for path in &foreign {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "not ours").unwrap();
        make_old(path);
    }
    let mut seen = Vec::new();
    let mut most = 0;
    let all_named = home.blobs.sweep(|hashes| {
        most = most.max(hashes.len());
        seen.extend(hashes.clone());
        ready(Ok::<_, BlobError>(hashes))
    });
    assert_eq!(all_named.await.unwrap(), 0);
    assert!(most <= 500, "the database is asked about {most}");
    seen.sort_unstable();
    expected.sort_unstable();
    assert_eq!(seen.len(), expected.len());
    assert!(seen == expected);

    let kept = expected.split_off(700);
    let swept = home.blobs.sweep(|_| ready(Ok::<_, BlobError>(kept.clone()))).await;
    assert_eq!(swept.unwrap(), 700);
    assert_eq!(home.names().len(), 400 + 3);
    assert!(foreign.iter().all(|path| path.exists()));
}
