"""Where articles begin: what cuts alone, what is evidence, what is none; and that each comes out once it is over."""

import json
import select
import subprocess
import sys
import time
from itertools import accumulate, cycle, islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedparse
from conftest import FIXTURES, SEED, records, run
from seedparse.errors import SplitError
from seedparse.model import Options
from seedparse.text.user_pattern import safe

TEXTS = [path.read_text(encoding="utf-8").strip("\n") for path in sorted(FIXTURES.glob("*.txt"))]
SAME_LANGUAGE = [
    SEED.read_text(encoding="utf-8"),
    (FIXTURES / "ru-nochnoy-parom.txt").read_text(encoding="utf-8").strip(),
]


def titles(text: str, split: str = "auto") -> list[str | None]:
    return [article["header"]["title"] for article in seedparse.parse_text(text, Options(split=split))]


def first_lines(texts: list[str]) -> list[str]:
    return [text.partition("\n")[0] for text in texts]


@pytest.mark.parametrize("texts", [TEXTS, SAME_LANGUAGE], ids=["mixed", "one-language"])
@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize(
    "separator",
    [
        "\n\f\n", "\n\f", "\n\n-----\n\n", "\n\n==========\n\n", "\n\n***\n\n", "\n\n~~~~~\n\n", "\n\n\n", "\n\n\n\n",
        "\nDocument 2 of 120\n", "\n\n3 of 20 DOCUMENTS\n\n",
    ],
)  # fmt: skip
def test_separators(texts: list[str], count: int, separator: str) -> None:
    chosen = list(islice(cycle(texts), count))
    found = titles(separator.join(chosen))
    if "ocument" in separator.lower():
        found = found[:1] + [title for title in found[1:] if title]
    assert len(found) == count
    assert found[0] == first_lines(chosen)[0]


def test_a_related_list_is_separator_enough() -> None:
    assert titles("\n".join([SEED.read_text(encoding="utf-8")] * 4)) == first_lines(
        [SEED.read_text(encoding="utf-8")] * 4
    )


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("\n\n* * *\n\n", id="section break"),
        pytest.param("\n\nA subheading in the text\n\n", id="subheading"),
        pytest.param("\n\n", id="one blank line"),
        pytest.param("\nRelated\n- 12.03.2025 A link\n- 11.03.2025 Another\n", id="related block in mid-article"),
    ],
)
def test_no_separators(between: str) -> None:
    paragraph = (
        "The council voted late on Tuesday to keep the ferry running through the winter. "
        "The money for the repair will come from the fund for roads, which has been full for years. "
    )
    body = "\n\n".join([paragraph.strip()] * 3)
    (article,) = seedparse.parse_text(f"A ferry will sail all winter\n\n{body}{between}{body}\n")
    assert sum(text == paragraph.strip() for text in article["body"]) == 6


