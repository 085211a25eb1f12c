//! What is typeset, read back by other programs: poppler and qpdf (`make test` installs them).

use std::fmt::Write as _;
use std::io::Cursor;
use std::process::Command;

use image::{DynamicImage, ImageFormat};

use super::bundle::bundle;
use super::joined::joined;
use super::{Face, Manuscript, Mark, Picture, set, title_of};
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;

/// Runs a program on a file and tells what it printed; `None` where it is not installed, which is a failure in CI.
pub(crate) fn tell(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("akta_pdf_{}", uuid::Uuid::from_bytes(rand::random())));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new(program)
        .args(
            arguments
                .iter()
                .map(|argument| argument.replace("FILE", &file.display().to_string())),
        )
        .output();
    std::fs::remove_dir_all(&folder).unwrap();
    let Ok(output) = output else {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!in_ci, "{program} is not installed: no test may be skipped");
        println!("{program} is not installed: skipped");
        return None;
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {told}{complaint}");
    Some(told)
}

/// The texts of the pages, in the order in which they are written.
pub(crate) fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let text = tell("pdftotext", &["-raw", "-enc", "UTF-8", "FILE", "-"], pdf)?;
    let mut pages: Vec<String> = text.split('\x0c').map(str::to_owned).collect();
    pages.pop();
    Some(pages)
}

/// Letters only: where lines end is the typesetter's business.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}

/// What a reader of the HTML reads, without looking at how it is typeset.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for (number, piece) in html.split('<').enumerate() {
        let piece = if number == 0 {
            piece
        } else {
            piece.split_once('>').unwrap().1
        };
        text.push_str(&html_escape::decode_html_entities(piece));
    }
    text
}

fn manuscript(html: &str) -> Manuscript {
    Manuscript {
        html: html.to_owned(),
        lang: Lang::Uk,
        title: "Рахунок № 126".to_owned(),
        author: "ТОВ «Обрій»".to_owned(),
        date: Date::constant(2026, 11, 20),
        face: Face::Sans,
        pictures: Vec::new(),
        mark: None,
    }
}

/// A paper whose text is that of its HTML, on however many pages.
#[track_caller]
fn says_what_its_html_says(html: &str, lang: Lang, face: Face) -> Option<usize> {
    let mut paper = manuscript(html);
    (paper.lang, paper.face) = (lang, face);
    let pdf = set(&paper).unwrap();
    let pages = pages(&pdf)?;
    let count = pages.len();
    let head = html
        .split_once("<thead>")
        .map(|(_, rest)| rest.split_once("</thead>").unwrap().0);
    let head = head.map(|head| squeezed(&text_of(head)));
    let mut text = String::new();
    for (number, page) in (1..).zip(&pages) {
        let mut page = squeezed(page);
        if count > 1 {
            let foot = squeezed(&format!("{}{number}/{count}", paper.title));
            assert_eq!(page.matches(&foot).count(), 1, "page {number} has its foot: {page}");
            page = page.replace(&foot, "");
        }
        if number > 1 {
            // The head is repeated; a page with lines of the table begins with it.
            page = head
                .as_ref()
                .and_then(|head| page.strip_prefix(head.as_str()))
                .unwrap_or(&page)
                .to_owned();
        }
        text.push_str(&page);
    }
    // The mark of an item is the typesetter's.
    assert_eq!(text, squeezed(&text_of(&html.replace("<li>", "<li>–"))));
    Some(count)
}

