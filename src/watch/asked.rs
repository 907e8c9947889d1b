//! What a watch asks: the text of its query, in which filters may also stand as they are typed on the command line.

use crate::query::{self, Known, Reading};
use crate::{Error, Result};

/// The query of a watch, read strictly: a watch that would find nothing because of a slip tells of it.
///
/// # Errors
/// [`Error::Usage`] where any part of it cannot be read as it is written, or nothing is asked.
pub fn asked(text: &str, known: &Known) -> Result<Reading> {
    let Typed {
        words,
        flags,
        all_words,
    } = typed(text)?;
    let reading = query::read_with(&words, &flags, known, |query| {
        if all_words {
            query.requiring_all_words()
        } else {
            query
        }
    })?;
    if let Some(told) = query::misread(&words, &reading.notes) {
        return Err(Error::Usage(told));
    }
    if reading.query.clauses.is_empty() {
        return Err(Error::Usage("nothing is asked".to_owned()));
    }
    Ok(reading)
}

/// A query taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Typed {
    words: String,
    flags: Vec<(String, String)>,
    all_words: bool,
}

fn typed(text: &str) -> Result<Typed> {
    let mut typed = Typed::default();
    let mut rest = text.trim_start();
    while let Some(piece) = first_piece(rest) {
        rest = rest.get(piece.len()..).unwrap_or_default().trim_start();
        let Some(flag) = piece.strip_prefix("--").filter(|flag| !flag.is_empty()) else {
            if !typed.words.is_empty() {
                typed.words.push(' ');
            }
            typed.words.push_str(piece);
            continue;
        };
        if flag == "all-words" {
            typed.all_words = true;
            continue;
        }
        let (name, value) = if let Some(both) = flag.split_once('=') {
            both
        } else {
            let value = first_piece(rest)
                .ok_or_else(|| Error::Usage(format!("--{flag}: a value is missing")))?;
            rest = rest.get(value.len()..).unwrap_or_default().trim_start();
            (flag, value)
        };
        let value = unquoted(value);
        typed.flags.push((name.to_owned(), value.to_owned()));
    }
    Ok(typed)
}

/// Up to the next white space outside of quotation marks.
fn first_piece(text: &str) -> Option<&str> {
    let mut quoted = None;
    let end = text.char_indices().find(|(_, character)| {
        match (quoted, character) {
            (None, '"') => quoted = Some('"'),
            (Some(mark), other) if mark == *other => quoted = None,
            _ => (),
        }
        quoted.is_none() && character.is_whitespace()
    });
    let piece = text.get(..end.map_or(text.len(), |(end, _)| end))?;
    (!piece.is_empty()).then_some(piece)
}

fn unquoted(value: &str) -> &str {
    let inner = ['"', '\''].into_iter().find_map(|mark| {
        let inner = value.strip_prefix(mark)?.strip_suffix(mark)?;
        Some(inner)
    });
    inner.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_may_stand_as_they_are_typed() {
        let found = typed(r#"--by "Lin Jian" shifting "the blame" --on=NATO -Syria --all-words"#);
        let found = found.unwrap_or_default();
        assert_eq!(found.words, r#"shifting "the blame" -Syria"#);
        let flags = [("by", "Lin Jian"), ("on", "NATO")];
        assert_eq!(
            found.flags,
            flags.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert!(found.all_words);
        assert!(typed("--by").is_err());
        assert_eq!(
            typed("\"left open").unwrap_or_default().words,
            "\"left open"
        );
    }
}