SHORT = {
    "uk": [
        "Пекарня у Самборі випікає хліб уночі\nЗапах будить студентів.\nПро це повідомляє «Самбірська брама».\n"
        "\nТісто замішують о першій. Черга стоїть від п’ятої ранку.",
        "Чаплі не полетіли на південь\nПтахи зимували на теплому каналі.",
    ],
    "ru": [
        "Паром до Кижей пошёл зимой\nЛёд в этом году тонкий.\nОб этом пишет «Онежский гудок» со ссылкой на капитана.\n"
        "На борт берут сорок человек.",
        "Школа в Угличе учит чинить часы\nМастерскую открыли в старой котельной.",
    ],
    "en": [
        "Mayor quits over bus shelter\nShe had promised it for nine years.\nThis was reported by the Fen Courier.\n\n"
        "The shelter was to have had two seats. It has none.",
        "Culture\n5 February 2026\nHeron blocks canal lock\nThe bird sat on the paddle for six hours.",
        "The longest ladder that the library\nlends has nineteen rungs\nMembers may keep it for a week.",
    ],
    "de": [
        "Bäcker in Husum backt bei Ebbe\nDer Ofen steht auf dem Deich.\nDas berichtet die »Husumer Warte«.\n\n"
        "Bei Flut ruht der Teig.",
        "Turm in Soest bleibt auch 2026\nIngenieure haben sieben Jahre lang gemessen.",
    ],
}  # fmt: skip
ENDS = {
    "list": "\n{heading}\n- 07.02.2026 {one}\n- 21.01.2026 {two}",
    "list of one": "\n{heading}\n- 07.02.2026 {one}",
    "numbered list": "\n{heading}\n1. 07.02.2026 {one}\n2. 21.01.2026 {two}",
    "dates at the end": "\n{heading}\n{one} (07.02.2026)\n{two} (21.01.2026)",
    "dressed dates": "\n{heading}\n• **07.02.2026** {one}\n• [21.01.2026] {two}",
    "blank lines": "\n\n{heading}\n\n- 07.02.2026 {one}\n\n- 21.01.2026 {two}",
    "indented lines": "\n{heading}\n- 07.02.2026 {one}\n  {two}",
    "no date": "\n{heading}\n- {one}\n- {two}",
    "unknown heading": "\nKarla dorf\n- 07.02.2026 {one}\n- 21.01.2026 {two}",
    "no heading": "\n07.02.2026 {one}\n21.01.2026 {two}\n03.12.2025 {one}",
    "footer": "\n{heading}\n- 07.02.2026 {one}\n\n© Karla Dorf, 2026",
}
RELATED = {
    "uk": ("Ще на цю тему", "Борошно подорожчало", "Хто пече на Різдво"),
    "ru": ("Читайте также", "Лёд на озере тает", "Причал закрыли до мая"),
    "en": ("Read also", "Bench painted green", "Clerk goes on leave"),
    "de": ("Mehr zum Thema", "Flut kommt später", "Deich bleibt gesperrt"),
}
GAPS = ["\n", "\n\n", "\n\n\n", "\n\n\n\n"]
TIGHT = ["\n-----\n", "\n---\n\n", "\n\n***\n", "\n* * *\n", "\n==========\n", "\n________________\n", "\n──────────\n"]


@pytest.mark.parametrize("separator", GAPS + TIGHT)
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_title_with_its_lead_begins_an_article_behind_a_plain_end(end: str, separator: str) -> None:
    for language, (heading, one, two) in RELATED.items():
        texts = [text + end.format(heading=heading, one=one, two=two) for text in SHORT[language]] * 2
        assert starts_found(texts, separator) == starts_of(texts, separator), language


def starts_found(texts: list[str], separator: str) -> list[int]:
    return [article["origin"]["line_start"] for article in seedparse.parse_text(separator.join(texts))]


def starts_of(texts: list[str], separator: str) -> list[int]:
    """The first line of each of the texts; a ruler and the blank lines around it are of none."""
    lines = accumulate((text.count("\n") + separator.count("\n") for text in texts[:-1]), initial=1)
    return list(lines)


@pytest.mark.parametrize("separator", GAPS[1:] + TIGHT)
def test_a_title_with_its_lead_begins_an_article_behind_a_source_line(separator: str) -> None:
    credited = (
        "Baker of Husum bakes at low tide\nThe oven stands on the dike. At high tide the dough rests.\nSource: {}"
    )
    titled = "{}\n\nThe bread sells out by noon.\nA second oven is planned.\nThis was reported by the Dike Courier."
    texts = [credited.format("Husum Herald"), titled.format("A tower in Soest leans no more"), credited.format("DPA")]
    assert starts_found(texts, separator) == starts_of(texts, separator)


@pytest.mark.parametrize("separator", ["\n\n* * *\n\n", "\n***\n", "\n-----\n", "\n\n\n"])
def test_a_ruler_or_a_gap_separates_where_title_lead_and_attribution_follow(separator: str) -> None:
    texts = [SHORT["uk"][0], SHORT["en"][0], SHORT["ru"][0], SHORT["de"][0]]
    assert starts_found(texts, separator) == starts_of(texts, separator)


def test_a_gap_that_was_a_boundary_is_not_usual() -> None:
    texts = [SHORT["uk"][1], SHORT["ru"][0], SHORT["de"][0], SHORT["ru"][1], SHORT["en"][0], SHORT["de"][1]]
    assert starts_found(texts, "\n\n\n") == starts_of(texts, "\n\n\n")


