//! Mentions as they come out of whole briefings.

use crate::annotate::annotate;
use crate::briefing::{Briefing, Date, DateOrigin, Dates, MentionForm, Speaker};
use crate::lexicon::Lexicon;

/// The mentions of a briefing by this ministry, each as `surface=entity(represents)`.
fn mentions_in(briefing: Briefing) -> Vec<String> {
    let text = briefing.text.clone();
    let found = annotate(briefing, Lexicon::builtin()).mentions;
    let shown = found.iter().map(|mention| {
        let represents = mention.represents.as_deref().unwrap_or("-");
        format!(
            "{}={}({represents})",
            mention.span.of(&text),
            mention.entity
        )
    });
    shown.collect()
}

fn check(text: &str, expected: &[&str]) {
    let briefing = Briefing {
        text: text.to_owned(),
        ..Briefing::default()
    };
    assert_eq!(mentions_in(briefing), expected, "in {text:?}");
}

fn said(day: &str) -> Dates {
    let day = day.parse().unwrap();
    Dates {
        said: Some(Date::day(day, DateOrigin::Given)),
        ..Dates::default()
    }
}

#[test]
fn a_title_and_a_name_are_one_mention_of_the_person() {
    check(
        "Chinese Foreign Ministry spokesperson Lin Jian spoke.",
        &["Chinese Foreign Ministry spokesperson Lin Jian=lin-jian(CHN)"],
    );
    check(
        "Secretary of State Antony J. Blinken spoke.",
        &["Secretary of State Antony J. Blinken=antony-blinken(USA)"],
    );
    check(
        "Министр иностранных дел России Сергей Лавров прибыл.",
        &["Министр иностранных дел России Сергей Лавров=sergey-lavrov(RUS)"],
    );
    check(
        "俄罗斯外交部发言人扎哈罗娃表示",
        &["俄罗斯外交部发言人扎哈罗娃=maria-zakharova(RUS)"],
    );
}

#[test]
fn an_unknown_name_beside_a_known_office_is_a_provisional_person() {
    check(
        "Nepali Foreign Minister Ada Norvik arrived.",
        &["Nepali Foreign Minister Ada Norvik=ada-norvik(NPL)"],
    );
    check(
        "The Foreign Minister of Ghana Kofi Norvik-Mensah spoke.",
        &["Foreign Minister of Ghana Kofi Norvik-Mensah=kofi-norvik-mensah(GHA)"],
    );
    check(
        "Foreign Minister Ada Norvik arrived.",
        &["Foreign Minister Ada Norvik=ada-norvik(-)"],
    );
}

#[test]
fn a_family_name_alone_needs_the_full_name_in_the_document() {
    check("Lin said so.", &[]);
    check(
        "Lin Jian spoke. Lin said so.",
        &["Lin Jian=lin-jian(CHN)", "Lin=lin-jian(CHN)"],
    );
    check(
        "Nepali Foreign Minister Ada Norvik spoke. Norvik’s words.",
        &[
            "Nepali Foreign Minister Ada Norvik=ada-norvik(NPL)",
            "Norvik=ada-norvik(NPL)",
        ],
    );
    let speaker = Speaker {
        name: "Ada Norvik".to_owned(),
        represents: Some("NPL".to_owned()),
        ..Speaker::default()
    };
    let briefing = Briefing {
        text: "MS NORVIK: Yes.".to_owned(),
        speakers: vec![speaker],
        ..Briefing::default()
    };
    assert_eq!(mentions_in(briefing), ["NORVIK=ada-norvik(NPL)"]);
}

#[test]
fn an_office_means_its_holder_of_the_day_else_its_body() {
    let of = |day: &str| Briefing {
        text: "The NATO Secretary General spoke.".to_owned(),
        dates: said(day),
        ..Briefing::default()
    };
    assert_eq!(
        mentions_in(of("2024-06-18")),
        ["NATO Secretary General=jens-stoltenberg(NATO)"]
    );
    assert_eq!(
        mentions_in(of("2025-06-18")),
        ["NATO Secretary General=mark-rutte(NATO)"]
    );
    check(
        "The Ghanaian Foreign Minister spoke.",
        &["Ghanaian Foreign Minister=GHA.MFA(GHA)"],
    );
    check(
        "The Chinese Foreign Ministry spokesperson spoke.",
        &["Chinese Foreign Ministry spokesperson=CHN.MFA(CHN)"],
    );
}

