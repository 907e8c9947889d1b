//! Bylines and titles as publishers write them, with invented names.

use super::*;
use crate::briefing::Form;

fn show(named: Vec<Named>) -> String {
    let one = |person: Named| match person.role {
        Some(role) => format!("{} [{role}]", person.name),
        None => person.name,
    };
    named.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn bylines_name_one_or_several_with_their_offices() {
    for (byline, expected) in [
        (
            "Ada Norvik, Department Spokesperson",
            "Ada Norvik [Department Spokesperson]",
        ),
        (
            "Ada J. Norvik, Secretary of State, Bo Lindqvist, Minister of Defense",
            "Ada J. Norvik [Secretary of State]; Bo Lindqvist [Minister of Defense]",
        ),
        (
            "Ada\u{a0}\u{a0}Norvik , Acting Assistant Secretary\u{a0}Bureau of Labor",
            "Ada Norvik [Acting Assistant Secretary Bureau of Labor]",
        ),
        ("Office of the Spokesperson", "Office of the Spokesperson"),
        (
            "Dr. A. Norvikar, Minister of External Affairs",
            "A. Norvikar [Minister of External Affairs]",
        ),
        ("By Ada Norvik and Bo Lindqvist", "Ada Norvik; Bo Lindqvist"),
        ("Spokesperson Ada Norvik", "Ada Norvik [Spokesperson]"),
        ("林言，外交部发言人", "林言 [外交部发言人]"),
        (
            "Press Secretary Ada Norvik and Trade Agency Administrator Bo Lindqvist",
            "Ada Norvik [Press Secretary]; Bo Lindqvist [Trade Agency Administrator]",
        ),
    ] {
        assert_eq!(show(in_bylines(&[byline.to_owned()])), expected, "{byline}");
    }
}

#[test]
fn lines_that_repeat_the_byline_leave_the_text() {
    let bylines = ["Ada Norvik, Secretary, Bo Lindqvist, MinisterBureau of Trade".to_owned()];
    let lines = [
        "Ada Norvik, Secretary",
        "Bo Lindqvist, Minister",
        "Bureau of Trade",
        "Good morning.",
    ];
    let mut paragraphs = lines.map(str::to_owned).to_vec();
    let taken = take_byline_lines(&bylines, &mut paragraphs);
    assert_eq!(paragraphs, ["Good morning."]);
    assert_eq!(
        show(in_bylines(&taken)),
        "Ada Norvik [Secretary]; Bo Lindqvist [Minister, Bureau of Trade]"
    );
}

#[test]
fn titles_name_their_speakers() {
    for (title, expected) in [
        (
            "Press Briefing by Press Secretary Ada Norvik, April 5, 2021",
            "Ada Norvik [Press Secretary]",
        ),
        (
            "Press Briefing by Principal Deputy Press Secretary Ada Norvik, 8/24/2011",
            "Ada Norvik [Principal Deputy Press Secretary]",
        ),
        (
            "Press Gaggle by Press Secretary Ada Norvik en route Detroit, Michigan",
            "Ada Norvik [Press Secretary]",
        ),
        (
            "Press Briefing by Press Secretary Ada Norvik and Assistant to the President for Trade Policy Bo Lindqvist, 6/1/2011",
            "Ada Norvik [Press Secretary]; Bo Lindqvist [Assistant to the President for Trade Policy]",
        ),
        (
            "Press Briefing by Press Secretary Ada Norvik, Chair of the Council of Economic Advisers Bo Lindqvist, and Member of the Council of Economic Advisers Cy Dahl, March 24, 2021",
            "Ada Norvik [Press Secretary]; Bo Lindqvist [Chair of the Council of Economic Advisers]; Cy Dahl [Member of the Council of Economic Advisers]",
        ),
        (
            "Press Briefing by Senior Administration Officials on the Trip",
            "",
        ),
        (
            "Press Gaggle with Ada Norvik en route Ann Arbor, MI, 4/2/14",
            "Ada Norvik",
        ),
        (
            "Foreign Ministry Spokesperson Ada Norvik’s Regular Press Conference on April 28, 2023",
            "Ada Norvik [Foreign Ministry Spokesperson]",
        ),
        (
            "Briefing by Foreign Ministry Spokesperson Ada Norvik, Moscow, April 19, 2017",
            "Ada Norvik [Foreign Ministry Spokesperson]",
        ),
        (
            "2024年6月17日外交部发言人林言主持例行记者会",
            "林言 [外交部发言人]",
        ),
        ("外交部发言人林言就有关问题答记者问", "林言 [外交部发言人]"),
        (
            "Брифинг официального представителя МИД Руритании А.Б.Норвиковой, Стрельцов, 18 июня 2024 года",
            "А.Б.Норвикова [официального представителя МИД Руритании]",
        ),
        (
            "Ответы пресс-секретаря МИД Руритании Яна Норвикова на вопросы СМИ (22 декабря 2020 г.)",
            "Ян Норвиков [пресс-секретаря МИД Руритании]",
        ),
        (
            "Комментарий официального представителя МИД Руритании Марии Петровны Норвиковой",
            "Мария Норвикова [представителя МИД Руритании]",
        ),
        (
            "Коментар речника МЗС Руританії Остапа Вернидубенка щодо озера",
            "Остап Вернидубенко [речника МЗС Руританії]",
        ),
        (
            "Брифинг представителя МИД Российской Федерации по озеру",
            "",
        ),
        ("Встреча министра Яна Норвикова с послом", ""),
        (
            "Declaração da porta-voz do Itamaraty, embaixadora Ada Norvik Teles, sobre o lago",
            "Ada Norvik Teles [porta-voz do Itamaraty]",
        ),
        (
            "Declaración del ministro Bo de la Dahl sobre el lago",
            "Bo de la Dahl [ministro]",
        ),
        (
            "Point de presse de la porte-parole Ada Norvik",
            "Ada Norvik [porte-parole]",
        ),
        (
            "Erklärung von Außenministerin Ada Norvik zum See",
            "Ada Norvik [Außenministerin]",
        ),
        (
            "Dışişleri Bakanlığı Sözcüsü Deniz Karagöl'ün Bir Soruya Cevabı",
            "Deniz Karagöl [Dışişleri Bakanlığı Sözcüsü]",
        ),
        (
            "QA-14, 6 March 2025, Statement of the Spokesperson of the Ministry, Ambassador Ada Norvik, in Response to a Question",
            "Ada Norvik [Spokesperson of the Ministry]",
        ),
        ("Encuentro con el ministro Bo Dahl", ""),
        ("Statement of the Spokesperson, New York, 3 May", ""),
        ("Press Briefing by President Norvik", "Norvik [President]"),
        (
            "Press Conference by Foreign Minister NORVIK Ada",
            "NORVIK Ada [Foreign Minister]",
        ),
    ] {
        assert_eq!(show(in_title(title, Form::Transcript)), expected, "{title}");
    }
}

#[test]
fn a_text_may_say_to_whom_it_is_attributed() {
    let text = ["The below is attributable to Spokesperson Ada Norvik:".to_owned()];
    assert_eq!(
        show(attributed(&text).into_iter().collect()),
        "Ada Norvik [Spokesperson]"
    );
}
