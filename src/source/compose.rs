//! [`Draft`] → briefing: everything that is decided the same way whatever the format.

use super::dating::{self, Context};
use super::draft::{Body, Draft, OwnId, Written};
use super::form::PublishedBy;
use super::page::unwrapped;
use super::party::Party;
use super::profile::{Css, Said, SiteProfile};
use super::speaker::{self, Named};
use super::{
    Guide, Outcome, PassedOver, Remark, clean, form, html, identity, legible, markdown, party,
};
use crate::archive::Record;
use crate::briefing::{Briefing, DateOrigin, Form, OddityKind, Provenance, briefing_id};
use crate::lexicon::Lexicon;
use crate::text::{detect_language, fold};

/// The longest text of a briefing, in bytes: a book has less.
const LONGEST_TEXT: usize = 4 << 20;
/// The longest title, name, link or other value, in bytes; every passage keeps a copy of some.
const LONGEST_VALUE: usize = 4 << 10;

/// The briefing `draft` describes, or why it is none.
pub(super) fn compose(mut draft: Draft, record: &Record, guide: &Guide<'_>) -> Outcome {
    let Guide {
        lexicon, profiles, ..
    } = *guide;
    let path = record.provenance.path.as_deref().unwrap_or_default();
    take_from_archive(&mut draft);
    let site = draft.site.as_deref().and_then(|name| profiles.named(name));
    let profile = site.or_else(|| profiles.of_url(draft.url.as_deref()?));
    if let Some(reason) = oversized(&draft) {
        return rejected(draft, record, reason);
    }
    let mut remarks = draft.remarks.clone();
    let title = draft.title.as_deref().and_then(title_text);
    let drop = profile.map(|site| site.drop.as_slice()).unwrap_or_default();
    let mut paragraphs = paragraphs(&draft, drop, &mut remarks);
    if paragraphs.iter().map(String::len).sum::<usize>() > LONGEST_TEXT {
        return rejected(draft, record, too_long("text", LONGEST_TEXT));
    }
    let profile = profile.or_else(|| {
        draft
            .url
            .is_none()
            .then(|| profiles.of_text(title.as_deref(), &paragraphs))
            .flatten()
    });
    let url = draft.url.as_deref();
    let said = match profile.map(|site| heeded(site, title.as_deref(), &mut paragraphs, url)) {
        Some(Err(reason)) => return skipped(draft.locator, record, reason),
        Some(Ok(said)) => said,
        None => Said::default(),
    };
    paragraphs = clean::kept(paragraphs, title.as_deref());
    note(&said, title.as_deref(), &mut draft);
    let byline_lines = speaker::take_byline_lines(&draft.bylines, &mut paragraphs);
    if paragraphs.is_empty() {
        return skipped(draft.locator, record, "no text in it");
    }
    let by = published_by(&draft, profile);
    let form = form::guess(draft.form.as_deref(), title.as_deref(), &paragraphs, by);
    let ministry = draft
        .ministry
        .clone()
        .or_else(|| profile.map(|profile| profile.ministry.clone()));
    let party = publisher(&draft, ministry.as_deref(), profile, lexicon);
    let text = paragraphs.join("\n\n");
    remarks.extend(legible::remarks(&text, draft.language.as_deref()));
    let own_language = profile.and_then(|profile| profile.language.as_deref());
    let language = language(draft.language.as_deref().or(own_language), &text);
    let context = Context {
        profile,
        form,
        title: title.as_deref(),
        paragraphs: &paragraphs,
        represents: party.represents.as_deref(),
        language: language.as_deref(),
    };
    let (dates, date_oddities) = dating::dates(&draft, &context, record);
    let told = date_oddities.iter();
    let told = told.filter(|oddity| oddity.kind != OddityKind::Unknown);
    remarks.extend(told.map(|oddity| Remark(oddity.detail.clone())));
    let lists = [&byline_lines, &draft.bylines];
    let bylines = lists[usize::from(byline_lines.is_empty())];
    let named = named(
        bylines,
        draft.role.as_deref(),
        title.as_deref(),
        form,
        &paragraphs,
        &said,
    );
    let speakers = party::speakers(named, &party, dates.said.map(|date| date.day), lexicon);
    Outcome::Briefing(
        Box::new(Briefing {
            id: briefing_id(&identity::identity(&draft, profile, path, profiles)),
            title,
            language,
            form,
            dates,
            date_oddities,
            ministry,
            outlet: draft.outlet,
            represents: party.represents,
            speakers,
            byline: (!bylines.is_empty()).then(|| bylines.join("; ")),
            topics_given: draft.topics,
            url: draft.url,
            fictional: draft.fictional,
            corrected: Vec::new(),
            provenance: Provenance {
                locator: draft.locator,
                ..record.provenance.clone()
            },
            text,
        }),
        remarks,
    )
}

