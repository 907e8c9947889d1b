//! Messages (`.eml`) and pages that browsers save in the form of one (`.mht`, `.mhtml`). What is attached is read, too, each under its
//! own name behind that of the message (`mail.eml/talks.pdf`).

use super::clean::word_count;
use super::draft::{Body, Draft, OwnId, Written};
use super::format::Format;
use super::member::{INSIDE, Member, Outcomes, once, outcomes as of_member, single};
use super::publishers::is_ministry;
use super::zipped::sha256;
use super::{Guide, html, speaker};
use crate::archive::Record;
use crate::briefing::{DateOrigin, Provenance};
use chrono::{DateTime, Utc};
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Most parts of a message that are looked at.
const MOST_PARTS: usize = 1000;

/// The outcomes of a message and of what is attached to it.
pub(super) fn outcomes<'a>(mut member: Member<'a>, guide: &Guide<'a>) -> Outcomes<'a> {
    let bounds = match member.bounds.inner() {
        Ok(bounds) => bounds,
        Err(reason) => return once(member.rejected(reason)),
    };
    let bytes = std::mem::take(&mut member.bytes);
    let Some(message) = MessageParser::default().parse(&*bytes) else {
        return once(member.rejected("no message in it".to_owned()));
    };
    if message.headers().is_empty() {
        return once(member.rejected("no message in it: it has no headers".to_owned()));
    }
    member.bounds = bounds;
    if let Some(outcomes) = saved_page(&member, &message, guide) {
        return outcomes;
    }
    let attached: Vec<Result<Member<'a>, String>> = message
        .attachments()
        .take(MOST_PARTS)
        .filter_map(|part| attachment(&member, part))
        .collect();
    let draft = draft(&message);
    let has_text = draft.body != Body::None;
    let own: Outcomes<'a> = if has_text || attached.is_empty() {
        let inner = Member {
            head: member.head.clone(),
            bytes: Cow::Borrowed(&[]),
            format: None,
            url: None,
            charset: None,
            bounds: member.bounds.clone(),
        };
        single(inner, Ok(draft), guide)
    } else {
        Box::new(std::iter::empty())
    };
    let guide = *guide;
    Box::new(own.chain(attached.into_iter().flat_map(move |attached| {
        let counted = attached.and_then(|attached| {
            member.bounds.count_member()?;
            Ok(attached)
        });
        match counted {
            Ok(attached) => of_member(attached, &guide),
            Err(reason) => once(member.rejected(reason)),
        }
    })))
}

/// What a message says itself.
fn draft(message: &Message<'_>) -> Draft {
    let from = message.from().and_then(|from| from.first());
    let from = from.and_then(|from| from.name()).map(str::trim);
    let list = message.header_raw("List-Id").unwrap_or_default();
    let list = list
        .split('<')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches('"');
    let named: Vec<&str> = [from, Some(list)].into_iter().flatten().collect();
    let ministry = named.iter().find(|name| is_ministry(name));
    let byline = from.filter(|name| ministry.is_none_or(|ministry| ministry != name));
    let date = message.header_raw("Date").map(str::trim);
    Draft {
        own_id: message.message_id().map(|id| OwnId::File(id.to_owned())),
        title: message.subject().map(str::to_owned),
        bylines: byline
            .filter(|name| speaker::is_person(name))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        ministry: ministry.map(|name| (*name).to_owned()),
        published: date.filter(|date| !date.is_empty()).map(|date| Written {
            text: date.to_owned(),
            from: DateOrigin::Meta,
        }),
        body: body(message),
        ..Draft::default()
    }
}

