//! Dates as ministries, crawlers and reporters write them.

use super::address::date as find_in_address;
use super::relative::day as relative_day;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn dates_are_read_as_ministries_write_them() {
    for (text, expected) in [
        ("Department Press Briefing – June 25, 2024", "2024-06-25"),
        ("on April 6, 2023", "2023-04-06"),
        ("2024年6月18日外交部发言人主持例行记者会", "2024-06-18"),
        ("Москва, 18 июня 2024 года", "2024-06-18"),
        ("18 juin 2024", "2024-06-18"),
        ("le 1er août 2024", "2024-08-01"),
        ("28. September 2022", "2022-09-28"),
        ("22 Haziran 2024", "2024-06-22"),
        ("18 de junio de 2024", "2024-06-18"),
        ("24 May. 2017", "2017-05-24"),
        ("30 September, 2026", "2026-09-30"),
        ("Wednesday, December 12, 2018, 4:31 p.m.", "2018-12-12"),
        ("vom 27.08.2025", "2025-08-27"),
        ("2022-12-29", "2022-12-29"),
        ("2020/10/18 - 09:29", "2020-10-18"),
        ("19 April 201716:51", "2017-04-19"),
        (
            "Transcript of the Media Briefing (Thursday, 15 June 2023)",
            "2023-06-15",
        ),
        ("held on 3 May 2024", "2024-05-03"),
        ("Posted onMarch 1, 2021", "2021-03-01"),
        ("Last updated 21-Nov-2019 10:03", "2019-11-21"),
        ("4 червня 2024 року", "2024-06-04"),
        ("8 мая 2025 года 10:10 Москва", "2025-05-08"),
        ("2024. 6. 18.", "2024-06-18"),
        ("2024년 6월 18일", "2024-06-18"),
        ("令和6年6月18日", "2024-06-18"),
        ("民國113年6月18日", "2024-06-18"),
        ("二〇二四年六月十八日", "2024-06-18"),
        ("18 يونيو 2024", "2024-06-18"),
        ("١٨ يونيو ٢٠٢٤", "2024-06-18"),
        ("18 जून 2024", "2024-06-18"),
        ("ngày 18 tháng 6 năm 2024", "2024-06-18"),
        ("18 czerwca 2024", "2024-06-18"),
        ("press-statements--27-february-2026-x", "2026-02-27"),
    ] {
        let found = find(text, NumericOrder::DayFirst);
        assert_eq!(
            found.first().map(|date| date.day),
            Some(day(expected)),
            "{text}"
        );
    }
}

#[test]
fn numbers_are_read_in_the_publishers_order_unless_they_say_otherwise() {
    let first = |text, order| find(text, order).first().map(|date| date.day);
    assert_eq!(
        first("8/3/2016", NumericOrder::MonthFirst),
        Some(day("2016-08-03"))
    );
    assert_eq!(
        first("8/3/2016", NumericOrder::DayFirst),
        Some(day("2016-03-08"))
    );
    assert_eq!(
        first("4/29/15", NumericOrder::DayFirst),
        Some(day("2015-04-29"))
    );
    assert_eq!(
        first("4-3-2009", NumericOrder::MonthFirst),
        Some(day("2009-04-03"))
    );
}

#[test]
fn what_cannot_be_a_date_is_none() {
    for text in [
        "February 30, 2024",
        "31 February 2014",
        "31/31/2024",
        "18 June 2924",
        "1 January 0001",
        "in 2024",
        "99/99/99",
        "room 1204-33-12",
    ] {
        assert_eq!(find(text, NumericOrder::DayFirst), [], "{text}");
    }
}

#[test]
fn a_time_stamp_gives_the_day_at_the_publishers_place() {
    let washington = Some(chrono_tz::America::New_York);
    let read = |text, zone| stamp::day(text, zone, NumericOrder::DayFirst).map(|date| date.day);
    assert_eq!(
        read("Wed, 06 Jul 2022 00:14:00 +0000", washington),
        Some(day("2022-07-05"))
    );
    assert_eq!(read("2022-07-06T00:14:00Z", None), Some(day("2022-07-06")));
    assert_eq!(
        read("2025-12-04 08:16:31-05:00", washington),
        Some(day("2025-12-04"))
    );
    assert_eq!(read("2024-06-18", washington), Some(day("2024-06-18")));
}

