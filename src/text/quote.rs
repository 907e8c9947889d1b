//! Quotation marks of all styles paired, with regard to odd, mismatched and missing ones.

use super::Span;

/// Marks deeper than this are no quotations any more.
const DEEPEST: usize = 6;

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With the marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// 0 for an outermost one.
    pub depth: usize,
    /// Whether it goes on in a later paragraph, which opens with a mark again.
    pub open: bool,
}

/// `text` without what stands between quotation marks.
#[must_use]
pub fn unquoted(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut position = 0;
    for quotation in quotations(text).iter().filter(|quoted| quoted.depth == 0) {
        let start = quotation.outer.start.max(position);
        outside.push_str(text.get(position..start).unwrap_or_default());
        position = quotation.outer.end.max(position);
    }
    outside.push_str(text.get(position..).unwrap_or_default());
    outside
}

/// The style of a mark; those of one style close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Straight,
    StraightSingle,
    Guillemets,
    SingleGuillemets,
    Corner,
    WhiteCorner,
}

/// What a mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

struct Opened {
    style: Style,
    start: usize,
    after: usize,
}

/// The quotations of `text`, in order of their start. None crosses a paragraph's end: one that is left open there counts to the
/// paragraph's end, where its mark opened a clause. Apostrophes are none, nor are titles in 《》.
///
/// ```
/// # use demarche::text::quotations;
/// let text = "“We won’t,” Norvik said, “whatever ‘friends’ say.”";
/// let found: Vec<&str> = quotations(text).iter().map(|quotation| quotation.inner.of(text)).collect();
/// assert_eq!(found, ["We won’t,", "whatever ‘friends’ say.", "friends"]);
/// ```
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut opened: Vec<Opened> = Vec::new();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if character == '\n' && next == Some('\n') {
            close_paragraph(&mut opened, &mut found, text, start);
        }
        // Two plain apostrophes or backticks typed for one double mark.
        let doubled = matches!(character, '\'' | '`') && next == Some(character);
        if doubled {
            characters.next();
        }
        let shown = match character {
            '`' if doubled => '“',
            '\'' if doubled => '"',
            single => single,
        };
        let next = characters.peek().map(|(_, next)| *next);
        let apostrophe = !doubled && is_plural_owner(text, start, character, before);
        if let Some((style, turn)) = mark(shown, before, next).filter(|_| !apostrophe) {
            let after = start + character.len_utf8() + usize::from(doubled);
            pair(
                &mut opened,
                &mut found,
                style,
                turn,
                Span::new(start, after),
                before,
            );
        }
        before = Some(character);
    }
    close_paragraph(&mut opened, &mut found, text, text.len());
    found.sort_unstable_by_key(|quotation| {
        (
            quotation.outer.start,
            std::cmp::Reverse(quotation.outer.end),
        )
    });
    set_depths(&mut found);
    found
}

fn pair(
    opened: &mut Vec<Opened>,
    found: &mut Vec<Quotation>,
    style: Style,
    turn: Turn,
    at: Span,
    before: Option<char>,
) {
    let partner = opened
        .iter()
        .rposition(|mark| mark.style == style || (is_double(mark.style) && is_double(style)));
    let closes = match turn {
        Turn::Opens => false,
        Turn::Closes | Turn::Either => partner.is_some(),
    };
    if let (true, Some(partner)) = (closes, partner) {
        let mark = &opened[partner];
        let inner = Span::new(mark.after, at.start);
        if !inner.is_empty() {
            found.push(Quotation {
                outer: Span::new(mark.start, at.end),
                inner,
                depth: 0,
                open: false,
            });
        }
        opened.truncate(partner);
    } else if turn != Turn::Closes || (is_double(style) && opens_by_place(before)) {
        if opened.len() >= DEEPEST {
            opened.remove(0);
        }
        opened.push(Opened {
            style,
            start: at.start,
            after: at.end,
        });
    }
}

/// What is still open at a paragraph's end: the outermost double quotation goes on; the rest were apostrophes or slips.
fn close_paragraph(
    opened: &mut Vec<Opened>,
    found: &mut Vec<Quotation>,
    text: &str,
    position: usize,
) {
    let left = opened.drain(..).find(|mark| {
        !matches!(mark.style, Style::Single | Style::StraightSingle)
            && opens_clause(text, mark.start)
    });
    if let Some(mark) = left {
        let inner = Span::new(
            mark.after,
            mark.after + text[mark.after..position].trim_end().len(),
        );
        // Complete ones inside it that were closed before are kept: they get their depth from where they stand.
        if !inner.is_empty() {
            found.push(Quotation {
                outer: Span::new(mark.start, inner.end),
                inner,
                depth: 0,
                open: true,
            });
        }
    }
}

/// Whether what stands before `position` lets a clause begin: nothing, an empty line, a colon or comma.
fn opens_clause(text: &str, position: usize) -> bool {
    let before = text[..position].trim_end_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    before.is_empty() || before.ends_with(['\n', ':', ',', '，', '：', '.', '。', '—', '–', '-'])
}

fn set_depths(found: &mut [Quotation]) {
    let mut ends: Vec<usize> = Vec::new();
    for quotation in found {
        while ends.last().is_some_and(|end| *end <= quotation.outer.start) {
            ends.pop();
        }
        quotation.depth = ends.len();
        ends.push(quotation.outer.end);
    }
}

