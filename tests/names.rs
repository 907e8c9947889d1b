//! Names in text and in filters: what they mean, and where they deceive.

#![allow(clippy::unwrap_used, reason = "a missing name fails the test")]

use demarche::lexicon::{EntityKind, Lexicon};

/// `text` names these parties in this order, each given as `surface=ID`.
fn names(text: &str, expected: &[&str]) {
    let found: Vec<String> = Lexicon::builtin()
        .entities()
        .find(text)
        .into_iter()
        .map(|name| format!("{}={}", name.span.of(text), name.entities[0].id))
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

fn resolves(value: &str, id: &str) {
    let found = Lexicon::builtin().entities().resolve(value);
    let first = found.first().map(|candidate| candidate.entity.id.as_str());
    assert_eq!(first, Some(id), "{value:?}");
}

#[test]
fn acronyms_are_names_only_in_capitals() {
    names(
        "He told us that the US and the WHO agree; who is it?",
        &["US=USA", "WHO=WHO"],
    );
    names("It is in the Au region, said the AU.", &["AU=AU"]);
    names("WHO IS ASKING?", &[]);
    names("U.S. officials and the U.N. met.", &["U.S.=USA", "U.N.=UN"]);
    names("It costs US$5 million.", &[]);
}

#[test]
fn the_longest_name_wins() {
    names("Ships in the South China Sea and in Indochina.", &[]);
    names(
        "Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea.",
        &[
            "Guinea-Bissau=GNB",
            "Equatorial Guinea=GNQ",
            "Papua New Guinea=PNG",
            "Guinea=GIN",
        ],
    );
    names(
        "Niger and Nigeria, Nigerien and Nigerian.",
        &["Niger=NER", "Nigeria=NGA", "Nigerien=NER", "Nigerian=NGA"],
    );
    names(
        "North Korea, the Republic of Korea and the DPRK.",
        &["North Korea=PRK", "Republic of Korea=KOR", "DPRK=PRK"],
    );
    names(
        "The Democratic Republic of the Congo and the Republic of the Congo.",
        &[
            "Democratic Republic of the Congo=COD",
            "Republic of the Congo=COG",
        ],
    );
    names(
        "The People's Republic of China and the Republic of China.",
        &["People's Republic of China=CHN", "Republic of China=TWN"],
    );
    names(
        "North Macedonia and Macedonia; Ireland and Northern Ireland.",
        &[
            "North Macedonia=MKD",
            "Macedonia=MKD",
            "Ireland=IRL",
            "Northern Ireland=GBR",
        ],
    );
    names(
        "The UN Security Council and UN bodies.",
        &["UN Security Council=UNSC", "UN=UN"],
    );
    names(
        "South Sudan, not Sudan; Latin American, not American.",
        &["South Sudan=SSD", "Sudan=SDN", "American=USA"],
    );
}

#[test]
fn places_and_people_that_bear_a_countrys_name_are_not_the_country() {
    for text in [
        "The governor of Georgia met voters in Atlanta, Georgia.",
        "George Washington crossed the river in Washington State.",
        "Michael Jordan fished in the Jordan River and in Lake Chad.",
        "Ships left New Guinea for the Niger Delta.",
        "They met in Paris, Texas, and drank in New Jersey.",
        "He lives near Turkey Point.",
    ] {
        names(text, &[]);
    }
    names(
        "Papua New Guinea, Guinea; Congo and Niger.",
        &[
            "Papua New Guinea=PNG",
            "Guinea=GIN",
            "Congo=COD",
            "Niger=NER",
        ],
    );
}

#[test]
fn sides_pronouns_and_the_west_are_told_apart() {
    names("Please tell us what the US thinks of us.", &["US=USA"]);
    names(
        "The SCO and the GCC met; the sco and gcc did not.",
        &["SCO=SCO", "GCC=GCC"],
    );
    names("Both sides met; both parties agreed.", &[]);
    names(
        "The West must stop. He went west, to the west bank of the lake.",
        &["The West=WEST"],
    );
    names(
        "Palestine, the State of Palestine, the Palestinian Authority and Palestinians.",
        &[
            "Palestine=PSE",
            "State of Palestine=PSE",
            "Palestinian Authority=PSE",
            "Palestinians=PSE",
        ],
    );
    names("巴勒斯坦和巴勒斯坦国", &["巴勒斯坦=PSE", "巴勒斯坦国=PSE"]);
}

#[test]
fn the_field_has_its_organisations_and_armed_groups() {
    let entities = Lexicon::builtin().entities();
    let of = |kind| entities.iter().filter(|entity| entity.kind == kind).count();
    assert!(of(EntityKind::Organisation) >= 150);
    assert!(of(EntityKind::ArmedGroup) >= 45);
    names(
        "ISAF, KFOR, OCHA, the New Development Bank, the Arakan Army and JNIM.",
        &[
            "ISAF=ISAF",
            "KFOR=KFOR",
            "OCHA=OCHA",
            "New Development Bank=NDB",
            "Arakan Army=ARAKANARMY",
            "JNIM=JNIM",
        ],
    );
    names(
        "联合国贸发会议和若开军",
        &["联合国贸发会议=UNCTAD", "若开军=ARAKANARMY"],
    );
    names(
        "ЮНКТАД и Европейский банк реконструкции и развития",
        &[
            "ЮНКТАД=UNCTAD",
            "Европейский банк реконструкции и развития=EBRD",
        ],
    );
}

#[test]
fn small_letters_make_a_word_of_a_country() {
    names("They ate turkey from china near a chad.", &[]);
    names(
        "Turkey, Türkiye and Turkiye.",
        &["Turkey=TUR", "Türkiye=TUR", "Turkiye=TUR"],
    );
    names("Polish diplomats polish the text.", &["Polish=POL"]);
}

#[test]
fn names_of_two_meanings_are_marked() {
    for text in [
        "Georgia",
        "Jordan",
        "Chad",
        "Turkey",
        "Guinea",
        "Congo",
        "Korea",
        "Washington",
        "Wagner",
    ] {
        let found = Lexicon::builtin().entities().find(text);
        assert!(found.first().is_some_and(|name| name.ambiguous), "{text}");
    }
    for text in ["Russia", "NATO", "Nigeria", "Kremlin"] {
        let found = Lexicon::builtin().entities().find(text);
        assert!(found.first().is_some_and(|name| !name.ambiguous), "{text}");
    }
    let korea = Lexicon::builtin().entities().find("Korea");
    assert_eq!(korea[0].entities.len(), 2);
}

#[test]
fn taiwan_has_many_names() {
    for text in [
        "Taiwan",
        "Taiwan region",
        "Chinese Taipei",
        "Taiwan authorities",
        "the DPP authorities",
        "台湾当局",
        "台灣",
        "民进党当局",
        "Тайваня",
    ] {
        let found = Lexicon::builtin().entities().find(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].entities[0].id, "TWN", "{text}");
    }
}