/// A paper with all kinds of tables, over so many lines.
pub(crate) fn corpus(lines: usize, name: &str, currency: &str) -> String {
    let mut html = format!(
        "<table class=\"bank\"><colgroup><col style=\"width: 55%\"><col style=\"width: 12%\"><col></colgroup><tbody>\
         <tr><td>ПАО «Банк»<br><small>Банк получателя</small></td><td>БИК</td><td>044525225</td></tr>\
         <tr><td colspan=\"2\">Сч. №</td><td>30101810400000000225</td></tr></tbody></table>\
         <h1>Рахунок на оплату № 126 від 20 листопада 2026 р.</h1>\
         <table class=\"parties\"><tbody><tr><td>Постачальник</td><td><b>ТОВ «Обрій»</b>, ЄДРПОУ 14360570, м. Київ, вул. Хрещатик, 1</td></tr>\
         <tr><td>Покупець</td><td><b>{name}</b></td></tr></tbody></table>\
         <table class=\"positions\"><thead><tr><th class=\"num\">№</th><th>Назва</th><th class=\"num\">Кількість</th><th>Од.</th>\
         <th class=\"num\">Ціна</th><th class=\"num\">Сума</th></tr></thead><tbody>"
    );
    for n in 1..=lines {
        let _ = write!(
            html,
            "<tr><td class=\"num\">{n}</td><td>{name} ({n})<br><small>Опис послуги &amp; умови, ґрунт їжа є</small></td>\
             <td class=\"num\">{n},5</td><td>год</td><td class=\"num\">1\u{a0}250,00</td><td class=\"num\">{}\u{a0}000,00</td></tr>",
            n * 2
        );
    }
    let _ = write!(
        html,
        "</tbody></table><table class=\"sums\"><tbody><tr><td>Разом</td><td class=\"num\">12\u{a0}345,00 {currency}</td></tr>\
         <tr class=\"total\"><td>До сплати</td><td class=\"num\">14\u{a0}814,00 {currency}</td></tr></tbody></table>\
         <p>Чотирнадцять тисяч вісімсот чотирнадцять гривень 00 копійок</p><p class=\"note\">Перша примітка\nДруга примітка</p>\
         <ul><li>перше</li><li>друге</li></ul><div class=\"columns\"><div lang=\"uk\"><p>Ліворуч</p></div><div lang=\"en\"><p>Right</p></div></div>\
         <hr><div class=\"signatures\"><div class=\"signature\"><p>Директор ____________ / Іваненко О. П. /</p></div>\
         <div class=\"signature\"><p>Бухгалтер ____________ / Петренко І. І. /</p></div></div>"
    );
    html
}

#[test]
fn a_paper_is_called_by_its_heading() {
    assert_eq!(
        title_of("<p>x</p><div><h1> Акт <b>№ 5</b><br>надання послуг\n</h1></div><h1>y</h1>"),
        "Акт № 5 надання послуг"
    );
    assert_eq!(title_of("<p>x</p>"), "");
}

#[test]
fn the_text_of_the_file_is_that_of_the_html() {
    for (lines, at_least) in [(1, 1), (40, 2), (400, 10)] {
        for (lang, name, currency) in [
            (Lang::Uk, "Консультація з ґрунтів, їжі та є", "₴"),
            (Lang::Ru, "Съёмка объекта № 7 «Подъезд»", "₽"),
            (Lang::En, "Final office workflow, fl. & Co", "€"),
        ] {
            let html = corpus(lines, name, currency);
            let face = if lang == Lang::En { Face::Serif } else { Face::Sans };
            let Some(pages) = says_what_its_html_says(&html, lang, face) else {
                return;
            };
            assert!(pages >= at_least, "{lines} lines on {pages} pages");
        }
    }
}

#[test]
fn a_cell_of_several_rows_is_there_too() {
    let html = "<table class=\"bank\"><tbody><tr><td rowspan=\"2\">ПАО «Банк»</td><td>БИК</td><td>044525225</td></tr>\
                <tr><td>Сч. №</td><td>30101810400000000225</td></tr></tbody></table>";
    let Some(pages) = pages(&set(&manuscript(html)).unwrap()) else {
        return;
    };
    // It is written when its last row is, so only the words are compared.
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(words(&pages.concat()), words(&text_of(&html.replace('<', " <"))));
}

#[test]
fn nothing_that_is_long_leaves_the_page() {
    let word = "довжелезнеслово".repeat(20);
    let text = "Дуже довгий опис послуги, який не вміщується. ".repeat(200);
    for html in [
        corpus(3, &word, "₴"),
        format!("<table><tr><td>a</td><td class=\"num\">{word}</td><td>{text}</td></tr></table>"),
        format!("<div class=\"keep\"><p>{text}</p><p>{text}</p></div>"),
        format!("<p><span class=\"nowrap\">{text}</span></p>"),
    ] {
        let Some(pages) = says_what_its_html_says(&html, Lang::Uk, Face::Sans) else {
            return;
        };
        // Every word lies on the paper: A4 is 595 × 842 points.
        let boxes = tell("pdftotext", &["-bbox", "FILE", "-"], &set(&manuscript(&html)).unwrap()).unwrap();
        let edges = |name: &str| -> Vec<f64> {
            let wanted = format!(" {name}=\"");
            let values = boxes.match_indices(&wanted).map(|(at, found)| {
                let rest = &boxes[at + found.len()..];
                rest.split_once('"').unwrap().0.parse().unwrap()
            });
            values.collect()
        };
        assert!(edges("xMax").iter().all(|x| *x <= 596.0), "{pages} pages: {html:.200}");
        assert!(edges("yMax").iter().all(|y| *y <= 843.0), "{pages} pages: {html:.200}");
    }
}

