"""The commands that show texts and records to people."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import SEED, records, run
from seedparse.errors import InputError
from seedparse.model import Options
from seedparse.sources.texts import texts
from seedparse.text.visible import visible
from seedparse.tools.explain import Wanted, explanations

TITLE = "The old ferry returns to the harbour in spring\n\n"
BODY = "The ferry sails again on Monday, and the harbour opens a day earlier for it.\n\n"
HOSTILE = "The ferry \x1b[31m\x1b]0;gotcha\x07\x9b2J\u202e [red]of[/red] [/] </script><script>alert(1)</script> news"
ALIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks that turn the direction of writing."""


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
            ("More from Harbour Sports", "en:related.headings", '"More from"', '"this"'),
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
