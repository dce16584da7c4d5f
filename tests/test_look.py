"""The commands that show texts and records to people."""

import csv
import json
import os
import pty
import re
import subprocess
import sys
import xml.etree.ElementTree
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import FIXTURES, SEED, SOME, records, run
from hostile import ALIVE, HOSTILE
from seedparse.errors import InputError
from seedparse.model import Options
from seedparse.resources import load
from seedparse.sources.texts import texts
from seedparse.stream import blocks
from seedparse.text.visible import visible
from seedparse.tools.cites import as_csv
from seedparse.tools.diff import changes
from seedparse.tools.explain import Wanted, explanations
from seedparse.tools.frequent import Frequent
from seedparse.tools.graph import Graph, gexf, graphml
from seedparse.tools.rows import Row
from seedparse.tools.scrub import scrub

TITLE = "The old ferry returns to the harbour in spring\n\n"
BODY = "The ferry sails again on Monday, and the harbour opens a day earlier for it.\n\n"
NAMES = ["Brannigan", "Ольховский", "Kestrelmoor", "O'Dunleavy", "Въюжинск", "4417", "2031"]
COMMON = ["the", "in", "and", "harbour", "ferry", "It", "was", "в", "не", "что", "порту"]


def explained(text: str, wanted: Wanted = Wanted()) -> list[dict[str, Any]]:
    found = texts(iter([text.encode()]), Options(), failed)
    return list(explanations(found, "-", wanted))


def failed(error: InputError) -> None:
    raise error


def near_misses(text: str) -> list[tuple[str | None, str]]:
    blocks = [block for article in explained(text) for block in article["blocks"]]
    return [(miss["rule"], miss["detail"]) for block in blocks for miss in block["near_misses"]]


class TestVisible:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a\x1b[31mb", "a\\x1b[31mb"),
            ("a\u202eb\u2028\x85", "a\\u202eb\\u2028\\x85"),
            ("a\U000e0041b", "a\\U000e0041b"),
            ("10\u00a0000, می\u200cروم", "10\u00a0000, می\u200cروم"),
            ("a\ufeffb\tc", "a\\ufeffb\\x09c"),
        ],
    )
    def test_what_could_act_is_escaped(self, text: str, shown: str) -> None:
        assert visible(text) == shown


class TestNearMisses:
    @pytest.mark.parametrize(
        ("line", "rule", "matched", "expected"),
        [
            ("Про це повідомляє Берег з посиланням у Радіо Хвиля.", "uk:attribution", '"з посиланням"', '"на"'),
            ("Об этом сообщает Берег со ссылкой газету Волна.", "ru:attribution", '"со ссылкой"', '"на"'),
            ("You may also Harbour Sports", "en:related.headings", '"may also"', '"like"'),
        ],
    )
    def test_a_phrase_says_how_far_it_matched(self, line: str, rule: str, matched: str, expected: str) -> None:
        found = near_misses(f"{TITLE}{line}\n\n{BODY}")
        ((told, detail),) = found
        assert told
        assert told.startswith(rule)
        assert detail.startswith(f"matched up to {matched}")
        assert f"the phrase expects {expected}" in detail

    @pytest.mark.parametrize(
        ("date", "reason"),
        [
            ("31.02.2025", "day 31 is not in month 2"),
            ("31 February 2025", "day 31 is not in month February"),
            ("10.13.2025", "there is no month 13"),
            ("2025-00-10", "there is no month 0"),
            ("31/31/2025", "neither 31 nor 31 is a month"),
            ("03/05/2025", "03 or 05 is the month, and neither the list nor the language says which"),
            ("3 May", "the year is missing"),
            ("May 2025", "the day is missing"),
        ],
    )
    def test_a_date_says_why_it_is_no_day(self, date: str, reason: str) -> None:
        text = f"{TITLE}{BODY}{BODY}Read also:\n- {date} The bridge is repaired\n- 01.02.2025 The bridge is open\n"
        assert (None, f"{date}: {reason}") in near_misses(text)

    def test_a_line_that_is_nothing_else_has_none(self) -> None:
        assert near_misses(f"{TITLE}{BODY}{BODY}") == []

    def test_the_next_best_title(self) -> None:
        page = "".join(f"Menu item {number}\n" for number in range(12))
        text = f"{page}The old ferry returns to the harbour\nFerry and harbour in spring sunlight again\n\n{BODY * 4}"
        decided = [block["decided"] for article in explained(text) for block in article["blocks"]]
        chosen = [each for each in decided if each["rule"] == "title.score"]
        assert chosen
        assert all(each["runner_up"] is None or each["runner_up"]["score"] <= each["score"] for each in chosen)
        assert any(each["runner_up"] for each in chosen)


