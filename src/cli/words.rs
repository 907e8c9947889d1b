//! The arguments of a query as its text. The shell takes quotation marks off; here they are put back.

use super::exclusion::unmarked;
use super::reading::Asked;
use crate::lexicon::Lexicon;
use crate::query::{Clause, Node, Occur, parse};

/// How an argument of several plain words is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spaced {
    /// As a phrase.
    AsPhrase,
    /// As words.
    AsWords,
}

/// The arguments as one text.
pub(super) fn text(asked: &Asked, spaced: Spaced, lexicon: &Lexicon) -> String {
    let alone = asked.words.len() == 1;
    let words = asked.words.iter().map(|argument| {
        let argument = unmarked(argument);
        if spaced == Spaced::AsPhrase && is_phrase(argument) {
            return format!("\"{argument}\"");
        }
        filter(argument, alone, lexicon).unwrap_or_else(|| argument.to_owned())
    });
    let text = words.collect::<Vec<_>>().join(" ");
    if asked.all_words {
        return parse(&text).0.requiring_all_words().to_string();
    }
    text
}

/// The arguments that may each be a phrase, told together; `None` where there are none.
pub(super) fn phrases(asked: &Asked) -> Option<String> {
    let arguments = asked.words.iter().map(|argument| unmarked(argument));
    let phrases: Vec<&str> = arguments.filter(|argument| is_phrase(argument)).collect();
    (!phrases.is_empty()).then(|| phrases.join("” and “"))
}

/// Whether an argument holds several words and nothing of the query language.
fn is_phrase(argument: &str) -> bool {
    let (query, notes) = parse(argument);
    let is_plain =
        |clause: &Clause| clause.occur == Occur::Plain && matches!(clause.node, Node::Word(_));
    let has_space = argument.trim().contains(char::is_whitespace);
    has_space && notes.is_empty() && query.clauses.len() > 1 && query.clauses.iter().all(is_plain)
}

/// `by:"Lin Jian"` of the argument `by:Lin Jian`; `None` where the argument is something else, such as a whole query.
fn filter(argument: &str, alone: bool, lexicon: &Lexicon) -> Option<String> {
    let (field, value) = argument.split_once(':')?;
    let is_name = field
        .trim_start_matches(['-', '+'])
        .chars()
        .all(char::is_alphabetic);
    let is_one = is_name && value.contains(' ') && !value.contains(['"', ':', '(', ')']);
    let candidates = lexicon.entities().resolve(value);
    let names_one = candidates
        .first()
        .is_some_and(|found| found.likeness >= 1.0);
    (is_one && (names_one || !alone)).then(|| format!("{field}:\"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::is_phrase;

    #[test]
    fn plain_words_in_one_argument_may_be_a_phrase() {
        for argument in [
            "stop shifting blame",
            "no-fly zone",
            "We, too, object!",
            "乌克兰 危机",
        ] {
            assert!(is_phrase(argument), "{argument}");
        }
    }

    #[test]
    fn a_word_or_anything_of_the_query_language_is_no_phrase() {
        for argument in [
            "blame",
            "no-fly",
            "by:China blame",
            "blame -Syria",
            "+visa ban",
            "grain OR wheat",
            "\"red line\" China",
            "sanction* relief",
            "(a b)",
            "red /s line",
            "\"open ended",
            " blame ",
        ] {
            assert!(!is_phrase(argument), "{argument}");
        }
    }
}
