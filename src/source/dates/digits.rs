//! Numbers as dates write them: digits of any script, Chinese numerals, years of eras.

use chrono::{Datelike, Utc};

/// First digits of the decimal digits dates are written in: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, full-width.
const ZEROS: &[char] = &[
    '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}',
];
const HAN: &str = "〇一二三四五六七八九";

/// A number of one to three digits, or a Chinese numeral below one hundred.
pub(super) fn number(written: &str) -> Option<u32> {
    if let Some(digits) = decimal(written) {
        return digits.parse().ok();
    }
    // 二十一, 十二, 三十, 廿一
    let written = written.replace('廿', "二十");
    let (tens, ones) = match written.split_once('十') {
        Some(("", ones)) => (1, ones),
        Some((tens, ones)) => (han(tens.chars().next()?)?, ones),
        None => (0, written.as_str()),
    };
    let ones = ones.chars().next().map_or(Some(0), han)?;
    Some(10 * tens + ones)
}

/// A year of four digits; two are of the last hundred years.
pub(super) fn year(written: &str) -> Option<i32> {
    let digits = decimal(written).or_else(|| {
        let digits = written
            .chars()
            .map(|numeral| char::from_digit(han(numeral)?, 10));
        digits.collect()
    })?;
    let year: i32 = digits.parse().ok()?;
    if digits.len() > 2 {
        return Some(year);
    }
    let this_year = Utc::now().year();
    let year = this_year - this_year % 100 + year;
    Some(if year > this_year { year - 100 } else { year })
}

/// The year of the common era that a Japanese era's or the Republic of China's year is.
pub(super) fn era_year(era: &str, written: &str) -> Option<i32> {
    let before_first = match era {
        "令和" => 2018,
        "平成" => 1988,
        "昭和" => 1925,
        _ => 1911,
    };
    let of_era = if written == "元" {
        1
    } else {
        number(written)?
    };
    Some(before_first + i32::try_from(of_era).ok()?)
}

fn decimal(written: &str) -> Option<String> {
    let digit = |character: char| {
        ZEROS.iter().find_map(|zero| {
            let value = u32::from(character).checked_sub(u32::from(*zero))?;
            char::from_digit(value, 10)
        })
    };
    written.chars().map(digit).collect()
}

fn han(numeral: char) -> Option<u32> {
    let numeral = if matches!(numeral, '零' | '○') {
        '〇'
    } else {
        numeral
    };
    let position = HAN.chars().position(|known| known == numeral)?;
    u32::try_from(position).ok()
}
