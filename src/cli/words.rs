//! The arguments of a query as its text. The shell takes quotation marks off; here they are put back.

use super::exclusion::unmarked;
use super::reading::Asked;
use crate::lexicon::Lexicon;
use crate::query::{Clause, Node, Occur, is_name, parse};

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
    let alone = asked.words.len() == 1 && asked.flags.is_empty();
    let words = asked.words.iter().map(|argument| {
        let argument = unmarked(argument);
        if spaced == Spaced::AsPhrase && is_phrase(argument, lexicon) {
            return format!("\"{argument}\"");
        }
        let signed = if alone {
            None
        } else {
            signed_phrase(argument, lexicon)
        };
        let own = signed.or_else(|| moved_phrase(argument));
        let own = own.or_else(|| filter(argument, alone, lexicon));
        own.unwrap_or_else(|| argument.to_owned())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `-"two words"` of the argument `-two words`; `None` where it is something else. Alone it may be a whole query.
fn signed_phrase(argument: &str, lexicon: &Lexicon) -> Option<String> {
    let sign = argument
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '+'))?;
    let rest = argument.strip_prefix(sign)?;
    if rest.contains(' ') && is_name(rest, lexicon) {
        return Some(format!("{sign}({rest})"));
    }
    if let Some(moved) = moved_phrase(rest) {
        return Some(format!("{sign}{moved}"));
    }
    is_phrase(rest, lexicon).then(|| format!("{sign}\"{rest}\""))
}

/// `"two words"~5` of the argument `two words~5`.
fn moved_phrase(argument: &str) -> Option<String> {
    let (words, moves) = argument.rsplit_once('~')?;
    let is_number = !moves.is_empty() && moves.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && is_plain(words)).then(|| format!("\"{words}\"~{moves}"))
}

/// The arguments that may each be a phrase, told together; `None` where there are none.
pub(super) fn phrases(asked: &Asked, lexicon: &Lexicon) -> Option<String> {
    let arguments = asked.words.iter().map(|argument| unmarked(argument));
    let phrases: Vec<&str> = arguments
        .filter(|argument| is_phrase(argument, lexicon))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join("” and “"))
}

/// Whether an argument holds several words and nothing of the query language, and is no name, which is found in any language.
fn is_phrase(argument: &str, lexicon: &Lexicon) -> bool {
    is_plain(argument) && !is_name(argument.trim(), lexicon)
}

/// Whether an argument holds several words and nothing of the query language.
fn is_plain(argument: &str) -> bool {
    let (query, notes) = parse(argument);
    let is_word =
        |clause: &Clause| clause.occur == Occur::Plain && matches!(clause.node, Node::Word(_));
    let has_space = argument.trim().contains(char::is_whitespace);
    has_space && notes.is_empty() && query.clauses.len() > 1 && query.clauses.iter().all(is_word)
}

/// `by:"Lin Jian"` of the argument `by:Lin Jian`; `None` where the argument is something else, such as a whole query.
fn filter(argument: &str, alone: bool, lexicon: &Lexicon) -> Option<String> {
    let (field, value) = argument.split_once(':')?;
    let is_name = field
        .trim_start_matches(['-', '+'])
        .chars()
        .all(char::is_alphabetic);
    let is_one = is_name && value.contains(' ') && !value.contains(['"', ':', '(', ')']);
    let names_one = || {
        let candidates = lexicon.entities().resolve(value);
        candidates
            .first()
            .is_some_and(|found| found.likeness >= 1.0)
    };
    (is_one && (!alone || names_one())).then(|| format!("{field}:\"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::{is_phrase, moved_phrase, signed_phrase};
    use crate::lexicon::Lexicon;

    #[test]
    fn plain_words_in_one_argument_may_be_a_phrase() {
        for argument in [
            "stop shifting blame",
            "no-fly zone",
            "We, too, object!",
            "乌克兰 危机",
        ] {
            assert!(is_phrase(argument, Lexicon::builtin()), "{argument}");
        }
    }

    #[test]
    fn a_sign_before_several_words_is_that_of_a_phrase() {
        assert_eq!(
            signed_phrase("-two words", Lexicon::builtin()).as_deref(),
            Some("-\"two words\"")
        );
        for argument in [
            "-word",
            "two words",
            "-by:China x",
            "-\"two words\"",
            "-a /s b",
        ] {
            assert_eq!(
                signed_phrase(argument, Lexicon::builtin()),
                None,
                "{argument}"
            );
        }
    }

    #[test]
    fn a_number_behind_several_words_moves_those_of_a_phrase() {
        assert_eq!(
            moved_phrase("two words~5").as_deref(),
            Some("\"two words\"~5")
        );
        let excluded = signed_phrase("-two words~5", Lexicon::builtin());
        assert_eq!(excluded.as_deref(), Some("-\"two words\"~5"));
        for argument in ["word~2", "\"two words\"~5", "two words~", "by:x word~2"] {
            assert_eq!(moved_phrase(argument), None, "{argument}");
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
            "Xi Jinping",
            "lavrov sergey",
            "united states",
        ] {
            assert!(!is_phrase(argument, Lexicon::builtin()), "{argument}");
        }
    }
}