fn published_by(draft: &Draft, profile: Option<&SiteProfile>) -> PublishedBy {
    match (&draft.outlet, &draft.ministry, profile) {
        (Some(_), ..) => PublishedBy::Medium,
        (None, None, None) => PublishedBy::Unknown,
        _ => PublishedBy::Office,
    }
}

/// What the patterns of a site find in title and text, which loses what is none of it; or why it is no document.
fn heeded<'a>(
    site: &'a SiteProfile,
    title: Option<&str>,
    paragraphs: &mut Vec<String>,
    url: Option<&str>,
) -> Result<Said, &'a str> {
    if let Some(reason) = site.refusal(title, paragraphs, url) {
        return Err(reason);
    }
    // Lines that are none of the text may still date it.
    let said = site.said(title, paragraphs);
    paragraphs.retain(|paragraph| !site.drops(paragraph));
    Ok(said)
}

/// For whom the publisher speaks.
fn publisher(
    draft: &Draft,
    ministry: Option<&str>,
    profile: Option<&SiteProfile>,
    lexicon: &Lexicon,
) -> Party {
    // Of a medium it is the country it appears in.
    let country = draft.country.as_deref();
    let country = country.filter(|_| draft.outlet.is_none() || ministry.is_some());
    party::publisher(ministry, country, profile, draft.url.as_deref(), lexicon)
}

/// What is wrong with a draft one of whose values cannot be meant as such.
fn oversized(draft: &Draft) -> Option<String> {
    let own_id = draft.own_id.as_ref().map(|id| match id {
        OwnId::Publisher(id) | OwnId::File(id) => id,
    });
    let values = [
        ("id", own_id),
        ("url", draft.url.as_ref()),
        ("title", draft.title.as_ref()),
        ("ministry", draft.ministry.as_ref()),
        ("outlet", draft.outlet.as_ref()),
    ];
    let lists = [("speaker", &draft.bylines), ("topics", &draft.topics)];
    let lists = lists.map(|(name, list)| (name, list.iter().map(String::len).sum()));
    values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?.len())))
        .chain(lists)
        .find(|(_, length)| *length > LONGEST_VALUE)
        .map(|(name, _)| too_long(name, LONGEST_VALUE))
}

fn too_long(name: &str, limit: usize) -> String {
    format!(
        "its {name} is over {} KiB; is a quotation mark or tag missing where it should end?",
        limit >> 10
    )
}

fn skipped(locator: Option<String>, record: &Record, reason: &str) -> Outcome {
    Outcome::Skipped(PassedOver {
        path: record.provenance.path.clone(),
        locator,
        reason: reason.to_owned(),
    })
}

fn rejected(draft: Draft, record: &Record, reason: String) -> Outcome {
    Outcome::Rejected(PassedOver {
        path: record.provenance.path.clone(),
        locator: draft.locator,
        reason,
    })
}

fn named(
    bylines: &[String],
    role: Option<&str>,
    title: Option<&str>,
    form: Form,
    paragraphs: &[String],
    said: &Said,
) -> Vec<Named> {
    let mut named = speaker::in_bylines(bylines);
    if let (Some(role), [only]) = (role, named.as_mut_slice()) {
        only.role = Some(clean::tidy(role));
    }
    let is_office = |named: &Named| {
        !speaker::is_person(&named.name) && named.name.split(' ').any(speaker::is_office_word)
    };
    let speaks = !matches!(form, Form::Readout | Form::Statement | Form::Article);
    if named.is_empty() || (speaks && named.iter().all(is_office)) {
        let by_profile = by_profile(said);
        let by_title = || title.map(|title| speaker::in_title(title, form));
        named.extend(if by_profile.is_empty() {
            by_title().unwrap_or_default()
        } else {
            by_profile
        });
    }
    let attributed = speaker::attributed(paragraphs);
    named.extend(attributed.filter(|person| !named.iter().any(|other| other.name == person.name)));
    if !matches!(form, Form::Readout | Form::Article) {
        let labelled = speaker::in_labels(paragraphs);
        let known: Vec<String> = named.iter().map(|other| surname(&other.name)).collect();
        named.extend(
            labelled
                .into_iter()
                .filter(|person| !known.contains(&surname(&person.name))),
        );
    }
    // Who signs comes before the office in whose name it is.
    named.sort_by_key(is_office);
    named
}

