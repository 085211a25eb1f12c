//! The browser's worker as a text: `worker.js` behind what it has to know of this build.

use std::collections::BTreeMap;

use html_escape::encode_text;
use leptos_i18n::td_string;
use serde_json::json;

use crate::kernel::lang::Lang;
use crate::platform::web::site::Site;
use crate::text::locale_of;

/// The worker of a build. Another build is another text, by which browsers notice it.
#[must_use]
pub fn script(site: &Site) -> String {
    let (every_page, some_pages) = if site.hashed {
        (vec![&site.js, &site.wasm, &site.css], vec![&site.studio])
    } else {
        // A name without a hash may mean another content tomorrow: nothing is kept.
        (Vec::new(), Vec::new())
    };
    let offline: BTreeMap<&str, String> = Lang::ALL
        .into_iter()
        .map(|lang| (lang.as_str(), offline(lang)))
        .collect();
    format!(
        "const BUILD = {};\nconst EVERY_PAGE = {};\nconst SOME_PAGES = {};\nconst OFFLINE = {};\n{}",
        json!(site.build),
        json!(every_page),
        json!(some_pages),
        json!(offline),
        include_str!("worker.js"),
    )
}

/// The page that stands where nothing could be reached. It needs nothing but itself.
fn offline(lang: Lang) -> String {
    let locale = locale_of(lang);
    include_str!("offline.html")
        .replace("{lang}", lang.as_str())
        .replace("{title}", &encode_text(td_string!(locale, pwa.offline)))
        .replace("{text}", &encode_text(td_string!(locale, pwa.offline_text)))
        .replace("{again}", &encode_text(td_string!(locale, pwa.again)))
}
