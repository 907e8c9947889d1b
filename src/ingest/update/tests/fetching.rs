//! Runs of `fetch` that die, or find the disk full, at every step they take on the disk: what is left is sound, what was kept is not lost,
//! and the next run ends as an undisturbed one, each capture kept once.

#[allow(dead_code, unreachable_pub, reason = "each test uses its own part")]
#[path = "../../../../tests/fetch/archive.rs"]
mod archive;
#[allow(dead_code, unreachable_pub, reason = "each test uses its own part")]
#[path = "../../../../tests/fetch/server.rs"]
mod server;

use super::super::*;
use super::content;
use crate::archive::fault::{Fault, arm, disarm};
use crate::fetch::{self, Allowed, Job, Mode, Options, Target};
use crate::ingest::{IndexVerdict, verify};
use server::{Server, answer, briefing, missing, page};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tempfile::TempDir;

/// Three pages and their map. On the second day one page reads otherwise, and a fourth was put out.
fn publisher(day: &Arc<AtomicU64>) -> Server {
    let day = Arc::clone(day);
    Server::start(move |asked, _| {
        let day = day.load(Ordering::SeqCst);
        match asked.path.as_str() {
            "/map" => {
                let pages =
                    (1..=2 + day).map(|number| format!("<url><loc>/page/{number}</loc></url>"));
                let map = format!("<urlset>{}</urlset>", pages.collect::<String>());
                answer("200 OK", &[("Content-Type", "text/xml")], map)
            }
            "/page/1" => page(briefing(
                "Press briefing number 1 of the ministry",
                &format!("The ministry said word{day}x of the first ship."),
            )),
            path => match path.strip_prefix("/page/") {
                Some(number) => page(briefing(
                    &format!("Press briefing number {number} of the ministry"),
                    &format!("The ministry said nothing of ship number {number}."),
                )),
                None => missing(),
            },
        }
    })
}

/// An archive of its own.
struct Fetched {
    _folder: TempDir,
    archive: Archive,
}

impl Fetched {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("corpus")).unwrap();
        let archive = Archive::of_folder(folder.path()).unwrap();
        Self {
            _folder: folder,
            archive,
        }
    }

    /// The same captures in another archive, which has no index.
    fn copy(&self) -> Self {
        let copy = Self::new();
        let (from, to) = (self.archive.corpus(), copy.archive.corpus());
        for file in archive::files(from) {
            let path = to.join(file.strip_prefix(from).unwrap());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::copy(file, path).unwrap();
        }
        copy
    }

    /// The same, whose last writer was killed while it added to them.
    fn cut_off(self) -> Self {
        for file in archive::files(self.archive.corpus()) {
            let bytes = fs::read(&file).unwrap();
            let mut file = File::options().append(true).open(file).unwrap();
            file.write_all(&bytes[..bytes.len().min(100)]).unwrap();
        }
        self
    }

    fn fetch(&self, server: &Server) -> Result<fetch::Report> {
        let mut how = Options::usual(Some("tests@mfa.example"));
        how.mode = Mode::Again;
        how.delay = Duration::ZERO;
        how.allowed = Allowed::of(&["127.0.0.1/32".to_owned()]).unwrap();
        let job = Job {
            target: Target::Address(server.url("/map")),
            since: None,
            max: None,
        };
        let stop = AtomicBool::new(false);
        let profiles = Guide::builtin().profiles;
        fetch::run(&self.archive, profiles, &[job], &how, &mut |_| (), &stop)
    }

    /// What is indexed of it.
    fn passages(&self) -> BTreeSet<String> {
        let stop = AtomicBool::new(false);
        update(&self.archive, &Guide::builtin(), &mut |_| (), &stop).unwrap();
        let (passages, _) = content(&self.archive);
        passages
            .iter()
            .map(|passage| passage.split_once("text: ").unwrap().1.to_owned())
            .collect()
    }

    /// What pages answered: address and digest.
    fn kept(&self) -> Vec<String> {
        let records = archive::records(self.archive.corpus());
        let responses = records
            .iter()
            .filter(|record| record.kind() == "response" && record.path().starts_with("page/"));
        let told = |record: &archive::Record| {
            format!("{} {}", record.path(), record.field("WARC-Payload-Digest"))
        };
        let mut kept: Vec<String> = responses.map(told).collect();
        kept.sort();
        kept
    }

    fn assert_sound(&self, steps: u64) {
        let verdict = verify(&self.archive, &mut |_| (), &AtomicBool::new(false)).unwrap();
        assert!(
            verdict.damaged.is_empty() && verdict.missing.is_empty(),
            "step {steps}: {verdict:?}"
        );
        assert!(
            matches!(verdict.index, IndexVerdict::Absent | IndexVerdict::Sound(_)),
            "step {steps}: {verdict:?}"
        );
    }
}

/// Lets runs of fetch on the second day, in an archive as `begun` makes it, go wrong after ever more steps; how many there are.
fn at_steps(every: usize, fault: Fault, begun: impl Fn(&Server) -> Fetched) -> u64 {
    let day = Arc::new(AtomicU64::new(1));
    let server = publisher(&day);
    let first = begun(&server);
    day.store(2, Ordering::SeqCst);
    let whole = first.copy();
    whole.fetch(&server).unwrap();
    let (before, after) = (first.copy().passages(), whole.passages());
    for steps in (0..).step_by(every) {
        let disturbed = first.copy();
        let corpus = disturbed.archive.corpus();
        arm(corpus, steps, fault);
        let ended = disturbed.fetch(&server);
        let taken = disarm(corpus);
        if taken <= steps {
            ended.unwrap();
            return steps;
        }
        if let Err(error) = &ended {
            assert!(matches!(error, Error::Io { .. }), "step {steps}: {error:?}");
        }
        disturbed.assert_sound(steps);
        let between = disturbed.passages();
        assert!(
            between.is_superset(&before.intersection(&after).cloned().collect()),
            "step {steps}: {between:#?}"
        );
        assert!(
            between
                .iter()
                .all(|one| before.contains(one) || after.contains(one)),
            "step {steps}: {between:#?}"
        );
        disturbed.fetch(&server).unwrap();
        assert_eq!(disturbed.passages(), after, "step {steps}");
        assert_eq!(disturbed.kept(), whole.kept(), "step {steps}");
        disturbed.assert_sound(steps);
    }
    0
}

fn from_nothing(_: &Server) -> Fetched {
    Fetched::new()
}

fn from_the_day_before(server: &Server) -> Fetched {
    let archive = Fetched::new();
    archive.fetch(server).unwrap();
    archive
}

fn from_a_killed_run(server: &Server) -> Fetched {
    from_the_day_before(server).cut_off()
}

/// As often as the tests that always run, and as the long ones.
const OFTEN: [usize; 2] = [13, 1];

fn all(every: usize) {
    for fault in [Fault::Dead, Fault::Full] {
        for steps in [
            at_steps(every, fault, from_nothing),
            at_steps(every, fault, from_the_day_before),
            at_steps(every, fault, from_a_killed_run),
        ] {
            assert!(steps > 40, "only {steps} steps");
        }
    }
}

#[test]
fn a_fetch_that_dies_or_has_no_room_loses_and_doubles_nothing() {
    all(OFTEN[0]);
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn every_single_step_of_a_fetch_may_be_the_last() {
    all(OFTEN[1]);
}