HEAD = "A ferry will sail all winter\nThe council found the money.\nThis was reported by the Harbour Herald.\n\n"
FIRST = "The council voted late on Tuesday to keep the ferry running."
SECOND = "The money will come from the fund for roads, which has been full for years."
LINKS = "Read also\n- 12.03.2025 The captain retires\n- 11.03.2025 A pier is mended"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{FIRST}\n{LINKS}\n{SECOND}\n{FIRST}", id="body goes on behind a list"),
        pytest.param(f"{FIRST}\n\n{LINKS}\n\n{SECOND}\n\n{FIRST}", id="body goes on, with blank lines"),
        pytest.param(
            f"{FIRST}\nWhere the money comes from\n{SECOND}\n{LINKS}\nWhat the captain says now\n{FIRST}",
            id="subheading behind a list",
        ),
        pytest.param(
            f"{FIRST}\n\nWhere the money comes from\n\n{SECOND}\n\n{LINKS}\n\nWhat the captain says\n\n{FIRST}",
            id="subheading behind a list, with blank lines",
        ),
        pytest.param(f"{FIRST}\n{LINKS}\n\nAnn Moss\nAnn Moss writes about ports.", id="author behind a list"),
        pytest.param(f"{FIRST}\n{LINKS}\n\nMost read now\n- 01.03.2025 A storm\n- 28.02.2025 A calm", id="two lists"),
        pytest.param(f"{FIRST}\n{LINKS}\n\n{SECOND}\n\n© Harbour Herald, 2025", id="text and footer behind a list"),
        pytest.param(f"{FIRST}\n\n***\n\n{SECOND}\n{FIRST}", id="stars"),
        pytest.param(f"{FIRST}\n\n* * *\n\n{SECOND}\n{FIRST}", id="spaced stars"),
        pytest.param(f"{FIRST}\n\n---\n\n{SECOND}\n{FIRST}", id="dashes"),
        pytest.param(f"{FIRST}\n***\n{SECOND}\n---\n{FIRST}\n* * *\n{SECOND}", id="rulers without blank lines"),
        pytest.param(
            f"{FIRST}\nThe rules are:\n- no dogs\n- no bells\nWhere the money is\n{SECOND}", id="a list of rules"
        ),
        pytest.param(
            f"{FIRST}\nHow it went:\n- 12.03.2025 Council meets\n- 13.03.2025 Captain resigns\n{SECOND}",
            id="chronology",
        ),
        pytest.param(f"{FIRST}\nTags: ferry, winter\nWhere the money comes from\n{SECOND}", id="tags in the middle"),
    ],
)
def test_an_article_goes_on(text: str) -> None:
    assert len(seedparse.parse_text(HEAD + text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Source: Harbour Herald\n\nA ferry will sail\n{FIRST}\n{SECOND}", id="credit over the title"),
        pytest.param(f"A ferry will sail\nSource: Harbour Herald\n\nWhere it goes now\n{FIRST}", id="credit under it"),
        pytest.param(
            f"A ferry will sail\n{FIRST}\n{SECOND}\nThis was reported by the Herald.\n\nWhere it goes now\n{FIRST}",
            id="two leads, attribution, subheading",
        ),
    ],
)
def test_a_source_line_of_the_head_ends_nothing(text: str) -> None:
    assert len(seedparse.parse_text(text)) == 1


def test_front_matter_is_no_separator_and_begins_an_article() -> None:
    one = "---\ntitle: A ferry\ndate: 2025-03-12\n---\nThe council voted late on Tuesday to keep the ferry running."
    assert len(seedparse.parse_text(one)) == 1
    assert len(seedparse.parse_text(f"{one}\n\n{one}\n\n{one}")) == 3