#[test]
fn addresses_and_file_names_tell_dates() {
    for (address, expected) in [
        (
            "https://www.mfa.example/eng/202409/t20240903_11484032.html",
            "2024-09-03",
        ),
        (
            "https://press.example/en/2024/db240920.doc.htm",
            "2024-09-20",
        ),
        ("https://www.example.org/2022/03/14/talks", "2022-03-14"),
        (
            "https://www.example.org/briefings/department-press-briefing-june-25-2024/",
            "2024-06-25",
        ),
        ("2024-06-18-talks.txt", "2024-06-18"),
    ] {
        let found = find_in_address(address, NumericOrder::DayFirst);
        assert_eq!(found.map(|(day, _)| day), Some(day(expected)), "{address}");
    }
}

#[test]
fn a_weekday_is_the_most_recent_one_and_the_same_day_counts() {
    let found = |text: &str, published| relative_day(text, day(published));
    assert_eq!(
        found("On Tuesday, the spokeswoman said", "2024-06-18"),
        Some(day("2024-06-18"))
    );
    assert_eq!(
        found("She said on Tuesday that", "2024-06-20"),
        Some(day("2024-06-18"))
    );
    assert_eq!(
        found("во вторник заявила", "2024-06-19"),
        Some(day("2024-06-18"))
    );
    assert_eq!(found("周二表示", "2024-06-19"), Some(day("2024-06-18")));
    assert_eq!(found("Happy Monday, everybody", "2024-06-19"), None);
}

#[test]
fn a_day_without_a_year_is_of_the_week_before_the_publication() {
    let found = |text: &str, published| relative_day(text, day(published));
    for (text, published, expected) in [
        (
            "发言人林言18日在例行记者会上表示",
            "2024-06-19",
            Some("2024-06-18"),
        ),
        (
            "STRELSAU, June 30 (RNA) - The ministry",
            "2024-07-02",
            Some("2024-06-30"),
        ),
        ("发言人31日表示", "2024-01-01", Some("2023-12-31")),
        (
            "заявила 18 июня на брифинге",
            "2024-06-19",
            Some("2024-06-18"),
        ),
        ("the treaty signed on June 3 holds", "2024-06-19", None),
        ("the treaty of June 18, 2019, holds", "2024-06-19", None),
        ("he said yesterday", "2024-06-19", Some("2024-06-18")),
        ("all 18 members of the council", "2024-06-19", None),
    ] {
        assert_eq!(found(text, published), expected.map(day), "{text}");
    }
}

#[test]
fn numbers_of_which_nothing_tells_the_month_have_two_readings() {
    let readings = |text| {
        let found = find(text, NumericOrder::Undecided);
        found.first().map(|date| (date.day, date.other))
    };
    let both = Some((day("2016-03-08"), Some(day("2016-08-03"))));
    assert_eq!(readings("8/3/2016"), both);
    assert_eq!(readings("8.3.2016"), Some((day("2016-03-08"), None)));
    assert_eq!(readings("5/5/2016"), Some((day("2016-05-05"), None)));
    assert_eq!(readings("4/29/15"), Some((day("2015-04-29"), None)));
}

#[test]
fn what_cannot_be_and_what_is_to_come_is_told_apart() {
    let why = |text| {
        scan(text, NumericOrder::DayFirst)
            .into_iter()
            .find_map(Result::err)
    };
    let why = |text| why(text).map(|none| none.why);
    assert_eq!(why("31 February 2014"), Some(Why::Impossible));
    assert_eq!(why("18 June 2924"), Some(Why::ToCome));
    assert_eq!(why("18 June 2024"), None);
    assert_eq!(why("room 1204"), None);
}
