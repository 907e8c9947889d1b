//! PDF → draft: glyphs with their places ([`glyphs`]), put into lines, columns and paragraphs ([`layout`]), without what stands on
//! every page ([`furniture`]).
//!
//! The crate that decodes fonts panics on much that is broken and knows no bounds, and files come from outside: it works in a thread
//! of its own, under a deadline, each page caught on its own, after [`guard`] has looked for bombs and loops.

mod furniture;
mod glyphs;
mod guard;
mod layout;

use self::layout::{Line, Page};
use super::dates::{self, NumericOrder};
use super::draft::{Body, Draft, Written};
use super::publishers::is_ministry;
use super::{Remark, plain};
use crate::archive::pdftotext;
use crate::briefing::{DateOrigin, Precision};
use pdf_extract::Document;
use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, mpsc};
use std::thread;
use std::time::Duration;

/// Largest file, in bytes.
const LARGEST: usize = 64 << 20;
/// How long a file may take.
const DEADLINE: Duration = Duration::from_mins(1);
/// The parser descends into what is nested.
const STACK: usize = 64 << 20;
/// The thread's name, by which its panics are known.
const THREAD: &str = "reading a PDF";
/// Characters a page of text has at least; fewer are stamps on a picture.
const FEWEST: usize = 15;
/// Paragraphs at the head in which a date may stand.
const HEAD: usize = 12;
/// What to do about a page that is a picture.
const REMEDY: &str =
    "make its text readable first, for example with `ocrmypdf --force-ocr IN.pdf OUT.pdf`";

/// What a PDF says.
pub(super) fn read(bytes: Cow<'_, [u8]>) -> Result<Draft, String> {
    if bytes.len() > LARGEST {
        return Err(format!("PDF over {} MiB; split it", LARGEST >> 20));
    }
    quiet_panics();
    let bytes = Arc::new(bytes.into_owned());
    let read = extracted_in_time(&bytes).and_then(composed);
    read.or_else(|reason| by_program(&bytes).ok_or(reason))
}

/// What another program finds where ours finds nothing.
fn by_program(bytes: &[u8]) -> Option<Draft> {
    let text = pdftotext(bytes)?;
    let mut draft = plain::read(&text.replace('\u{c}', "\n\n"));
    draft.remarks.push(Remark("read with pdftotext".to_owned()));
    Some(draft)
}

/// What our own reader finds, unless it takes too long.
fn extracted_in_time(bytes: &Arc<Vec<u8>>) -> Result<Found, String> {
    let bytes = bytes.clone();
    let stopped = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let stop = stopped.clone();
    let spawned = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let read = panic::catch_unwind(|| extracted(&bytes, &stop));
            let read = read.unwrap_or_else(|_| Err("damaged PDF; fetch it again".to_owned()));
            let _ = sender.send(read); // nobody waits any more after the deadline
        });
    spawned.map_err(|error| format!("no thread to read it in: {error}"))?;
    receiver.recv_timeout(DEADLINE).map_err(|_| {
        stopped.store(true, Ordering::Relaxed);
        format!(
            "it takes over {} seconds to read; save it anew or split it",
            DEADLINE.as_secs()
        )
    })?
}

/// Everything found in a file.
struct Found {
    title: Option<String>,
    created: Option<String>,
    pages: Vec<Page>,
    damaged: usize,
    is_locked: bool,
}

fn extracted(bytes: &[u8], stop: &Arc<AtomicBool>) -> Result<Found, String> {
    guard::check(bytes)?;
    let is_locked = bytes.windows(8).any(|window| window == b"/Encrypt");
    let mut document = Document::load_mem(bytes).map_err(|error| {
        let reason = error.to_string().to_lowercase();
        if reason.contains("password") || reason.contains("encrypt") || reason.contains("decrypt") {
            encrypted()
        } else {
            format!("damaged PDF ({reason}); fetch it again")
        }
    })?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(encrypted());
    }
    guard::untangle(&mut document);
    let (title, created) = information(&document);
    let (mut pages, mut damaged) = (Vec::new(), 0);
    for number in document.get_pages().into_keys().take(guard::MOST_PAGES) {
        let mut output = glyphs::Glyphs::new(stop.clone());
        let read = panic::catch_unwind(AssertUnwindSafe(|| {
            pdf_extract::output_doc_page(&document, &mut output, number)
        }));
        damaged += usize::from(!matches!(read, Ok(Ok(()))));
        pages.push(layout::page(output.taken()));
    }
    Ok(Found {
        title,
        created,
        pages,
        damaged,
        is_locked,
    })
}

fn encrypted() -> String {
    "encrypted PDF; save it without its password".to_owned()
}

