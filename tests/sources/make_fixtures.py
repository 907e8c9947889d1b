"""Writes the fixtures that no editor can: other encodings, archives, PDF. Run it in this folder; it needs nothing but Python.

Everything in them is invented. `UPDATE_EXPECT=1 cargo test --test sources` writes what is expected anew; read the difference.
"""
import gzip, io, os, struct, zipfile, zlib

STAMP = (2024, 6, 18, 9, 30, 0)
RU_TITLE = "Комментарий представителя МИД Руритании"
RU = ["Министерство иностранных дел Руритании приветствует открытие шлюзов на реке Зенда.",
      "Мы рассчитываем, что соседние государства воспользуются этой возможностью, и готовы к сотрудничеству."]
ZH_TITLE = "外交部发言人诺维克主持例行记者会"
ZH = ["2024年6月18日，外交部发言人诺维克主持例行记者会。",
      "问：关于河道船闸，发言人有何评论？", "答：河道船闸已经开放，我们欢迎各方使用，并愿同各国加强合作。"]
EN_TITLE = "Statement on the opening of the river locks"
EN = ["The foreign ministry of Ruritania welcomes the opening of the locks on the river Zenda, which had been closed since the floods of last spring.",
      "“The locks are open to all who trade along the river,” Ada Norvik, the ministry’s spokeswoman, said on Tuesday, and thanked the engineers of Freedonia for their help.",
      "The ministry expects traffic to reach its former volume by the end of the summer and has invited the neighbouring states to a conference in Strelsau."]


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def page(title, paragraphs, charset=None, lang=None, extra=""):
    meta = f'<meta charset="{charset}">' if charset else ""
    lang = f' lang="{lang}"' if lang else ""
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<!DOCTYPE html><html{lang}><head>{meta}<title>{title}</title>{extra}</head>\n<body><article><h1>{title}</h1>\n{body}</article></body></html>\n"


