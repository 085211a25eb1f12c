//! The difference of two texts in words: Myers' algorithm (1986), greedy, with an end.

use super::model::{DiffChange, DiffPart};

/// Words that may differ; texts with more are shown as one taken away and one put in its place.
const MOST: usize = 600;

/// What became of `old` on the way to `new`.
#[must_use]
pub fn diff(old: &str, new: &str) -> Vec<DiffPart> {
    let (a, b) = (words(old), words(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut out = Parts(Vec::new());
    out.all(DiffChange::Same, &a[..head]);
    if let Some(steps) = steps(mid_a, mid_b) {
        for (change, word) in steps {
            out.push(change, word);
        }
    } else {
        out.all(DiffChange::Removed, mid_a);
        out.all(DiffChange::Added, mid_b);
    }
    out.all(DiffChange::Same, &a[a.len() - tail..]);
    out.0
}

/// Words, the blanks between them, tags and shortcodes, each on its own.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '<' => 0,
        '>' => 1,
        c if c.is_whitespace() => 2,
        c if c.is_alphanumeric() => 3,
        _ => 4,
    };
    let mut words = Vec::new();
    let mut from = 0;
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let now = kind(letter);
        if last.is_some_and(|last| last != now || now < 2) && at > from {
            words.push(&text[from..at]);
            from = at;
        }
        last = Some(now);
    }
    if from < text.len() {
        words.push(&text[from..]);
    }
    words
}

/// The shortest way from one to the other; `None` if it is longer than [`MOST`].
#[allow(clippy::many_single_char_names)]
fn steps<'a>(a: &[&'a str], b: &[&'a str]) -> Option<Vec<(DiffChange, &'a str)>> {
    let most = (a.len() + b.len()).min(MOST);
    // `furthest[k]` is how far in `a` one gets on the diagonal k − most.
    let mut furthest = vec![0_usize; 2 * most + 3];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    for d in 0..=most {
        trace.push(furthest.clone());
        for k in (most + 1 - d..=most + 1 + d).step_by(2) {
            let down = k == most + 1 - d || (k != most + 1 + d && furthest[k - 1] < furthest[k + 1]);
            let mut x = if down { furthest[k + 1] } else { furthest[k - 1] + 1 };
            let Some(mut y) = (x + most + 1).checked_sub(k) else {
                continue;
            };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[k] = x;
            if x >= a.len() && y >= b.len() {
                return Some(back(a, b, &trace, most, d));
            }
        }
    }
    None
}

/// The way back from the end. The letters are those of the paper the algorithm is from.
#[allow(clippy::many_single_char_names)]
fn back<'a>(
    a: &[&'a str],
    b: &[&'a str],
    trace: &[Vec<usize>],
    most: usize,
    last: usize,
) -> Vec<(DiffChange, &'a str)> {
    let (mut x, mut y) = (a.len(), b.len());
    let mut out = Vec::new();
    for d in (1..=last).rev() {
        let furthest = &trace[d];
        let k = x + most + 1 - y;
        let down = k == most + 1 - d || (k != most + 1 + d && furthest[k - 1] < furthest[k + 1]);
        let from = if down { k + 1 } else { k - 1 };
        let (before_x, before_y) = (furthest[from], furthest[from] + most + 1 - from);
        while x > before_x && y > before_y {
            (x, y) = (x - 1, y - 1);
            out.push((DiffChange::Same, a[x]));
        }
        if down {
            y -= 1;
            out.push((DiffChange::Added, b[y]));
        } else {
            x -= 1;
            out.push((DiffChange::Removed, a[x]));
        }
    }
    while x > 0 {
        x -= 1;
        out.push((DiffChange::Same, a[x]));
    }
    out.reverse();
    out
}

/// Runs of one kind grow together.
struct Parts(Vec<DiffPart>);

impl Parts {
    fn push(&mut self, change: DiffChange, word: &str) {
        match self.0.last_mut() {
            Some(last) if last.change == change => last.text.push_str(word),
            _ => self.0.push(DiffPart {
                change,
                text: word.to_owned(),
            }),
        }
    }

    fn all(&mut self, change: DiffChange, words: &[&str]) {
        for word in words {
            self.push(change, word);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DiffChange, diff};

    fn sides(old: &str, new: &str) -> (String, String) {
        let side = |left_out: DiffChange| {
            let parts = diff(old, new).into_iter();
            parts
                .filter(|part| part.change != left_out)
                .map(|part| part.text)
                .collect::<String>()
        };
        (side(DiffChange::Added), side(DiffChange::Removed))
    }

    #[test]
    fn words_that_changed_are_told() {
        let told: Vec<_> = diff("<p>Оплатить до срока</p>", "<p>Оплатить в срок</p>")
            .into_iter()
            .map(|part| (part.change, part.text))
            .collect();
        assert!(told.contains(&(DiffChange::Same, "<p>Оплатить ".into())), "{told:?}");
        assert_eq!(diff("a", "a").len(), 1);
        assert_eq!(diff("", "").len(), 0);
        let long = |word: &str| format!("{word} ").repeat(10_000);
        assert_eq!(
            sides(&long("a"), &long("b")),
            (long("a"), long("b")),
            "too different to be told word by word"
        );
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_it(old in "[ab <>]{0,40}", new in "[ab <>]{0,40}") {
            prop_assert_eq!(sides(&old, &new), (old, new));
        }
    }
}