VOTED = (
    "The council voted late on Tuesday to keep the ferry running through the winter. "
    "The money for the repair will come from the fund for roads, which has been full for years."
)
TOML = '+++\ntitle = "{}"\ndate = 2025-03-12\n+++'
LONG = "---\ntags:\n" + "".join(f"  - harbour {number}\n" for number in range(40)) + "title: {}\ndate: 2025-03-12\n---"


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: {}\ndate: 2025-03-12\ntags:\n  - ferry\n\nlayout: post\n---",
        "---\ntitle: {}\ndate: 2025-03-12",
        TOML,
        TOML.removesuffix("\n+++"),
        LONG.replace("tags:", "author: Ann Moss\nurl: https://example.org/a\nid: 7\ntags:"),
        "----------\nTitle: {}\nDate: 2025-03-12\n----------",
        "----------\n\nTitle: {}\nDate: 2025-03-12",
        "Message: 1\nDate: Wed, 12 Mar 2025 10:15:00 +0200\nFrom: Ann Moss <ann@example.org>\nSubject: {}",
        "\nTitle: {}\nAuthor: Ann Moss\nDate: 2025-03-12",
    ],
    ids=["yaml", "yaml-open", "toml", "toml-open", "long", "long-fence", "ruler", "mail", "fields"],
)
def test_each_front_matter_begins_an_article(matter: str) -> None:
    names = ["A ferry sails on", "A storm takes a roof", "A clock is wound"]
    text = "\n\n".join(f"{matter.format(name)}\n\n{VOTED}\n\n\n{VOTED}" for name in names)
    assert titles(text) == names
    assert all(article["body"] == [VOTED] * 2 for article in seedparse.parse_text(text))


def test_fields_in_the_midst_of_a_text_begin_no_article() -> None:
    for fields in (
        "Title: The Boat\nAuthor: Ann Moss\nPublisher: Herald",
        "---\nSource: Reuters\nAuthor: Ann Moss\n---",
        "Subject: Ferries\nTitle: A ferry sails on\nPublication title: Harbour Herald\nPublication date: Mar 12, 2025",
    ):
        assert len(seedparse.parse_text(f"A ferry sails on\n\n{VOTED}\n\n{VOTED}\n\n{fields}\n\n{VOTED}\n")) == 1


MATTER = [
    "---", "---", "+++", "-----", "...", "title: A ferry sails", "date: 2025-03-12", "author: Ann Moss",
    "Anna: Why do you paint the pier?", "Boris: Because nobody else does it.", "tags:", "  - ferry", "- harbour",
    'title = "A ferry sails"', "weight = 3", "tags = [", "]", "  more of it", "# a comment", "deck: The council voted.",
    "layout: post", "LOAD-DATE: May 6, 2016", "Subject: Ferries", "From: Ann Moss <ann@example.org>", "", "", "", VOTED,
    "A line like a title", "\f",
]  # fmt: skip


@given(st.lists(st.sampled_from(MATTER), max_size=60), st.lists(st.integers(1, 80), min_size=1, max_size=20))
@settings(max_examples=100)
def test_front_matter_is_the_same_however_it_arrives(lines: list[str], cuts: list[int]) -> None:
    text = "\n".join(lines)
    parser, found, at = seedparse.Parser(), list[seedparse.Article](), 0
    for size in cycle(cuts):
        if at >= len(text):
            break
        found += parser.feed(text[at : at + size])
        at += size
    assert [*found, *parser.close()] == seedparse.parse_text(text)


def test_a_footer_behind_a_list_is_of_the_article_before() -> None:
    (article,) = seedparse.parse_text(SEED.read_text(encoding="utf-8") + "\n\nAll rights reserved\n")
    assert article["extra"] == [{"kind": "footer", "text": "All rights reserved"}]


def test_separators_are_blocks_of_their_own() -> None:
    text = "\n\n-----\n\n".join(TEXTS[:2])
    found = records(run("--unit", "block", given=text.encode()).stdout)
    assert [(block["role"], block["text"]) for block in found if block["role"] == "separator"] == [
        ("separator", "-----")
    ]
    assert {block["article"] for block in found} == {1, 2}


def test_a_gap_without_end_ends_an_article_and_is_not_held() -> None:
    first, second = TEXTS[:2]
    found = seedparse.parse_text(first + "\n" * 100_000 + second)
    assert [article["header"]["title"] for article in found] == first_lines([first, second])
    parser = seedparse.Parser()
    parser.feed(first)
    for _ in range(100):
        parser.feed("\n" * 1000)
    assert len(parser._stream._splitter._lines) < 1000