#[test]
fn russian_names_are_found_in_every_case() {
    names(
        "Между Россией и Украиной, в США и НАТО.",
        &["Россией=RUS", "Украиной=UKR", "США=USA", "НАТО=NATO"],
    );
    names(
        "Российский посол, американских дипломатов, о Китае, Соединённых Штатов",
        &[
            "Российский=RUS",
            "американских=USA",
            "Китае=CHN",
            "Соединённых Штатов=USA",
        ],
    );
    names(
        "Совета Безопасности ООН и Организации Объединённых Наций",
        &[
            "Совета Безопасности ООН=UNSC",
            "Организации Объединённых Наций=UN",
        ],
    );
    names("в Україні та Росії", &["Україні=UKR", "Росії=RUS"]);
}

#[test]
fn chinese_names_are_found_without_spaces() {
    names(
        "俄罗斯和乌克兰在北约峰会上",
        &["俄罗斯=RUS", "乌克兰=UKR", "北约=NATO"],
    );
    names(
        "聯合國安理會討論烏克蘭",
        &["聯合國安理會=UNSC", "烏克蘭=UKR"],
    );
    names(
        "中方敦促美方，俄乌冲突",
        &["中方=CHN", "美方=USA", "俄=RUS", "乌=UKR"],
    );
    names("5月8日中方在中东表示", &["中方=CHN"]);
    names("马里兰州与马里", &["马里=MLI"]);
    names("对华政策", &["对华=CHN"]);
}

#[test]
fn other_scripts_and_their_prefixes_are_read() {
    names("قالت الصين وروسيا", &["الصين=CHN", "روسيا=RUS"]);
    names("미국은 북한과", &["미국=USA", "북한=PRK"]);
    names(
        "La Chine et les États-Unis",
        &["Chine=CHN", "États-Unis=USA"],
    );
    names("Russlands Krieg", &["Russlands=RUS"]);
}

#[test]
fn every_span_reproduces_its_text_whatever_the_characters() {
    let text =
        "\u{feff}Россия ＮＡＴＯ — e\u{301}lyse\u{301}e ﬁnland\u{200b} Украïна 烏克蘭’s İran";
    for name in Lexicon::builtin().entities().find(text) {
        assert!(text.get(name.span.start..name.span.end).is_some());
    }
}

