"""Names the runs of seven words (sixteen characters in Chinese) that the project's texts share with the material in the folder given.

Addresses and the lines of metadata that name speakers do not count, and runs with three or more capitalised words are names and titles, and pass. Exit code 1 where any is found.
"""
import pathlib
import re
import subprocess
import sys

WORDS, CHARACTERS = 7, 16
OURS = ("corpus/", "src/lexicon/data/", "src/docs/", "README.md")


def runs(text):
    text = re.sub(r"https?://[^\s\"'<>,]+|<[^>]{0,500}>|\\[nt]", " . ", text)
    text = re.sub(r"(?m)^(speaker|role|ministry) *[=:].*$", " . ", text)  # names and titles
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    for at in range(len(words) - WORDS + 1):
        run = words[at:at + WORDS]
        if sum(word[0].isupper() for word in run) < 3:
            yield " ".join(run).lower().replace("’", "'")
    for run in re.findall(r"[\u4e00-\u9fff]{%d,}" % CHARACTERS, text):
        for at in range(len(run) - CHARACTERS + 1):
            yield run[at:at + CHARACTERS]


def main():
    theirs = set()
    for path in pathlib.Path(sys.argv[1]).rglob("*"):
        if path.is_file() and "design" not in path.parts and "tools" not in path.parts and "hooks" not in path.parts and not path.name.endswith("README.md"):
            theirs.update(runs(path.read_text(encoding="utf-8", errors="replace")))
    found = 0
    for name in subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0"):
        if not name.startswith(OURS) or name.endswith(".tsv"):
            continue
        for run in sorted(set(runs(pathlib.Path(name).read_text(encoding="utf-8", errors="replace"))) & theirs):
            print(f"{name}: “{run}” stands in the material as well")
            found += 1
    print(f"{found} runs shared with the material")
    sys.exit(found > 0)


main()
