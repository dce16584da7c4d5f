"""Whatever a document is wrapped in, its record is the same; what is damaged is named, behind all that was whole."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest

import seedparse
from conftest import SEED, records, run
from laws import Buffer
from seedparse.convert import convert
from seedparse.errors import InputError
from seedparse.sources.compressed import MAX_DECOMPRESSED_BYTES
from seedparse.sources.containers import documents
from seedparse.sources.files import open_bytes
from seedparse.sources.pieces import Budget

zstd = pytest.importorskip("backports.zstd")

TEXT = SEED.read_bytes()
(SEED_ID,) = (article["id"] for article in seedparse.parse(SEED))
TITLE = TEXT.decode().split("\n")[0]
SECOND = "Второй текст\n\nОн короткий, но и в нём есть точка.\n".encode()


def tar(data: bytes, name: str = "a.txt") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def zipped(data: bytes, name: str = "a.txt", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr(name, data)
    return held.getvalue()


def zip_as_a_stream(data: bytes) -> bytes:
    """As a writer that cannot go back leaves it: sizes and checksum behind the member."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    held = Pipe()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
    return held.getvalue()


def jsonl(data: bytes) -> bytes:
    return json.dumps({"url": "x", "text": data.decode("utf-8", "replace")}).encode() + b"\n"


def warc(data: bytes) -> bytes:
    return b"".join(
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (kind, number, media, len(content), content)
        for number, (kind, media, content) in enumerate(
            [(b"warcinfo", b"application/warc-fields", b"software: none"), (b"conversion", b"text/plain", data)]
        )
    )


WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
    "tar": tar,
    "zip": zipped,
    "zip, stored": lambda data: zipped(data, method=zipfile.ZIP_STORED),
    "zip, bzip2": lambda data: zipped(data, method=zipfile.ZIP_BZIP2),
    "zip, from a pipe": zip_as_a_stream,
    "jsonl": jsonl,
    "warc": warc,
}
MEMBERS = {"tar": "a.txt", "jsonl": "#1", "warc": "#2"} | {name: "a.txt" for name in WRAPPINGS if "zip" in name}
HOLDS_TEXT_ONLY = {"jsonl", "warc"}
TWO_DEEP = [(outer, inner) for outer in WRAPPINGS if outer not in HOLDS_TEXT_ONLY for inner in WRAPPINGS]


@pytest.mark.parametrize("form", WRAPPINGS)
def test_the_seed_in_every_container(tmp_path: Path, form: str) -> None:
    path = tmp_path / "named-like-no-container"
    path.write_bytes(WRAPPINGS[form](TEXT))
    done, of_file = run(given=path.read_bytes()), Buffer()
    assert (done.returncode, done.stderr) == (0, b"")
    assert not convert(str(path), of_file, seedparse.Options()).failures
    for written in (done.stdout, of_file.written):
        (article,) = records(written)
        assert article["id"] == SEED_ID
        assert article["origin"]["member"] == MEMBERS.get(form)
        assert (article["origin"]["byte_start"], article["origin"]["byte_end"]) == (0, len(TEXT))


@pytest.mark.parametrize(("outer", "inner"), TWO_DEEP)
def test_two_deep(outer: str, inner: str) -> None:
    data = WRAPPINGS[outer](WRAPPINGS[inner](TEXT))
    (article,) = articles(data)
    assert article["id"] == SEED_ID
    ways = [MEMBERS[form] for form in (outer, inner) if form in MEMBERS]
    assert article["origin"]["member"] == ("!".join(ways) or None)


def articles(data: bytes, options: seedparse.Options = seedparse.Options()) -> list[seedparse.Article]:
    return list(seedparse.parse(data, options))


def test_four_deep_is_refused() -> None:
    done = run(given=gzip.compress(gzip.compress(gzip.compress(TEXT))))
    assert len(records(done.stdout)) == 1
    done = run(given=gzip.compress(gzip.compress(gzip.compress(gzip.compress(TEXT)))))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"nested deeper than 3" in done.stderr


@pytest.mark.parametrize("form", ["gz", "bz2", "xz", "zst"])
def test_streams_one_after_the_other(form: str) -> None:
    wrap = WRAPPINGS[form]
    done = run(given=wrap(TEXT[:3001]) + wrap(TEXT[3001:]))
    assert [record["id"] for record in records(done.stdout)] == [SEED_ID]


