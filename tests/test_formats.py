"""What is no plain text is named, with a way out; news is never refused, whatever is in it."""

import csv
import email.message
import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, ROOT, SEED, records, run
from seedparse.errors import InputError
from seedparse.sources.containers import documents
from seedparse.sources.formats import EXAMINED_BYTES, HTML, JSON_LINES, SKIPPED, UNDECIDED, foreign_format
from seedparse.sources.office import office_format

LEAD = "The council of the two islands voted late on Monday to keep the winter ferry, seven to five."
BODY = "The boat carries about four hundred people a week, and the school depends on it, said the mayor, Ann Lowe."
LONG = "\n\n".join([LEAD, BODY] * 200)
assert len(LONG) > EXAMINED_BYTES


def page(*paragraphs: str, head: str = "<title>Island ferry stays</title>") -> str:
    inside = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head>{head}</head>\n<body><h1>Island ferry stays</h1>\n{inside}</body></html>\n"


def table(delimiter: str, *rows: tuple[str, ...]) -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue()


def mail(content_type: str = "plain") -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"] = "desk@quay.example", "list@quay.example"
    message["Subject"] = "Island ferry stays"
    message["Date"] = "Mon, 05 Jan 2026 10:15:00 +0200"
    message.set_content(f"{LEAD}\n\n{BODY}\n")
    if content_type == "alternative":
        message.add_alternative(page(LEAD, BODY), subtype="html")
    return message.as_bytes()


def zipped(*members: tuple[str, str], stored: bool = False) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
ITEM = f"<item><title>Ferry</title><description>{LEAD}</description></item>"
RSS = f'<rss version="2.0"><channel><title>Quay</title>\n{ITEM}'
HEADER = ("id", "title", "text", "published")
ROWS = [(str(number), f"Ferry, part {number}", f'{LEAD} "{BODY}"\n{BODY}', "2026-01-05") for number in range(40)]
RECORD = next(iter(records(run(SEED).stdout)))
BLOCK = records(run("--unit", "block", SEED).stdout)[0]

