//! `demarche help`: the long documents as pages, and the help of each verb.

use super::arguments::{Arguments, HelpOptions};
use super::console::{self, Console};
use crate::output::manual;
use crate::{Error, Result};
use clap::CommandFactory;

/// Topic, what it is about, and its document.
const TOPICS: [(&str, &str, &str); 18] = [
    (
        "query",
        "the query language",
        include_str!("../docs/query.md"),
    ),
    (
        "exports",
        "what comes out: files, counts, citations, words in context, lists of queries",
        include_str!("../docs/exports.md"),
    ),
    (
        "ranking",
        "how hits are put in order, and their scores explained",
        include_str!("../docs/ranking.md"),
    ),
    (
        "formats",
        "what can be put into the corpus",
        include_str!("../docs/formats.md"),
    ),
    (
        "fetch",
        "how documents are fetched, kept, and tried again",
        include_str!("../docs/fetch.md"),
    ),
    (
        "profiles",
        "what is known of publishers' sites, and how to add one",
        include_str!("../docs/profiles.md"),
    ),
    (
        "passages",
        "how texts are cut, and who speaks",
        include_str!("../docs/passages.md"),
    ),
    (
        "annotation",
        "how statements, stances and topics are told",
        include_str!("../docs/annotation.md"),
    ),
    (
        "corrections",
        "how to put right what was found",
        include_str!("../docs/corrections.md"),
    ),
    (
        "versions",
        "copies and versions of a briefing",
        include_str!("../docs/versions.md"),
    ),
    (
        "watch",
        "saved queries, and what is new to them",
        include_str!("../docs/watch.md"),
    ),
    (
        "coverage",
        "how much there is of each ministry, and where there are gaps",
        include_str!("../docs/coverage.md"),
    ),
    (
        "reliability",
        "what is promised where things go wrong",
        include_str!("../docs/reliability.md"),
    ),
    (
        "security",
        "what hostile pages, files, servers and archives can do, and what not",
        include_str!("../docs/security.md"),
    ),
    (
        "evaluation",
        "how well it does, measured",
        include_str!("../docs/evaluation.md"),
    ),
    (
        "questions",
        "questions of a desk, asked, and what they came to",
        include_str!("../docs/questions.md"),
    ),
    (
        "performance",
        "how fast it is, and how much it takes",
        include_str!("../docs/performance.md"),
    ),
    (
        "architecture",
        "how demarche is built",
        include_str!("../docs/architecture.md"),
    ),
];

pub(super) fn run(options: &HelpOptions, console: &Console) -> Result<u8> {
    let Some(topic) = options.topic.as_deref() else {
        let mut out = console::out();
        out.line("demarche help TOPIC prints a manual; demarche VERB -h explains a verb.\n")?;
        for (name, about, _) in TOPICS {
            out.line(&format!("  {name:<14}{about}"))?;
        }
        out.done()?;
        return Ok(0);
    };
    let mut topics = TOPICS.iter();
    if let Some((_, _, text)) = topics.find(|(name, _, _)| name.eq_ignore_ascii_case(topic)) {
        let mut out = console.paged();
        out.text(&manual(text, console.look()))?;
        out.done()?;
        return Ok(0);
    }
    let mut root = Arguments::command();
    root.build();
    if let Some(verb) = root.find_subcommand_mut(topic.to_lowercase()) {
        let mut out = console.paged();
        out.text(&verb.render_long_help().to_string())?;
        out.done()?;
        return Ok(0);
    }
    let verbs = root.get_subcommands().map(clap::Command::get_name);
    let names = TOPICS.iter().map(|(name, _, _)| *name);
    let names = names.chain(verbs.filter(|verb| !TOPICS.iter().any(|(name, _, _)| name == verb)));
    let near: Vec<&str> = names
        .filter(|name| strsim::jaro_winkler(name, topic) > 0.8)
        .collect();
    let meant = if near.is_empty() {
        "demarche help lists the topics".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Err(Error::Usage(format!(
        "help {topic}: no such topic or verb; {meant}"
    )))
}
