//! Kills, interruptions, full disks, damage, a second process; and an independent reader.

use super::archive;
use super::desk::Desk;
use super::server::{Server, briefing, marked, missing, page};
use super::traps::drip;
use super::{OWN, briefings, fetch, kept, ministry, packed, profile};
use std::fs;
use std::time::Duration;

#[test]
fn what_a_crash_left_unfinished_is_moved_aside_and_nothing_else() {
    let (server, desk) = (ministry(), Desk::new());
    let map = server.url("/sitemap.xml");
    fetch(&desk, &[&map, "--max", "3"]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    let whole = fs::read(&file).unwrap();
    fetch(&desk, &[&map, "--max", "1"]).expect(0);
    let longer = fs::read(&file).unwrap();
    assert_eq!(&longer[..whole.len()], &whole[..]);
    // Killed in the middle of a write.
    for cut in [whole.len() + 1, whole.len() + 20, longer.len() - 1] {
        fs::write(&file, &longer[..cut]).unwrap();
        let told = fetch(&desk, &[&map]);
        told.expect(0);
        assert!(
            told.told
                .contains("left unfinished at its end was moved to"),
            "{}",
            told.told
        );
        let records = archive::of_file(&file);
        let pages = records.iter().filter(|record| {
            record.kind() == "response" && record.field("Demarche-Role") == "page"
        });
        assert_eq!(pages.count(), 40, "{cut}");
        let asides = fs::read_dir(file.parent().unwrap())
            .unwrap()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().ends_with(".cut"));
        let asides: u64 = asides
            .map(|entry| {
                let size = entry.metadata().unwrap().len();
                fs::remove_file(entry.path()).unwrap();
                size
            })
            .sum();
        assert!(asides > 0);
        assert_eq!(briefings(&desk), 40);
        fs::remove_dir_all(desk.path("index")).unwrap();
    }
}

#[test]
fn only_one_process_adds_to_an_archive_and_its_lock_ends_with_it() {
    let desk = Desk::new();
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/slow" => {
            drip(stream, Duration::from_millis(50));
            None
        }
        "/a" => page(briefing("Briefing", "Open.")),
        _ => missing(),
    });
    let mut first = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["fetch", &server.url("/slow")])
        .args(OWN)
        .current_dir(desk.path(""))
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    wait_for(&server, "/slow", &mut first);
    let second = fetch(&desk, &[&server.url("/a")]);
    second.expect(2);
    assert!(
        second
            .told
            .contains(&format!("another demarche (process {})", first.id())),
        "{}",
        second.told
    );
    first.kill().unwrap();
    first.wait().unwrap();
    fetch(&desk, &[&server.url("/a")]).expect(0);
}

#[test]
fn damage_in_the_middle_of_a_file_loses_what_is_damaged_and_nothing_else() {
    let (server, desk) = (ministry(), Desk::new());
    let map = server.url("/sitemap.xml");
    fetch(&desk, &[&map]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 8] {
        *byte ^= 0x55;
    }
    fs::write(&file, &bytes).unwrap();
    server.asked();
    let told = fetch(&desk, &[&map]);
    told.expect(0);
    let pages = server
        .asked()
        .iter()
        .filter(|path| path.starts_with("/press"))
        .count();
    assert!(pages <= 2, "{pages} {}", told.out);
    assert!(fs::read(&file).unwrap().starts_with(&bytes));
}

#[test]
fn a_process_that_is_killed_at_any_moment_loses_nothing_that_was_kept() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let mut kills = 0;
    for moment in 0..40 {
        let mut run = begun(&desk, &["ruritania", "--refetch", "--delay=0"]);
        let mut asked = 0;
        while asked <= moment % 9 && run.try_wait().unwrap().is_none() {
            asked += server.asked().len() as u64;
            std::thread::sleep(Duration::from_millis(1));
        }
        // Somewhere between a request and the record of its answer.
        std::thread::sleep(Duration::from_micros(moment * 997 % 15_000));
        run.kill().unwrap();
        kills += usize::from(!run.wait().unwrap().success());
    }
    assert!(kills > 20, "{kills}");
    let told = fetch(&desk, &["ruritania"]);
    told.expect(0);
    let pages: Vec<String> = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page")
        .map(|(_, path)| path)
        .collect();
    assert_eq!(pages.len(), 40, "each once: {pages:?}");
    assert_eq!(briefings(&desk), 40);
}