fn composed(mut found: Found) -> Result<Draft, String> {
    let count = found.pages.len();
    let lines = || found.pages.iter().flat_map(|page| &page.lines);
    let characters: usize = lines().map(|line| line.text.chars().count()).sum();
    let unmapped: usize = lines()
        .map(|line| {
            line.text
                .chars()
                .filter(|letter| is_unmapped(*letter))
                .count()
        })
        .sum();
    if count == 0 {
        return Err(if found.is_locked {
            encrypted()
        } else {
            "damaged PDF: no pages in it; fetch it again".to_owned()
        });
    }
    if characters < FEWEST * count && found.is_locked && found.damaged > 0 {
        return Err(encrypted());
    }
    if characters < FEWEST * count {
        return Err(if found.damaged > 0 {
            format!("its text cannot be read; {REMEDY}")
        } else {
            format!("a scan without text; {REMEDY}")
        });
    }
    if 5 * unmapped > characters {
        return Err(format!(
            "its fonts do not say which letters they show; {REMEDY}"
        ));
    }
    let empty = found
        .pages
        .iter()
        .filter(|page| page.lines.is_empty())
        .count();
    let printed = furniture::take(&mut found.pages);
    let mut draft = Draft {
        url: printed.url,
        ..Draft::default()
    };
    if found.damaged > 0 {
        let remark = format!(
            "{} of its {count} pages could not be read whole",
            found.damaged
        );
        draft.remarks.push(Remark(remark));
    }
    if empty > 0 && found.damaged == 0 {
        let remark =
            format!("{empty} of its {count} pages have no text; if they are scans, {REMEDY}");
        draft.remarks.push(Remark(remark));
    }
    let heading = heading(&mut found.pages);
    let mut paragraphs = layout::paragraphs(&found.pages);
    let own = found.title.filter(|title| is_title(title));
    draft.title = heading.or(own);
    if draft.title.is_none()
        && paragraphs.len() > 1
        && paragraphs
            .first()
            .is_some_and(|first| plain::is_headline(first))
    {
        draft.title = Some(paragraphs.remove(0));
    }
    let created = found.created.map(|text| Written {
        text,
        from: DateOrigin::Meta,
    });
    // The file is as old as its text only where that says nothing of its age, and where no browser printed it later.
    let head = paragraphs.iter().take(HEAD).map(String::as_str);
    let is_dated = head.chain(draft.title.as_deref()).any(|line| {
        let found = dates::find(line, NumericOrder::default());
        found.iter().any(|date| date.precision == Precision::Day)
    });
    if printed.by_browser {
        draft.retrieved = created;
    } else if !is_dated {
        draft.published = created;
    }
    draft.body = Body::Paragraphs(paragraphs);
    Ok(draft)
}

/// The lines of the largest letters on the first page, taken out.
fn heading(pages: &mut [Page]) -> Option<String> {
    let usual = layout::usual_size(pages)?;
    let page = pages.first_mut()?;
    let large = |line: &Line| line.size > 1.15 * usual && !is_ministry(&line.text);
    let size = page
        .lines
        .iter()
        .filter(|line| large(line))
        .map(|line| line.size)
        .max_by(f64::total_cmp)?;
    let of_heading = |line: &Line| large(line) && line.size > 0.95 * size;
    let start = page.lines.iter().position(of_heading)?;
    let length = page
        .lines
        .iter()
        .skip(start)
        .take(5)
        .take_while(|line| of_heading(line))
        .count();
    let mut title = String::new();
    for line in page.lines.drain(start..start + length) {
        super::clean::join(&mut title, &line.text);
    }
    (title.chars().count() > 3).then_some(title)
}

/// Title and date of creation, as the file's own table has them.
fn information(document: &Document) -> (Option<String>, Option<String>) {
    let entry = document.trailer.get(b"Info").ok();
    let table = entry.and_then(|entry| match entry.as_reference() {
        Ok(id) => document.get_dictionary(id).ok(),
        Err(_) => entry.as_dict().ok(),
    });
    let text = |name: &[u8]| {
        let bytes = table?.get(name).ok()?.as_str().ok()?;
        let text = match bytes {
            [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
            [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
            bytes => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => {
                    encoding_rs::WINDOWS_1252
                        .decode_without_bom_handling(bytes)
                        .0
                }
            },
        };
        let text = super::clean::tidy(&text);
        (!text.is_empty()).then_some(text)
    };
    let created = text(b"CreationDate").and_then(|stamp| {
        let digits = stamp.trim_start_matches("D:");
        let day = digits
            .get(..8)
            .filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..8]))
    });
    (text(b"Title"), created)
}

/// Whether the title a file gives itself is one, and not the name of a file or nothing.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = ["microsoft word", "untitled", "document", "print", "slide"]
        .iter()
        .any(|start| lower.starts_with(start));
    let has_extension = lower.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(
            extension,
            "doc" | "docx" | "pdf" | "indd" | "qxd" | "rtf" | "html" | "odt" | "pub"
        )
    });
    !is_file && !has_extension && title.chars().count() > 5
}

fn is_unmapped(character: char) -> bool {
    character.is_control() || matches!(character, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// Panics of the threads that read PDFs are caught and told as reasons; they are not to be printed as well.
fn quiet_panics() {
    static QUIET: LazyLock<()> = LazyLock::new(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if thread::current().name() != Some(THREAD) {
                usual(panicked);
            }
        }));
    });
    LazyLock::force(&QUIET);
}
