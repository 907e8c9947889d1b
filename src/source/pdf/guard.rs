//! What is looked for in a PDF before it is read: streams that grow without end, and forms that draw each other for ever.

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, ObjectId};
use std::collections::HashMap;
use std::io::{Read, copy, sink};

/// Pages that are read.
pub(super) const MOST_PAGES: usize = 3000;
/// Largest stream once decompressed, in bytes.
const LARGEST: u64 = 64 << 20;
/// All streams of a file, in bytes.
const ALL: u64 = 512 << 20;
/// How often forms may be drawn for one drawing of a form, those inside it counted.
const MOST_DRAWN: u64 = 10_000;
/// How deep forms may lie in forms.
const DEEPEST: usize = 8;

/// Refuses what would not fit into memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let too_much = || Err("its streams are too large once decompressed; save it anew".to_owned());
    let mut all = 0_u64;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (head, body) = rest.split_at(at);
        rest = body.get(6..).unwrap_or_default();
        if head.ends_with(b"end") {
            continue;
        }
        let dictionary =
            dictionary_of_stream(head.get(head.len().saturating_sub(300)..).unwrap_or(head));
        let filters = count(dictionary, b"/Fl") + count(dictionary, b"/LZW");
        if filters > 1 {
            return Err("its streams are compressed twice over; save it anew".to_owned());
        }
        let content = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
        // The first bytes of zlib: deflate, a check of five bits.
        if let [first, second, ..] = content
            && first & 0x0f == 8
            && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0
        {
            let size = copy(
                &mut ZlibDecoder::new(content).take(LARGEST + 1),
                &mut sink(),
            );
            // Of damaged streams what can be read counts, at most all of it.
            let size = size.unwrap_or(content.len().min(1 << 20) as u64);
            all += size;
            if size > LARGEST || all > ALL {
                return too_much();
            }
        }
    }
    Ok(())
}

/// The last dictionary that begins in `bytes`.
fn dictionary_of_stream(bytes: &[u8]) -> &[u8] {
    let start = bytes
        .windows(3)
        .rposition(|window| window == b"obj")
        .unwrap_or(0);
    bytes.get(start..).unwrap_or(bytes)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what)
        .count()
}

/// Takes from forms the forms they draw where that leads into a loop, too deep or too often; gives every form resources of its own.
pub(super) fn untangle(document: &mut Document) {
    let forms: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| is_form(object))
        .map(|(id, _)| *id)
        .collect();
    let mut drawn = HashMap::new();
    for id in &forms {
        cost(document, *id, DEEPEST, &mut drawn);
    }
    for id in forms {
        let is_endless = drawn.get(&id).is_none_or(|cost| *cost > MOST_DRAWN);
        let Some(Object::Stream(form)) = document.objects.get(&id) else {
            continue;
        };
        let own = resources(document, &form.dict).cloned();
        let mut own = own.unwrap_or_default();
        if is_endless {
            own.remove(b"XObject");
        }
        if let Some(Object::Stream(form)) = document.objects.get_mut(&id) {
            form.dict.set("Resources", Object::Dictionary(own));
        }
    }
}

fn is_form(object: &Object) -> bool {
    let Object::Stream(stream) = object else {
        return false;
    };
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
    // What has no kind is drawn as a form all the same.
    !matches!(subtype, Ok(b"Image"))
}

/// How often forms are drawn when this one is; more than any bound where it does not end.
fn cost(
    document: &Document,
    id: ObjectId,
    depth: usize,
    known: &mut HashMap<ObjectId, u64>,
) -> u64 {
    if let Some(cost) = known.get(&id) {
        return *cost;
    }
    if depth == 0 {
        return u64::MAX;
    }
    // Until it is known a form costs more than allowed: one that comes back to itself does.
    known.insert(id, u64::MAX);
    let Some(Object::Stream(form)) = document.objects.get(&id) else {
        return 1;
    };
    let inner = resources(document, &form.dict)
        .and_then(|own| dictionary(document, own.get(b"XObject").ok()?));
    let dearest = inner
        .into_iter()
        .flat_map(Dictionary::iter)
        .filter_map(|(_, object)| object.as_reference().ok())
        .filter(|id| document.objects.get(id).is_some_and(is_form))
        .map(|id| cost(document, id, depth - 1, known))
        .max()
        .unwrap_or(0);
    let draws = if dearest == 0 {
        0
    } else {
        let content = form
            .decompressed_content()
            .unwrap_or_else(|_| form.content.clone());
        count(&content, b"Do") as u64
    };
    let cost = draws.saturating_mul(dearest).saturating_add(1);
    known.insert(id, cost);
    cost
}

fn resources<'a>(document: &'a Document, dict: &'a Dictionary) -> Option<&'a Dictionary> {
    dictionary(document, dict.get(b"Resources").ok()?)
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        object => object.as_dict().ok(),
    }
}