def charsets():
    base = "charsets/every-encoding/corpus/"
    write(base + "big5.txt", "外交部發言人諾維克的聲明\n\n外交部發言人說，河道船閘已經開放，我們歡迎各方使用。\n".encode("big5"))
    write(base + "euc-kr.html", page("대변인 논평", ["외교부 대변인은 강의 수문이 열린 것을 환영한다고 말했다. 정부는 이웃 나라들과 협력을 계속할 것이라고 밝혔다."], "euc-kr").encode("euc-kr"))
    write(base + "gbk.html", page(ZH_TITLE, ZH, "gb2312").encode("gbk"))
    write(base + "iso-8859-1.txt", "Déclaration\n\nLe ministère des affaires étrangères de Ruritanie se félicite de l'ouverture des écluses; il a été procédé à l'inspection du canal.\n".encode("latin-1"))
    write(base + "koi8-r.txt", "\n\n".join([RU_TITLE] + RU).encode("koi8-r"))
    write(base + "shift-jis.html", page("外務報道官談話", ["外務報道官は、川の水門が開かれたことを歓迎すると述べた。政府は近隣諸国と協力していく。"], "Shift_JIS").encode("shift_jis"))
    write(base + "utf-16-be-without-mark.txt", "\n\n".join([EN_TITLE] + EN[:1]).encode("utf-16-be"))
    write(base + "utf-16-le-with-mark.txt", b"\xff\xfe" + "\n\n".join([RU_TITLE] + RU).encode("utf-16-le"))
    write(base + "windows-1251.html", page(RU_TITLE, RU, "windows-1251").encode("cp1251"))
    write(base + "windows-1252.html", page(EN_TITLE, EN, "iso-8859-1").encode("cp1252"))
    write(base + "windows-1254.txt", "Sözcünün açıklaması\n\nDışişleri Bakanlığı sözcüsü, nehirdeki kapıların açılmasını memnuniyetle karşıladığını söyledi.\n".encode("cp1254"))
    write(base + "windows-1256.txt", "بيان الناطق الرسمي\n\nرحبت وزارة الخارجية بفتح أهوسة النهر أمام جميع السفن وشكرت الدول المجاورة على تعاونها.\n".encode("cp1256"))
    lie = lambda name: f"charsets/trap-{name}/corpus/"
    write(lie("declared-windows-1251-but-utf-8") + "page.html", page(RU_TITLE, RU, "windows-1251"))
    write(lie("declared-utf-8-but-windows-1251") + "page.html", page(RU_TITLE, RU, "utf-8").encode("cp1251"))
    write(lie("declared-windows-1251-but-koi8-r") + "page.html", page(RU_TITLE, RU, "windows-1251").encode("koi8-r"))
    write(lie("declared-gb2312-but-gb18030") + "page.html", page(ZH_TITLE, ZH + ["与会者参观了㐂字号船闸，并合影𠮷。"], "gb2312").encode("gb18030"))
    item = f"<item><title>{RU_TITLE}</title><link>https://mfa.ruritania.example/ru/7</link><description>{RU[0]}</description></item>"
    feed = f'<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>МИД Руритании</title>{item}</channel></rss>\n'
    write(lie("old-prolog-left-in-a-converted-feed") + "feed.rss", feed % "windows-1251")
    write(lie("feed-that-changed-its-encoding") + "2024-06-17T000000Z.rss", (feed % "euc-kr").replace(RU_TITLE, "대변인 논평").replace(RU[0], "외교부 대변인은 강의 수문이 열린 것을 환영한다고 말했다.").replace("МИД Руритании", "루리타니아 외교부").encode("euc-kr"))
    write(lie("feed-that-changed-its-encoding") + "2024-06-19T000000Z.rss", (feed % "utf-8").replace(RU_TITLE, "대변인 논평").replace(RU[0], "외교부 대변인은 강의 수문이 열린 것을 다시 환영한다고 말했다.").replace("МИД Руритании", "루리타니아 외교부"))
    misread = page(EN_TITLE, EN, "utf-8").encode().decode("latin-1")
    misread = "".join(bytes([ord(c)]).decode("cp1252", "replace") if 0x80 <= ord(c) <= 0x9f and ord(c) not in (0x81, 0x8d, 0x8f, 0x90, 0x9d) else c for c in misread)
    write(lie("utf-8-read-as-windows-1252-once") + "page.html", misread)
    write(lie("utf-8-read-as-windows-1252-once") + "about-mojibake.txt", "A note on damaged files\n\nWhere a text shows â€™ for an apostrophe, its reader “mistook” the encoding; the ministry’s own site does so.\n")
    write(lie("characters-lost-before-saving") + "page.html", page("Выступление", [RU[0].replace("р", "\ufffd", 2), RU[1], RU[0] + " " + RU[1]], "windows-1251"))
    noise = "poses)! cnemyll al pes ¢ wl 8)ss{ Lal| gs i pill ool] (ys dlls ~ ale s=d all b| l)p wl!s pSol d_l sil a!l pes) yl ol] cl|l gyl m)l s|sl als k{l"
    write(lie("latin-letters-labelled-arabic") + "speech.md", f"---\ntitle: Speech of the Foreign Minister\ndate: 2023-09-23\nlanguage: ar\n---\n\n{noise}\n\n{noise[::-1]}\n")
    write(lie("anti-scrape-noise") + "thread.txt", "Spokeswoman on the locks\n\nThe locks are open, the spokeswoman of Ruritania said on Tuesday in Strelsau.\n\n% J* a9 V7 ]7 r8\n\nShe thanked G7 and G20 partners for their help.\n\n5 }0 z# x4 k8 Y& w\n\nA B C D E\n\n1 2 3 4 5 6\n")


def stored_zip(members, date=STAMP):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, date)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def feed(number):
    items = "".join(f"<item><title>Readout {n}</title><guid>g{n}</guid><pubDate>Tue, 18 Jun 2024 0{n}:00:00 +0000</pubDate><description>The minister spoke with his colleague of Freedonia about lock {n}.</description></item>" for n in range(1, number + 1))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Foreign Ministry of Ruritania</title>{items}</channel></rss>'


