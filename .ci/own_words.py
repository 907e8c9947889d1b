"""Names the runs of words that the project's texts share with the material in the folder given: of seven words (sixteen characters in
Chinese), of six (fourteen) in the sentences of the frames and of the minimal pairs.

Addresses and the lines of metadata that name speakers do not count, and runs with three or more capitalised words are names and titles, and pass. Exit code 1 where any is found.
"""
import pathlib
import re
import subprocess
import sys

TEXTS, SENTENCES = (7, 16), (6, 14)
OURS = {"corpus/": TEXTS, "src/docs/": TEXTS, "README.md": TEXTS, "src/lexicon/data/frames": SENTENCES, "src/lexicon/data/": TEXTS, "tests/pairs/": SENTENCES, "tests/statements/": SENTENCES}


def runs(text, lengths):
    in_words, in_characters = lengths
    text = re.sub(r"https?://[^\s\"'<>,]+|<[^>]{0,500}>|\\[nt]", " . ", text)
    text = re.sub(r"(?m)^(speaker|role|ministry) *[=:].*$", " . ", text)  # names and titles
    text = re.sub(r"(?m)^(verbs|nouns|phrases) = .*$", " . ", text)  # set phrases are looked for, not told
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    for at in range(len(words) - in_words + 1):
        run = words[at:at + in_words]
        if sum(word[0].isupper() for word in run) < 3:
            yield " ".join(run).lower().replace("’", "'")
    for run in re.findall(r"[\u4e00-\u9fff]{%d,}" % in_characters, text):
        for at in range(len(run) - in_characters + 1):
            yield run[at:at + in_characters]


def main():
    theirs = {lengths: set() for lengths in OURS.values()}
    for path in pathlib.Path(sys.argv[1]).rglob("*"):
        if path.is_file() and "design" not in path.parts and "tools" not in path.parts and "hooks" not in path.parts and not path.name.endswith("README.md"):
            text = path.read_text(encoding="utf-8", errors="replace")
            for lengths, known in theirs.items():
                known.update(runs(text, lengths))
    found = 0
    for name in subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0"):
        lengths = next((lengths for start, lengths in OURS.items() if name.startswith(start)), None)
        if lengths is None or name.endswith(".tsv"):
            continue
        for run in sorted(set(runs(pathlib.Path(name).read_text(encoding="utf-8", errors="replace"), lengths)) & theirs[lengths]):
            print(f"{name}: “{run}” stands in the material as well")
            found += 1
    print(f"{found} runs shared with the material")
    sys.exit(found > 0)


main()
