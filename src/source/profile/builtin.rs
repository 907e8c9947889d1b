//! The profiles compiled in, by file name.

macro_rules! tables {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../profiles/", $name)))),+]
    };
}

pub(super) const BUILTIN: &[(&str, &str)] = tables![
    "australia.toml",
    "canada.toml",
    "china.toml",
    "eeas.toml",
    "france.toml",
    "germany.toml",
    "india.toml",
    "iran.toml",
    "japan.toml",
    "korea.toml",
    "nato.toml",
    "pakistan.toml",
    "russia.toml",
    "singapore.toml",
    "turkey.toml",
    "uk.toml",
    "ukraine.toml",
    "united-nations.toml",
    "us-state.toml",
    "us-white-house.toml",
];
