//! The few icons of the interface: drawn in lines on a 24 × 24 grid, coloured like the text they stand in.

use leptos::prelude::*;

/// An icon by its name; an unknown name draws nothing. Decoration only: the words beside it, or the label of its button,
/// say what it means.
#[component]
pub fn Icon(#[prop(into)] name: String) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path(&name)></path>
        </svg>
    }
    .into_any()
}

fn path(name: &str) -> &'static str {
    match name {
        "home" => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
        "clients" => "M3 5h18v14H3zM9 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 16a3 3 0 0 1 6 0M15 10h3M15 14h3",
        "contacts" => "M6 3h13v18H6zM3 7h3M3 12h3M3 17h3M12.5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 16.5a3.5 3.5 0 0 1 7 0",
        "leads" => "M3 5h18l-7 8v6l-4-2v-4z",
        "invoices" => "M6 3h9l4 4v14H6zM9 12h7M9 16h7",
        "contracts" => "M6 3h12v18H6zM9 7h6M9 11h6M9 17c1-2 2-2 2 0s1 1 4 0",
        "acts" => "M6 3h9l4 4v14H6zM9 14l2.5 2.5L16 11",
        "goods" => "M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8",
        "payments" => "M3 6h18v12H3zM3 10h18M7 15h3",
        "expenses" => "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
        "reports" => "M4 20V4M4 20h16M8 17v-5M12 17V7M16 17v-8",
        "catalogue" => "M4 4h16v16H4zM8 4v16M11 9h6M11 13h6",
        "company" => "M4 21V5l8-2v18M12 9l8 2v10M2 21h20M7 9h2M7 13h2M7 17h2M15 14h2M15 18h2",
        "users" => {
            "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 1 3.5 6"
        }
        "settings" => {
            "M4 7h10M18 7h2M4 17h2M10 17h10M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        }
        "search" => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4",
        "plus" => "M12 5v14M5 12h14",
        "close" => "M6 6l12 12M18 6L6 18",
        "more" => {
            "M5 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM19 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2z"
        }
        "check" => "M5 12l5 5 9-10",
        "warning" => "M12 4l9 16H3zM12 10v4M12 17h.01",
        "sun" => {
            "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19"
        }
        "moon" => "M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z",
        "device" => "M4 5h16v11H4zM9 20h6M12 16v4",
        "language" => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
        "user" => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20a8 8 0 0 1 16 0",
        "sign_out" => "M14 4h5v16h-5M4 12h11M8 8l-4 4 4 4",
        "keyboard" => "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
        "left" => "M15 5l-7 7 7 7",
        "right" => "M9 5l7 7-7 7",
        "down" => "M6 9l6 6 6-6",
        "edit" => "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
        "print" => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
        "download" => "M12 4v11M7 11l5 5 5-5M4 20h16",
        "copy" => "M9 9h11v11H9zM5 15H4V4h11v1",
        "trash" => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
        "history" => "M4 5v5h5M4.5 10a8 8 0 1 1-.5 4M12 8v4l3 2",
        "support" => {
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5.6 5.6l3.6 3.6M14.8 14.8l3.6 3.6M18.4 5.6l-3.6 3.6M9.2 14.8l-3.6 3.6"
        }
        "mail" => "M3 6h18v12H3zM3 7l9 6 9-6",
        "phone" => "M5 4h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z",
        _ => "",
    }
}
