//! Judged queries: the files they stand in, and which passages of an index are which judged ones.
//!
//! A passage is a judged one when both are of the same URL (scheme, `www.` and a last slash aside) and share at least half of the
//! shorter one's words, each counted as often as it stands there.

use super::super::read;
use crate::index::Reader;
use crate::query::Plan;
use crate::rank::{Copies, Placed, Weights, ordered};
use crate::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A query with what is known of its answers.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) id: String,
    /// The words.
    pub(super) text: String,
    /// Field and value of each filter.
    pub(super) filters: Vec<(String, String)>,
    /// Grade of each judged passage, 0 to 3.
    pub(super) grades: Vec<u8>,
    /// Which judged passages a passage of the index is.
    same: HashMap<Key, Vec<usize>>,
}

/// A passage of the index, as candidates name it.
type Key = (u64, u64, u64);

#[derive(Deserialize)]
struct QueryRow {
    id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    filters: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct JudgementRow {
    query: String,
    url: String,
    grade: u8,
    text: String,
}

/// How often each word stands in a text.
type Bag = HashMap<String, usize>;

/// A judged passage: the position of its query, its position there, its words.
struct Judged {
    query: usize,
    position: usize,
    words: Bag,
}

/// Reads `queries.jsonl` and `judgements.jsonl` of a folder, and more judgements, and finds the judged passages in the index.
///
/// # Errors
/// A file cannot be read or has a row that is none; a judgement of no query; the index cannot be read.
pub(super) fn load(folder: &Path, more: Option<&Path>, reader: &Reader) -> Result<Vec<Query>> {
    let file = folder.join("queries.jsonl");
    let mut queries: Vec<Query> = rows::<QueryRow>(&file)?.into_iter().map(query).collect();
    let mut by_url: HashMap<String, Vec<Judged>> = HashMap::new();
    for file in std::iter::once(folder.join("judgements.jsonl")).chain(more.map(Path::to_owned)) {
        for row in rows::<JudgementRow>(&file)? {
            let Some(query) = queries.iter().position(|query| query.id == row.query) else {
                return Err(Error::Data {
                    path: file,
                    message: format!("query {} is judged, but not among the queries", row.query),
                });
            };
            let judged = Judged {
                query,
                position: queries[query].grades.len(),
                words: bag(&row.text),
            };
            by_url.entry(bare(&row.url)).or_default().push(judged);
            queries[query].grades.push(row.grade);
        }
    }
    queries.retain(|query| !query.grades.is_empty());
    if queries.is_empty() {
        return Err(Error::Data {
            path: file,
            message: "no query is judged in judgements.jsonl beside it".to_owned(),
        });
    }
    find(&mut queries, &by_url, reader)?;
    Ok(queries)
}

fn query(row: QueryRow) -> Query {
    Query {
        id: row.id,
        text: row.text,
        filters: row.filters.into_iter().collect(),
        grades: Vec::new(),
        same: HashMap::new(),
    }
}

fn rows<R: DeserializeOwned>(file: &Path) -> Result<Vec<R>> {
    let text = read(file)?;
    let numbered = (1..).zip(text.lines());
    let told = numbered.filter(|(_, line)| !line.trim().is_empty());
    told.map(|(number, line)| {
        serde_json::from_str(line).map_err(|error| Error::Data {
            path: file.to_owned(),
            message: format!("line {number} is no judged query or judgement: {error}"),
        })
    })
    .collect()
}

/// Finds the judged passages among those of briefings with their URLs.
fn find(
    queries: &mut [Query],
    by_url: &HashMap<String, Vec<Judged>>,
    reader: &Reader,
) -> Result<()> {
    let mut briefings = HashSet::new();
    let all = ordered(reader, &Plan::default(), Weights::built_in()?, Copies::Keep)?;
    for Placed { id, candidate } in all {
        let briefing = (id.0, id.1);
        if !briefings.insert(briefing) {
            continue;
        }
        let head = reader.passage(&candidate)?.briefing;
        let Some(judged) = by_url.get(&bare(head.url.as_deref().unwrap_or_default())) else {
            continue;
        };
        for passage in reader.passages(&head.id)? {
            let words = bag(&passage.text);
            let key = (briefing.0, briefing.1, u64::from(passage.number));
            for one in judged.iter().filter(|one| are_same(&words, &one.words)) {
                let same = queries[one.query].same.entry(key).or_default();
                same.push(one.position);
            }
        }
    }
    Ok(())
}

impl Query {
    /// The grade of each hit, `None` for one that nobody judged. A second hit on the same judged passage has grade 0.
    pub(super) fn graded(&self, hits: &[Placed]) -> Vec<Option<u8>> {
        let mut seen = HashSet::new();
        let grade = |hit: &Placed| {
            // The first of the best: those not seen before those seen, then by grade.
            let mut same = self.same.get(&hit.id)?.clone();
            same.sort_by_key(|judged| (seen.contains(judged), u8::MAX - self.grades[*judged]));
            let best = *same.first()?;
            let is_new = seen.insert(best);
            Some(if is_new { self.grades[best] } else { 0 })
        };
        hits.iter().map(grade).collect()
    }

    /// How many of the judged passages are in the index.
    pub(super) fn found(&self) -> usize {
        let found: HashSet<&usize> = self.same.values().flatten().collect();
        found.len()
    }
}

/// A URL without scheme, `www.` and last slashes.
fn bare(url: &str) -> String {
    let rest = url.strip_prefix("https://");
    let rest = rest.or_else(|| url.strip_prefix("http://"));
    let rest = rest.map(|rest| rest.strip_prefix("www.").unwrap_or(rest));
    rest.unwrap_or(url).trim_end_matches('/').to_owned()
}

fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    let is_between = |character: char| !character.is_alphanumeric() && character != '_';
    for word in text.to_lowercase().split(is_between) {
        if !word.is_empty() {
            *bag.entry(word.to_owned()).or_default() += 1;
        }
    }
    bag
}

/// Whether two texts share at least half of the shorter one's words.
fn are_same(one: &Bag, other: &Bag) -> bool {
    let both = one
        .iter()
        .map(|(word, count)| other.get(word).map_or(0, |theirs| *theirs.min(count)));
    let shorter = one.values().sum::<usize>().min(other.values().sum());
    shorter > 0 && both.sum::<usize>() * 2 >= shorter
}

#[cfg(test)]
mod tests {
    use super::{are_same, bag, bare};

    #[test]
    fn a_url_is_known_without_scheme_www_and_last_slash() {
        for url in [
            "https://www.mfa.example/a/",
            "http://mfa.example/a",
            "mfa.example/a//",
        ] {
            assert_eq!(bare(url), "mfa.example/a");
        }
        assert_eq!(bare("www.mfa.example/a"), "www.mfa.example/a");
    }

    #[test]
    fn texts_are_the_same_that_share_half_of_the_shorter_ones_words() {
        let same = |one, other| are_same(&bag(one), &bag(other));
        assert!(same(
            "The talks go on.",
            "the talks went nowhere at all today"
        ));
        assert!(!same("The talks go on.", "the wheat is late"));
        assert!(!same("no no no no", "no, we do not"));
        assert!(!same("…", "…"));
    }
}
