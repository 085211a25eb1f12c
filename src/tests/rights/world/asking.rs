//! How the world is asked: as our own client does, as a browser without scripts, as another site.

use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, REFERER};
use http::{Method, Request};
use tower::ServiceExt;

use super::{Answer, Person, World};
use crate::platform::db::Sql;
use crate::tests::rights::table::Call;

impl World {
    /// Asks a server function as our own client does.
    pub async fn call(&self, path: &str, call: &Call, person: Option<Person>) -> Answer {
        self.call_from(Some("same-origin"), path, call, person).await
    }

    /// The same from a site that the browser names so.
    pub async fn call_from(&self, site: Option<&str>, path: &str, call: &Call, person: Option<Person>) -> Answer {
        let (method, uri, kind, body) = match call {
            Call::Get(query) => (Method::GET, format!("{path}?{}", encoded(query)), None, String::new()),
            Call::Form(body) => (
                Method::POST,
                path.to_owned(),
                Some("application/x-www-form-urlencoded"),
                encoded(body),
            ),
            Call::Json(body) => (Method::POST, path.to_owned(), Some("application/json"), body.clone()),
        };
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(ACCEPT, "application/json");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        self.send(request, body, person).await
    }

    /// Sends a form as a browser without scripts does, from one of our pages.
    pub async fn plain_form(&self, path: &str, body: &str, from: &str, person: Option<Person>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(REFERER, format!("{}{from}", self.ctx.base_url.origin()))
            .header("sec-fetch-site", "same-origin");
        self.send(request, encoded(body), person).await
    }

    /// Opens a page as a browser does.
    pub async fn page(&self, address: &str, person: Option<Person>) -> Answer {
        let request = Request::builder().uri(address).header(ACCEPT, "text/html");
        self.send(request, String::new(), person).await
    }

    /// Opens a page with one more cookie.
    pub async fn page_with(&self, address: &str, cookie: &str, person: Person) -> Answer {
        let cookies = format!("{}; {cookie}", self.cookies[&person]);
        let request = Request::builder().uri(address).header(ACCEPT, "text/html");
        self.send(request.header(COOKIE, cookies), String::new(), None).await
    }

    /// Sends a file as a form of a company's page does; `by_browser` asks for a page as the answer.
    pub async fn upload(
        &self,
        path: &str,
        file_name: &str,
        file: &[u8],
        site: Option<&str>,
        by_browser: bool,
        person: Person,
    ) -> Answer {
        let body = multipart("image", file_name, file, "");
        self.multipart(path, body, site, by_browser, person).await
    }

    /// Sends a file of a field from our own page, under a new key.
    pub async fn send_file(
        &self,
        path: &str,
        field: &str,
        file_name: &str,
        file: &[u8],
        by_browser: bool,
        person: Person,
    ) -> Answer {
        let body = multipart(field, file_name, file, &self.key().to_string());
        self.multipart(path, body, Some("same-origin"), by_browser, person)
            .await
    }

    /// Sends a form of files of any length, whose boundary is `part`.
    pub async fn send_body(
        &self,
        path: &str,
        body: impl Into<Body>,
        site: Option<&str>,
        by_browser: bool,
        person: Person,
    ) -> Answer {
        self.multipart(path, body, site, by_browser, person).await
    }

    async fn multipart(
        &self,
        path: &str,
        body: impl Into<Body>,
        site: Option<&str>,
        by_browser: bool,
        person: Person,
    ) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(ACCEPT, if by_browser { "text/html" } else { "application/json" })
            .header(CONTENT_TYPE, "multipart/form-data; boundary=part");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        self.send(request, body, Some(person)).await
    }

    /// Opens a page with these cookies and no others.
    pub async fn page_by(&self, address: &str, cookies: &str) -> Answer {
        let request = Request::builder().uri(address).header(ACCEPT, "text/html");
        self.send(request.header(COOKIE, cookies), String::new(), None).await
    }

    /// Sends a form as our own client does, with these cookies and no others.
    pub async fn form_by(&self, path: &str, body: &str, cookies: &str) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(COOKIE, cookies);
        self.send(request, encoded(body), None).await
    }

    /// The cookie of somebody's session.
    pub fn cookie(&self, person: Person) -> &str {
        &self.cookies[&person]
    }

    async fn send(&self, mut request: http::request::Builder, body: impl Into<Body>, person: Option<Person>) -> Answer {
        if let Some(cookie) = person.and_then(|person| self.cookies.get(&person)) {
            request = request.header(COOKIE, cookie);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let location = parts.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        Answer {
            status: parts.status.as_u16(),
            location: location.unwrap_or_default().to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            headers: parts.headers,
        }
    }

    /// Changes with every write: each leaves an event, a request, a session or an attempt.
    pub async fn fingerprint(&self) -> i64 {
        let sql = "SELECT CAST((SELECT COUNT(*) FROM activity) + 1000 * (SELECT COUNT(*) FROM requests) \
                   + 1000000 * (SELECT COUNT(*) FROM sessions) + 100000000 * (SELECT COUNT(*) FROM attempts) AS BIGINT)";
        Sql::raw(sql.into())
            .scalar(&mut self.ctx.read())
            .await
            .unwrap()
            .unwrap()
    }
}

/// Brackets are no part of an address.
fn multipart(field: &str, file_name: &str, file: &[u8], key: &str) -> Vec<u8> {
    let mut body = format!(
        "--part\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{key}\r\n--part\r\nContent-Disposition: form-data; \
         name=\"{field}\"; filename=\"{file_name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--part--\r\n");
    body
}

fn encoded(query: &str) -> String {
    query.replace('[', "%5B").replace(']', "%5D")
}
