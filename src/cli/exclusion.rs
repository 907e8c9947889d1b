//! `-word` on the command line of a query, also of one that is saved, is an exclusion, not an option.

use super::arguments::Arguments;
use clap::{Arg, Command, CommandFactory};
use std::ffi::OsString;

/// Stands before an argument that begins with `-` and is no option. No argument the system hands over can hold it.
const MARK: char = '\0';

/// The command line with the exclusions of a query marked, so that clap takes them as words.
pub(super) fn mark_exclusions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut root = Arguments::command();
    root.build();
    let mut command = &root;
    let mut marked = Vec::new();
    let mut arguments = arguments;
    marked.extend(arguments.next());
    while let Some(argument) = arguments.next() {
        let Some(text) = argument.to_str() else {
            marked.push(argument);
            continue;
        };
        let is_query = matches!(command.get_name(), "query" | "kwic" | "add");
        if text == "--" {
            marked.push(argument);
            break;
        } else if !text.starts_with('-') || text == "-" {
            command = command.find_subcommand(text).unwrap_or(command);
            marked.push(argument);
        } else if let Some(option) = option(command, text) {
            let waits = option.get_action().takes_values() && !holds_value(text);
            marked.push(argument);
            marked.extend(waits.then(|| arguments.next()).flatten());
        } else if is_query && !text.starts_with("--") {
            marked.push(format!("{MARK}{text}").into());
        } else {
            marked.push(argument);
        }
    }
    marked.extend(arguments);
    marked
}

/// A word as typed.
pub(super) fn unmarked(word: &str) -> &str {
    word.strip_prefix(MARK).unwrap_or(word)
}

/// The option that an argument names: `--name`, `--name=value`, `-n` or `-n5`.
fn option<'a>(command: &'a Command, text: &str) -> Option<&'a Arg> {
    let mut options = command.get_arguments();
    if let Some(long) = text.strip_prefix("--") {
        let name = long.split('=').next().unwrap_or(long);
        return options.find(|option| {
            option.get_long() == Some(name)
                || option
                    .get_all_aliases()
                    .is_some_and(|aliases| aliases.contains(&name))
        });
    }
    let mut letters = text.strip_prefix('-')?.chars();
    let letter = letters.next()?;
    let value = letters.as_str();
    let is_number = |value: &str| value.chars().all(|character| character.is_ascii_digit());
    options.find(|option| {
        let fits = value.is_empty() || (option.get_action().takes_values() && is_number(value));
        option.get_short() == Some(letter) && fits
    })
}

fn holds_value(text: &str) -> bool {
    text.contains('=') || (!text.starts_with("--") && text.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, excluded: &[&str]) {
        let marked = mark_exclusions(line.split(' ').map(OsString::from));
        let marked = marked.iter().filter_map(|argument| argument.to_str());
        let found: Vec<&str> = marked
            .filter_map(|argument| argument.strip_prefix(MARK))
            .collect();
        assert_eq!(found, excluded, "{line}");
    }

    #[test]
    fn an_argument_of_a_query_that_is_no_option_excludes() {
        check(
            "demarche query blame -Syria -topic:x",
            &["-Syria", "-topic:x"],
        );
        check("demarche search -Syria --on NATO", &["-Syria"]);
        check("demarche --archive a query -Syria", &["-Syria"]);
        check("demarche query -qualms", &["-qualms"]);
        check("demarche --archive a watch add x -Syria", &["-Syria"]);
    }

    #[test]
    fn options_and_their_values_stay() {
        check("demarche query -q -n 5 -n5 -h --json --by -x", &[]);
        check("demarche query --spokesman -x --since -30d", &[]);
        check("demarche query -- -Syria", &[]);
        check("demarche index -Syria", &[]);
        check("demarche watch run -Syria", &[]);
    }
}
