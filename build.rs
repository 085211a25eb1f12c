//! Generates the translations module (`locales/<language>/<room>.json`), the list of embedded migrations and, for the server, that of
//! the fonts papers are typeset in.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    translations(&out)?;
    migrations(&out)?;
    // The browser typesets nothing.
    if env::var_os("CARGO_FEATURE_SSR").is_some() {
        fonts(&out)?;
    }
    Ok(())
}

/// One namespace per room; its name is the file's name.
fn translations(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut rooms = Vec::new();
    for file in fs::read_dir("locales/en")? {
        let path = file?.path();
        if path.extension().is_some_and(|e| e == "json") {
            rooms.push(
                path.file_stem()
                    .ok_or("a file without a name")?
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
    rooms.sort();
    let config = Config::new("en")?
        .add_locales(["ru", "uk"])?
        .add_namespaces(rooms)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.generate_i18n_module(out.join("i18n"))?;
    Ok(())
}

/// `migrations/<engine>/NNNN_name.sql` as one array per engine, so that the program needs no folder beside it.
fn migrations(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut code = String::new();
    for engine in ["sqlite", "postgres"] {
        let folder = Path::new("migrations").join(engine);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
            .map(|f| f.map(|f| f.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        writeln!(code, "pub const {}: &[(i64, &str, &str)] = &[", engine.to_uppercase())?;
        for file in files {
            let stem = file
                .file_stem()
                .ok_or("a migration without a name")?
                .to_string_lossy()
                .into_owned();
            let (number, name) = stem.split_once('_').ok_or("a migration is named NNNN_name.sql")?;
            // The text itself and no path: two checkouts may share a target folder.
            let sql = fs::read_to_string(&file)?;
            writeln!(code, "    ({}, {name:?}, {sql:?}),", number.parse::<i64>()?)?;
        }
        writeln!(code, "];")?;
    }
    fs::write(out.join("migrations.rs"), code)?;
    Ok(())
}

/// Package of `@expo-google-fonts` and the family's name in its files. All are under the SIL Open Font License 1.1.
const FAMILIES: [(&str, &str); 3] = [
    ("pt-sans", "PTSans"),
    ("pt-serif", "PTSerif"),
    ("noto-sans", "NotoSans"),
];

const STYLES: [&str; 4] = ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"];

/// The fonts as one array, so that the program needs no file beside it. They come with `npm ci`; no font lies in the repository.
fn fonts(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut code = String::from("pub static FONTS: &[&[u8]] = &[\n");
    for (package, family) in FAMILIES {
        for style in STYLES {
            let name = format!("{family}_{style}.ttf");
            let file = Path::new("node_modules/@expo-google-fonts")
                .join(package)
                .join(style)
                .join(&name);
            println!("cargo::rerun-if-changed={}", file.display());
            // Copied, because two checkouts may share a target folder.
            if fs::copy(&file, out.join(&name)).is_err() {
                println!(
                    "cargo::error=the fonts of papers are missing ({}): run `npm ci`",
                    file.display()
                );
                return Ok(());
            }
            writeln!(code, "    include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")),")?;
        }
    }
    code.push_str("];\n");
    fs::write(out.join("fonts.rs"), code)?;
    Ok(())
}