def docx():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    p = lambda text, style="": f'<w:p><w:pPr>{style}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    cell = lambda text: f"<w:tc>{p(text)}</w:tc>"
    body = (p("Remarks on the river locks", '<w:pStyle w:val="Title"/>') + p("Strelsau, 18 June 2024")
            + '<w:p><w:r><w:t>MS NORVIK: The locks are </w:t></w:r><w:del><w:r><w:delText>closed</w:delText></w:r></w:del><w:ins><w:r><w:t>open</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> &amp; free.</w:t></w:r></w:p>'
            + p("QUESTION: Since when?") + p("MS NORVIK: Since Monday, as this table shows.")
            + f"<w:tbl><w:tr>{cell('Lock')}{cell('Opened')}</w:tr><w:tr>{cell('Zenda')}{cell('17 June')}</w:tr></w:tbl>")
    return stored_zip([
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document {w}><w:body>{body}</w:body></w:document>'),
        ("word/footnotes.xml", f"<w:footnotes {w}><w:footnote>{p('A note that is not read.')}</w:footnote></w:footnotes>"),
        ("docProps/core.xml", '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>template</dc:title><dc:creator>Ada Norvik</dc:creator><dcterms:created>2024-06-18T08:00:00Z</dcterms:created></cp:coreProperties>'),
    ])


def odt():
    t = 'xmlns:office="o" xmlns:text="t"'
    body = '<text:h text:outline-level="1">Note on the locks</text:h><text:p>The ministry of Ruritania<text:note><text:note-body><text:p>Not read.</text:p></text:note-body></text:note> welcomes the<text:s/>opening.</text:p><text:p>It thanks<text:line-break/>Freedonia.</text:p>'
    return stored_zip([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f"<office:document-content {t}><office:body><office:text>{body}</office:text></office:body></office:document-content>"),
        ("meta.xml", '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:creation-date>2024-06-19T10:00:00</meta:creation-date></office:meta></office:document-meta>'),
    ])