#[test]
fn a_bare_office_or_body_means_the_one_at_hand() {
    let text = "The ministry said no. The Foreign Ministry agreed. 外交部发言人";
    let briefing = Briefing {
        text: text.to_owned(),
        represents: Some("NPL".to_owned()),
        ..Briefing::default()
    };
    assert_eq!(
        mentions_in(briefing),
        [
            "The ministry=NPL.MFA(NPL)",
            "Foreign Ministry=NPL.MFA(NPL)",
            "外交部发言人=NPL.MFA(NPL)"
        ]
    );
    check("The Foreign Ministry agreed.", &[]);
    check("The ministry of health agreed.", &[]);
    check(
        "The Polish Foreign Ministry spoke; the ministry repeated it.",
        &[
            "Polish Foreign Ministry=POL.MFA(POL)",
            "the ministry=POL.MFA(POL)",
        ],
    );
    check(
        "French President Emmanuel Macron spoke. The President left.",
        &[
            "French President Emmanuel Macron=emmanuel-macron(FRA)",
            "President=emmanuel-macron(FRA)",
        ],
    );
}

#[test]
fn two_countries_with_their_ministers_stay_apart() {
    check(
        "Jordan and Prime Minister Naftali Bennett",
        &[
            "Jordan=JOR(JOR)",
            "Prime Minister Naftali Bennett=naftali-bennett(ISR)",
        ],
    );
    check(
        "in Cairo Foreign Minister Sergey Lavrov met",
        &[
            "Cairo=EGY(EGY)",
            "Foreign Minister Sergey Lavrov=sergey-lavrov(RUS)",
        ],
    );
}

#[test]
fn the_alliance_is_the_last_one_named() {
    check(
        "NATO met. Later the alliance left.",
        &["NATO=NATO(NATO)", "the alliance=NATO(NATO)"],
    );
    check(
        "NATO met. The alliance left.",
        &["NATO=NATO(NATO)", "The alliance=NATO(NATO)"],
    );
    check(
        "NATO and the EU met. The bloc left.",
        &["NATO=NATO(NATO)", "EU=EU(EU)", "The bloc=EU(EU)"],
    );
    check("Later the alliance left.", &[]);
}

#[test]
fn a_capital_is_a_government_or_a_place() {
    let form_of = |text: &str| {
        let briefing = Briefing {
            text: text.to_owned(),
            ..Briefing::default()
        };
        let found = annotate(briefing, Lexicon::builtin()).mentions;
        (found[0].form, found[0].confidence > 0.5)
    };
    assert_eq!(
        form_of("Beijing urged restraint."),
        (MentionForm::Metonym, true)
    );
    assert_eq!(form_of("They met in Beijing."), (MentionForm::Name, false));
    assert_eq!(
        form_of("The Kremlin refused."),
        (MentionForm::Metonym, true)
    );
}

#[test]
fn mentions_are_disjoint_and_in_order_whatever_the_text() {
    let hostile = [
        "the the The President of the of President and and Foreign Minister ".repeat(40),
        "外交部长外交部长·".repeat(50),
        "U.S.U.S.’s ’s’s Mr. Mr.".repeat(30),
        "\u{301}\u{200b}Ё\u{308}Россия’s".repeat(20),
    ];
    for text in hostile {
        let briefing = Briefing {
            text: text.clone(),
            title: Some(text.clone()),
            represents: Some("USA".to_owned()),
            ..Briefing::default()
        };
        let mut end = 0;
        for mention in annotate(briefing, Lexicon::builtin()).mentions {
            assert!(
                mention.span.start >= end
                    && text.get(mention.span.start..mention.span.end).is_some()
            );
            end = mention.span.end;
        }
    }
}
