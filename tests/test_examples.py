"""The commands of the documentation are run, and print what the pages show.

In a `console` block each line behind `$`, with the lines of four spaces under it, is run and must print the lines
under these, standard error before standard output; in an `sh` block each line must run. A page's commands run one
after the other in a folder of its own. That of SQLite is heavy: it needs requirements/notebook.txt.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import FIXTURES, ROOT, SEED

DOCS = ROOT / "docs"
ELSEWHERE = {"recipes.md", "scale.md"}  # run by tests of their own, with the tools that they are about
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```", re.DOTALL | re.MULTILINE)
WRITE = re.compile(r"Write `([\w.-]+)`:\n\n```toml\n(.*?)^```", re.DOTALL | re.MULTILINE)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"
BOAT, UK, ES, IT = (
    FIXTURES / f"{name}.txt" for name in ("en-lamp-boat", "uk-richkovyi-vokzal", "es-wooden-bridge", "it-wooden-bridge")
)
PROMO = "Our app brings the harbour news to your phone"


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


README = ROOT / "README.md"  # its `sh` blocks are run by tests/test_docs.py
PAGES = [README, *(page for page in sorted(DOCS.glob("*.md")) if page.name not in ELSEWHERE and blocks(page))]
LIGHT = [page for page in PAGES if page.name != "sqlite.md"]  # those that need no further program


def commands(kind: str, text: str) -> Iterator[tuple[str, str | None]]:
    """The commands of a block, each with the output that is shown; None where it is not."""
    if kind == "sh":
        yield from ((line, None) for line in text.splitlines() if line.strip())
        return
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        found = re.match(r"([^\n]*\n(?: {4}[^\n]*\n)*)(.*)", part, re.DOTALL)  # indented lines go on the command
        assert found
        yield found[1], found[2]


def wet(*texts: tuple[str, Path]) -> bytes:
    """A WET file of these texts, each with its language."""
    found = b""
    for number, (language, path) in enumerate(texts, 1):
        text = path.read_bytes()
        head = (
            "WARC/1.0\r\nWARC-Type: conversion\r\n"
            f"WARC-Target-URI: https://quay.example/{'ferry' if number == 1 else 'bridge'}\r\n"
            f"WARC-Date: 2026-03-02T10:11:1{2 * number}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Identified-Content-Language: {language}\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n"
        )
        found += gzip.compress(head.encode() + text + b"\r\n\r\n")
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages name."""
    folder = tmp_path_factory.mktemp("prepared")
    for name, source in {
        "guildhall.txt": SEED,
        "en-lamp-boat.txt": BOAT,
        "article.txt": SEED,
        "page.txt": FIXTURES / "page-clock-tower.txt",
    }.items():
        shutil.copy(source, folder / name)
    lines = BOAT.read_text(encoding="utf-8").split("\n")
    lines[5:5] = [PROMO]
    (folder / "boat.txt").write_text("\n".join(lines), encoding="utf-8")
    texts = [path.read_bytes() for path in (SEED, BOAT, ES, IT)]
    with_links = UK.read_text(encoding="utf-8").split("\n")
    with_links[5:5] = ["Читай також ▶ Міст знову відкрили"]
    (folder / "dump.txt").write_bytes(b"\n\f".join([*texts, "\n".join(with_links).encode()]))
    for name in ("day.zip", "archive.zip"):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("1.txt", texts[1])
            archive.writestr("2.txt", texts[3])
    dumps = folder / "dumps"
    dumps.mkdir()
    shutil.copy(folder / "day.zip", dumps)
    shutil.copy(ES, dumps / "es.txt")
    shutil.copy(IT, dumps / "it.txt")
    (dumps / "photo.png").write_bytes(PNG)
    for name, time in {"day.zip": 0, "es.txt": 0, "photo.png": 1, "it.txt": 2}.items():
        os.utime(dumps / name, (1_700_000_000 + time, 1_700_000_000 + time))
    (folder / "crawl.warc.wet.gz").write_bytes(wet(("eng", BOAT), ("ita", IT)))
    records = [
        {"content": texts[1].decode(), "meta": {"link": "https://quay.example/ferry", "section": "harbour"}},
        {"content": texts[3].decode(), "meta": {"link": "https://quay.example/bridge"}},
    ]
    (folder / "crawl.jsonl").write_text(
        "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), encoding="utf-8"
    )
    pages = folder / "pages"
    pages.mkdir()
    for number in range(12):
        menu = f"{PROMO}\nCookies and privacy at the Quay\n"
        (pages / f"{number}.txt").write_text(f"{BOAT.read_text(encoding='utf-8')}\n{menu}", encoding="utf-8")
    shutil.copy(folder / "boat.txt", pages / "one.txt")
    run = [sys.executable, "-m", "seedparse", "-q"]
    for name, inputs in {"out.jsonl": (BOAT, ES, SEED), "old.jsonl": (SEED,), "new.jsonl": (SEED, BOAT)}.items():
        subprocess.run([*run, "-o", name, *inputs], cwd=folder, check=True)
    (folder / "records").mkdir()
    shutil.copy(folder / "out.jsonl", folder / "records/all.jsonl")
    return folder


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("page", LIGHT, ids=lambda page: page.name)
def test_the_commands_of_a_page(page: Path, prepared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(prepared, folder)
    if page.name in ("tutorial.md", "folder.md"):
        shutil.rmtree(folder / "records")  # these pages make it
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SEEDPARSE")},
        "PATH": f"{program(tmp_path)}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
    }
    for name, content in WRITE.findall(page.read_text(encoding="utf-8")):
        (folder / name).write_text(content, encoding="utf-8")
    for kind, text in blocks(page):
        if page == README and kind == "sh":
            continue
        for line, shown in commands(kind, text):
            done = subprocess.run(
                ["bash", "-o", "pipefail", "-c", line],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=120,
                check=False,
            )
            printed = (done.stderr + done.stdout).decode().replace("\r\n", "\n")  # CSV ends lines so
            if shown is None:
                assert done.returncode <= ("seedparse diff" in line), (line, printed)  # 1: there are differences
            else:
                assert printed == shown, line


@pytest.mark.heavy
def test_the_commands_of_the_page_on_sqlite(prepared: Path, tmp_path: Path) -> None:
    if shutil.which("sqlite-utils", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}") is None:
        pytest.skip("sqlite-utils is not installed")
    test_the_commands_of_a_page(DOCS / "sqlite.md", prepared, tmp_path)


def program(folder: Path) -> Path:
    """A folder with the command `seedparse` of the code in front of us."""
    found = folder / "bin"
    found.mkdir()
    path = found / "seedparse"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seedparse "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return found


def test_every_page_of_how_to_shows_commands() -> None:
    shown = {page.name for page in PAGES}
    assert {"tutorial.md", "folder.md", "crawls.md", "jq.md", "graph.md", "check.md", "menus.md", "look.md"} <= shown
