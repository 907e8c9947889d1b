"""Counts instructions of `demarche annotate` on a text repeated n, 2n and 4n times: what grows faster than linearly fails.

usage: linear.py DEMARCHE
"""
import concurrent.futures
import json
import re
import subprocess
import sys

TEXTS = [
    "China ", "“", "“China ", "«", "said that ", "China urged NATO to stop ", "accused NATO of ", "(of ", "Mr. A. ",
    "Lin Jian said: “China” ", "\nQ: China?\nA: NATO\n", "NATO’s claims that ", "中国谴责，", "Россия осуждает США, ",
]
SIZES = [8_000, 16_000, 32_000]
# Linear growth is 2; sorting and the like add a logarithm, and a part may grow by a constant once. Quadratic growth is 4.
MOST = 2.6


def instructions(program, text):
    """Instructions carried out, as valgrind counts them: the same on every machine, however loaded."""
    # cachegrind counts the same as callgrind in half the time, as nobody asks who called whom
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command = [*counting, program, "annotate", "--jsonl", "-"]
    line = json.dumps({"id": "a", "text": text, "language": "zh" if "中" in text else "ru" if "Р" in text else "en"})
    run = subprocess.run(command, input=line.encode(), capture_output=True, check=True)
    return int(re.search(rb"I +refs: +([\d,]+)", run.stderr).group(1).replace(b",", b""))


def growth(program, words):
    """How much more the second doubling costs than the first; what does not depend on the text falls out."""
    counts = [instructions(program, words * (size // len(words.encode()))) for size in SIZES]
    return (counts[2] - counts[1]) / max(1, counts[1] - counts[0])


def main():
    program = sys.argv[1]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        grown = list(pool.map(lambda words: growth(program, words), TEXTS))
    for words, ratio in zip(TEXTS, grown):
        print(f"{words!r:32} twice the text costs {ratio:.2f} times as much")
    if max(grown) > MOST:
        sys.exit(f"more than {MOST} times: no longer linear")


if __name__ == "__main__":
    main()