def pdf(pages, info="", encrypt=False, compress=True):
    """Pages of (x, y, size, text); the lower left corner is 0, 0."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for texts in pages:
        escaped = lambda text: text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        stream = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(text)}) Tj ET\n" for x, y, size, text in texts).encode("cp1252")
        data, filters = (zlib.compress(stream), "/Filter /FlateDecode ") if compress else (stream, "")
        objects.append((f"<< {filters}/Length {len(data)} >>", data))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode()
        if isinstance(content, tuple):
            out += content[0].encode() + b"\nstream\n" + content[1] + b"\nendstream"
        else:
            out += content.encode("latin-1")
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010} 00000 n \n".encode()
    lock = f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<00><00>]" if encrypt else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def wrapped(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [line]


def column(x, y, lines, size=10, leading=13):
    return [(x, y - number * leading, size, line) for number, line in enumerate(lines)]


def pdfs():
    text = wrapped(" ".join(EN), 92)
    body = column(60, 700, wrapped(EN[0], 92)) + column(60, 650, wrapped(EN[1].replace("spokeswoman", "spokes- woman"), 92)) + column(60, 600, wrapped(EN[2], 92))
    first = [(60, 760, 18, "Statement on the opening"), (60, 738, 18, "of the river locks"), (60, 720, 10, "Strelsau, 18 June 2024")] + body
    write("containers/pdf/corpus/statement.pdf", pdf([first], "/Title (Microsoft Word - final2.doc) /CreationDate (D:20240620101010Z)"))
    left = ["The locks on the river Zenda were closed", "after the floods. Engineers of Freedonia", "worked on them for a year, and the inter-", "national commission inspected them in", "May. It found them to be sound and safe", "for vessels of every size and flag."]
    right = ["The ministry has therefore decided to", "open them to all who trade along the", "river. It invites the neighbouring states", "to a conference in Strelsau, where the", "rules of passage are to be settled for", "good among all who live on the river."]
    pages = []
    for number in range(1, 4):
        pages.append([(60, 800, 8, "Foreign Ministry of Ruritania - Bulletin"), (290, 30, 8, f"Page {number} of 3"), (60, 760, 16, "The river and its locks") if number == 1 else (60, 760, 10, f"Part {number} of the bulletin is about the same subject as the first one and goes on below this line.")]
                     + column(60, 720, left if number == 1 else [f"Of lock {'one two three'.split()[number - 1]} it is said here that it", "has been repaired by the engineers and", "is open again to the vessels of all who", "have paid the toll, which is as low as", "it was before the floods, or lower still."])
                     + column(310, 720, right if number == 1 else [f"The keeper of lock {'one two three'.split()[number - 1]} has been", "named by the commission and will begin", "to work in July. Until then the ministry", "itself takes care of the passage, as it", "has done since the beginning of the year."]))
    write("containers/pdf-in-two-columns/corpus/bulletin.pdf", pdf(pages))
    printed = []
    for number, part in enumerate([text[:4], text[4:]], 1):
        head = [(30, 815, 8, "9/30/24, 6:17 PM"), (250, 815, 8, "Statement on the opening of the river locks"), (30, 20, 8, "https://mfa.ruritania.example/en/statements/locks.html"), (540, 20, 8, f"{number}/2")]
        printed.append(head + ([(60, 760, 20, EN_TITLE)] if number == 1 else []) + ([(60, 735, 10, "June 18, 2024")] if number == 1 else []) + column(60, 700, part))
    write("containers/trap-pdf-printed-by-a-browser/corpus/locks.pdf", pdf(printed, "/Producer (Skia/PDF) /CreationDate (D:20240930181700Z)"))
    write("containers/trap-pdf-that-is-a-scan/corpus/scan.pdf", pdf([[], []]))
    write("containers/trap-pdf-that-is-encrypted/corpus/secret.pdf", pdf([first], encrypt=True))
    write("containers/trap-login-page-saved-as-pdf/corpus/statement.pdf", '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input type="password"></form></body></html>')
    write("containers/trap-pdf-with-a-scanned-page/corpus/annex.pdf", pdf([first, []]))
    whole = pdf([first])
    write("containers/trap-pdf-that-is-cut-off/corpus/cut.pdf", whole[: len(whole) // 3])


def zips():
    write("containers/zip/corpus/saved.zip", stored_zip([
        ("README.txt", "not read"), ("talks/2024-06-18-locks.html", page(EN_TITLE, EN)), ("talks/photo.jpg", b"\xff\xd8\xff"), ("talks/map.jpg", b"\xff\xd8\xff"),
        ("../../outside.txt", "Outside\n\nA member whose name leads out of the archive is read all the same."),
        ("feeds/2024-06-19T000000Z.xml.gz", gzip.compress(feed(2).encode(), mtime=0)), ("note.docx", docx()),
    ]))
    write("containers/zip/corpus/saved.meta.toml", 'ministry = "Foreign Ministry of Ruritania"\ncountry = "Norway"\ntitle = "not for all of them"\n')
    inner = stored_zip([("note.txt", "Innermost\n\nThis lies too deep.")])
    for _ in range(3):
        inner = stored_zip([("inner.zip", inner), ("beside.txt", "Beside it\n\nThis is read.")])
    write("containers/trap-archives-inside-archives/corpus/outer.zip", inner)
    locked = bytearray(stored_zip([("a.txt", "x"), ("b.txt", "Open\n\nThis member is not encrypted.")]))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    write("containers/trap-zip-with-an-encrypted-member/corpus/locked.zip", bytes(locked))
    whole = stored_zip([("a.txt", "x" * 300)])
    write("containers/trap-zip-that-is-cut-off/corpus/cut.zip", whole[:-40])
    names = io.BytesIO()
    with zipfile.ZipFile(names, "w") as archive:
        archive.writestr(zipfile.ZipInfo("PLACE.txt", STAMP), "Names\n\nThe name of this member is not in UTF-8.")
    # Archives of Windows name their members in the code page of the machine.
    write("containers/trap-zip-with-names-of-windows/corpus/names.zip", names.getvalue().replace(b"PLACE", "会谈纪要a"[:4].encode("gbk")[:5] if False else "会谈a".encode("gbk")))
    write("containers/office/corpus/remarks.docx", docx())
    write("containers/office/corpus/note.odt", odt())


def warc_record(kind, url, date, content, media_type="application/http; msgtype=response", extra=""):
    content = content if isinstance(content, bytes) else content.encode()
    url = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{url}WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:0>\r\n{extra}Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def response(body, media_type="text/html", status="200 OK", headers=""):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode() + body


def chunked(data):
    half = len(data) // 2
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (data[:half], data[half:])) + b"0\r\n\r\n"


def warcs():
    site, date = "https://mfa.ruritania.example", "2024-06-19T03:04:05Z"
    records = [
        warc_record("warcinfo", "", date, "software: none\r\n", "application/warc-fields"),
        warc_record("request", f"{site}/ru/7", date, "GET /ru/7 HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        warc_record("response", f"{site}/ru/7", date, response(page(RU_TITLE, RU).encode("cp1251"), "text/html; charset=windows-1251")),
        warc_record("response", f"{site}/en/8", "2024-06-20T00:00:00Z", response(chunked(gzip.compress(page(EN_TITLE, EN).encode(), mtime=0)), headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")),
        warc_record("response", f"{site}/gone", date, response("<p>gone</p>", status="404 Not Found")),
        warc_record("response", f"{site}/a.png", date, response(b"\x89PNG", "image/png")),
        warc_record("response", f"{site}/a.css", date, response("p {}", "text/css")),
        warc_record("revisit", f"{site}/ru/7", date, "HTTP/1.1 200 OK\r\n\r\n"),
        warc_record("response", f"{site}/feed", date, response(feed(2), "application/rss+xml")),
        warc_record("response", f"{site}/b.pdf", date, response(pdf([column(60, 700, wrapped(EN[0], 90))]), "application/pdf")),
        warc_record("response", f"{site}/api/9", date, response('{"title": "From an interface", "date": "2024-06-18", "body": "The locks are open."}', "application/json")),
        warc_record("metadata", f"{site}/ru/7", date, "fetchTimeMs: 1\r\n", "application/warc-fields"),
    ]
    write("containers/warc/corpus/crawl.warc", b"".join(records))
    write("containers/warc/corpus/crawl-2.warc.gz", b"".join(gzip.compress(record, mtime=0) for record in [warc_record("response", f"{site}/en/8", "2024-06-25T00:00:00Z", response(page(EN_TITLE, EN + ["The conference is to begin on 1 July."])))]))
    write("containers/warc/corpus/text.warc", warc_record("conversion", f"{site}/en/10", date, "Plain text of a page\n\nThe locks on the river are open to all who trade along it.", "text/plain"))
    last = warc_record("response", f"{site}/en/9", date, response(page("Cut off", EN)))
    write("containers/trap-warc-with-a-cut-record/corpus/crawl.warc", records[2] + last[:-300])
    write("containers/trap-warc-with-a-cut-record/corpus/packed.warc.gz", gzip.compress(records[2], mtime=0) + gzip.compress(last, mtime=0)[:-60])
    write("containers/trap-warc-with-a-cut-record/corpus/length.warc", records[2] + b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + records[3])


def mails():
    html = page(EN_TITLE, EN).replace("</article>", "<p>You are receiving this email because you subscribed to our list.</p><p><a href='https://x.example/u'>Unsubscribe</a></p></article>")
    attachment = __import__("base64").b64encode(docx()).decode()
    write("containers/mail/corpus/release.eml", f"""From: "Foreign Ministry of Ruritania" <press@mfa.ruritania.example>