class TestExplain:
    def test_json_has_the_lines_and_the_reasons(self) -> None:
        done = run("explain", "--json", SEED)
        (article,) = records(done.stdout)
        assert (done.returncode, article["article"], article["language"]) == (0, 1, "ru")
        lines = [number for each in article["blocks"] for number in range(each["line_start"], each["line_end"] + 1)]
        texts = SEED.read_text(encoding="utf-8").split("\n")
        assert lines == [number for number, text in enumerate(texts, 1) if text.strip()]
        assert [each["text"] for each in article["blocks"]] == [text for text in texts if text.strip()]
        (heading,) = [each for each in article["blocks"] if each["role"] == "related_heading"]
        assert heading["decided"]["pack"] == "uk"
        assert heading["decided"]["phrase"]
        assert article["blocks"][-1]["read"]["date"] == "2023-04-24"

    def test_an_article_alone_and_lines_alone(self, tmp_path: Path) -> None:
        dump = tmp_path / "dump.txt"
        dump.write_text("\n\n==========\n\n".join(f"{TITLE}{BODY}{BODY}".strip() for _ in range(3)), encoding="utf-8")
        whole = records(run("explain", "--json", dump).stdout)
        assert [each["article"] for each in whole if each["article"]] == [1, 2, 3]
        (second,) = records(run("explain", "--json", "--article", "2", dump).stdout)
        assert second == next(each for each in whole if each["article"] == 2)
        last = second["blocks"][-1]["line_start"]
        (part,) = records(run("explain", "--json", "--lines", f"{last}-{last}", dump).stdout)
        assert part["blocks"] == second["blocks"][-1:]

    def test_why_an_article_begins(self) -> None:
        first, second = explained("\n\n\f\n".join(f"{TITLE}{BODY}{BODY}".strip() for _ in range(2)))
        assert first["begins"] is None
        assert second["begins"]["rule"].startswith("split.")

    def test_lines_are_those_of_each_document(self, tmp_path: Path) -> None:
        lines = tmp_path / "a.jsonl"
        lines.write_text("".join(json.dumps({"text": TITLE + BODY}) + "\n" for _ in range(2)), encoding="utf-8")
        found = records(run("explain", "--json", "--lines", "1", lines).stdout)
        assert [(each["member"], len(each["blocks"])) for each in found] == [("#1", 1), ("#2", 1)]

    @pytest.mark.parametrize("lines", ["0-3", "5-2", "a-b", "-3", ""])
    def test_no_range_of_lines(self, lines: str) -> None:
        done = run("explain", "--lines", lines, SEED)
        assert done.returncode == 2
        assert b"no range of lines" in done.stderr

    @pytest.mark.parametrize("options", [[], ["--full"]])
    def test_hostile_text_is_inert(self, tmp_path: Path, options: list[str]) -> None:
        hostile = tmp_path / "a\x1b[31m\u202e[red].txt"
        hostile.write_text(f"{HOSTILE}\n\n{BODY}", encoding="utf-8")
        done = run("explain", *options, hostile)
        assert not ALIVE.search(done.stdout.decode().replace("\n", ""))
        assert "[red]of[/red] [/]" in re.sub(r"\s+", " ", done.stdout.decode()) or not options
        missing = run("explain", tmp_path / "\x1b]0;x\x07\u202e[red]")
        assert missing.returncode == 1
        assert not ALIVE.search(missing.stderr.decode().replace("\n", ""))
        assert "\\x1b" in missing.stderr.decode()

    def test_a_terminal_has_a_pager(self, tmp_path: Path) -> None:
        """The pager gets the table with its colours; leaving it early is a success."""
        parent, child = pty.openpty()
        kept = tmp_path / "kept"
        done = subprocess.run(
            [sys.executable, "-m", "seedparse", "explain", SEED],
            stdout=child,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PAGER": f"head -c 300 {kept}-none", "TERM": "xterm"},
            timeout=60,
            check=False,
        )
        os.close(child)
        os.close(parent)
        assert done.returncode == 0


