//! Prints the table of country names: a row for each country or territory of ISO 3166-1, and Kosovo, with its codes, English
//! adjective, further names, and its names in the languages of the Unicode CLDR that demarche reads.
//!
//! A crate of its own, so that building and testing demarche does not compile the CLDR data.

use icu_experimental::displaynames::{DisplayNamesOptions, Style, multi::RegionDisplayNames};
use icu_locale_core::{Locale, locale, subtags::Region};
use keshvar::CountryIterator;
use std::error::Error;

const LANGUAGES: [(&str, Locale); 17] = [
    ("en", locale!("en")),
    ("zh", locale!("zh")),
    ("zh-Hant", locale!("zh-Hant")),
    ("ru", locale!("ru")),
    ("fr", locale!("fr")),
    ("de", locale!("de")),
    ("ja", locale!("ja")),
    ("ko", locale!("ko")),
    ("es", locale!("es")),
    ("ar", locale!("ar")),
    ("fa", locale!("fa")),
    ("tr", locale!("tr")),
    ("uk", locale!("uk")),
    ("hi", locale!("hi")),
    ("he", locale!("he")),
    ("it", locale!("it")),
    ("pt", locale!("pt")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut short = DisplayNamesOptions::default();
    short.style = Some(Style::Short);
    let mut names = Vec::new();
    for (_, locale) in &LANGUAGES {
        let usual = RegionDisplayNames::try_new(locale.into(), DisplayNamesOptions::default())?;
        names.push((usual, RegionDisplayNames::try_new(locale.into(), short)?));
    }
    println!("# Made by examples/country_names; edit that, not this.");
    println!(
        "# cargo run --manifest-path examples/country_names/Cargo.toml > src/lexicon/data/countries.tsv"
    );
    let languages: Vec<&str> = LANGUAGES.iter().map(|(tag, _)| *tag).collect();
    println!(
        "id\talpha2\tadjective\tunofficial\t{}",
        languages.join("\t")
    );
    for (id, alpha2, adjective, unofficial) in countries() {
        let region: Region = alpha2.parse()?;
        let row: Vec<String> = names
            .iter()
            .map(|(usual, short)| both(usual.of(region), short.of(region)))
            .collect();
        println!(
            "{id}\t{alpha2}\t{adjective}\t{unofficial}\t{}",
            row.join("\t")
        );
    }
    Ok(())
}

/// The usual name and, where it is another, the short one, parted by `|`.
fn both(usual: Option<&str>, short: Option<&str>) -> String {
    let names = [usual, short.filter(|short| Some(*short) != usual)];
    names.into_iter().flatten().collect::<Vec<_>>().join("|")
}

/// ISO 3166-1 alpha-3 and alpha-2 codes, English adjective, and further names parted by `|`, in order of the first.
fn countries() -> Vec<(String, String, String, String)> {
    // Kosovo has no code of ISO 3166-1; XK and XKX are in general use.
    let mut countries = vec![(
        "XKX".to_owned(),
        "XK".to_owned(),
        "Kosovar".to_owned(),
        String::new(),
    )];
    for country in CountryIterator::new() {
        let mut further = vec![country.iso_long_name(), country.iso_short_name()];
        further.extend(country.unofficial_name_list());
        countries.push((
            country.alpha3().to_string(),
            country.alpha2().to_string(),
            country.maybe_nationality().unwrap_or_default().to_owned(),
            further.join("|"),
        ));
    }
    countries.sort();
    countries
}