To: list@news.example
Subject: =?utf-8?Q?Statement_on_the_river_locks_=E2=80=93_18_June?=
Date: Tue, 18 Jun 2024 23:30:00 -0500
Message-ID: <7@mfa.ruritania.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset=utf-8

See this message in your browser.
--a
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

{html}
--a--
--m
Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name="remarks.docx"
Content-Disposition: attachment; filename="remarks.docx"
Content-Transfer-Encoding: base64

{attachment}
--m
Content-Type: image/png; name="logo.png"
Content-Disposition: attachment; filename="logo.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--m--
""".replace("\n", "\r\n"))
    write("containers/mail/corpus/plain.eml", ("From: Ada Norvik <norvik@mfa.ruritania.example>\nSubject: Комментарий\nDate: Wed, 19 Jun 2024 10:00:00 +0300\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n".encode().replace("Комментарий".encode(), b"=?koi8-r?B?" + __import__("base64").b64encode("Комментарий".encode("koi8-r")) + b"?=") + ("\n\n".join(RU) + "\n-- \nПресс-служба\n").encode("koi8-r")))
    write("containers/trap-page-saved-as-mhtml/corpus/locks.mhtml", f"""From: <Saved by Blink>
Snapshot-Content-Location: https://mfa.ruritania.example/en/locks.html
Subject: Statement
Date: Wed, 19 Jun 2024 08:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://mfa.ruritania.example/en/locks.html