/// The text: as HTML, unless that says much less than the plain text beside it.
fn body(message: &Message<'_>) -> Body {
    let marked_up = message
        .html_bodies()
        .filter_map(|part| match &part.body {
            PartType::Html(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .join("\n");
    let plain = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .join("\n\n");
    let plain = without_signature(&plain);
    let marked_up = inner(&marked_up);
    let words = word_count(&html::paragraphs(marked_up, &[], &mut Vec::new()).join(" "));
    if words > 0 && 2 * words >= word_count(plain) {
        Body::Html(marked_up.to_owned())
    } else if plain.trim().is_empty() {
        Body::None
    } else {
        Body::Plain(plain.to_owned())
    }
}

/// What stands in the body of HTML; its head has a title that nobody sees.
fn inner(html: &str) -> &str {
    let start = html.to_ascii_lowercase().find("<body").unwrap_or(0);
    html.get(start..).unwrap_or(html)
}

/// Plain text up to the line of two hyphens and a space that begins a signature.
fn without_signature(text: &str) -> &str {
    let end = ["\n-- \n", "\n-- \r\n"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// What is attached; `None` where it is no document.
fn attachment<'a>(
    member: &Member<'a>,
    part: &MessagePart<'_>,
) -> Option<Result<Member<'a>, String>> {
    let bytes: Cow<'_, [u8]> = match &part.body {
        PartType::Text(text) | PartType::Html(text) => Cow::Borrowed(text.as_bytes()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Cow::Borrowed(bytes.as_ref()),
        PartType::Message(message) => Cow::Borrowed(message.raw_message()),
        PartType::Multipart(_) => return None,
    };
    let media_type = part.content_type().map(|content_type| {
        let subtype = content_type.subtype().unwrap_or_default();
        format!("{}/{subtype}", content_type.ctype())
    });
    let format = match part.body {
        PartType::Message(_) => Some(Format::Mail),
        _ => Format::of_media_type(media_type.as_deref().unwrap_or_default()).ok()?,
    };
    let name = part.attachment_name().unwrap_or("attached");
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|character| !character.is_control())
        .take(200)
        .collect();
    // Its name tells the format where it is one of ours; a picture among the attachments is nothing to report.
    let named = Format::of_name(&name).ok()?;
    let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    Some(Ok(Member {
        head: Record {
            provenance: Provenance {
                path: Some(format!("{}/{name}", member.path())),
                locator: member.head.provenance.locator.clone(),
                sha256: sha256(&bytes),
                retrieved_at: member.head.provenance.retrieved_at,
            },
            sidecar: member.head.sidecar.clone(),
            fingerprint: INSIDE.to_owned(),
            ..Record::default()
        },
        bytes: Cow::Owned(bytes.into_owned()),
        format: named.or(format).or(Some(Format::Plain)),
        url: None,
        charset: is_text.then(|| "utf-8".to_owned()),
        bounds: member.bounds.clone(),
    }))
}

/// The page that a browser saved; `None` where it is a message.
fn saved_page<'a>(
    member: &Member<'a>,
    message: &Message<'_>,
    guide: &Guide<'a>,
) -> Option<Outcomes<'a>> {
    let path = member.path().to_lowercase();
    let is_saved_page = [".mht", ".mhtml"]
        .iter()
        .any(|ending| path.ends_with(ending));
    let snapshot = match message.header("Snapshot-Content-Location") {
        Some(HeaderValue::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    if snapshot.is_none() && !is_saved_page {
        return None;
    }
    let (part, page) = message
        .parts
        .iter()
        .take(MOST_PARTS)
        .find_map(|part| match &part.body {
            PartType::Html(text) => Some((part, text)),
            _ => None,
        })?;
    let location = part.content_location().map(str::to_owned);
    let saved_at = message
        .date()
        .and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    let mut head = member.head.clone();
    head.provenance.retrieved_at = saved_at
        .map(|date| date.with_timezone(&Utc))
        .or(head.provenance.retrieved_at);
    let page = Member {
        head,
        bytes: Cow::Owned(page.as_bytes().to_vec()),
        format: Some(Format::Page),
        url: snapshot.or(location).filter(|url| url.starts_with("http")),
        charset: Some("utf-8".to_owned()),
        bounds: member.bounds.clone(),
    };
    Some(of_member(page, guide))
}