class TestCites:
    def test_the_row_of_the_seed(self) -> None:
        (row,) = records(run("cites", SEED).stdout)
        assert (row["publisher"], row["publisher_id"], row["via_id"]) == ("GuildHall", "guildhall", "current-time")
        assert (row["language"], row["place"], row["paragraph"]) == ("ru", "attribution", None)

    def test_rows_of_a_text_and_of_its_records_are_the_same(self, tmp_path: Path) -> None:
        dump = tmp_path / "dump.txt"
        dump.write_text(f"{TITLE}{BODY}The strike ended on Friday, Reuters reported. It began in the port.\n", "utf-8")
        run("parse", dump, "-o", tmp_path / "a.jsonl.gz")
        rows = run("cites", dump).stdout
        assert json.loads(rows)["publisher_id"] == "reuters"
        assert run("cites", tmp_path / "a.jsonl.gz").stdout == rows
        assert run("cites", given=run("parse", dump).stdout).stdout == rows

    def test_csv_has_the_same_rows(self) -> None:
        lines = list(csv.DictReader(run("cites", "--format", "csv", SEED).stdout.decode().splitlines()))
        (row,) = records(run("cites", SEED).stdout)
        assert lines == [{key: "" if value is None else str(value) for key, value in row.items()}]

    @pytest.mark.parametrize("suffix", ["graphml", "gexf"])
    def test_networkx_opens_the_graph(self, tmp_path: Path, suffix: str) -> None:
        networkx = pytest.importorskip("networkx")
        file = tmp_path / f"graph.{suffix}"
        done = run("cites", "--graph", file, SEED, SEED)
        assert (done.returncode, done.stdout) == (0, b"")
        graph = getattr(networkx, f"read_{suffix}")(file)
        assert dict(graph.nodes(data="label")) == {"guildhall": "GuildHall", "current-time": "Настоящее время"}
        assert list(graph.edges(data="weight")) == [("guildhall", "current-time", 2)]
        assert set(dict(graph.nodes(data="count")).values()) == {2}

    def test_hostile_names_are_inert_in_graphs_and_csv(self) -> None:
        graph = Graph()
        row = dict.fromkeys(Row.__annotations__) | {"publisher": HOSTILE, "via": f'"&{HOSTILE}'}
        graph.add(row)
        for lines in (graphml(graph), gexf(graph)):
            text = "".join(lines)
            assert not ALIVE.search(text)
            assert "<script" not in text
            xml.etree.ElementTree.fromstring(text)
        assert not ALIVE.search(as_csv(cast("Row", row)).decode().rstrip("\n"))

    def test_another_suffix_is_refused(self) -> None:
        done = run("cites", "--graph", "x.dot", SEED)
        assert done.returncode == 2
        assert b".graphml or .gexf" in done.stderr


class TestFrequent:
    @given(st.lists(st.integers(0, 9)), st.integers(1, 5))
    def test_no_count_is_too_high_or_lower_than_said(self, items: list[int], most: int) -> None:
        found: Frequent[int] = Frequent(most)
        for item in items:
            found.add(item)
        true, counts = Counter(items), dict(found.top())
        assert len(counts) <= most
        assert all(0 <= true[item] - counts.get(item, 0) <= found.error for item in true)
        assert all(found.error <= len(items) / (most + 1) for _ in (0,))