{__import__("quopri").encodestring(page(EN_TITLE, EN, "utf-8").encode()).decode()}
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://mfa.ruritania.example/logo.png

iVBORw0KGgo=
--b--
""")


def tables():
    case = lambda name: f"tables/{name}/corpus/"
    long = " ".join(EN)
    write(case("headers-in-chinese") + "list.csv", "序号,标题,发布日期,链接,全文,发言人\n1,例行记者会,2024年6月18日,https://mfa.ruritania.example/zh/1,河道船闸已经开放，我们欢迎各方使用。,诺维克\n".encode("gb18030"))
    write(case("headers-in-russian-with-semicolons") + "list.csv", f"№;Заголовок;Дата публикации;Ссылка;Текст новости\n1;{RU_TITLE};18.06.2024;https://mfa.ruritania.example/ru/1;\"{RU[0]}\n\n{RU[1]}\"\n".encode("cp1251"))
    write(case("trap-headers-that-tell-nothing") + "list.csv", f"feld1,feld2,feld3,feld4\n1,{EN_TITLE},18 June 2024,\"{long}\"\n2,Another statement on the locks,19 June 2024,\"{long} It said so again.\"\n")
    write(case("trap-no-headers") + "list.csv", f"https://mfa.ruritania.example/1,2024-06-18,{EN_TITLE},\"{long}\"\nhttps://mfa.ruritania.example/2,2024-06-19,Another statement on the locks,\"{long} It said so again.\"\n")
    wide = [f"c{n}" for n in range(90)]
    write(case("trap-93-mostly-empty-columns") + "list.csv", "\ufeff" + ",".join(["title", "text"] + wide + ["raw_date"]) + "\n" + ",".join(["Переговоры", f'"{RU[0]}"'] + [""] * 90 + ["8 мая 2025 года"]) + "\n")
    write(case("trap-index-column-and-ragged-rows") + "list.csv", f",title,date,content\n0,{EN_TITLE},2024-06-18,\"{EN[0]}\"\n1,Too short,2024-06-19\n2,Too long,2024-06-20,\"{EN[2]}\",more,and more\n")
    write(case("trap-utf-16-of-a-spreadsheet") + "list.csv", b"\xff\xfe" + f"title\tdate\ttext\r\n{RU_TITLE}\t18.06.2024\t\"{RU[0]}\n{RU[1]}\"\r\n".encode("utf-16-le"))
    write(case("trap-separator-told-in-the-first-line") + "list.csv", f"sep=;\ntitle;date;text\nOne, two, three;18.06.2024;{EN[0]}\n")
    write(case("questions-and-answers") + "set.csv", "date,title,input,output\n2024-06-18,Regular press conference,AFP: What do you say about the locks?,The locks are open. We welcome all who use them.\n2024-06-18,例行记者会,关于河道船闸，发言人有何评论？,河道船闸已经开放，我们欢迎各方使用。\n")
    write(case("questions-and-answers") + "set.jsonl", '{"input": "What about the locks?", "output": "MS NORVIK: They are open.", "date": "2024-06-18", "title": "Briefing"}\n')
    posts = [
        ("1", "MFARussia", "2024-06-18 10:00:00", "🇷🇺🇨🇳 On June 18, the foreign ministers met in Strelsau. \n \n 🔹 They spoke about the locks. \n \n #Strelsau #RiverLocks", "5.37K"),
        ("2", "MFARussia", "2024-06-18 11:00:00", "🔴 #LIVE : Briefing by the spokeswoman \n \n https://x.example/live", "1.2K"),
        ("3", "MFARussia", "2024-06-18 12:00:00", "💬 #Norvik: The locks are open, and all who trade along the river… \n \n 🔗 Read in full https://telegra.ph/locks-06-18", "812"),
        ("4", "@strelsau_news", "2024-06-18 13:00:00", "❗️ The locks are open \n \n Ships have been passing since the morning.", "99"),
    ]
    write(case("telegram-export") + "posts.csv", "message_id,channel,date,text,views\n" + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in posts))
    write(case("trap-menu-and-date-glued-before-the-body") + "kremlin.csv", f"\ufefftitle,date,raw_date,text\nПереговоры о шлюзах на реке,,8 мая 2025 года 10:10,\"События Переговоры о шлюзах на реке 8 мая 2025 года 10:10 Штрельзау, Дворец А.Норвик: Уважаемые коллеги! Мы рады приветствовать вас. П.Зендов: Благодарю. Мы готовы к работе. А.Норвик: Тогда начнём.\"\n")
    write(case("trap-posted-on-glued-to-the-date") + "speeches.csv", f",title,text\n0,{EN_TITLE},\"{EN_TITLE} Posted onMarch 1, 2021\nStrelsau, 1 March 2021\n{EN[0]}\"\n")
    write(case("trap-many-rows-without-a-text") + "list.csv", f"title,date,text\n" + "".join(f"Picture {n},2024-06-18,\n" for n in range(1, 9)) + f"{EN_TITLE},2024-06-18,\"{EN[0]}\"\n")
    write(case("columns-said-in-a-sidecar") + "list.csv", f"kop,dag,inhoud\n{EN_TITLE},18 June 2024,{EN[0].replace(',', '')}\n")
    write(case("columns-said-in-a-sidecar") + "list.meta.toml", 'ministry = "Foreign Ministry of Ruritania"\n\n[columns]\nkop = "title"\ndag = "date"\ninhoud = "text"\n')
    write(case("columns-said-in-a-sidecar") + "wrong.csv", "kop,inhoud\nA,B\n")
    write(case("columns-said-in-a-sidecar") + "wrong.meta.toml", '[columns]\nkopp = "title"\n')
    write(case("columns-said-in-a-sidecar") + "unknown.csv", "kop,inhoud\nA,B\n")
    write(case("columns-said-in-a-sidecar") + "unknown.meta.toml", '[columns]\nkop = "titel-of-it"\n')
    write(case("un-speeches") + "speeches.json", '{"speeches": [{"country": "Norway", "speaker": "Ada Norvik", "date": "2023-09-23", "title": "Statement in the general debate", "speech": "Madam President, the locks of our river are open [Applause] and we thank all who helped us."}]}')


if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    for make in (charsets, zips, warcs, pdfs, mails, tables):
        make()
