"""Feeds one snapshot after the other into a growing web archive, indexes after each tenth, and holds what `demarche versions` reports
against the edits that are known."""
import base64, collections, difflib, gzip, hashlib, json, pathlib, re, subprocess, sys, tempfile, time

binary, corpora = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
FEED = "https://www.state.gov/rss-feed/press-releases/feed/"


def member(snapshot):
    stamp = re.sub(r"T(\d\d)(\d\d)(\d\d)Z", r"T\1:\2:\3Z", snapshot.stem)
    body = snapshot.read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n\r\n" + body
    digest = base64.b32encode(hashlib.sha256(http).digest()).decode()
    head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {FEED}\r\nWARC-Date: {stamp}\r\n"
            f"WARC-Block-Digest: sha256:{digest}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n")
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def words(text):
    return re.findall(r"\w+", text)


def changed(old, new):
    old, new = words(old), words(new)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    removed, added = collections.Counter(), collections.Counter()
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            removed.update(old[a:b])
            added.update(new[c:d])
    return removed, added


def shown(change):
    runs = collections.Counter(), collections.Counter()
    for field in change["fields"] or []:
        runs[0].update(words(field.get("old") or ""))
        runs[1].update(words(field.get("new") or ""))
    for sentence in change["sentences"] or []:
        if sentence["removed"] and sentence["added"]:
            for run in sentence["words"]:
                if run["edit"] != "kept":
                    runs[run["edit"] == "added"].update(words(run["text"]))
        else:  # a whole sentence
            side = sentence["added"] is not None
            runs[side].update(words((sentence["added"] or sentence["removed"])["text"]))
    return runs


known = collections.defaultdict(list)
for line in open(corpora / "edited.jsonl", encoding="utf-8"):
    row = json.loads(line)
    known[row["url"]].append(row)
with tempfile.TemporaryDirectory() as folder:
    archive = pathlib.Path(folder)
    warc = archive / "corpus/fetched/www.state.gov/2022.warc.gz"
    warc.parent.mkdir(parents=True)
    snapshots = sorted((corpora / "us_state_rss").glob("*.rss"))
    run = lambda *arguments: subprocess.run([binary, *arguments], cwd=archive, capture_output=True, text=True, check=False)
    began, announced = time.time(), 0
    for number, snapshot in enumerate(snapshots, 1):
        with open(warc, "ab") as file:
            file.write(member(snapshot))
        if number % 10 == 0 or number == len(snapshots):
            report = json.loads(run("index", "--json").stdout.splitlines()[-1])
            announced += report["changed"]
    took = time.time() - began
    verified = run("verify").returncode
    histories = {one["url"]: one for one in json.loads(run("versions", "--json").stdout)["briefings"]}
    edits = reported = readable = 0
    for url, versions in known.items():
        history = histories.get(url)
        for old, new in zip(versions, versions[1:]):
            removed, added = changed(old["title"] + "\n" + old["text"], new["title"] + "\n" + new["text"])
            if not removed and not added:
                continue
            edits += 1
            if not history:
                print(f"not reported: {url}")
                continue
            reported += 1
            total = collections.Counter(), collections.Counter()
            for change in history["changes"]:
                for side, found in zip(total, shown(change)):
                    side.update(found)
            if not (removed - total[0]) and not (added - total[1]):
                readable += 1
            else:
                print(f"words missing: {url}: {dict(removed - total[0])} {dict(added - total[1])}")
    print(f"{len(snapshots)} captures in {took:.0f} s; changed as announced by index {announced}, briefings with versions {len(histories)}, verify {verified}")
    print(f"{edits} known edits of words: {reported} reported, {readable} with every changed word in the diff")
    sys.exit(0 if reported == edits and verified == 0 else 1)