fn surname(name: &str) -> String {
    fold(name.rsplit(' ').next().unwrap_or(name))
}

/// Whom the patterns of the profile found.
fn by_profile(said: &Said) -> Vec<Named> {
    let mut named = speaker::in_bylines(said.speaker.as_slice());
    if let (Some(role), [only]) = (&said.role, named.as_mut_slice()) {
        only.role = Some(clean::tidy(role));
    }
    named
}

/// An archive's copy is of the page whose address its own one holds.
fn take_from_archive(draft: &mut Draft) {
    if let Some(url) = draft.url.take() {
        let (url, saved) = unwrapped(&url);
        draft.url = Some(url);
        let written = |text| Written {
            text,
            from: DateOrigin::Capture,
        };
        draft.retrieved = draft.retrieved.take().or(saved.map(written));
    }
}

/// Takes over what the patterns of the profile found; what the user says of its file stays.
fn note(said: &Said, title: Option<&str>, draft: &mut Draft) {
    let from_page = draft
        .said
        .as_ref()
        .is_none_or(|said| said.from == DateOrigin::Meta);
    if let Some(date) = said.date.clone().filter(|_| from_page) {
        let in_title = title.is_some_and(|title| title.contains(&date));
        let from = if in_title {
            DateOrigin::Title
        } else {
            DateOrigin::Text
        };
        draft.said = Some(Written { text: date, from });
    }
    let in_text = |date: &Option<String>| {
        date.clone().map(|text| Written {
            text,
            from: DateOrigin::Text,
        })
    };
    draft.published = draft.published.take().or_else(|| in_text(&said.published));
    draft.updated = draft.updated.take().or_else(|| in_text(&said.updated));
    draft.form = draft.form.take().or_else(|| said.kind.clone());
}

fn paragraphs(draft: &Draft, drop: &[Css], remarks: &mut Vec<Remark>) -> Vec<String> {
    let mut paragraphs = match &draft.body {
        Body::None => Vec::new(),
        Body::Plain(text) => clean::plain_paragraphs(text),
        Body::Markdown(text) => markdown::paragraphs(text),
        Body::Html(html) => html::paragraphs(html, drop, remarks),
        Body::Paragraphs(paragraphs) => paragraphs
            .iter()
            .map(|paragraph| clean::tidy(paragraph))
            .collect(),
    };
    if let Some(summary) = &draft.summary {
        let lead = clean::plain_paragraphs(&html::text(summary));
        let text: String = paragraphs
            .iter()
            .map(|paragraph| clean::comparable(paragraph))
            .collect();
        let is_new = !lead
            .iter()
            .all(|line| text.contains(clean::comparable(line).trim_end_matches("hellip")));
        if is_new
            && (paragraphs.is_empty()
                || lead
                    .iter()
                    .all(|line| !line.ends_with('…') && !line.ends_with("[…]")))
        {
            paragraphs.splice(0..0, lead);
        }
    }
    paragraphs
}

/// The title in one line, without markup.
fn title_text(title: &str) -> Option<String> {
    let title = clean::tidy(&html::text(title));
    (!title.is_empty()).then_some(title)
}

fn language(given: Option<&str>, text: &str) -> Option<String> {
    let found = detect_language(text);
    let given = given.map(str::trim).filter(|tag| {
        (2..=12).contains(&tag.len())
            && tag.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
            })
    });
    match (given, found) {
        // A site's template often says one language for all its pages; script and length of text tell better.
        (Some(given), Some(found))
            if !found.starts_with(&given.to_lowercase()[..2]) && text.len() > 400 =>
        {
            Some(found)
        }
        (Some(given), Some(found)) if given.to_lowercase().starts_with("zh") => Some(found),
        (Some(given), _) => Some(canonical(given)),
        (None, found) => found,
    }
}

/// A tag of a language as it is written: `pt-BR` of `pt-br`, `zh-Hant` of `ZH_hant`.
fn canonical(tag: &str) -> String {
    let part = |(index, part): (usize, &str)| match part.len() {
        2 if index > 0 => part.to_ascii_uppercase(),
        4 if index > 0 => {
            let (first, rest) = part.split_at(1);
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        }
        _ => part.to_ascii_lowercase(),
    };
    let parts: Vec<String> = tag.split(['-', '_']).enumerate().map(part).collect();
    parts.join("-")
}