def test_off_and_a_pattern_of_the_users_own() -> None:
    text = "\n@@ 1\n".join(TEXTS)
    assert len(titles("\f".join(TEXTS), "off")) == 1
    assert titles(text, r"@@ \d") == first_lines(TEXTS)


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|a)*b", r"(.*)\1", r"(?=a)b", r".*.*.*x", r"(?:x{0,500}){3}", r"a{1,}b{2,}c+", "["]
)
def test_patterns_that_could_take_for_ever_are_refused(pattern: str) -> None:
    with pytest.raises(SplitError):
        safe(pattern)
    done = run("--split", pattern, given=b"text")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("pattern", [r"=== \d+ ===", r"(?:DOC|ART)-\d+$", r"#{3,10}", r"\[\d+\] .*"])
def test_patterns_that_are_well(pattern: str) -> None:
    safe(pattern)


class TestLong:
    def test_parts_abut_and_lose_nothing(self) -> None:
        paragraph = "One more paragraph of the text, which ends with a stop.\n"
        data = ("A title of news\n" + paragraph * 200).encode()
        found = records(run("--max-article-bytes", "2000", given=data).stdout)
        assert len(found) > 5
        assert sum(len(record["body"]) for record in found) == 200
        assert all(record["origin"]["byte_end"] - record["origin"]["byte_start"] <= 2000 for record in found)
        assert all([note["code"] for note in record["notes"]] == ["article-continued"] for record in found)
        assert [record["origin"]["article"] for record in found] == [1] * len(found)

    def test_one_long_line_is_cut_behind_a_whole_character(self) -> None:
        data = "їжак".encode() * 1000
        found = records(run("--max-article-bytes", "1001", "--unit", "block", given=data).stdout)
        assert "".join(block["text"] for block in found) == data.decode()
        assert {block["line_start"] for block in found} == {1}
        assert all(a["byte_end"] == b["byte_start"] for a, b in pairwise(found))


class TestStreaming:
    def feed(self, *pieces: str) -> tuple[subprocess.Popen[bytes], bytes]:
        """The command with some input, its pipe still open; and the first line that it wrote."""
        running = subprocess.Popen(
            [sys.executable, "-m", "seedparse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        assert running.stdin
        assert running.stdout
        for piece in pieces:
            running.stdin.write(piece.encode())
            time.sleep(0.05)
        ready, _, _ = select.select([running.stdout], [], [], 30)
        line = running.stdout.readline() if ready else b""
        if not line:
            running.kill()
        return running, line

    @pytest.mark.parametrize(
        "pieces",
        [
            pytest.param(
                (TEXTS[0], "\n\f\n", TEXTS[1] + "\n"), id="a form feed, which may be a page break, once text follows"
            ),
            pytest.param((TEXTS[0], "\n\n\n\n", TEXTS[1] + "\n"), id="blank lines, once the next start is there"),
        ],
    )
    def test_a_record_is_out_while_the_pipe_is_open(self, pieces: tuple[str, ...]) -> None:
        running, line = self.feed(*pieces)
        assert json.loads(line)["header"]["title"] == first_lines(TEXTS)[0]
        assert running.poll() is None
        running.kill()
        running.communicate()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read the peak from")
@pytest.mark.parametrize("split", ["auto", "off"], ids=["many articles", "one article in parts"])
def test_memory_does_not_grow_with_the_input(tmp_path: Path, split: str) -> None:
    """Peak memory of a dump and of one almost three times as long differ by less than the dumps do."""
    peaks = []
    text = "\n\f\n".join(TEXTS)
    for times in (5, 14):
        path = tmp_path / f"{times}.txt"
        path.write_text("\n\f\n".join([text] * times), encoding="utf-8")
        script = (
            "import sys; from seedparse import model; from seedparse.convert import convert;"
            "from seedparse.sinks.standard import StandardOutput;"
            f"options = model.Options(split={split!r}, max_article_bytes=200_000);"
            f"convert({str(path)!r}, StandardOutput(), options);"
            "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
        peaks.append(int(done.stderr))
    assert peaks[1] - peaks[0] < 1024  # KiB; the files differ by more
