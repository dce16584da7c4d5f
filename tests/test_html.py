"""HTML pages become text: all that is shown, block by block; no page is too broken, and none takes unbounded time."""

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seedparse
from conftest import codes, records, run
from seedparse.errors import InputError
from seedparse.sources import html
from seedparse.sources.html import canonical_address, decoded, of_text, text_of
from test_formats import BODY, LEAD, PAGES, page, warc

CYRILLIC = "Совет островов поздно вечером проголосовал за то, чтобы сохранить зимний паром, семью голосами против пяти."
TEXT = "Ferry stays\n\nThe council kept it."


def text(source: str) -> str:
    return "".join(text_of(of_text(source)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h1>Ferry <em>stays</em></h1><p>One <b>two</b>, <a href=x>three</a>.", "Ferry stays\n\nOne two, three."),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>a<p>b", "a\n\nb"),
        ("<p>a<br>b<br><br>c<br/><br/><br/>d", "a\nb\n\nc\n\nd"),
        ("<p>x<ul><li>a<li><p>b</p></li><li>c<ul><li>d</ul></ul>y", "x\n\n• a\n• b\n• c\n• d\n\ny"),
        ("<ol><li>a<li></li><li>b</ol>", "• a\n• b"),
        ("<table><tr><td>A<td>B<tr><td> <td><p>C</table>", "A\tB\n\nC"),
        ("<p>  a \n\t b&nbsp;c  </p>", "a b\N{NO-BREAK SPACE}c"),
        ("<pre>\na\n   b  \n\n c</pre>d", "a\n   b\n\n c\n\nd"),
        ("<p>&lt;p&gt; &amp;amp; &#8212;&mdash; &bogus; &#0;", "<p> &amp; —— &bogus; \ufffd"),
        ("<span>1 May</span><span>Ann Lowe</span><a>Home</a><a>News</a>", "1 May Ann Lowe Home News"),
        ("<b>F</b>erry <i>st</i><b>ays</b>", "Ferry stays"),
        ("a<script>if (a < b) '<p>'</script><style>p{}</style><title>T</title><noscript><p>n</p></noscript>b", "ab"),
        ("a<SCRIPT>x</Script >b<textarea>c</textarea><select><option>d</select>", "ab"),
        ("a<!-- x > y -->b<!-->c<!--->d<!doctype x><?php y ?>e</>f<![CDATA[g]]>", "abcdef"),
        ('<p title="a>b" class=\'c>d\'>x<img alt="pier"><input value=y>', "x"),
        ("3 < 4 and 4 <5, I <3 you", "3 < 4 and 4 <5, I <3 you"),
        ("<<b>b>", "<b>"),
        ("a\0b<scr\0ipt>c</script>d", "abd"),
        ("<button>Share</button><label>Mail</label><figure><img><figcaption>A pier</figcaption></figure>",
         "Share Mail\n\nA pier"),
    ],
)  # fmt: skip
def test_what_is_shown(source: str, expected: str) -> None:
    assert text(source) == expected


@pytest.mark.parametrize(
    "cut", ["<p", '<p class="a', "<!-- a", "<script>a", "</p", "<style", "<p title='a>b", "<![CDATA["]
)
def test_a_page_that_breaks_off_gives_what_came_before(cut: str) -> None:
    assert text(f"<h1>Ferry stays</h1><p>The council kept it.{cut}") == TEXT


@given(st.lists(st.sampled_from([*"<>/!-= '\"&;\0", "<p", "<script", "</", "<!--", "-->", "<td>", "<pre>", "x "])))
def test_any_characters_are_a_page(parts: list[str]) -> None:
    shown = text(f"<p>begin</p>{''.join(parts)}")
    assert shown.startswith("begin")
    assert "\0" not in shown


N = 20_000
HOSTILE = {
    "open elements": "<div>" * N * 5 + "x",
    "open inline elements, and ends of others": "<span>" * N + "</q>" * N + "x",
    "open formatting, made anew in each paragraph": "".join(f"<b id={n}>" for n in range(N)) + "<p>x" * N,
    "nested lists": "<ul><li>x" * N,
    "nested tables": "<table><tr><td>x" * N,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(N)) + ">x",
    "quotes that are not closed": '<a href="' * N + "x",
    "comments that are not closed": "x" + "<!--" * N,
    "scripts that are not closed": "x" + "<script>" * N,
    "less-than signs": "<" * N + "x",
    "ampersands": "&" * N + "x",
    "line breaks": "<br>" * N + "x",
    "cells": "<td>" * N + "x",
}  # fmt: skip


