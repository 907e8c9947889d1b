//! What the fuzz target does with its bytes: reading them as the file of a name, as the inside of a packed one, as dates or as a
//! transcript, through the crate's public door.

use demarche::archive::Record;
use demarche::briefing::{Briefing, Form, Provenance};
use demarche::lexicon::Lexicon;
use demarche::passage;
use demarche::source::{self, Guide, Outcome};
use std::io::{Cursor, Write};

pub use libfuzzer_sys::fuzz_target;

/// Reads `bytes` as `kind`: `dates`, `turns`, `office` and `page-of-pdf` (what is inside of those), or the ending of a file's name.
pub fn read(kind: &str, bytes: &[u8]) {
    match kind {
        "office" => office(bytes),
        "page-of-pdf" => file("x.pdf", &pdf(bytes)),
        "dates" => dates(&String::from_utf8_lossy(bytes)),
        "turns" => turns(&String::from_utf8_lossy(bytes)),
        ending => file(&format!("x.{ending}"), bytes),
    }
}

/// As the file `path`: every text given must be one that paragraphs can be cut from.
fn file(path: &str, bytes: &[u8]) {
    let record = Record {
        bytes: bytes.to_vec(),
        provenance: Provenance {
            path: Some(path.to_owned()),
            ..Provenance::default()
        },
        ..Record::default()
    };
    for outcome in source::read(&record, &Guide::builtin()) {
        if let Outcome::Briefing(briefing, _) = outcome {
            assert!(!briefing.text.trim().is_empty());
        }
    }
}

/// Where dates are written: title, date fields, date line, address.
fn dates(text: &str) {
    let _ = source::given(
        &format!("{{\"text\":\"x\",\"date\":{text:?},\"title\":{text:?}}}"),
        &Guide::builtin(),
    );
    let line = text.replace(['\n', '\r'], " ");
    let content = format!(
        "Title: {line}\nDate: {line}\nPublished: {line}\nURL: https://mfa.example/{line}\n\n{line}\n\nThe locks are open, she said on Tuesday, {line}.\n"
    );
    file(&format!("{line}.txt"), content.as_bytes());
}

/// As a transcript: its passages are disjoint, in order, and cut at characters.
fn turns(text: &str) {
    for form in [Form::Transcript, Form::Other] {
        let briefing = Briefing {
            text: text.to_owned(),
            title: Some("Press briefing by spokeswoman Ada Norvik".to_owned()),
            form,
            ..Briefing::default()
        };
        let mut end = 0;
        for passage in passage::split(&briefing, Lexicon::builtin()) {
            assert!(passage.span.start >= end);
            end = passage.span.end;
            let _ = &briefing.text[passage.span.start..passage.span.end];
        }
    }
}

/// As the text inside of both kinds of office files: checksums would stop what changes a packed one.
fn office(bytes: &[u8]) {
    for (path, member) in [("x.docx", "word/document.xml"), ("x.odt", "content.xml")] {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        archive.start_file(member, options).expect("a name");
        archive.write_all(bytes).expect("memory");
        file(path, archive.finish().expect("memory").get_ref());
    }
}

/// A PDF of one page that draws what stands before the first zero byte, with what its font means after it.
fn pdf(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == 0);
    let (content, meaning) = bytes.split_at(end.unwrap_or(bytes.len()));
    let objects: [(&str, Option<&[u8]>); 6] = [
        ("/Type/Catalog/Pages 2 0 R", None),
        ("/Type/Pages/Kids[3 0 R]/Count 1", None),
        (
            "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>",
            None,
        ),
        ("", Some(content)),
        (
            "/Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R",
            None,
        ),
        ("", Some(meaning.get(1..).unwrap_or_default())),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, (dictionary, stream)) in objects.iter().enumerate() {
        places.push(file.len());
        let length = stream.map_or(String::new(), |stream| format!("/Length {}", stream.len()));
        file.extend(format!("{} 0 obj\n<<{dictionary}{length}>>\n", number + 1).bytes());
        if let Some(stream) = stream {
            file.extend(b"stream\n");
            file.extend(*stream);
            file.extend(b"\nendstream\n");
        }
        file.extend(b"endobj\n");
    }
    let start = file.len();
    file.extend(b"xref\n0 7\n0000000000 65535 f \n");
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}