PAGES = {
    "HTML page": "<!DOCTYPE html>\n" + page(LEAD, BODY),
    "HTML page, long": "<!doctype html>" + page(*[LEAD, BODY] * 100),
    "HTML without doctype": page(LEAD, BODY),
    "HTML in capitals": page(LEAD, BODY).upper(),
    "HTML behind blank lines": "\n\n \t\n" + page(LEAD),
    "HTML behind a comment": "<!-- saved from url=(0021)https://quay.example/ -->\n" + page(LEAD),
    "HTML with nothing but a long comment in its head": "<!-- " + "licence " * 4000 + "-->\n" + page(LEAD),
    "HTML with a long script in its head": page(LEAD, head=f"<script>{'var a = 1 < 2;' * 2000}</script>"),
    "HTML 4": '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n' + page(LEAD),
    "XHTML": XML + '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>' + LEAD + "</p></body></html>",
    "XHTML with doctype": f'{XML}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\n{page(LEAD)}',
    "HTML fragment": f'<div class="text"><p>{LEAD}</p>\n<p>{BODY}</p></div>',
    "HTML fragment, not closed": f'<div class="text"><p>{LEAD}</p>\n<p>{BODY}</p>',
    "HTML fragment, long": '<div class="text">\n' + f"<p>{LEAD}</p>\n\n" * 400 + "</div>",
    "HTML paragraphs": f"<p>{LEAD}</p>\n\n<p>{BODY}</p>\n",
    "HTML paragraphs without end tags": f"<p>{LEAD}\n<p>{BODY}\n<p>{LEAD}\n<p>{BODY}\n",
    "HTML headline and paragraphs": f"<h1>Ferry stays</h1>\n<p>{LEAD}</p>\n<p>{BODY}<br>{LEAD}</p>",
    "HTML article element": f"<article><header><h1>Ferry</h1></header><p>{LEAD}</p></article>",
    "HTML frame of an app": '<div id="root"></div><script src="/app.js"></script>',
}  # fmt: skip
TEXTS: dict[str, tuple[str, str]] = {
    "RSS": ("is-xml", f"{XML}{RSS}</channel></rss>"),
    "RSS without declaration": ("is-xml", f"{RSS}</channel></rss>"),
    "RSS, cut": ("is-xml", RSS * 200),
    "Atom": ("is-xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>\n<entry>{LEAD}</entry></feed>'),
    "SVG": ("is-xml", '<svg xmlns="http://www.w3.org/2000/svg"><title>Ferry</title><path d="M0 0"/></svg>'),
    "NewsML": (
        "is-xml",
        f'{XML}<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">\n<contentSet>{LEAD}</contentSet>',
    ),
    "NITF": ("is-xml", f'{XML}<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf><body><p>{LEAD}</p></body></nitf>'),
    "SGML": ("is-xml", f'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES">\n<TEXT>{LEAD}</TEXT></REUTERS>'),
    "SGML, TREC": ("is-xml", f"<DOC>\n<DOCNO> Q1 </DOCNO>\n<TEXT>\n{LEAD}\n\n{BODY}\n</TEXT>\n</DOC>\n"),
    "RTF": ("is-rtf", "{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\n\\f0 " + LEAD + "\\par}"),
    "PDF": ("is-pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    "CSV": ("is-csv", table(",", HEADER, *ROWS)),
    "CSV of one row": ("is-csv", table(",", HEADER, ROWS[0])),
    "CSV of two columns": ("is-csv", table(",", ("title", "text"), *(row[1:3] for row in ROWS[:2]))),
    "CSV with an index": ("is-csv", table(",", ("", "title", "text"), *(row[:3] for row in ROWS[:3]))),
    "CSV with long texts": ("is-csv", table(",", HEADER, *(("1", "Ferry", LONG, "2026-01-05"),) * 3)),
    "CSV, all quoted, without names": (
        "is-csv",
        "".join(f'"{number}","Ferry, again","{LEAD}"\n' for number in range(5)),
    ),
    "CSV with semicolons": ("is-csv", table(";", HEADER, *ROWS[:3])),
    "CSV with bars": ("is-csv", table("|", HEADER, *ROWS[:3])),
    "CSV, Ukrainian": ("is-csv", table(";", ("дата", "заголовок", "текст"), *(("05.01.2026", "Пором", LEAD),) * 3)),
    "CSV from Excel": ("is-csv", "sep=;\r\n" + table(";", HEADER, *ROWS[:3])),
    "CSV, scores": ("is-csv", "team,played,points\nHarbour,12,30\nQuay United,12,28\n"),
    "CSV with short rows": (
        "is-csv",
        "id,title,text,tags\n1,Ferry,It stays.\n2,School,It stays too.,sea\n3,Quay,New.\n",
    ),
    "TSV": ("is-csv", table("\t", HEADER, *ROWS)),
    "TSV without quotes": (
        "is-csv",
        "id\ttitle\ttext\n" + "".join(f'{at}\tFerry\tThe "boat" stays.\n' for at in range(9)),
    ),
    "JSON array of articles": ("is-json", json.dumps([{"title": "Ferry", "text": LEAD}] * 3)),
    "JSON array, one a line": ("is-json", "[\n" + ",\n".join([json.dumps({"text": LEAD})] * 300) + "\n]\n"),
    "JSON array of texts": ("is-json", json.dumps([LEAD, BODY], indent=1)),
    "JSON array of nothing": ("is-json", "[\n\n]\n"),
    "JSON object over many lines": ("is-json", json.dumps({"title": "Ferry", "text": LEAD, "tags": ["sea"]}, indent=2)),
    "JSON object, long": ("is-json", json.dumps({"title": "Ferry", "text": [LEAD] * 300}, indent=2)),
    "JSON objects over many lines": ("is-json", f"{json.dumps({'text': LEAD}, indent=2)}\n" * 3),
    "our own record, over many lines": ("is-output", json.dumps(RECORD, indent=1)),
    "our own records, as an array": ("is-output", json.dumps([RECORD, RECORD], indent=1, ensure_ascii=False)),
    "our own records": ("is-output", json.dumps(RECORD) + "\n" + json.dumps(RECORD) + "\n"),
    "our own blocks": ("is-output", json.dumps(BLOCK) + "\n"),
    "mail": ("is-mail", mail().decode()),
    "mail in an mbox": ("is-mail", f"From desk@quay.example Mon Jan  5 10:15:00 2026\n{mail().decode()}\n"),
    "mail with HTML": ("is-mail", mail("alternative").decode()),
    "mail with the way that it went": ("is-mail", f"Received: from a by b;\n\tMon, 5 Jan 2026\n{mail().decode()}"),
    "a saved page (MHTML)": (
        "is-mail",
        f"From: <Saved by Blink>\nSubject: Ferry\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n{page(LEAD)}",
    ),
}
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BYTES: dict[str, tuple[str, str, bytes]] = {
    "docx": (
        "is-office", "DOCX",
        zipped(("[Content_Types].xml", TYPES), ("_rels/.rels", "<a/>"), ("word/document.xml", LEAD)),
    ),
    "docx, its text first": (
        "is-office", "DOCX", zipped(("word/document.xml", f"<w>{LEAD}</w>"), ("[Content_Types].xml", TYPES)),
    ),
    "xlsx": ("is-office", "XLSX", zipped(("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<a/>"))),
    "pptx": ("is-office", "PPTX", zipped(("_rels/.rels", TYPES), ("ppt/presentation.xml", "<a/>"))),
    "odt": (
        "is-office", "ODT",
        zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", LEAD), stored=True),
    ),
    "ods, its type packed": (
        "is-office", "ODS",
        zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", LEAD)),
    ),
    "epub": ("is-epub", "EPUB", zipped(("mimetype", "application/epub+zip"), ("a.xhtml", page(LEAD)), stored=True)),
    "doc": ("is-office", "old Office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
    "png": ("is-binary", "PNG", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "gif": ("is-binary", "GIF", b"GIF89a" + bytes(100)),
    "zeros": ("is-binary", "binary", bytes(100_000)),
}  # fmt: skip


def verdict(data: bytes) -> str | None:
    found = foreign_format(data[:EXAMINED_BYTES], is_all=len(data) <= EXAMINED_BYTES)
    return found and (found.code or found.name)


@pytest.mark.parametrize("name", [*TEXTS, *PAGES])
def test_each_format_is_told_in_each_encoding(name: str) -> None:
    code, text = TEXTS[name] if name in TEXTS else (HTML.name, PAGES[name])
    expected = JSON_LINES.name if name in ("our own records", "our own blocks") else code
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "cp1251"):
        found = verdict(text.encode(encoding, "replace"))
        # Without a mark a wide encoding is known by its ASCII: this one begins with Cyrillic letters.
        unmarked = name == "CSV, Ukrainian" and encoding in ("utf-16-be", "utf-16-le")
        assert found == (None if unmarked else expected), encoding


def refused(data: bytes) -> InputError:
    """Why these bytes are no text, from Python."""
    with pytest.raises(InputError) as raised:
        list(seedparse.parse(data))
    return raised.value


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_refused_with_a_way_out(name: str) -> None:
    code, text = TEXTS[name]
    for data in (text.encode(), gzip.compress(text.encode())):
        error = refused(data)
        assert (error.code, error.member) == (code, None)
        assert re.fullmatch("is [^:]+: .+", str(error))
    assert code in SKIPPED
    inside = refused(zipped(("page", text)))
    assert (inside.code, inside.member) == (code, "page")
    (article,) = seedparse.parse(zipped(("page", text), ("news.txt", f"Ferry stays\n\n{LEAD}\n")))
    assert article["origin"]["member"] == "news.txt"


@pytest.mark.parametrize("name", BYTES)
def test_each_file_is_refused(name: str) -> None:
    code, said, data = BYTES[name]
    for error in (refused(data), refused(gzip.compress(data))):
        assert error.code == code
        assert said in str(error)


LANGUAGES = {
    "en": ("Island ferry stays", LEAD, BODY),
    "uk": (
        "Пором зберіг розклад",
        "Рада островів пізно ввечері проголосувала за те, щоб зберегти зимовий пором, сімома голосами проти п'яти.",
        "Пором щотижня перевозить близько чотирьохсот людей, і від нього залежить школа, сказала голова громади.",
    ),
    "ru": (
        "Паром сохранил расписание",
        "Совет островов поздно вечером проголосовал за то, чтобы сохранить зимний паром, семью голосами против пяти.",
        "Паром каждую неделю перевозит около четырёхсот человек, и от него зависит школа, сказала глава общины.",
    ),
    "de": (
        "Die Fähre bleibt",
        "Der Inselrat stimmte am späten Montag mit sieben zu fünf Stimmen dafür, die Winterfähre zu behalten.",
        "Das Schiff befördert jede Woche rund vierhundert Menschen, die Schule hängt daran, sagte die Bürgermeisterin.",
    ),
    "fr": (
        "Le bac est maintenu",
        "Le conseil des deux îles a voté lundi soir, par sept voix contre cinq, le maintien du bac d'hiver.",
        "Le bateau transporte quelque quatre cents personnes par semaine, et l'école en dépend, a dit la maire.",
    ),
    "es": (
        "El transbordador sigue",
        "El consejo de las islas votó el lunes por la noche, siete a cinco, mantener el transbordador de invierno.",
        "El barco lleva a unas cuatrocientas personas por semana, y la escuela depende de él, dijo la alcaldesa.",
    ),
    "pl": (
        "Prom zostaje",
        "Rada wysp późnym wieczorem w poniedziałek zagłosowała siedem do pięciu za utrzymaniem zimowego promu.",
        "Statek przewozi co tydzień około czterystu osób, a szkoła od niego zależy, powiedziała burmistrzyni.",
    ),
    "tr": (
        "Ada vapuru kalıyor",
        "Adalar meclisi pazartesi gecesi kış vapurunun sürmesi için beşe karşı yedi oyla karar verdi.",
        "Vapur haftada dört yüz kadar yolcu taşıyor, okul da ona bağlı, dedi belediye başkanı.",
    ),
    "zh": (
        "海岛渡轮保留",
        "两座海岛的议会周一深夜以七票对五票决定保留冬季渡轮。",
        "市长说,渡轮每周运送约四百人,学校也靠它。",
    ),
    "ar": (
        "العبارة باقية",
        "صوت مجلس الجزيرتين مساء الاثنين بسبعة أصوات مقابل خمسة على إبقاء عبارة الشتاء.",
        "تنقل السفينة نحو أربعمئة شخص في الأسبوع، وتعتمد عليها المدرسة، كما قالت رئيسة البلدية.",
    ),
}
NEWS = {
    "plain": "{title}\n\n{lead}\n\n{body}\n",
    "one line": "{lead}",
    "no blank lines": "{title}\n{lead}\n{body}\n{lead}\n",
    "a tag around the title": "<b>{title}</b>\n\n{lead}\n\n{body}\n",
    "a heading's tag": "<h1>{title}</h1>\n\n{lead}\n\n{body}\n",
    "a title element": "<title>{title}</title>\n{lead}\n\n{body}\n",
    "an agency in angle brackets": "<Reuters>\n{title}\n\n{lead}\n\n{body}\n",
    "an agency in angle brackets, before the text": "<Reuters> {lead}\n\n{body}\n",
    "a name in angle brackets": "<The Palace: Tale of Two> {title}\n\n{lead}\n\n{body}\n",
    "a wrapper": "<text>\n{title}\n\n{lead}\n\n{body}\n</text>\n",
    "a wrapper with a number": '<doc id="12">\n{title}\n\n{lead}\n\n{body}\n</doc>\n<doc id="13">\n{lead}\n</doc>\n',
    "a lone paragraph tag": "<p>{title}\n\n{lead}\n\n{body}\n",
    "an open tag and others in the text": "<div>{title}\n\n{lead} <b>{title}</b> {lead}\n\n{body}\n",
    "a lead in a paragraph": "<p>{lead}</p>\n\n{body}\n\n{lead}\n",
    "an image first": '<img src="a.jpg" width=1>\n{title}\n\n{lead}\n\n{body}\n',
    "a link first": '<a href="https://quay.example">{title}</a>\n\n{lead}\n\n{body}\n',
    "tags are quoted": "<p>, <div> & <span>: {title}\n\n{lead}\n\nA <p> or a <br> in it. {body}\n",
    "a doctype is quoted": "<!DOCTYPE html> {title}\n\n{lead}\n\n{body}\n",
    "a declaration is quoted": '<?xml version="1.0"?> {title}\n\n{lead}\n\n{body}\n',
    "a comment first": "<!-- 12 -->\n{title}\n\n{lead}\n\n{body}\n",
    "less than": "< 5 %: {title}\n\n{lead}\n\n{body}\n",
    "angle quotes": "<<{title}>>\n\n{lead}\n\n{body}\n",
    "an arrow": "<- {title}\n\n{lead}\n\n{body}\n",
    "tags in the text": "{title}\n\n<p>{lead}</p>\n\n<p>{body}</p>\n<br/>\n<div class='x'>{lead}</div>\n",
    "braces": "{{{title}}}\n\n{lead}\n\n{body}\n",
    "a brace and a key": '{{"{title}": {lead}\n\n{body}\n',
    "a snippet of JSON first": '{{"status": "closed", "boats": 2}}\n{title}\n\n{lead}\n\n{body}\n',
    "a snippet of JSON before a sentence": '{{"status": "closed"}}, {lead}\n\n{body}\n',
    "a snippet of JSON over lines": '{{\n  "status": "closed"\n}}\n\n{title}\n\n{lead}\n\n{body}\n',
    "a list of JSON first": '["ferry", "school"]\n\n{title}\n\n{lead}\n\n{body}\n',
    "a snippet of JSON": '{title}\n\n{lead}\n\n{{"text": "{title}"}}\n\n{body}\n',
    "brackets": "[{title}]\n\n{lead}\n\n{body}\n",
    "a footnote": "[1] {title}\n\n{lead}\n\n[2] {body}\n",
    "numbers in brackets": "[12, 13]\n\n{lead}\n\n{body}\n",
    "a quote in brackets": '["{title}', "a link of Markdown": "[{title}](https://quay.example/a)\n\n{lead}\n\n[](/)\n\n{body}\n",
    "Markdown": "# {title}\n\n**{lead}**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{body}\n",
    "a table of Markdown first": "|a|b|\n|-|-|\n|1|2|\n\n{title}\n\n{lead}\n\n{body}\n",
    "code": "{title}\n\n{lead}\n\n    if (a < b && c > d) {{ return [1, 2]; }}\n\n{body}\n",
    "a table with commas": "{title}\n\n{lead}\n\nteam,played,points\nHarbour,12,30\nQuay,12,28\n\n{body}\n",
    "a table with commas first": "team,played,points\nHarbour,12,30\nQuay,12,28\n\n{lead}\n\n{body}\n",
    "scores": "{title}\nHarbour, 12, 30\nQuay United, 12, 28\n{lead}\n",
    "a table with tabs": "{title}\n\nteam\tplayed\nHarbour\t12\n\n{lead}\n\n{body}\n",
    "a menu with tabs": "Home\tNews\tSport\nAbout\tContact\tImprint\n{title}\n{lead}\n{body}\n",
    "a menu with bars": "Home|News|Sport\n\n{title}\n\n{lead}\n\n{body}\n",
    "dated lines with tabs": "07.02.2026\t{title}\n06.02.2026\t{title}\n05.02.2026\t{title}\n",
    "a title with a comma": "{title},{title}\n\n{lead}\n\n{body}\n",
    "a line of tags": "politics,ferry,school\n{title}\n{lead}\n{body}\n",
    "commas without a space": "{title},{title}\n{lead},{lead}\n{body},{body}\n",
    "a number": "1,000 {title}\n\n{lead}\n\n{body}\n",
    "quotes": '"{title},"{title}\n\n{lead}\n\n{body}\n',
    "front matter": "---\ntitle: {title}\ndate: 2026-01-05\n---\n\n{lead}\n\n{body}\n",
    "fields": "Title: {title}\nDate: 2026-01-05\nSource: The Quay\n\n{lead}\n\n{body}\n",
    "fields of wire copy": "From: {title}\nSubject: {title}\nDate: 5 Jan 2026\n\n{lead}\n\n{body}\n",
    "a message of a digest": (
        "Message: 1\nDate: Thu, 5 Mar 2015 10:15:00 +0200\nFrom: Nora <nora@quay.example>\nTo: list@quay.example\n"
        "Subject: {title}\nMessage-ID: <1@quay.example>\nContent-Type: text/plain; charset=utf-8\n\n{lead}\n\n{body}\n"
    ),
    "a message that a text tells of": "{title}\n\nReceived: from a\nMIME-Version: 1.0\nFrom: b\n\n{lead}\n\n{body}\n",
    "an interview": "Anna: {lead}\nBoris: {body}\nAnna: {lead}\nBoris: {body}\n",
    "the word from": "From {title}\n\n{lead}\n\n{body}\n",
    "a percent sign": "%{title}\n\n{lead}\n\n{body}\n",
    "a NUL": "{title}\0\n\n{lead}\n\n{body}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NEWS)
def test_news_is_never_refused(name: str) -> None:
    for language, (title, lead, body) in LANGUAGES.items():
        text = NEWS[name].format(title=title, lead=lead, body=body)
        for each in (text, text + f"\n\n{lead}" * 300, text.replace("\n", "\r\n"), f"\ufeff\n \n{text}"):
            assert verdict(each.encode()) is None, language
            assert verdict(each.encode("utf-16")) is None, language
        (article, *_) = seedparse.parse(text.encode())
        assert article["origin"]["line_start"] == 1


def test_all_fixtures_are_news() -> None:
    for path in FIXTURES.glob("*.txt"):
        assert verdict(path.read_bytes()) is None, path
    for path in ROOT.glob("docs/*.md"):  # no news, and plain text with code and tables
        assert verdict(path.read_bytes()) is None, path


LINES = [
    *(line for text in LANGUAGES.values() for line in text),
    *(line for _, text in TEXTS.values() for line in text.split("\n")[:3]),
    *(text.partition("\n")[0].format(title="Ferry", lead=LEAD, body=BODY) for text in NEWS.values()),
    "", " ", "<p>", "</p>", "<div>", "</div>", '{"text": "a"}', "{", "}", "[", "]", "a,b", "1,2", "A\tB", "\0", '"',
]  # fmt: skip


@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=9)), max_size=12).map("\n".join),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1251"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([1, 40]),
)
def test_a_verdict_is_never_taken_back(text: str, encoding: str, ending: str, times: int) -> None:
    """What is said of a beginning holds for all that begins so: it does not matter how the bytes arrive."""
    data = (text * times).replace("\n", ending).encode(encoding, "replace")
    whole = foreign_format(data[:EXAMINED_BYTES], is_all=len(data) <= EXAMINED_BYTES)
    assert whole is not UNDECIDED
    for size in {*range(0, min(len(data), 300), 7), *range(0, len(data), 997)}:
        assert foreign_format(data[:size], is_all=size >= EXAMINED_BYTES) in (whole, UNDECIDED)