#[test]
fn source_in_a_text_is_text() {
    let planted = "#import \"x.typ\": * #read(\"/etc/passwd\") #let x = 1 #{ panic(\"x\") } $x^2$ *bold* _it_ `raw` \\ // no /* no */ \
                   @ref <label> = Head - item + item / term: ~ -- --- ... \"quoted\" 'q' [x] ](x) #sys.version {{ 7*7 }} \\u{41}";
    let html = format!(
        "<h1>{0}</h1><p>{0}</p><table><tr><td>{0}</td></tr></table>",
        html_escape::encode_text(planted)
    );
    says_what_its_html_says(&html, Lang::En, Face::Sans);
    let mut paper = manuscript(&html);
    (paper.title, paper.author) = (planted.to_owned(), planted.to_owned());
    let info = tell("pdfinfo", &["FILE"], &set(&paper).unwrap());
    assert!(info.is_none_or(|info| info.contains("#read(\"/etc/passwd\")")));
}

#[test]
fn a_file_keeps_for_decades() {
    let pdf = set(&manuscript(&corpus(40, "Консультація", "₴ € ₽ ₸"))).unwrap();
    let raw = String::from_utf8_lossy(&pdf);
    for said in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<dc:language><rdf:Bag><rdf:li>uk</rdf:li>",
        "Рахунок № 126",
        "ТОВ «Обрій»",
    ] {
        assert!(raw.contains(said), "{said}");
    }
    let Some(checked) = tell("qpdf", &["--check", "FILE"], &pdf) else {
        return;
    };
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );
    let info = tell("pdfinfo", &["FILE"], &pdf).unwrap();
    for (name, value) in [
        ("Tagged", "yes"),
        ("Title", "Рахунок № 126"),
        ("Page size", "595.276 x 841.89 pts (A4)"),
    ] {
        let line = info.lines().find(|line| line.starts_with(name)).unwrap();
        assert_eq!(line.split_once(':').unwrap().1.trim(), value);
    }
    let created = info.lines().find(|line| line.starts_with("CreationDate")).unwrap();
    assert!(created.contains("Nov 20") && created.contains("2026"), "{created}");
    let fonts = tell("pdffonts", &["FILE"], &pdf).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 2, "{fonts}");
    for row in rows {
        // name, type, encoding, embedded, subset, unicode …
        let flags: Vec<&str> = row.split_whitespace().rev().skip(2).take(3).collect();
        assert_eq!(
            flags,
            ["yes", "yes", "yes"],
            "embedded, a part of it, with its letters: {row}"
        );
    }
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    let paper = manuscript(&corpus(40, "Консультація", "₴"));
    let first = set(&paper).unwrap();
    // Others in between, and at the same time.
    set(&manuscript("<p>other</p>")).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let paper = paper.clone();
            std::thread::spawn(move || set(&paper).unwrap())
        })
        .collect();
    for thread in threads {
        assert!(thread.join().unwrap() == first);
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgba8(width, height);
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn a_clean_paper_keeps_the_places_of_its_pictures() {
    let html = "<p>before</p><p><img data-asset=\"logo\" style=\"height: 10mm\" alt=\"Logo\"> x <img data-asset=\"stamp\" alt=\"Stamp\">\
                <img data-asset=\"facsimile\"></p><p>after</p>";
    let mut paper = manuscript(html);
    let nothing = set(&paper).unwrap();
    for (name, shown) in [("logo", true), ("stamp", false)] {
        let png = png(60, 30);
        paper.pictures.push(Picture { name, png, shown });
    }
    let clean = set(&paper).unwrap();
    paper.pictures[1].shown = true;
    let stamped = set(&paper).unwrap();
    let images = |pdf: &[u8]| {
        // Beside each picture stands its mask.
        let list = tell("pdfimages", &["-list", "FILE"], pdf)?;
        Some(
            list.lines()
                .filter(|line| line.split_whitespace().nth(2) == Some("image"))
                .count(),
        )
    };
    let Some(none) = images(&nothing) else { return };
    assert_eq!((none, images(&clean), images(&stamped)), (0, Some(1), Some(2)));
    let places = |pdf: &[u8]| tell("pdftotext", &["-bbox", "FILE", "-"], pdf);
    assert_eq!(places(&clean), places(&stamped));
    assert_ne!(places(&clean), places(&nothing));
}

#[test]
fn a_mark_is_on_every_page() {
    let mut paper = manuscript(&corpus(40, "Консультація", "₴"));
    paper.mark = Some(Mark {
        text: "ЧЕРНЕТКА".to_owned(),
        is_warning: false,
    });
    let pdf = set(&paper).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("pdfaid:part"));
    let Some(pages) = pages(&pdf) else { return };
    assert!(
        pages.len() > 1 && pages.iter().all(|page| squeezed(page).contains("ЧЕРНЕТКА")),
        "{pages:?}"
    );
}

