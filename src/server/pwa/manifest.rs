//! What a browser needs to install Akta: names, pictures, where an app begins and what belongs to it.

use leptos_i18n::td_string;
use serde_json::{Value, json};

use crate::app::Installed;
use crate::kernel::lang::Lang;
use crate::text::locale_of;

/// The manifest in a language (W3C, *Web Application Manifest*).
#[must_use]
pub fn of(app: Installed, lang: Lang) -> Value {
    let mut manifest = json!({
        "id": app.start(),
        "start_url": app.start(),
        "scope": app.start(),
        "lang": lang.as_str(),
        "dir": "ltr",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5c66",
        "categories": ["business", "finance", "productivity"],
        "icons": [
            { "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
            { "src": "/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any" },
            { "src": "/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any" },
            { "src": "/maskable-192.png", "sizes": "192x192", "type": "image/png", "purpose": "maskable" },
            { "src": "/maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" },
        ],
    });
    let own = match app {
        Installed::Staff => of_staff(lang),
        Installed::Cabinet => of_cabinet(lang),
    };
    if let (Value::Object(manifest), Value::Object(own)) = (&mut manifest, own) {
        manifest.extend(own);
    }
    manifest
}

fn of_staff(lang: Lang) -> Value {
    let locale = locale_of(lang);
    let icons = json!([{ "src": "/icon-192.png", "sizes": "192x192", "type": "image/png" }]);
    json!({
        "name": td_string!(locale, ui.app),
        "short_name": td_string!(locale, ui.app),
        "description": td_string!(locale, pwa.about_staff),
        "shortcuts": [
            { "name": td_string!(locale, invoices.new), "url": "/invoices/new", "icons": icons },
            { "name": td_string!(locale, payments.title), "url": "/payments", "icons": icons },
            { "name": td_string!(locale, clients.title), "url": "/clients", "icons": icons },
        ],
        "screenshots": [
            {
                "src": "/screenshot-wide.png", "sizes": "1280x720", "type": "image/png", "form_factor": "wide",
                "label": td_string!(locale, pwa.screenshot_wide),
            },
            {
                "src": "/screenshot-narrow.png", "sizes": "412x892", "type": "image/png", "form_factor": "narrow",
                "label": td_string!(locale, pwa.screenshot_narrow),
            },
        ],
    })
}

fn of_cabinet(lang: Lang) -> Value {
    let locale = locale_of(lang);
    json!({
        "name": td_string!(locale, pwa.cabinet),
        "short_name": td_string!(locale, pwa.cabinet_short),
        "description": td_string!(locale, pwa.about_cabinet),
    })
}