#[test]
fn filter_values_mean_entities_in_any_language_and_spelling() {
    for (value, id) in [
        ("china", "CHN"),
        ("CN", "CHN"),
        ("chn", "CHN"),
        ("PRC", "CHN"),
        ("中国", "CHN"),
        ("the united states", "USA"),
        ("America", "USA"),
        ("россия", "RUS"),
        ("Moscow", "RUS"),
        ("Cote d'Ivoire", "CIV"),
        ("烏克蘭", "UKR"),
        ("nato", "NATO"),
        ("北約", "NATO"),
        ("European Union", "EU"),
        ("hizballah", "HEZBOLLAH"),
        ("Houthis", "HOUTHIS"),
        ("Lin Jian", "lin-jian"),
        ("Jian Lin", "lin-jian"),
        ("林剑", "lin-jian"),
        ("lavrov", "sergey-lavrov"),
        ("Lavrov, Sergey", "sergey-lavrov"),
        ("Захарова", "maria-zakharova"),
        ("erdogan", "recep-tayyip-erdogan"),
        ("Chinese Foreign Ministry", "CHN.MFA"),
        ("Ministry of Foreign Affairs of China", "CHN.MFA"),
        ("中国外交部", "CHN.MFA"),
        ("МИД России", "RUS.MFA"),
        ("US Department of State", "USA.STATE"),
        ("State Department", "USA.STATE"),
        ("White House", "USA.WH"),
        ("Ministry of External Affairs of India", "IND.MFA"),
        (
            "Foreign, Commonwealth and Development Office of the United Kingdom",
            "GBR.MFA",
        ),
        ("European External Action Service", "EU.EEAS"),
    ] {
        resolves(value, id);
    }
}

#[test]
fn a_near_spelling_is_offered_when_nothing_is_exact() {
    let found = Lexicon::builtin().entities().resolve("Ukrane");
    assert_eq!(found[0].entity.id, "UKR");
    assert!(found[0].likeness < 1.0);
    assert!(
        Lexicon::builtin()
            .entities()
            .resolve("Ruritanian zebra office")
            .is_empty()
    );
}

#[test]
fn ministries_speak_for_countries() {
    for (ministry, id, body) in [
        ("US Department of State", "USA", Some("USA.STATE")),
        ("The White House", "USA", Some("USA.WH")),
        (
            "Ministry of Foreign Affairs of the Russian Federation",
            "RUS",
            Some("RUS.MFA"),
        ),
        ("Ministry of Foreign Affairs, Nepal", "NPL", Some("NPL.MFA")),
        ("russian federation", "RUS", None),
        ("SY", "SYR", None),
        ("CZ", "CZE", None),
        ("Президент России", "RUS", Some("RUS.PRES")),
        ("President of Russia", "RUS", Some("RUS.PRES")),
        (
            "Delegation of Kenya to the UN General Assembly",
            "KEN",
            Some("KEN.UN"),
        ),
        (
            "Permanent Mission of the DPRK to the United Nations",
            "PRK",
            Some("PRK.UN"),
        ),
        (
            "Ministry of Foreign Affairs and Expatriates of Syria",
            "SYR",
            Some("SYR.MFA"),
        ),
        ("NATO", "NATO", None),
        ("European External Action Service", "EU", Some("EU.EEAS")),
        ("united states of america", "USA", None),
        ("中华人民共和国外交部", "CHN", Some("CHN.MFA")),
    ] {
        let found = Lexicon::builtin()
            .ministry_represents(ministry)
            .map(|found| (found.id, found.body));
        assert_eq!(found, Some((id, body)), "{ministry}");
    }
    assert_eq!(
        Lexicon::builtin().ministry_represents("Ministry of Silly Walks"),
        None
    );
}

#[test]
fn every_table_can_be_read() {
    let lexicon = Lexicon::builtin();
    let entities: Vec<_> = lexicon.entities().iter().collect();
    for id in [
        "CHN",
        "NATO",
        "HAMAS",
        "XINJIANG",
        "CHN.MFA",
        "USA.STATE",
        "lin-jian",
    ] {
        assert!(entities.iter().any(|entity| entity.id == id), "{id}");
    }
    for entity in entities {
        for office in &entity.offices {
            assert!(
                lexicon.entities().entity(&office.represents).is_some(),
                "{} represents {}",
                entity.id,
                office.represents
            );
            assert!(
                office
                    .body
                    .as_ref()
                    .is_none_or(|body| lexicon.entities().entity(body).is_some()),
                "{} of {:?}",
                entity.id,
                office.body
            );
            assert!(
                office
                    .from
                    .zip(office.to)
                    .is_none_or(|(from, to)| from <= to),
                "{} ends before it begins",
                entity.id
            );
        }
    }
}
