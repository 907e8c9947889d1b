//! Where a name that no table knows begins and ends behind an office.

use crate::lexicon::Context;

/// Words of a name behind an office.
const LONGEST_NAME: usize = 5;

pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// The length of the name that `text` begins with: capitalised words, with particles and initials between them.
pub(super) fn spaced_name(text: &str, owned: bool) -> Option<usize> {
    let context = Context::builtin();
    let (mut end, mut words, mut position) = (0, 0, 0);
    for piece in text.split_inclusive(' ').take(LONGEST_NAME) {
        let word =
            piece.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
        let bare = word.trim_end_matches(['.', ',']);
        let bare = bare
            .strip_suffix("'s")
            .or_else(|| bare.strip_suffix("’s"))
            .unwrap_or(bare);
        let letters = bare.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_capital = bare.chars().next().is_some_and(char::is_uppercase);
        let is_particle = words > 0 && context.particles.contains(bare.trim_end_matches('-'));
        let is_initial = letters == 1 && word.ends_with('.');
        if bare.is_empty() || !(is_capital || is_particle) || context.no_names.contains(bare) {
            break;
        }
        let fits = bare
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’' | '.'));
        if !fits || letters == 0 {
            break;
        }
        if is_capital {
            words += 1;
            end = position + if is_initial { word.len() } else { bare.len() };
        }
        let goes_on = piece.len() == bare.len() + 1 && piece.ends_with(' ') || is_initial;
        if !goes_on {
            break;
        }
        position += piece.len();
    }
    let name = text.get(..end)?;
    let is_adjective = words == 1
        && context
            .no_name_endings
            .iter()
            .any(|ending| name.ends_with(ending.as_str()));
    if is_adjective {
        return None;
    }
    let letters = name.chars().filter(|letter| letter.is_lowercase()).count();
    (words > 0 && end > 2 && (letters > 0 || owned || words > 1)).then_some(end)
}

/// The Chinese name that `text` begins with: up to a word that names do not hold.
pub(super) fn han_name(text: &str) -> Option<&str> {
    let is_part = |letter: char| is_han(letter) || matches!(letter, '·' | '‧' | '・');
    let run_end = text
        .char_indices()
        .find(|(_, letter)| !is_part(*letter))
        .map_or(text.len(), |(end, _)| end);
    let run = &text[..run_end];
    let end = Context::builtin()
        .han_ends
        .iter()
        .filter_map(|end| run.find(end.as_str()))
        .min();
    let name = &run[..end.unwrap_or(run.len())];
    let signs = name.chars().count();
    let ends = end.is_some()
        || text.get(run_end..).is_some_and(|rest| {
            rest.starts_with([
                '：', ':', '，', ',', '。', '、', '）', ')', '(', '（', '“', '「', ' ',
            ])
        });
    let longest = if name.contains(['·', '‧', '・']) {
        14
    } else {
        4
    };
    ((2..=longest).contains(&signs) && ends).then_some(name)
}
