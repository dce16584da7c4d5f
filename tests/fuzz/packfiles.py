"""Language packs made at random: each loads or is refused with PackError, and one that loads reads any text."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import scratch
from cases import Broken, Case, literal, without_bytes, without_parts
from grammar import Writer
from seedparse import parse_text, resources
from seedparse.errors import PackError
from seedparse.languages import loader
from seedparse.model import Options
from seedparse.phrases.pack import Pack
from seedparse.phrases.pack_file import PHRASES, WORDS
from seedparse.proofs import examples
from seedparse.proofs.examples import KINDS, prove

GOOD = """
language = "xx"
name = "xx"
english_name = "Testish"
[evidence]
alphabet = "abcdefghijklmnopqrstuvwxyz"
words = ["the", "of"]
[dates]
weekdays = ["sunday"]
[months]
1 = ["montha"]
2 = ["monthb"]
3 = ["monthc"]
4 = ["monthd"]
5 = ["monthe"]
6 = ["monthf"]
7 = ["monthg"]
8 = ["monthh"]
9 = ["monthi"]
10 = ["monthj"]
11 = ["monthk"]
12 = ["monthl"]
[groups]
reports = ["reports", "writes"]
[attribution]
sentences = ["this <reports> {publisher} [citing {via}]"]
[related]
headings = ["see (also|more)"]
inline = ["see also: {title}"]
"""
LINES = GOOD.strip().split("\n")
PIECES = (
    "see", "also", "this", "agentstv*", "*", ":", ",", "\\(", "(", ")", "[", "]", "|", "(see|also)", "[also]", "<",
    "<reports>", "<no>", "{publisher}", "{via}", "{title}", "{rest}", "{day}", "{name}", "{place}", "{who}", "{", "}",
    "新闻", "新", "d'été", "İ", "ß", "\\", "\u0301", "\x1c", " ", "a(b)c", "7", "07.02.2026", "-", "...", "x" * 300,
)  # fmt: skip
VALUES = (
    '""', "7", "-1", "true", "[]", '[""]', "[[]]", "{}", '{a = "b"}', "2026-02-07", "nan", '["a", 7]', '["a", "a"]',
    '"a"',
)  # fmt: skip
DEEP = (2, 30, 400, 5000, 5000)  # brackets in one another


class PackFile(NamedTuple):
    """A pack's file. By command: its messages are to be the same in two processes."""

    text: str
    line: str = "See also: a bridge"
    by_command: bool = False

    def __repr__(self) -> str:
        return f"PackFile({literal(self.text)}, {literal(self.line)}, {self.by_command})"

    def check(self) -> None:
        path = str(scratch.file("xx.toml", self.text.encode(errors="surrogatepass")))
        if self.by_command:
            one, two = (_messages(path, seed) for seed in ("1", "2"))
            if one != two:
                raise Broken("messages", f"{one!r} with one hash seed, {two!r} with another")
            return
        try:
            prove(Pack(loader.read(path)), examples.read(loader.table(path)), "xx.toml")
        except PackError:
            return
        if len(self.text) % 4 == 0:  # a part of them: all packs are read beside it
            resources._load.cache_clear()
            parse_text(f"{self.line}\n\n{self.line}\n", Options(packs=(path,)))
            resources._load.cache_clear()

    def smaller(self) -> Iterator[Case]:
        if self.by_command:
            yield self._replace(by_command=False)
        data = self.text.encode(errors="surrogatepass")
        for less in (*without_parts(data, b"\n"), *without_bytes(data)):
            yield self._replace(text=less.decode(errors="ignore"))


def make(random: Random) -> PackFile:
    lines = list(LINES)
    for _ in range(random.choice((1, 1, 2, 4))):
        _change(lines, random)
    return PackFile("\n".join(lines) + "\n", Writer(random).any_line())


def make_command(random: Random) -> PackFile:
    return make(random)._replace(by_command=True)


def _change(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    key = lines[at].partition(" = ")[0]
    match random.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines[at] = f"{key} = {random.choice(VALUES)}"
        case 2:
            lines[at] = f"{key} = {_list(random)}"
        case 3 | 4:
            section, name = random.choice((*PHRASES, *WORDS))
            head = f"[{section}]"
            if head not in lines:
                lines.append(head)
            lines.insert(lines.index(head) + 1, f"{name} = {random.choice((_list(random), random.choice(VALUES)))}")
        case 5:
            lines.insert(0, f"{random.choice(('colour', 'language', 'example'))} = {random.choice(VALUES)}")
        case 6:
            kind = random.choice((*KINDS, "nothing"))
            given = {"text": _phrase(random), "is": kind, random.choice(("publisher", "date", "odd")): _phrase(random)}
            lines.append(f"[[{random.choice(('example', 'counter_example'))}]]")
            lines.extend(f"{name} = {_text(value)}" for name, value in given.items())
        case 7:
            brackets = random.choice((("(", ")"), ("[", "]"), ("(see|", ")"), ("[", "")))
            depth = random.choice(DEEP)
            phrase = brackets[0] * depth + "see" + brackets[1] * depth
            lines[at] = f"headings = [{_text(phrase)}]" if random.random() < 0.5 else f"{key} = [{_text(phrase)}]"
        case _:
            lines.insert(at, random.choice(("[", "]", "=", "\0", "a = " + "[" * 5000, "[groups]", "[months]", '"')))


def _list(random: Random) -> str:
    return f"[{', '.join(_text(_phrase(random)) for _ in range(random.choice((1, 2, 5))))}]"


def _phrase(random: Random) -> str:
    joint = random.choice((" ", " ", ""))
    return joint.join(random.choice(PIECES) for _ in range(random.choice((0, 1, 2, 4, 9))))


def _text(value: str) -> str:
    """As TOML writes it; JSON's strings are TOML's."""
    return json.dumps(value)


def _messages(path: str, hash_seed: str) -> tuple[int, Any, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "seedparse", "packs", "check", path],
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    if b"Traceback" in done.stderr:
        raise Broken("command", done.stderr.decode()[-500:])
    return done.returncode, done.stdout, done.stderr