#[test]
fn a_letter_of_no_font_costs_the_archive_and_nothing_else() {
    let pdf = set(&manuscript("<p>до 漢字 🦀 після</p>")).unwrap();
    assert!(!String::from_utf8_lossy(&pdf).contains("pdfaid:part"));
    let Some(pages) = pages(&pdf) else { return };
    assert!(pages[0].contains("до") && pages[0].contains("після"), "{pages:?}");
    tell("qpdf", &["--check", "FILE"], &pdf);
}

#[test]
fn no_html_stops_the_typesetter() {
    let deep = |tag: &str| {
        format!(
            "{}x{}",
            format!("<{tag}>").repeat(3000),
            format!("</{tag}>").repeat(3000)
        )
    };
    for html in [
        String::new(),
        "<p></p><table></table><ul></ul><table><tbody><tr></tr></tbody></table>".to_owned(),
        "<table><thead><tr><th rowspan=9 colspan=99>a</th></tr></thead></table>".to_owned(),
        "<table class=sums><tr><td colspan=0 rowspan=-1>a<td><tr><td></table>".to_owned(),
        "<div class=columns></div><div class=signatures></div><div class=qr data-qr=payment></div>".to_owned(),
        "<hr class=page-break><hr class=page-break><p>\u{0}\u{7}\u{200b}\u{ad}\u{202e}x\u{2028}y</p>".to_owned(),
        "<p style='text-align: justify'>a <sub>b</sub><sup>c</sup><s>d</s><u>e</u><em>f</em></p><ol start=99999999999><li><p>a</p></ol>".to_owned(),
        deep("div"),
        deep("b"),
        deep("ul><li"),
        deep("div style='text-align: right' lang=ru"),
        deep("table><tr><td"),
    ] {
        let pdf = set(&manuscript(&html)).unwrap_or_else(|error| panic!("{error}: {html:.80}"));
        tell("qpdf", &["--check", "FILE"], &pdf);
    }
}

#[test]
fn both_languages_are_signed_at_one_height() {
    let side = |lang: &str, texts: usize, signs: &str| {
        let text = "<p>Текст</p>".repeat(texts);
        format!(
            "<div lang=\"{lang}\">{text}<div class=\"signatures\"><div class=\"signature\"><p>{signs} \
             <span class=\"nowrap\">____</span></p></div></div></div>"
        )
    };
    let html = format!(
        "<div class=\"columns\">{}{}</div>",
        side("uk", 9, "Виконавець"),
        side("en", 2, "Contractor")
    );
    let pdf = set(&manuscript(&html)).unwrap();
    let Some(text) = tell("pdftotext", &["-layout", "-enc", "UTF-8", "FILE", "-"], &pdf) else {
        return;
    };
    let line = text.lines().find(|line| line.contains("Виконавець")).unwrap();
    assert!(line.contains("Contractor"), "{text}");
}

#[test]
fn several_files_become_one_with_all_their_pages() {
    let files: Vec<_> = [1, 40, 3]
        .into_iter()
        .map(|lines| set(&manuscript(&corpus(lines, "Послуга", "₴"))).unwrap())
        .collect();
    let one = joined(files.iter().cloned().zip([1, 2, 3]).collect()).unwrap();
    assert!(joined(vec![(b"no pdf".to_vec(), 1)]).is_err());
    let Some(joined) = pages(&one) else { return };
    let mut expected = Vec::new();
    for (file, copies) in files.iter().zip([1, 2, 3]) {
        (0..copies).for_each(|_| expected.extend(pages(file).unwrap()));
    }
    assert_eq!(joined, expected);
    tell("qpdf", &["--check", "FILE"], &one);
    // The fonts of a file are in it once, however many copies there are.
    let (alone, all): (usize, usize) = (files.iter().map(Vec::len).sum(), one.len());
    assert!(all < alone * 3 / 2, "{alone} → {all}");
}

#[test]
fn an_archive_has_every_file_under_a_name_of_its_own() {
    let files = ["a.pdf", "A.pdf", "Рахунок № 1.pdf", "a.pdf"].map(|name| (name.to_owned(), name.as_bytes().to_vec()));
    let archive = bundle(files.to_vec(), jiff::civil::date(2026, 11, 24).at(13, 5, 42, 0)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let names: Vec<_> = (0..archive.len())
        .map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned())
        .collect();
    assert_eq!(names, ["a.pdf", "A (2).pdf", "Рахунок № 1.pdf", "a (3).pdf"]);
    for n in 0..archive.len() {
        let at = archive.by_index(n).unwrap().last_modified().unwrap();
        assert_eq!(at.to_string(), "2026-11-24 13:05:42");
    }
    let mut bytes = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("A (2).pdf").unwrap(), &mut bytes).unwrap();
    assert_eq!(bytes, "A.pdf");
}
