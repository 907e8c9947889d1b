#!/usr/bin/env python3
"""How long `demarche query` takes as a fresh process, and how much memory exports take, on an archive of 100,000 passages.

    cargo build --release && benches/process.py [--seed FOLDER] [--archive FOLDER] [--passages N] [--rounds N] [--binary FILE]

The archive is made once: the briefings of FOLDER (default: the sample corpus) again and again, each paragraph with words drawn from all
of them behind it, so that words are as frequent as in the seed and nothing is a copy of anything. With --archive it is kept there, or
taken from there. Times are of the whole process, from its start to its end: the least and the median of all rounds, wall clock and
processor. Memory is the greatest resident set, and of that what is not a mapped file, looked at every few milliseconds.
"""

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
WORDS = 25  # put behind each paragraph
PER_FILE = 500  # briefings a file
QUERIES = [
    ("one word", ["sanctions"]),
    ("two words", ["sovereignty", "and", "peace"]),
    ("a phrase", ['"in the region"']),
    ("filters", ["--by", "Russia", "--on", "USA", "--stance", "critical"]),
    ("words and filters", ["attack", "--on", "Russia", "--since", "2020"]),
    ("another script", ["санкции"]),
    ("Chinese", ["制裁"]),
    ("a very common word", ["the"]),
    ("a very common filter", ["by:USA"]),
    ("near spellings, near one another", ["the~2 /s a~2"]),
    ("the beginning of words", ["a*"]),
]


def run(binary, archive, words, output=subprocess.DEVNULL):
    """Runs a query; seconds by the clock, seconds of processor, greatest resident set and greatest anonymous part of it in KiB."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [binary, "query", "--archive", archive, *words], stdout=output, stderr=subprocess.DEVNULL
    )
    anonymous = 0
    if output is not subprocess.DEVNULL:
        while True:
            try:
                status = Path(f"/proc/{process.pid}/status").read_text()
            except OSError:
                break
            found = re.search(r"RssAnon:\s+(\d+)", status)
            if not found:
                break  # it ended and was not waited for
            anonymous = max(anonymous, int(found.group(1)))
            time.sleep(0.003)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - started
    if process.returncode > 1:
        sys.exit(f"{words}: exit code {process.returncode}")
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, anonymous


def passages_of(binary, archive):
    """How many passages an archive holds."""
    count = [binary, "query", "--archive", archive, "--count", "--quiet", "--", "-xyzzyxyzzy"]
    return int(subprocess.run(count, capture_output=True, text=True).stdout or 0)


def make(binary, seed, archive, passages):
    """Makes the archive."""
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "all.jsonl"
        subprocess.run(["cp", "-r", seed, f"{folder}/corpus"], check=True)
        Path(folder, "index").mkdir()
        subprocess.run([binary, "index", "--quiet", "--archive", folder], check=False, stderr=subprocess.DEVNULL)
        asked = [binary, "query", "--archive", folder, "--jsonl", "--all", "--quiet", "--", "-xyzzyxyzzy"]
        with exported.open("w") as out:
            subprocess.run(asked, stdout=out, check=True)
        briefings = {}
        for line in exported.open():
            passage = json.loads(line)
            head = passage["briefing"]
            own = briefings.setdefault(head["id"], (head, passage["speaker"] or {}, []))
            own[2].append((int(passage["id"].split("#")[1]), passage["text"]))
    words = [word for _, _, own in briefings.values() for _, text in own for word in text.split()]
    seeds = list(briefings.values())
    drawn = random.Random(1)
    corpus = Path(archive, "corpus")
    corpus.mkdir(parents=True)
    Path(archive, "index").mkdir()
    made = number = 0
    out = None
    while made < passages:
        head, speaker, texts = seeds[number % len(seeds)]
        if number % PER_FILE == 0:
            out = (corpus / f"{number // PER_FILE:05}.jsonl").open("w")
        paragraphs = [f"{text} {' '.join(drawn.choices(words, k=WORDS))}." for _, text in sorted(texts)]
        item = {
            "id": f"b{number:07}",
            "title": head["title"],
            "date": head["date"],
            "ministry": head["ministry"],
            "speaker": speaker.get("name"),
            "language": head["language"],
            "text": "\n\n".join(paragraphs),
        }
        out.write(json.dumps({key: value for key, value in item.items() if value}, ensure_ascii=False) + "\n")
        made += len(texts)
        number += 1
    out.close()
    started = time.perf_counter()
    subprocess.run([binary, "index", "--quiet", "--archive", archive], check=False, stderr=subprocess.DEVNULL)
    print(f"indexed in {time.perf_counter() - started:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(PROJECT / "target/release/demarche"))
    parser.add_argument("--seed", default=str(PROJECT / "corpus"))
    parser.add_argument("--archive")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        archive = asked.archive or f"{temporary}/archive"
        if not Path(archive, "index", "meta.json").exists():
            make(asked.binary, asked.seed, archive, asked.passages)
        print(f"{passages_of(asked.binary, archive)} passages")
        print("| a fresh process, ten hits: ms | clock, least | median | processor, least | median |\n|---|---|---|---|---|")
        for name, words in QUERIES:
            run(asked.binary, archive, ["--limit", "10", *words])
            times = [run(asked.binary, archive, ["--limit", "10", *words]) for _ in range(asked.rounds)]
            clock, processor = ([one[part] * 1e3 for one in times] for part in (0, 1))
            figures = (min(clock), statistics.median(clock), min(processor), statistics.median(processor))
            print(f"| {name}: `{' '.join(words)}` | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
        print("\n| exports: MiB | resident, most of it mapped files | of its own | written |\n|---|---|---|---|")
        for form in ("--jsonl", "--csv"):
            for name, limit in (("100 passages", ["--limit", "100"]), ("all", ["--all"])):
                with tempfile.TemporaryFile() as out:
                    words = [form, *limit, "--", "-xyzzyxyzzy"]
                    _, _, resident, anonymous = run(asked.binary, archive, words, out)
                    written = os.fstat(out.fileno()).st_size
                figures = (resident / 1024, anonymous / 1024, written / 1024 / 1024)
                print(f"| `{form}`, {name} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