class TestDiff:
    def test_what_moved_what_changed_what_went(self, tmp_path: Path) -> None:
        done = run("parse", SEED)
        (old,) = records(done.stdout)
        new = json.loads(done.stdout)
        new["header"]["title"] = "Another"
        new["extra"].append({"kind": "unknown", "text": new["body"].pop()})
        new["related"][3]["date"] = None
        other = {**old, "origin": {**old["origin"], "path": "gone.txt"}}
        found = [(each.field, each.old, each.new) for each in changes([old, other], [new])]
        assert ("header.title", old["header"]["title"], "Another") in found
        assert ("body -> extra", old["body"][-1], old["body"][-1]) in found
        assert ("record", old["header"]["title"], None) in found
        assert ("related", old["related"][3], new["related"][3]) in found
        assert sum(field.startswith("related") for field, _, _ in found) == 1

    def test_an_entry_with_another_date_shows_the_date_alone(self, tmp_path: Path) -> None:
        one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
        one.write_bytes(run("parse", SEED).stdout)
        other.write_bytes(one.read_bytes().replace(b"2025-11-14", b"2025-11-15"))
        (title,) = [
            entry["title"] for entry in records(one.read_bytes())[0]["related"] if entry["date"] == "2025-11-14"
        ]
        _, *lines, last = run("diff", one, other).stdout.decode().splitlines()
        assert lines == ["  related", f"      {title}", '    - date: "2025-11-14"', '    + date: "2025-11-15"']
        assert last == "1 change: related 1"

    def test_the_exit_code_and_the_lines(self, tmp_path: Path) -> None:
        for unit in ("article", "block"):
            one = tmp_path / f"{unit}.jsonl"
            one.write_bytes(run("parse", "--unit", unit, SEED).stdout)
            same = run("diff", one, one)
            assert (same.returncode, same.stdout) == (0, b"no change\n")
            other = tmp_path / "other.jsonl"
            other.write_bytes(one.read_bytes().replace(b"GuildHall", b"Guild\\u001b[31mHall"))
            done = run("diff", one, other)
            assert done.returncode == 1
            assert b"publisher" in done.stdout
            assert b"lines 1-20" in done.stdout or unit == "block"
            assert not ALIVE.search(done.stdout.decode().replace("\n", ""))
            assert records(run("diff", "--json", one, other).stdout)

    def test_no_records(self) -> None:
        assert run("diff", SEED, SEED).returncode == 2


class TestScrub:
    @pytest.mark.parametrize("path", [SEED, *SOME, FIXTURES / "zh-wooden-bridge.txt"], ids=lambda path: path.stem)
    def test_roles_stay_and_words_go(self, path: Path) -> None:
        data = path.read_bytes()
        new = scrub(data)
        assert [block.role for block in blocks([new])] == [block.role for block in blocks([data])]
        text, other = data.decode(), new.decode()
        assert len(text) == len(other)
        for one, two in zip(text, other, strict=True):
            assert one == two or (one.isalnum() and two.isalnum() and one.isupper() == two.isupper())
        for number in re.finditer(r"(?<!\d)\d+(?!\d)", text):
            assert other[number.start() : number.end()] != number[0]
        assert scrub(data) == new

    @given(st.lists(st.sampled_from(NAMES + COMMON), min_size=1, max_size=30))
    def test_no_name_and_no_three_words_in_a_row(self, words: list[str]) -> None:
        text = " ".join(words)
        kept = [one == two for one, two in zip(words, scrub(text.encode()).decode().split(" "), strict=True)]
        assert not any(kept[at] for at, word in enumerate(words) if word in NAMES)
        assert not any(all(kept[at : at + 3]) for at in range(len(kept) - 2))

    @pytest.mark.parametrize(
        ("line", "kept"),
        [
            ("Publié le jeudi 24 décembre 2020 à 07h47", "Publié le jeudi à h"),
            ("Published 29th Oct 2023, 12:47 GMT", "Published th Oct GMT"),
            ("Por Ana Moss | 1 de diciembre de 2017", "de diciembre"),
            ("Saltby PressApril 28, 2023 GMT", "April GMT"),
            ("Ann Moss 3 de mayo de 202221:25", "de mayo"),
            ("2018年6月18日 10:01", "年 月 日"),
            ("31.01.2026, 20:15 Uhr", "Uhr"),
        ],
    )
    def test_a_date_stays_one_with_its_label(self, line: str, kept: str) -> None:
        text = f"{TITLE}{line}\n\n{BODY}{BODY}"
        new = scrub(text.encode()).decode()
        shown = new.splitlines()[2]
        found = [block for block in blocks([new.encode()]) if block.line_start == 3]
        assert [(block.role, block.date is not None) for block in found] == [("meta", True)]
        assert set(kept.split()) <= set(re.findall(r"[^\W\d_]+|April|GMT", shown.replace("April", " April")))
        assert not set(re.findall(r"\d+", line)) & set(re.findall(r"\d+", shown)) - {"2", "3", "6"}
        assert not re.search("Ana|Ann|Moss|Saltby|Press", shown)

    def test_as_many_function_words_stay(self) -> None:
        """Models count them; a third one in a row becomes another."""
        text = "It was to be in the house of the old man and so it is with all of us here."
        new = scrub(f"{TITLE}{text}\n\n{BODY}".encode()).decode().splitlines()[2]
        known = load().packs.function_words
        assert [word.casefold().strip(".") in known for word in new.split()] == [
            word.casefold().strip(".") in known for word in text.split()
        ]
        kept = [one == two for one, two in zip(text.split(), new.split(), strict=True)]
        assert not any(all(kept[at : at + 3]) for at in range(len(kept) - 2))

    def test_letters_whose_case_changes_their_number(self) -> None:
        text = f"{TITLE}İle İle İle İLE ve ve ve İstanbul ŉ ß ǰ\n\n{BODY}"
        assert len(scrub(text.encode()).decode()) == len(text)

    @pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16"])
    def test_the_encoding_stays(self, encoding: str) -> None:
        data = SEED.read_text(encoding="utf-8").encode(encoding, errors="replace")
        new = scrub(data)
        assert len(new) == len(data)
        assert [block.role for block in blocks([new])] == [block.role for block in blocks([data])]

    def test_the_command(self, tmp_path: Path) -> None:
        assert run("scrub", SEED).stdout == scrub(SEED.read_bytes())
        assert run("scrub", tmp_path / "none").returncode == 1
        lines = tmp_path / "a.jsonl"
        lines.write_text('{"text": "A"}\n{"text": "B"}\n', encoding="utf-8")
        done = run("scrub", lines)
        assert done.returncode == 1
        assert b"several texts" in done.stderr