/// Waits until a run has asked for an address that begins so.
fn wait_for(server: &Server, path: &str, run: &mut std::process::Child) {
    while !server.asked().iter().any(|asked| asked.starts_with(path)) {
        assert_eq!(run.try_wait().unwrap(), None, "it ended too early");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A run that has begun.
fn begun(desk: &Desk, arguments: &[&str]) -> std::process::Child {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.arg("fetch").args(arguments);
    command
        .arg("--allow-address=127.0.0.1")
        .current_dir(desk.path(""));
    command.stdout(std::process::Stdio::piped());
    command.stderr(std::process::Stdio::null()).spawn().unwrap()
}

#[cfg(unix)]
#[test]
fn a_user_who_interrupts_keeps_what_is_done_and_goes_on_later() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    let mut run = begun(&desk, &["ruritania", "--delay=1"]);
    wait_for(&server, "/press/2024", &mut run);
    let kill = std::process::Command::new("kill")
        .args(["-INT", &run.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let output = run.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let rest = fetch(&desk, &["ruritania"]);
    rest.expect(0);
    let pages = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page");
    assert_eq!(pages.count(), 40);
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_with_a_message_and_leaves_whole_files() {
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    // No file may grow beyond 16 blocks; a write that would fails as on a full disk.
    let run = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let told = std::process::Command::new("sh")
        .args([
            "-c",
            run,
            env!("CARGO_BIN_EXE_demarche"),
            "fetch",
            "ruritania",
        ])
        .args(OWN)
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    let message = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{message}");
    assert!(
        message.contains(".warc.gz: ") && !message.contains("panicked"),
        "{message}"
    );
    let before = kept(&desk).len();
    assert!(before > 3, "{before}");
    let rest = fetch(&desk, &["ruritania"]);
    rest.expect(0);
    assert!(!rest.told.contains("unfinished"), "{}", rest.told);
    let pages = kept(&desk)
        .into_iter()
        .filter(|(what, _)| what == "response page");
    assert_eq!(pages.count(), 40);
}

#[test]
fn an_independent_reader_finds_nothing_wrong() {
    let Ok(warcio) = std::env::var("DEMARCHE_WARCIO") else {
        return; // told in the guide to fetching: the program warcio of PyPI, where it is there
    };
    let (server, desk) = (ministry(), Desk::new());
    profile(&desk, &server);
    fetch(&desk, &["ruritania"]).expect(0);
    fetch(&desk, &["ruritania", "--refetch"]).expect(0);
    for file in archive::files(&desk.path("corpus")) {
        let checked = std::process::Command::new(&warcio)
            .arg("check")
            .arg("-v")
            .arg(&file)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        assert!(
            checked.status.success() && told.contains("digest pass"),
            "{told}"
        );
    }
}

#[cfg(unix)]
#[test]
fn captures_are_not_written_through_links() {
    let server = Server::start(|_, _| page(briefing("Briefing", "It is open.")));
    let desk = Desk::new();
    fetch(&desk, &[&server.url("/a")]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    for place in [&*file, file.parent().unwrap()] {
        let victim = desk.path("victim");
        fs::rename(place, &victim).unwrap();
        std::os::unix::fs::symlink(&victim, place).unwrap();
        let before = fs::read(&victim).ok();
        let told = fetch(&desk, &[&server.url("/b")]);
        told.expect(2);
        assert!(
            told.told.contains("nothing is written through links"),
            "{}",
            told.told
        );
        assert_eq!(fs::read(&victim).ok(), before);
        fs::remove_file(place).unwrap();
        fs::rename(&victim, place).unwrap();
    }
    fetch(&desk, &[&server.url("/b")]).expect(0);
}

#[test]
fn what_looks_like_the_beginnings_of_many_records_is_not_unpacked_as_often() {
    const MARKS: u16 = 5000;
    const LENGTH: u16 = 12;
    // Each skips the others by a field of its header, and then comes to the same millions of empty blocks.
    let marks = (0..MARKS).flat_map(|number| {
        let skipped = (MARKS - 1 - number) * LENGTH;
        let [low, high] = skipped.to_le_bytes();
        [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, low, high]
    });
    let trap: Vec<u8> = marks.chain([0, 0, 0, 0xff, 0xff].repeat(8 << 18)).collect();
    let desk = Desk::new();
    let server = Server::start(|_, _| page(briefing("Briefing", "It is open.")));
    fetch(&desk, &[&server.url("/a")]).expect(0);
    let file = archive::files(&desk.path("corpus")).pop().unwrap();
    let sound = fs::read(&file).unwrap();
    fs::write(&file, [&*sound, &*trap].concat()).unwrap();
    let begun = std::time::Instant::now();
    let told = fetch(&desk, &[&server.url("/b")]);
    told.expect(2);
    assert!(
        told.told.contains("damaged in too many places"),
        "{}",
        told.told
    );
    assert_eq!(briefings(&desk), 1);
    desk.run(&["verify"]);
    assert!(
        begun.elapsed() < Duration::from_mins(1),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn a_record_of_another_program_that_lies_about_its_length_is_asked_for_anew() {
    for length in [
        "",
        "Content-Length: 99999\r\n",
        "Content-Length: 9999999999\r\n",
    ] {
        let desk = Desk::new();
        let server = Server::start(|asked, _| {
            marked(
                asked,
                "1",
                "text/html",
                &briefing("Briefing", "It is open."),
            )
        });
        fetch(&desk, &[&server.url("/a")]).expect(0);
        let file = archive::files(&desk.path("corpus")).pop().unwrap();
        let url = server.url("/b");
        let record = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-18T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n{length}\r\nHTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n<p>Short.</p>\r\n\r\n"
        );
        let before = fs::read(&file).unwrap();
        fs::write(&file, [before, packed(&record)].concat()).unwrap();
        let told = fetch(&desk, &[&url]);
        told.expect(0);
        assert!(told.out.starts_with("1 new"), "{length}: {}", told.out);
    }
}