@pytest.mark.parametrize("name", [*TEXTS, *BYTES])
def test_in_whatever_pieces(name: str) -> None:
    code, data = (TEXTS[name][0], TEXTS[name][1].encode()) if name in TEXTS else (BYTES[name][0], BYTES[name][2])
    for size in (1, 700, 5000):
        with pytest.raises(InputError) as raised:  # noqa: PT012
            for found in documents(data[at : at + size] for at in range(0, len(data), size)):
                list(found.pieces)
        assert raised.value.code == code


@given(st.binary(max_size=600), st.booleans())
def test_any_head_of_a_zip_archive_is_read(data: bytes, is_all: bool) -> None:
    for start in (b"PK\3\4", BYTES["docx"][2][:200], BYTES["ods, its type packed"][2][:70]):
        found = office_format(start + data, is_all=is_all)
        assert found is not UNDECIDED or not is_all


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_by_the_command(tmp_path: Path, jobs: str) -> None:
    """Named, each is a failure; in a folder each is passed over and counted; only news leaves records."""
    folder = tmp_path / "in"
    folder.mkdir()
    codes = {}
    for number, (code, data) in enumerate(
        [(code, text.encode()) for code, text in TEXTS.values()] + [(code, data) for code, _, data in BYTES.values()]
    ):
        path = folder / f"{number:02}"
        path.write_bytes(data)
        codes[str(path)] = code
    (folder / "large.rtf").write_bytes(TEXTS["RTF"][1].encode() * 100_000)
    codes[str(folder / "large.rtf")] = "is-rtf"
    (folder / "news.txt").write_bytes(SEED.read_bytes())

    done = run(*codes, "--jobs", jobs, "--failures", tmp_path / "failed")
    assert (done.returncode, done.stdout) == (1, b"")
    failed = records((tmp_path / "failed").read_bytes())
    assert {each["path"]: each["code"] for each in failed} == codes
    done = run(folder, "-o", tmp_path / "out", "--jobs", jobs)
    assert done.returncode == 0
    assert f"{len(codes)} files skipped (".encode() in done.stderr
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["news.jsonl"]


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.startswith("our own")] + list(BYTES))
def test_none_is_read_in_ranges(tmp_path: Path, name: str) -> None:
    path = tmp_path / "dump"
    path.write_bytes(TEXTS[name][1].encode() if name in TEXTS else BYTES[name][2])
    with pytest.raises(InputError):
        seedparse.splits(path, 1000)