class TestStats:
    def test_the_seed(self) -> None:
        (found,) = records(run("stats", "--json", SEED).stdout)
        assert (found["articles"], found["languages"], found["shares"]["known"]) == (1, {"ru": 1}, 1.0)
        assert found["lines"] == {
            "related": 12,
            "body": 3,
            "title": 1,
            "lead": 1,
            "attribution": 1,
            "related_heading": 1,
        }
        assert {each["outlet"] for each in found["outlets"]} == {"guildhall", "current-time"}
        assert found["related_years"]["2025"] == 6

    def test_bars_are_inert_and_floors_hold(self, tmp_path: Path) -> None:
        hostile = tmp_path / "a.txt"
        hostile.write_text(f"{HOSTILE}\n\n{BODY}", encoding="utf-8")
        done = run("stats", hostile, "--fail-under", "known=0", "--fail-under", "related=0.5")
        assert done.returncode == 1
        assert b"related is 0.0000, less than 0.5" in done.stderr
        assert not ALIVE.search(done.stdout.decode().replace("\n", ""))
        assert run("stats", SEED, "--fail-under", "nothing=0.5").returncode == 2

    def test_numbers_stand_in_one_column(self, tmp_path: Path) -> None:
        dump = tmp_path / "a.txt"
        entries = "- 01.02.2025 The bridge is open\n- 02.02.2025 The bridge is repaired\n\n"
        dump.write_text(f"{TITLE}{BODY}Read also:\n{entries}{BODY}31.02.2025 {BODY}", encoding="utf-8")
        lines = run("stats", dump).stdout.decode().splitlines()
        assert any("text-after-related" in line for line in lines)
        ends = {line.index(" █") for line in lines if line.startswith("  ") and line.endswith("█")}
        assert len(ends) == 1
        assert not [line for line in lines if line != line.rstrip()]

    def test_without_articles_there_are_no_shares(self, tmp_path: Path) -> None:
        empty = tmp_path / "a.txt"
        empty.write_bytes(b"")
        assert run("stats", empty).stdout == b"0 articles\n"