/// Whether a single mark is the apostrophe of "the members’ boats": the words of its clause go on to a mark behind a stop or comma.
fn is_plural_owner(text: &str, at: usize, character: char, before: Option<char>) -> bool {
    /// Bytes looked ahead.
    const REACH: usize = 400;
    if !matches!(character, '’' | '\'') || before != Some('s') {
        return false;
    }
    let after = text.get(at + character.len_utf8()..).unwrap_or_default();
    let goes_on = after
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if !goes_on {
        return false;
    }
    let mut last = ' ';
    for (position, next) in after.char_indices() {
        if position > REACH || next == '\n' || next == '‘' {
            return false;
        }
        if next == character && !last.is_alphanumeric() && last != ' ' {
            return true;
        }
        last = next;
    }
    false
}

fn mark(character: char, before: Option<char>, next: Option<char>) -> Option<(Style, Turn)> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = next.is_some_and(char::is_alphanumeric);
    let space_before = opens_by_place(before);
    Some(match character {
        // A wrong or German closing mark: nothing but an end of words can stand before it and a space after it.
        '“' if !space_before && !word_after => (Style::Double, Turn::Either),
        '“' | '„' | '‟' => (Style::Double, Turn::Opens),
        '”' if space_before && word_after => (Style::Double, Turn::Either),
        '”' => (Style::Double, Turn::Closes),
        '"' | '＂' if space_before && !next.is_none_or(char::is_whitespace) => {
            (Style::Straight, Turn::Either)
        }
        '"' | '＂' if is_unspaced(before) || is_unspaced(next) => (Style::Straight, Turn::Either),
        '"' | '＂' => (Style::Straight, Turn::Closes),
        '‘' | '‚' if !word_before || is_unspaced(before) => (Style::Single, Turn::Opens),
        '’' if !word_after || is_unspaced(next) => (Style::Single, Turn::Closes),
        '\'' if space_before && word_after => (Style::StraightSingle, Turn::Opens),
        '\'' if !space_before && !word_after => (Style::StraightSingle, Turn::Closes),
        '«' if !space_before && !word_after => (Style::Guillemets, Turn::Either),
        '«' => (Style::Guillemets, Turn::Opens),
        '»' if space_before && word_after => (Style::Guillemets, Turn::Either),
        '»' => (Style::Guillemets, Turn::Closes),
        '‹' => (Style::SingleGuillemets, Turn::Opens),
        '›' => (Style::SingleGuillemets, Turn::Closes),
        '「' => (Style::Corner, Turn::Opens),
        '」' => (Style::Corner, Turn::Closes),
        '『' => (Style::WhiteCorner, Turn::Opens),
        '』' => (Style::WhiteCorner, Turn::Closes),
        _ => return None,
    })
}

/// Whether a mark after this character can only open.
fn opens_by_place(before: Option<char>) -> bool {
    before.is_none_or(|before| {
        before.is_whitespace()
            || matches!(
                before,
                '(' | '[' | '—' | '–' | '-' | '“' | '‘' | '«' | ':' | '：' | '，'
            )
    })
}

/// Scripts written without spaces, where a mark's neighbours do not tell opening from closing.
fn is_unspaced(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|character| {
        super::fold::is_han(character)
            || matches!(character, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
    })
}

/// Double marks are mixed by those who type: “ may be closed by ".
fn is_double(style: Style) -> bool {
    matches!(style, Style::Double | Style::Straight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = quotations(text)
            .iter()
            .map(|quotation| quotation.inner.of(text))
            .collect();
        assert_eq!(found, expect, "in {text}");
    }

    #[test]
    fn quotations_are_found_in_every_style_of_marks() {
        check("He said \"no\" to it.", &["no"]);
        check("„Das ist falsch“, sagte sie.", &["Das ist falsch"]);
        check("«Мы против», — сказала она.", &["Мы против"]);
        check("他表示：“我们反对。”", &["我们反对。"]);
        check("他稱「反對『制裁』」。", &["反對『制裁』", "制裁"]);
        check("They 'regret' it.", &["regret"]);
        check("They ''regret'' it.", &["regret"]);
        check("They ``regret'' it.", &["regret"]);
    }

    #[test]
    fn apostrophes_open_and_close_nothing() {
        check("The members’ vote and ministers' duty won't end.", &[]);
        check(
            "‘The members’ boats aren’t ours,’ she said.",
            &["The members’ boats aren’t ours,"],
        );
        check("In the ’90s it wasn’t so.", &[]);
        check("“We don’t,” she said.", &["We don’t,"]);
    }

    #[test]
    fn odd_marks_harm_no_later_paragraph() {
        check(
            "She said: “This goes on.\n\n“And here it ends.”\n\n“Yes,” he said.",
            &["This goes on.", "And here it ends.", "Yes,"],
        );
        check("A stray” mark.\n\n“Yes,” he said.", &["Yes,"]);
        check("“Yes“ is mismatched.", &["Yes"]);
    }

    #[test]
    fn depth_counts_from_the_outside() {
        let depths: Vec<usize> = quotations("“a ‘b’ c” “d”")
            .iter()
            .map(|quotation| quotation.depth)
            .collect();
        assert_eq!(depths, [0, 1, 0]);
    }
}