def test_no_text_in_an_archive_says_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("a.xml", RSS), ("b.rtf", TEXTS["RTF"][1])))
    done = run(tmp_path / "a.zip")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"has no text; members skipped: 2; the first: a.xml is XML: extract its text" in done.stderr


def test_a_line_of_json_that_is_no_text_is_a_failure(tmp_path: Path) -> None:
    """It was to be read, as the others were; in a folder nobody named it."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "crawl.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in (f"Ferry stays\n\n{LEAD}", RSS, LEAD)))
    done = run(path)
    assert done.returncode == 1
    assert [record["origin"]["member"] for record in records(done.stdout)] == ["#1", "#3"]
    assert f"{path}!#2: is XML: extract its text first".encode() in done.stderr
    with pytest.raises(InputError, match="is XML"):
        list(seedparse.parse(path))
    assert run(tmp_path / "in").returncode == 0


def test_one_json_object_without_the_text_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    """It lies beside a text and describes it; many of them are JSON Lines whose field is to be named."""
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "a.json").write_text('{"url": "https://quay.example/", "status": 200}\n')
    done = run(tmp_path)
    assert (done.returncode, len(records(done.stdout)), done.stderr) == (0, 1, b"")
    assert b"--text-field" in run(tmp_path / "a.json").stderr
    (tmp_path / "a.json").write_text('{"content": "a"}\n{"content": "b"}\n')
    assert run(tmp_path).returncode == 1


def warc(*pages: tuple[str, str, str]) -> bytes:
    parts = [("warcinfo", "application/warc-fields", "software: none"), *pages]
    held = b""
    for number, (kind, media, content) in enumerate(parts):
        if kind == "response":
            content = (
                f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(content.encode())}\r\n\r\n{content}"
            )
            media = "application/http; msgtype=response"
        held += (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2026-01-05T00:00:00Z"
            f"\r\nContent-Type: {media}\r\nContent-Length: {len(content.encode())}\r\n\r\n{content}\r\n\r\n"
        ).encode()
    return held


class TestWarc:
    RESPONSE = ("response", "application/pdf", "%PDF-1.7")
    REQUEST = ("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
    CONVERSION = ("conversion", "text/plain", f"Ferry stays\n\n{LEAD}\n")

    def test_pages_are_named_with_a_way_out(self, tmp_path: Path) -> None:
        (tmp_path / "crawl.warc").write_bytes(warc(self.REQUEST, self.RESPONSE, self.RESPONSE))
        done = run(tmp_path / "crawl.warc")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"members skipped: 2; the first: #3 is a PDF file: convert it to text first" in done.stderr
        assert run(tmp_path).returncode == 0

    def test_conversions_beside_pages_are_read(self) -> None:
        done = run(given=gzip.compress(warc(self.RESPONSE, self.CONVERSION, self.REQUEST)))
        assert (done.returncode, done.stderr) == (0, b"")
        assert [record["origin"]["member"] for record in records(done.stdout)] == ["#3"]

    def test_requests_alone_are_a_failure(self, tmp_path: Path) -> None:
        (tmp_path / "crawl.warc").write_bytes(warc(self.REQUEST))
        done = run(tmp_path / "crawl.warc")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"requests or metadata only" in done.stderr
        assert run(tmp_path).returncode == 0

    def test_a_page_whose_type_says_text_and_is_none(self) -> None:
        assert refused(warc(("conversion", "text/plain", RSS))).code == "is-xml"
