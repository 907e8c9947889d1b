//! Runs that die, or find the disk full, at every step they take on the disk: what is left opens, is the state before or after a
//! commit, and the next run ends as an undisturbed one.

use super::super::*;
use crate::archive::fault::{Fault, arm, disarm};
use crate::index::{Reader, earlier, examine};
use crate::ingest::{IndexVerdict, Ledger, verify};
use std::fs;
use tempfile::TempDir;

/// An archive that is edited between two runs.
struct Edited {
    _folder: TempDir,
    archive: Archive,
}

impl Edited {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("corpus")).unwrap();
        let archive = Archive::of_folder(folder.path()).unwrap();
        let edited = Self {
            _folder: folder,
            archive,
        };
        for name in ["a", "b", "c"] {
            edited.write(name, "the first wording");
        }
        edited.capture(1, "The first wording of the feed.");
        edited.capture(2, "The second wording of the feed.");
        edited
    }

    /// The same archive elsewhere, indexed as this one is.
    fn copy(&self) -> Self {
        let copy = Self::new();
        for (from, to) in [
            (
                self.archive.index().to_owned(),
                copy.archive.index().to_owned(),
            ),
            (earlier(self.archive.index()), earlier(copy.archive.index())),
        ] {
            fs::create_dir_all(&to).unwrap();
            let files = fs::read_dir(from).unwrap().flatten();
            for entry in files.filter(|entry| entry.path().is_file()) {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        copy
    }

    fn write(&self, name: &str, words: &str) {
        let text = format!(
            "A note on {name}\n\nIn this invented note, Nepal thanked Ruritania for {words} of {name}.\n"
        );
        fs::write(self.archive.corpus().join(name).with_extension("txt"), text).unwrap();
    }

    /// One briefing as it stood on a day.
    fn capture(&self, day: u32, text: &str) {
        let page = format!(
            "---\ntitle: Boats\nurl: https://mfa.ruritania.example/1\nretrieved: 2024-06-0{day}\n---\n\n{text}\n"
        );
        let file = self.archive.corpus().join(format!("{day}.md"));
        fs::write(file, page).unwrap();
    }

    /// Changes, removes and adds.
    fn edit(&self) {
        self.capture(3, "The third wording of the feed.");
        self.write("b", "a second wording, longer than the first");
        self.write("d", "something new");
        fs::remove_file(self.archive.corpus().join("c.txt")).unwrap();
    }

    fn run(&self, job: Job) -> Result<Report> {
        let stop = AtomicBool::new(false);
        job(&self.archive, &Guide::builtin(), &mut |_| (), &stop)
    }

    /// Each passage with its annotations; nothing where there is no index.
    fn passages(&self) -> Vec<String> {
        let Some(reader) = Reader::open(self.archive.index()).unwrap() else {
            return Vec::new();
        };
        let state = State::read(&reader.state().unwrap().unwrap()).unwrap();
        let ids: Vec<&String> = state.indexed.keys().collect();
        let mut passages = Vec::new();
        for id in ids {
            let found = reader.passages(id).unwrap();
            passages.extend(found.iter().map(|passage| {
                let briefing = &passage.briefing;
                format!("{} {} {:?}", briefing.id, passage.text, passage.statements)
            }));
        }
        assert_eq!(reader.passage_count(), passages.len() as u64);
        passages
    }

    /// Whether the archive can be asked as it stood on those days, and what the briefing said then.
    fn as_it_stood(&self, days: impl Iterator<Item = u32>) -> Vec<String> {
        let mut said = Vec::new();
        for day in days {
            let reader = Reader::open(self.archive.index()).unwrap().unwrap();
            let moment = format!("2024-06-0{day}T12:00:00Z").parse().unwrap();
            let stood = Ledger::read(reader.state().unwrap().as_deref()).stood(moment);
            assert_eq!(stood.lacking, 0, "{stood:?}");
            let then = reader.as_it_was(&stood.then).unwrap().unwrap();
            let ids = stood.then.earlier.keys();
            let passages = ids.flat_map(|id| then.passages(id).unwrap());
            said.extend(passages.map(|passage| passage.text));
        }
        said
    }
}

type Job = fn(&Archive, &Guide<'_>, &mut dyn FnMut(Progress), &AtomicBool) -> Result<Report>;

/// Commits after every briefing.
fn often(
    archive: &Archive,
    guide: &Guide<'_>,
    watch: &mut dyn FnMut(Progress),
    stop: &AtomicBool,
) -> Result<Report> {
    update_committing(Duration::ZERO, archive.index(), archive, guide, watch, stop)
}

/// Lets runs of a job over an edited archive go wrong after ever more steps, so many more each time; how many there are.
fn at_steps(every: usize, job: Job, fault: Fault) -> u64 {
    let whole = Edited::new();
    whole.run(update).unwrap();
    let old = whole.passages();
    whole.edit();
    whole.run(update).unwrap();
    let new = whole.passages();
    assert_ne!(old, new);
    let first = Edited::new();
    first.run(update).unwrap();
    for steps in (0..).step_by(every) {
        let edited = first.copy();
        edited.edit();
        let index = edited.archive.index();
        arm(index, steps, fault);
        let ended = edited.run(job);
        let taken = disarm(index);
        if taken <= steps {
            ended.unwrap();
            return steps;
        }
        if let Err(error) = &ended {
            assert!(
                matches!(error, Error::Unwritten { .. } | Error::Io { .. }),
                "step {steps}: {error:?}"
            );
        }
        let kept = edited.passages();
        let is_between = kept
            .iter()
            .all(|one| old.contains(one) || new.contains(one));
        assert!(is_between, "step {steps}: {kept:#?}");
        let condition = examine(index).unwrap().unwrap_or_default();
        assert_eq!(condition.damaged, [""; 0], "step {steps}");
        if !kept.is_empty() {
            // Asked as it stood it answers, whichever of the two commits came last.
            let said = edited.as_it_stood(1..2);
            assert!(
                said.len() == 1 && said[0].contains("first"),
                "step {steps}: {said:?}"
            );
            let stop = AtomicBool::new(false);
            let verdict = verify(&edited.archive, &mut |_| (), &stop).unwrap();
            assert!(
                matches!(verdict.index, IndexVerdict::Sound(_)),
                "step {steps}: {verdict:?}"
            );
        }
        edited.run(update).unwrap();
        assert_eq!(edited.passages(), new, "step {steps}");
        let said = edited.as_it_stood(1..3);
        assert_eq!(said.len(), 2, "step {steps}: {said:?}");
        assert!(
            said[0].contains("first") && said[1].contains("second"),
            "step {steps}: {said:?}"
        );
        // Threads of the run that died go on for a moment in this process: what they leave goes with the run after the next.
        if !left_over(index).is_empty() {
            edited.run(update).unwrap();
        }
        let left = left_over(index);
        assert!(left.is_empty(), "step {steps}: {left:?}");
    }
    0
}

/// What a killed writer would leave and the next one is to remove.
fn left_over(index: &Path) -> Vec<String> {
    let entries = fs::read_dir(index).unwrap().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter(|name| name.starts_with(".tmp") || name == "rebuild")
        .collect()
}

/// In the short form every so many steps go wrong, in the long one each or nearly.
const SHORT: usize = 23;

#[test]
fn a_run_that_dies_leaves_what_was_committed() {
    let steps = at_steps(SHORT, often, Fault::Dead);
    assert!(steps > 50, "only {steps} steps");
}

#[test]
fn a_full_disk_costs_nothing_that_was_committed() {
    let steps = at_steps(SHORT, often, Fault::Full);
    assert!(steps > 50, "only {steps} steps");
}

#[test]
fn an_index_made_anew_replaces_the_old_one_at_once_or_not_at_all() {
    let steps = at_steps(SHORT, rebuild, Fault::Dead);
    assert!(steps > 20, "only {steps} steps");
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn every_single_step_may_be_the_last() {
    at_steps(1, often, Fault::Dead);
    at_steps(3, rebuild, Fault::Dead);
}

#[test]
#[ignore = "the long form: .ci/run has a line for it"]
fn the_disk_may_be_full_at_any_step() {
    at_steps(3, often, Fault::Full);
    at_steps(5, rebuild, Fault::Full);
}