@pytest.mark.parametrize("form", WRAPPINGS)
def test_what_came_before_the_end_comes_out(form: str) -> None:
    """Cut off in its second half, it gives what was whole, and says so."""
    data = WRAPPINGS[form](TEXT + SECOND * 20)
    cut = data[: len(data) * 3 // 4] if form != "tar" else data[:4000]
    done = run(given=cut)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    if form not in ("bz2", "zip, bzip2", "zst", "jsonl"):  # their least piece is the whole text
        (article,) = records(done.stdout)
        assert article["header"]["title"] == TITLE


@pytest.mark.parametrize("form", [form for form in WRAPPINGS if form != "jsonl"])
def test_something_behind_it(form: str) -> None:
    done = run(given=WRAPPINGS[form](TEXT) + b"and something else, which does not belong")
    assert [record["id"] for record in records(done.stdout)] == [SEED_ID]
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("form", WRAPPINGS)
def test_flipped_bits_never_end_in_a_traceback(form: str) -> None:
    """Damaged data gives articles or InputError, whatever it is that was damaged, and ends."""
    data = bytearray(WRAPPINGS[form](TEXT))
    chance = random.Random(form)
    named = 0
    for _ in range(40):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        data[place] ^= bit
        try:
            assert len(list(seedparse.parse(bytes(data)))) < 50
        except seedparse.InputError:
            named += 1
        data[place] ^= bit
    assert named or form in UNCHECKED


UNCHECKED = {"jsonl", "warc"}  # nothing in them tells that a letter is another


@pytest.mark.parametrize("form", ["gz", "bz2", "xz", "zst", "zip", "zip, from a pipe"])
def test_a_bomb_is_refused(form: str) -> None:
    part = b"One line of text, again and again.\n" * (30 << 10)
    bomb = WRAPPINGS[form](part) * 20 if form == "bz2" else WRAPPINGS[form](part * 20)  # to press it as a whole is slow
    read = 0
    with pytest.raises(InputError, match="more than 100 times") as refused:  # noqa: PT012
        for document in documents(iter((bomb,))):
            for piece in document.pieces:
                read += len(piece)
    assert refused.value.code == "bomb"
    assert read <= max(Budget.FREE, Budget.RATIO * len(bomb)) + MAX_DECOMPRESSED_BYTES


def test_zeros_are_no_text() -> None:
    done = run(given=gzip.compress(bytes(64 << 20)))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"binary" in done.stderr


def test_an_archive_without_any_text() -> None:
    done = run(given=zipped(bytes(1000), "zeros.bin"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"has no text; members skipped: 1" in done.stderr


@pytest.mark.parametrize("wrap", [zipped, zip_as_a_stream])
def test_a_member_that_is_passed_over_ends_where_it_ends(wrap: Callable[[bytes], bytes]) -> None:
    """What was not read of a picture is no part of the text behind it."""
    first = wrap(random.Random(3).randbytes(5000) + bytes(3000))
    second = wrap(TEXT)
    local = first[: first.index(b"PK\1\2")] + second
    done = run(given=local)
    assert [record["id"] for record in records(done.stdout)] == [SEED_ID]


def test_a_bound_of_ones_own() -> None:
    done = run("--max-expand", "3000", given=gzip.compress(TEXT))
    assert done.returncode == 1
    assert b"expands to more than 3000 bytes, the limit of --max-expand" in done.stderr


def test_names_of_members_are_words_and_no_paths(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name in ("../../x", "/etc/seedparse-x"):
            entry = tarfile.TarInfo(name)
            entry.size = len(TEXT)
            archive.addfile(entry, io.BytesIO(TEXT))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        device = tarfile.TarInfo("device")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "evil.tar").write_bytes(held.getvalue())
    (tmp_path / "in" / "evil.zip").write_bytes(zipped(TEXT, "../../y"))
    done = run("in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in tmp_path.rglob("[!.]*") if path.is_file()) == [
        "evil.tar", "evil.tar.jsonl", "evil.zip", "evil.zip.jsonl",
    ]  # fmt: skip
    members = [each["origin"]["member"] for each in records((tmp_path / "out/evil.tar.jsonl").read_bytes())]
    assert members == ["../../x", "/etc/seedparse-x"]


def test_a_damaged_member_is_one(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", SECOND)
    data = held.getvalue().replace("Азербайджан".encode(), "Азербайджаn ".encode()[: len("Азербайджан".encode())], 1)
    done = run(given=data)
    assert [record["origin"]["member"] for record in records(done.stdout)] == ["a.txt", "b.txt"]
    assert b"a.txt: is damaged: its checksum" in done.stderr


class TestJsonLines:
    def test_each_line_is_a_document(self) -> None:
        lines = [{"text": TEXT.decode(), "n": 1}, {"text": SECOND.decode()}]
        done = run(given="\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode())
        assert [record["origin"]["member"] for record in records(done.stdout)] == ["#1", "#2"]
        assert [record["origin"]["article"] for record in records(done.stdout)] == [1, 1]

    def test_a_field_of_another_name(self) -> None:
        given = json.dumps({"title": "x", "content": TEXT.decode()}).encode()
        done = run(given=given)
        assert done.returncode == 1
        assert b'has no "text" (it has: content, title)' in done.stderr
        assert b"--text-field" in done.stderr
        (record,) = records(run("--text-field", "content", given=given).stdout)
        assert record["id"] == SEED_ID

    def test_a_line_that_is_none(self) -> None:
        given = jsonl(TEXT) + b"{torn\n" + jsonl(SECOND)
        done = run(given=given)
        assert len(records(done.stdout)) == 2
        assert done.returncode == 1
        assert b"-!#2: is not a JSON object" in done.stderr

    def test_lone_surrogates(self) -> None:
        (record,) = records(run(given=b'{"text": "It has a \\ud800 in it, which is half a letter."}').stdout)
        assert "It has a \ufffd in it" in json.dumps(record, ensure_ascii=False)
        assert "surrogate-replaced" in {note["code"] for note in record["notes"]}

    def test_our_own_records_are_no_texts(self) -> None:
        for unit in ("article", "block"):
            done = run(given=run("--unit", unit, SEED).stdout)
            assert (done.returncode, done.stdout) == (1, b"")
            assert b"is seedparse's own output" in done.stderr


@pytest.mark.parametrize(("data", "said"), [
    (b"%PDF-1.7 and so on", b"pdftotext"), (b"\x7fELF" + bytes(200), b"program"), (bytes(range(64)) * 9, b"binary"),
])  # fmt: skip
def test_what_holds_no_text(tmp_path: Path, data: bytes, said: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a").write_bytes(data)
    (tmp_path / "in/b.txt").write_bytes(TEXT)
    done = run(tmp_path / "in/a")
    assert (done.returncode, done.stdout) == (1, b"")
    assert said in done.stderr
    done = run("in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert b"1 file skipped (not text; -v names them)" in done.stderr
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["b.jsonl"]


def test_a_slow_pipe_of_json(tmp_path: Path) -> None:
    import subprocess
    import sys

    running = subprocess.Popen([sys.executable, "-m", "seedparse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stdin
    assert running.stdout
    running.stdin.write(jsonl(TEXT) + jsonl(SECOND)[:20])
    running.stdin.flush()
    assert json.loads(running.stdout.readline())["id"] == SEED_ID  # while the input is still open
    running.stdin.close()
    running.stdout.read()
    running.wait(timeout=30)


CP1251 = "новости/день.txt".encode("cp1251")
SHOWN = "\\xed\\xee\\xe2\\xee\\xf1\\xf2\\xe8/\\xe4\\xe5\\xed\\xfc.txt"  # these bytes, as a record has them


def tar_of(members: dict[bytes, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    """Names are bytes, in whatever encoding."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form, encoding="utf-8", errors="surrogateescape") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


class TestNamesOfMembers:
    @pytest.mark.parametrize(("data", "member"), [
        (tar_of({CP1251: TEXT}), SHOWN),
        (tar_of({CP1251: TEXT}, tarfile.USTAR_FORMAT), SHOWN),
        (tar_of({CP1251: TEXT}, tarfile.PAX_FORMAT), SHOWN),
        (tar_of({b"x" * 150 + CP1251: TEXT}), "x" * 150 + SHOWN),
        (gzip.compress(tar_of({CP1251: TEXT})), SHOWN),
        (zipped(tar_of({CP1251: TEXT}), "day.tar"), f"day.tar!{SHOWN}"),
        (tar_of({CP1251: tar_of({CP1251: TEXT})}), f"{SHOWN}!{SHOWN}"),
        (tar_of({CP1251: jsonl(TEXT)}), f"{SHOWN}!#1"),
        (tar_of({CP1251: warc(TEXT)}), f"{SHOWN}!#2"),
        (tar_of({"новости.txt".encode(): TEXT}), "новости.txt"),
    ])  # fmt: skip
    def test_in_a_tar(self, tmp_path: Path, data: bytes, member: str) -> None:
        """A byte that is no UTF-8 is shown as paths show it, in records of both units and in Python."""
        (tmp_path / "day").write_bytes(data)
        article, block = Buffer(), Buffer()
        assert not convert(str(tmp_path / "day"), article, seedparse.Options()).failures
        assert not convert(str(tmp_path / "day"), block, seedparse.Options(unit="block")).failures
        assert records(article.written)[0]["origin"]["member"] == member
        assert records(block.written)[0]["member"] == member
        assert [each["origin"]["member"] for each in articles(data)] == [member]

    def test_in_a_zip(self) -> None:
        data = zipped(TEXT, "день.txt").replace("день.txt".encode(), b"\xe4\xe5\xed\xfc.txt...."[: len("день.txt") + 4])
        assert [each["origin"]["member"] for each in articles(data)] == ["\\xe4\\xe5\\xed\\xfc.txt...."]

    def test_in_failures_and_where_they_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "day.tar").write_bytes(tar_of({CP1251: gzip.compress(TEXT)[:-9], b"\xff": bytes(500)}))
        done = run("in", "-v", "--failures", "failed", cwd=tmp_path)
        assert done.returncode == 1
        assert f"in/day.tar!{SHOWN}: is truncated" in done.stderr.decode()
        assert "in/day.tar!\\xff: skipped: is a binary file" in done.stderr.decode()
        (failed,) = records((tmp_path / "failed").read_bytes())
        assert (failed["path"], failed["member"], failed["code"]) == ("in/day.tar", SHOWN, "truncated")

    def test_of_paths_and_keys(self, tmp_path: Path) -> None:
        """Whatever a person or a file gives as a name."""
        odd = os.fsdecode(b"caf\xe9")
        (tmp_path / odd).write_bytes(TEXT)
        assert records(run("--name", odd, given=TEXT).stdout)[0]["origin"]["path"] == "caf\\xe9"
        assert next(seedparse.parse(tmp_path / odd))["origin"]["path"] == f"{tmp_path}/caf\\xe9"
        for arguments, given in (
            (["none" + odd], b""),
            (["--files-from", "none" + odd], b""),
            (["--text-field", odd], b'{"a": 1}\n'),
            ([], b'{"\\ud800": 1}\n'),
            (["--files-from", "-"], b"a\0b\n"),
        ):
            done = run(*arguments, "--failures", "failed", given=given, cwd=tmp_path)
            assert done.returncode == 1
            assert b"Traceback" not in done.stderr
            assert len(records((tmp_path / "failed").read_bytes())) == 1


LONG = "The harbour library\n\n" + "\n\n".join(
    " ".join(random.Random(number).choice(TEXT.decode().split()) for _ in range(40)).capitalize() + "."
    for number in range(800)
)
"""A text of so many paragraphs that no compressor makes one piece of it."""


class TestCutShort:
    FORMS = tuple(form for form in WRAPPINGS if form not in ("bz2", "zip, bzip2", "jsonl"))  # they give whole pieces

    @pytest.mark.parametrize("form", [*FORMS, "bz2", "zip, bzip2"])
    def test_the_last_record_says_so(self, form: str) -> None:
        wrap = WRAPPINGS[form] if "bz" not in form else WRAPPINGS_OF_SMALL_BLOCKS[form]
        data = wrap(LONG.encode())
        found, error = damaged(data[: len(data) * 2 // 3])
        assert error
        note = found[-1]["notes"][-1]
        assert note == {"code": "input-damaged", "line": found[-1]["origin"]["line_end"], "detail": str(error)}
        found, error = damaged(data)
        assert error is None
        assert not any(map(cut_short, found))

    @pytest.mark.parametrize("outer", ["gz", "xz", "zip"])
    @pytest.mark.parametrize("inner", ["gz", "tar", "zip, stored", "warc"])
    def test_a_short_text_in_two(self, outer: str, inner: str) -> None:
        """All that the outer container still gives comes out, also where the inner one is read in larger pieces."""
        chance = random.Random(5)
        words = "".join(chance.choice("abcdefgh ") for _ in range(4000)).split()
        text = f"The harbour library\n\n{' '.join(words)}.\n".encode()
        held = WRAPPINGS[inner](text)
        found, error = damaged((data := WRAPPINGS[outer](held))[: len(data) * 3 // 4])
        assert error
        assert [*map(cut_short, found)] == [True]
        assert found[0]["origin"]["byte_end"] > len(text) // 2

    def test_a_tar_is_read_to_its_last_byte(self) -> None:
        found, _ = damaged(tar(LONG.encode())[: 512 + 5_000])
        assert found[0]["origin"]["byte_end"] == 5_000

    @pytest.mark.parametrize("form", FORMS)
    def test_only_the_article_that_is_cut(self, form: str) -> None:
        data = WRAPPINGS[form](b"\n\f\n".join([SECOND, TEXT, LONG.encode()]))
        found, _ = damaged(data[: len(data) * 2 // 3])
        assert [*map(cut_short, found)] == [False, False, True]

    def test_only_the_member_that_is_cut(self) -> None:
        data = tar_of({b"a": TEXT, b"b": LONG.encode(), b"c": TEXT})
        found, _ = damaged(data[: len(data) * 2 // 3])
        assert [(each["origin"]["member"], cut_short(each)) for each in found] == [("a", False), ("b", True)]
        found, error = damaged(tar_of({b"a": TEXT})[: 512 + (len(TEXT) // 512 + 1) * 512 + 100])
        assert error  # between two members: neither is cut
        assert [*map(cut_short, found)] == [False]

    def test_a_checksum_that_is_another(self) -> None:
        data = bytearray(gzip.compress(TEXT))
        data[-5] ^= 1
        found, error = damaged(bytes(data))
        assert error
        assert [*map(cut_short, found)] == [True]

    def test_what_is_refused_as_a_bomb(self) -> None:
        found, _ = damaged(gzip.compress(TEXT), seedparse.Options(max_expand=3000))
        assert [*map(cut_short, found)] == [True]

    @pytest.mark.parametrize("output", [[], ["-o", "out"]])
    def test_any_number_of_processes(self, tmp_path: Path, output: list[str]) -> None:
        (tmp_path / "in").mkdir()
        for number in range(40):  # more than is read by one process
            data = (gzip.compress if number % 2 else tar)(LONG.encode()[:40_000])
            (tmp_path / "in" / str(number)).write_bytes(data[: len(data) // 2])
        made = []
        for jobs in ("1", "2"):
            done = run("in", "--jobs", jobs, *output, cwd=tmp_path)
            files = sorted((tmp_path / "out").rglob("*.jsonl")) if output else []
            made.append(done.stdout + b"".join(path.read_bytes() for path in files))
            assert done.returncode == 1
        assert made[0] == made[1]
        assert [*map(cut_short, records(made[0]))] == [True] * 40

    def test_blocks_all_come_out_too(self) -> None:
        data = gzip.compress(LONG.encode())
        cut = data[: len(data) * 2 // 3]
        done = run("--unit", "block", given=cut)
        assert done.returncode == 1
        (article,) = records(run(given=cut).stdout)
        assert records(done.stdout)[-1]["byte_end"] == article["origin"]["byte_end"]


WRAPPINGS_OF_SMALL_BLOCKS: dict[str, Callable[[bytes], bytes]] = {
    "bz2": lambda data: bz2.compress(data, 1),
    "zip, bzip2": lambda data: zip_of_small_blocks(data),
}


def zip_of_small_blocks(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_BZIP2, compresslevel=1) as archive:
        archive.writestr("a.txt", data)
    return held.getvalue()


def cut_short(article: Any) -> bool:
    """Whether the record says so."""
    return "input-damaged" in {note["code"] for note in article["notes"]}


def damaged(
    data: bytes, options: seedparse.Options = seedparse.Options()
) -> tuple[list[seedparse.Article], InputError | None]:
    """What comes out in Python, and what is raised behind it."""
    found = []
    try:
        for article in seedparse.parse(data, options):
            found.append(article)  # what came before the error is wanted too
    except InputError as error:
        return found, error
    return found, None


class Nowhere:
    """A sink for those who look at the failures alone."""

    def write(self, lines: bytes) -> None:
        """Nothing is kept."""


class TestACutWebArchive:
    RECORDS = (
        (b"warcinfo", b"application/warc-fields", b"software: none\r\n"),
        (b"request", b"application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        (b"response", b"application/http; msgtype=response",
         b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<p>The library</p>"),
        (b"conversion", b"text/plain", SECOND),
        (b"metadata", b"application/warc-fields", b"fetchTimeMs: 100\r\n"),
        (b"conversion", b"text/plain", bytes(300)),
        (b"revisit", b"application/http; msgtype=response", b""),
    )  # fmt: skip

    def test_wherever_it_is_cut(self, tmp_path: Path) -> None:
        """Inside a head, a text, or what is passed over: only between two records nothing is amiss."""
        parts = [
            b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d"
            b"\r\n\r\n%s\r\n\r\n" % (kind, media, len(content), content)
            for kind, media, content in self.RECORDS
        ]
        ends, data = set(), b""
        for part in parts:
            data += part
            ends |= {len(data) - left for left in range(5)}  # its last line ends may be missing
        silent = set()
        # Each place near an end, and every third of the others.
        near = {end + off for end in ends for off in range(-3, 4)}
        for cut in range(8, len(data) + 1):
            if cut % 3 and cut not in near:
                continue
            (tmp_path / "cut.wet").write_bytes(data[:cut])
            outcome = convert(str(tmp_path / "cut.wet"), Nowhere(), seedparse.Options())
            if not outcome.failures:
                silent.add(cut)
        assert silent <= ends
        assert len(data) in silent

    def test_the_command_says_so(self) -> None:
        """Of a record that is passed over too: the third is the head of a second archive."""
        second = warc(TEXT)
        done = run(given=warc(SECOND) + second[: second.index(b"none")])
        assert done.returncode == 1
        assert b"is truncated inside record 3" in done.stderr
        assert len(records(done.stdout)) == 1


def test_a_file_that_grows_while_it_is_read_ends_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(bytes(100_000))
    read = 0
    for number, piece in enumerate(open_bytes(path)):
        read += len(piece)
        with path.open("ab") as file:
            file.write(piece)
        assert number < 100, "it is read without end"
    assert read == 100_000
    assert len(b"".join(open_bytes(path))) > 100_000


def test_what_has_no_size_is_read_to_its_end(tmp_path: Path) -> None:
    status = Path("/proc/self/status")
    if status.exists():
        assert status.stat().st_size == 0
        assert b"Pid:" in b"".join(open_bytes(status))
    (tmp_path / "empty").touch()
    assert list(open_bytes(tmp_path / "empty")) == []
    os.mkfifo(tmp_path / "pipe")
    writer = subprocess.Popen(["sh", "-c", f"head -c 100000 /dev/zero > '{tmp_path}/pipe'"])
    assert len(b"".join(open_bytes(tmp_path / "pipe"))) == 100_000
    assert writer.wait() == 0


@pytest.mark.parametrize("sizes", [[1 << 20], [3, 1 << 20], [1] * 500])
def test_binary_data_is_binary_however_it_arrives(sizes: list[int]) -> None:
    data = b"ab\0" + bytes(range(32)) * 400
    edges = [0, *accumulate(sizes), len(data)]
    pieces = (data[start:end] for start, end in pairwise(edges))
    with pytest.raises(InputError, match="binary"):
        list(documents(pieces))


def test_python_is_told_of_binary_data_too() -> None:
    with pytest.raises(InputError, match="binary"):
        list(seedparse.parse(bytes(5000)))
    with pytest.raises(InputError, match="binary"):
        list(seedparse.parse(zipped(bytes(5000), "a")))
    both = tar_of({b"a": bytes(5000), b"b": TEXT})
    assert [each["origin"]["member"] for each in seedparse.parse(both)] == ["b"]
