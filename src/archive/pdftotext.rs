//! The program `pdftotext`, where the machine has it: tried on a PDF only when our own reader finds no text in it, so that an
//! archive reads the same on every machine wherever that can be.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long it may take.
const DEADLINE: Duration = Duration::from_secs(30);
/// Most that is taken of what it writes, in bytes.
const LARGEST: u64 = 32 << 20;

/// The text of a PDF, pages parted by form feeds; `None` where there is no such program, it fails, takes too long or finds nothing.
#[must_use]
pub fn pdftotext(pdf: &[u8]) -> Option<String> {
    let mut child = Command::new("pdftotext")
        .args(["-q", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
    let pdf = pdf.to_vec();
    // It reads all before it writes, or gives up: a broken pipe is one of its answers.
    let writing = thread::spawn(move || {
        let _ = input.write_all(&pdf);
    });
    let (sender, receiver) = mpsc::channel();
    let reading = thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.take(LARGEST).read_to_end(&mut text);
        let _ = sender.send(read.is_ok().then_some(text)); // nobody waits any more after the deadline
    });
    let text = receiver.recv_timeout(DEADLINE).ok().flatten();
    let _ = child.kill(); // it is done, or too slow
    let _ = child.wait();
    let _ = (writing.join(), reading.join());
    let text = String::from_utf8(text?).ok()?;
    text.chars().any(char::is_alphanumeric).then_some(text)
}