class Counting:
    """A pattern that counts the characters that its searches walk over."""

    walked = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def search(self, text: str, at: int) -> re.Match[str] | None:
        found = self._pattern.search(text, at)
        Counting.walked += (found.end() if found else len(text)) - at
        return found


@pytest.mark.parametrize("name", HOSTILE)
def test_each_character_is_walked_over_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree by the HTML standard takes time and memory by the square of the third page, and of some others."""
    monkeypatch.setattr(html, "_TOKEN", Counting(html._TOKEN))
    monkeypatch.setattr(html, "_ENDS", {each: Counting(pattern) for each, pattern in html._ENDS.items()})
    monkeypatch.setattr(Counting, "walked", 0)
    made = text(f"<p>begin</p>{HOSTILE[name]}")
    assert made.startswith("begin")
    assert len(made) <= 4 * len(HOSTILE[name])  # no indent that grows with the depth
    assert 0 < Counting.walked <= len(HOSTILE[name]) + len("<p>begin</p>")


def test_the_text_comes_in_pieces() -> None:
    pieces = list(text_of(of_text("<p>a paragraph of some words</p>" * 50_000)))
    assert len(pieces) > 10
    assert max(map(len, pieces)) < 2 * html.TEXT_PIECE_CHARS


class TestEncoding:
    @pytest.mark.parametrize(
        ("data", "charset", "expected"),
        [
            ("\ufeff<meta charset=koi8-r>Паром".encode(), "cp1251", "utf-8 (byte order mark)"),
            ("\ufeff<p>Паром".encode("utf-16-le"), None, "utf-16-le (byte order mark)"),
            (f"<meta charset=cp1251><p>{CYRILLIC}".encode(), "cp1251", "utf-8 (well-formed)"),
            (f"<meta charset=koi8-r><p>{CYRILLIC}".encode("cp1251"), "Windows-1251", "cp1251 (HTTP header)"),
            (f"<meta charset=koi8-u><p>{CYRILLIC}".encode("koi8-u"), None, "koi8-u (meta element)"),
            (f'<META http-equiv=x content="text/html; charset=cp1251">{CYRILLIC}'.encode("cp1251"), "",
             "cp1251 (meta element)"),
            (f'<?xml version="1.0" encoding="koi8-r"?><p>{CYRILLIC}'.encode("koi8-r"), None, "koi8-r (meta element)"),
            (f"<meta charset=utf-8><p>{CYRILLIC}".encode("cp1251"), "utf-8", "cp1251 (guessed)"),
            (f"<meta charset=no-such><p>{CYRILLIC}".encode("cp1251"), "base64", "cp1251 (guessed)"),
            ("<p>Fähre".encode("latin-1"), "ISO-8859-1", "cp1252 (HTTP header)"),
            ("<p>渡轮".encode("gb18030"), "gb2312", "gb18030 (HTTP header)"),
            (f"<p>{CYRILLIC}".encode("utf-16-le"), None, "utf-16-le (guessed)"),
        ],
    )  # fmt: skip
    def test_it_is_found(self, data: bytes, charset: str | None, expected: str) -> None:
        characters, found = decoded(data, charset=charset)
        assert found == expected
        assert characters.endswith((CYRILLIC, "Паром", "Fähre", "渡轮"))

    def test_the_one_that_is_asked_for_is_not_doubted(self) -> None:
        assert decoded(b"<meta charset=utf-8>\xcf", "cp1251", "utf-8") == ("<meta charset=utf-8>П", "cp1251 (as asked)")

    def test_what_is_ill_formed_is_counted(self) -> None:
        _, found = decoded(f"<p>{CYRILLIC}".encode() + b"\xff\xff")
        assert found == "utf-8 (guessed), 2 ill-formed parts replaced"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="https://quay.example/a?b=1&amp;c=2">', "https://quay.example/a?b=1&c=2"),
        ("<LINK HREF=http://quay.example/a rel=Canonical />", "http://quay.example/a"),
        ('<link rel="stylesheet" href="https://quay.example/a.css">', None),
        ('<link rel="canonical" href="/a">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        (f'<link rel="canonical" href="https://quay.example/{"a" * 3000}">', None),
    ],
)
def test_the_address_of_a_page(link: str, expected: str | None) -> None:
    assert canonical_address(f"<html><head>{link}</head>") == expected


# The whole way


@pytest.mark.parametrize("name", [name for name in PAGES if LEAD in PAGES[name]])
def test_each_page_is_read(name: str) -> None:
    articles = list(seedparse.parse(gzip.compress(PAGES[name].encode("utf-16"))))
    assert LEAD in json.dumps(articles)
    notes = [note["detail"] for note in articles[0]["notes"] if note["code"] == "converted-from-html"]
    assert notes == ["utf-16-le (byte order mark)"]


def test_title_and_dates_of_the_head_are_not_used(tmp_path: Path) -> None:
    head = "<title>Another | Quay</title><meta name=date content=2020-02-02><link rel=canonical href=https://quay.example/>"
    (tmp_path / "a.html").write_text(page(LEAD, BODY, head=head))
    (record,) = records(run(tmp_path / "a.html").stdout)
    assert record["header"]["title"] == "Island ferry stays"
    assert record["header"]["published"] is None
    assert record["origin"]["url"] == "https://quay.example/"
    assert "Another" not in json.dumps(record)
    (block, *_) = records(run("--unit", "block", tmp_path / "a.html").stdout)
    assert block["url"] == "https://quay.example/"


def test_spans_count_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(CYRILLIC, CYRILLIC).encode("cp1251"))
    shown = text(page(CYRILLIC, CYRILLIC)).encode()
    blocks = records(run("--unit", "block", tmp_path / "a.html").stdout)
    assert all(shown[each["byte_start"] : each["byte_end"]].decode() == each["text"] for each in blocks)
    (tmp_path / "blocks.jsonl").write_bytes(run("--unit", "block", tmp_path / "a.html").stdout)
    assert run("verify", tmp_path / "a.html", tmp_path / "blocks.jsonl").returncode == 0


def test_from_standard_input_and_folders(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page(LEAD, BODY))
    (tmp_path / "in" / "app.html").write_text(PAGES["HTML frame of an app"])
    (piped,) = records(run(given=page(LEAD, BODY).encode()).stdout)
    for jobs in ("1", "2"):
        done = run(tmp_path / "in", "-o", tmp_path / "out", "--force", "--jobs", jobs)
        assert done.returncode == 0
        assert b"1 file skipped" in done.stderr
        (record,) = records((tmp_path / "out" / "a.html.jsonl").read_bytes())
        assert (record["id"], record["body"]) == (piped["id"], piped["body"])
    done = run(tmp_path / "in" / "app.html")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"app.html: is an HTML page without text" in done.stderr


def test_pages_in_a_web_archive(tmp_path: Path) -> None:
    """The content type says that it is a page, whatever it begins with; a page without its type's format is named."""
    pages = (page(LEAD, BODY), f"Ferry stays <p>{LEAD}</p>", "%PDF-1.7", f"<meta charset=koi8-r><p>{CYRILLIC}<p>{LEAD}")
    responses = [("response", "text/html; charset=utf-8", each) for each in pages]
    (tmp_path / "a.warc").write_bytes(warc(*responses, ("response", "application/xhtml+xml", page(LEAD))))
    done = run("-v", tmp_path / "a.warc")
    found = records(done.stdout)
    assert [each["origin"]["member"] for each in found] == ["#2", "#3", "#5", "#6"]
    assert [len(each["body"] + each["header"]["lead"]) for each in found] == [2, 1, 2, 1]
    assert CYRILLIC in [*found[2]["header"]["lead"], *found[2]["body"]]
    assert b"a.warc!#4: skipped: is a PDF file" in done.stderr


def test_pages_in_json_lines() -> None:
    lines = "".join(
        json.dumps({"url": "x", "html": each}) + "\n" for each in (page(LEAD, BODY), f"{LEAD}\n", "<p>\ud800")
    )
    done = run("--text-field", "html", given=lines.encode())
    found = records(done.stdout)
    assert [codes(each) for each in found] == [
        ["converted-from-html"],
        [],
        ["surrogate-replaced"],
    ]
    assert found[0]["header"]["title"] == "Island ferry stays"


def test_a_page_in_a_damaged_archive_gives_what_is_left() -> None:
    packed = gzip.compress(page(LEAD, *[BODY] * 2000).encode(), 0)[:20_000]
    done = run(given=packed)
    assert done.returncode == 1
    (record,) = records(done.stdout)
    assert codes(record) == ["converted-from-html", "input-damaged"]
    assert len(record["body"]) > 50


def test_a_page_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PAGE_BYTES", 1 << 20)
    with pytest.raises(InputError, match="an HTML page of more than 1 MiB: convert it to text first") as raised:
        list(seedparse.parse(page(*[BODY] * 20_000).encode()))
    assert raised.value.code == "page-too-long"
