//! `demarche watch add`: a query put into `demarche.toml`, once it is one.

use crate::archive::Settings;
use crate::cli::arguments::AddOptions;
use crate::cli::console::Console;
use crate::cli::exclusion::unmarked;
use crate::cli::reading::Asked;
use crate::cli::session::{Freshness, Session};
use crate::text::collapsed;
use crate::watch::asked;
use crate::{Error, Result};

pub(super) fn run(options: &AddOptions, session: &Session, console: &Console) -> Result<u8> {
    let typed = unmarked(&options.name);
    if typed != options.name {
        return Err(Error::Usage(format!(
            "watch add {typed}: this is taken for a word of the query; a name comes first, without a - before it"
        )));
    }
    let name = collapsed(typed);
    if name.is_empty() {
        return Err(Error::Usage("watch add: a watch wants a name".to_owned()));
    }
    let settings = session.archive.settings()?;
    let file = session.archive.settings_file();
    if settings
        .watch
        .iter()
        .any(|watch| collapsed(&watch.name) == name)
    {
        return Err(Error::Usage(format!(
            "watch add {name}: there is such a watch; edit it in {}",
            file.display()
        )));
    }
    let reader = session.reader(console, Freshness::AsItIs)?;
    let vocabulary = reader.vocabulary();
    let known = session.known(&vocabulary);
    let typed = Asked {
        words: &options.words,
        flags: &options.filters.flags(),
        all_words: false,
        strict: true,
    };
    let query = typed.read(&reader, &known)?.query.to_string();
    let reading = asked(&query, &known)?;
    let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
    let added = format!(
        "[[watch]]\nname = {}\nquery = {}\n",
        text(&name),
        text(&query)
    );
    session.archive.add_to_settings(&added, |whole| {
        let read: Result<Settings, _> = toml::from_str(whole);
        let is_there = read.is_ok_and(|settings| {
            settings
                .watch
                .iter()
                .any(|one| one.name == name && one.query == query)
        });
        if is_there {
            Ok(())
        } else {
            Err(Error::Usage(format!(
                "{}: a watch cannot be put at its end; add this where its watches are:\n{added}",
                file.display()
            )))
        }
    })?;
    console.say(&format!(
        "{name}: {}; {} passages today. In {}; try: demarche watch run",
        reading.plan.read_as,
        reader.count(&reading.plan)?,
        file.display()
    ));
    Ok(0)
}
