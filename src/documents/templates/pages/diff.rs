//! What differs between two versions: the words that changed, with some of the text around them. Tags and shortcodes step back behind the text.

use leptos::prelude::*;

use crate::documents::templates::model::{DiffChange, DiffPart, VersionDiff};
use crate::tr;

/// Letters of what stayed the same that are left on either side of what changed.
const AROUND: usize = 120;

/// What was taken away and what was put in.
#[component]
pub fn DiffView(diff: VersionDiff) -> impl IntoView {
    let same = |parts: &[DiffPart]| parts.iter().all(|part| part.change == DiffChange::Same);
    let nothing = (same(&diff.subject) && same(&diff.body))
        .then(|| view! { <p class="muted">{tr!(templates.no_differences)}</p> });
    let subject = (!same(&diff.subject)).then(|| view! { <p class="diff">{runs(diff.subject)}</p> });
    let body = (!same(&diff.body)).then(|| view! { <div class="diff">{runs(diff.body)}</div> });
    view! {
        <section class="version-diff" aria-label=tr!(templates.differences)>
            <p class="muted">{tr!(templates.diff_of, from = diff.from, to = diff.to)}</p>
            {nothing}
            {subject}
            {body}
        </section>
    }
    .into_any()
}

fn runs(parts: Vec<DiffPart>) -> Vec<AnyView> {
    let mut inside = false;
    shortened(parts)
        .into_iter()
        .map(|part| match part {
            Shown::Gap => {
                // What is left out ends somewhere between tags, or nearly so.
                inside = false;
                view! { <span class="diff-gap">" … "</span> }.into_any()
            }
            Shown::Part(part) => {
                let pieces: Vec<_> = pieces(&part.text, &mut inside)
                    .into_iter()
                    .map(|(is_tag, text)| {
                        let text = text.to_owned();
                        if is_tag {
                            view! { <span class="diff-tag">{text}</span> }.into_any()
                        } else {
                            text.into_any()
                        }
                    })
                    .collect();
                match part.change {
                    DiffChange::Same => pieces.into_any(),
                    DiffChange::Added => view! { <ins>{pieces}</ins> }.into_any(),
                    DiffChange::Removed => view! { <del>{pieces}</del> }.into_any(),
                }
            }
        })
        .collect()
}

/// A run of the difference, or where something was left out.
#[derive(Debug, PartialEq, Eq)]
enum Shown {
    Part(DiffPart),
    Gap,
}

/// Long runs that stayed the same are cut, at the end of a line or a tag where there is one.
fn shortened(parts: Vec<DiffPart>) -> Vec<Shown> {
    let last = parts.len().saturating_sub(1);
    let mut shown = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if part.change != DiffChange::Same || part.text.chars().count() <= 3 * AROUND {
            shown.push(Shown::Part(part));
            continue;
        }
        let same = |text: &str| {
            Shown::Part(DiffPart {
                change: DiffChange::Same,
                text: text.to_owned(),
            })
        };
        if at > 0 {
            shown.push(same(head(&part.text)));
        }
        shown.push(Shown::Gap);
        if at < last {
            shown.push(same(tail(&part.text)));
        }
    }
    shown
}

/// The beginning of a text, up to the last tag that ends in it.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    cut.rfind('>').map_or(cut, |at| &cut[..=at])
}

/// The end of a text, from the first tag that begins in it.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let cut = &text[from..];
    cut.find('<').map_or(cut, |at| &cut[at..])
}

/// Tags and what stands between them; `inside` says whether the text begins within a tag, and then whether it ends in one.
fn pieces<'a>(text: &'a str, inside: &mut bool) -> Vec<(bool, &'a str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = if *inside {
            rest.find('>').map(|at| at + 1)
        } else {
            rest.find('<')
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        if !piece.is_empty() {
            pieces.push((*inside, piece));
        }
        if end.is_some() {
            *inside = !*inside;
        }
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{AROUND, DiffChange, DiffPart, Shown, pieces, shortened};

    fn part(change: DiffChange, text: &str) -> DiffPart {
        DiffPart {
            change,
            text: text.to_owned(),
        }
    }

    #[test]
    fn tags_are_told_from_text_also_across_runs() {
        let mut inside = false;
        assert_eq!(pieces("a<p", &mut inside), [(false, "a"), (true, "<p")]);
        assert_eq!(
            pieces(" class=\"lead\">b<br>c", &mut inside),
            [(true, " class=\"lead\">"), (false, "b"), (true, "<br>"), (false, "c")]
        );
        assert!(!inside);
    }

    #[test]
    fn what_stayed_the_same_is_cut_between_tags() {
        let long = format!("<p>{}</p><p>{}</p>", "а".repeat(AROUND / 2), "б".repeat(AROUND * 4));
        let told = shortened(vec![
            part(DiffChange::Same, &long),
            part(DiffChange::Added, "<p>new</p>"),
            part(DiffChange::Same, &long),
        ]);
        let [
            Shown::Gap,
            Shown::Part(before),
            Shown::Part(added),
            Shown::Part(after),
            Shown::Gap,
        ] = told.as_slice()
        else {
            panic!("{told:?}");
        };
        assert_eq!(before.text, "</p>");
        assert_eq!(added.text, "<p>new</p>");
        assert_eq!(after.text, format!("<p>{}</p><p>", "а".repeat(AROUND / 2)));
        let short = vec![part(DiffChange::Same, "<p>a</p>"), part(DiffChange::Removed, "b")];
        assert_eq!(
            shortened(short.clone()),
            short.into_iter().map(Shown::Part).collect::<Vec<_>>()
        );
    }
}
