"""The command, run for real: streams, batches, exit codes, and what it says to people."""

import gzip
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import seedparse
from conftest import FIXTURES, SEED, SOME, codes, records, run
from seedparse.batch.parallel import LIGHT, LITTLE
from seedparse.command.verbs import Size
from seedparse.command.view import summary
from seedparse.outcome import Outcome
from seedparse.resources import load
from seedparse.sinks.compressed import COMPRESSED_AT_ONCE_BYTES, Compressed

zstd = pytest.importorskip("backports.zstd")

COMMAND = [sys.executable, "-m", "seedparse"]


class Held:
    """Bytes in memory."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, lines: bytes) -> None:
        self.data += lines


def test_version() -> None:
    done = run("--version")
    assert done.stdout.decode().split() == ["seedparse", seedparse.__version__]


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["parse", "--help"]])
def test_help_teaches(arguments: list[str]) -> None:
    shown = run(*arguments).stdout.decode()
    for flag in ("--output", "--unit", "--pack", "--name", "--strict", "--quiet"):
        assert flag in shown


def test_parse_is_the_verb_that_need_not_be_said() -> None:
    assert run(SEED).stdout == run("parse", SEED).stdout == run("--unit", "article", SEED).stdout


def test_several_inputs_in_their_order() -> None:
    done = run("-", SEED, "--name", "wire", given=b"A title of news\nA first paragraph of the text, and its end.\n")
    assert [record["origin"]["path"] for record in records(done.stdout)] == ["wire", str(SEED)]


def test_empty_input_gives_no_record() -> None:
    done = run(given=b" \n\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_bad_bytes_are_told_and_the_rest_is_untouched() -> None:
    (record,) = records(run(given="Заголовок\n".encode() + b"\xff\xfe text\n").stdout)
    assert record["notes"][:1] == [
        {"code": "bytes-replaced", "line": 0, "detail": "2 ill-formed, the first at byte 19"}
    ]
    assert "\ufffd\ufffd text" in json.dumps(record, ensure_ascii=False)


def test_line_separators_are_escaped() -> None:
    output = run(given="A title\nwith \u2028 and \x85 and \x7f in it, which is a sentence.\n".encode()).stdout
    assert output.count(b"\n") == 1
    assert rb"\u2028 and \u0085 and \u007f" in output
    assert len(output.decode().splitlines()) == 1


def test_a_missing_file_fails_and_the_rest_goes_on(tmp_path: Path) -> None:
    done = run(tmp_path / "none.txt", SEED)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1
    assert done.stderr.decode() == f"seedparse: {tmp_path}/none.txt: no such file or directory\n"


def test_strict_stops_at_the_first_failure(tmp_path: Path) -> None:
    done = run("--strict", tmp_path / "none.txt", SEED)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_name_cannot_paint_the_terminal(tmp_path: Path) -> None:
    shown = run(tmp_path / "\x1b[31m\nred").stderr
    assert b"\x1b" not in shown
    assert shown.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments", [["--unit", "word"], ["--nonsense"], ["--pack", "none.toml", "x"], ["packs", "x"]]
)
def test_usage_errors(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr


class TestBatch:
    def test_mirrors_the_tree(self, tmp_path: Path) -> None:
        texts = tmp_path / "texts"
        for name in ("a.txt", "b/c.md", ".hidden/d.txt", ".e.txt"):
            (texts / name).parent.mkdir(parents=True, exist_ok=True)
            (texts / name).write_bytes(SEED.read_bytes())
        done = run(texts, "-o", tmp_path / "out")
        assert done.returncode == 0
        written = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.jsonl"))
        assert written == ["a.jsonl", "b/c.md.jsonl"]
        assert done.stdout == b""
        assert b"2 files" in done.stderr
        (record,) = records((tmp_path / "out" / "a.jsonl").read_bytes())
        assert record["origin"]["path"] == str(texts / "a.txt")

    def test_expected_records_beside_the_texts_are_no_news(self, tmp_path: Path) -> None:
        """The third example of the README: a record that is printed over many lines is passed over."""
        done = run(FIXTURES, "-o", tmp_path / "out")
        texts, others = len(list(FIXTURES.glob("*.txt"))), len(list(FIXTURES.glob("*.json")))
        assert texts == others > 0
        assert f"seedparse: {texts} files, {texts} articles".encode() in done.stderr
        assert f"{others} files skipped (output of seedparse; -v names them)".encode() in done.stderr
        assert {path.suffix for path in (tmp_path / "out").glob("[!.]*")} == {".jsonl"}
        assert len(list((tmp_path / "out").glob("[!.]*"))) == texts

    @pytest.mark.parametrize(("unrecognised", "said"), [
        (0, "all lines recognised"), (1, "99.9 % of lines recognised (the others are kept in extra)"),
        (1500, "85.0 % of lines recognised (the others are kept in extra)"),
    ])  # fmt: skip
    def test_the_closing_line_says_what_it_counts(self, unrecognised: int, said: str) -> None:
        total = Outcome(3)
        total.counts.lines, total.counts.unrecognised = 10_000, unrecognised
        assert said in summary(total, 1).split(", ")

    def test_several_directories_keep_their_names(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "a.txt").write_bytes(SEED.read_bytes())
        assert run("one", "two", "-o", "out", cwd=tmp_path).returncode == 0
        assert (tmp_path / "out/one/a.jsonl").exists()
        assert (tmp_path / "out/two/a.jsonl").exists()

    def test_outputs_inside_the_input_are_no_inputs(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
        for _ in range(2):
            assert run(".", "-o", "out", cwd=tmp_path).returncode == 0
        assert [path.name for path in (tmp_path / "out").rglob("[!.]*")] == ["a.jsonl"]

    def test_outputs_beside_their_inputs_are_no_inputs(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
        for _ in range(2):
            assert run(".", "-o", ".", cwd=tmp_path).returncode == 0
        assert sorted(path.name for path in tmp_path.glob("[!.]*")) == ["a.jsonl", "a.txt"]

    def test_outputs_that_would_meet_are_refused_before_any_work(self, tmp_path: Path) -> None:
        for name in ("a", "a.txt"):
            (tmp_path / name).write_bytes(SEED.read_bytes())
        done = run(".", "-o", "out", cwd=tmp_path)
        assert done.returncode == 2
        assert b"both write" in done.stderr
        assert not (tmp_path / "out").exists()

    def test_a_failed_input_leaves_no_file(self, tmp_path: Path) -> None:
        done = run("none.txt", SEED, "-o", "out", cwd=tmp_path)
        assert done.returncode == 1
        assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["guildhall.jsonl"]

    def test_an_output_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("a file in the way")
        done = run(SEED, "-o", tmp_path / "out" / "deeper")
        assert done.returncode == 3
        assert b"cannot write" in done.stderr


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that is worth several processes, and whose records are longer than what is compressed at once."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(LITTLE // LIGHT):
        (folder / f"{number}.txt").write_bytes(b"\n\f\n".join([path.read_bytes() for path in SOME] * 2))
    return folder


class TestOneFileForAll:
    @pytest.mark.parametrize(("unit", "suffix", "unpack"), [
        ("block", ".zst", zstd.decompress),
    ])  # fmt: skip
    def test_compressed(self, many: Path, tmp_path: Path, unit: str, suffix: str, unpack: Callable[..., bytes]) -> None:
        plain = run(many, "--unit", unit).stdout
        written = []
        for jobs in ("1", "2"):
            out = tmp_path / f"{jobs}.jsonl{suffix}"
            done = run(many, "--unit", unit, "-o", out, "--jobs", jobs)
            assert (done.returncode, done.stdout) == (0, b"")
            written.append(out.read_bytes())
        assert unpack(written[0]) == plain
        assert len(plain) > 3 * COMPRESSED_AT_ONCE_BYTES
        assert written[0] == written[1]

    def test_no_time_and_no_name_is_in_it(self, tmp_path: Path) -> None:
        run(SEED, "-o", tmp_path / "a.jsonl.gz")
        flags, time_of_it = (tmp_path / "a.jsonl.gz").read_bytes()[3], (tmp_path / "a.jsonl.gz").read_bytes()[4:8]
        assert (flags, time_of_it) == (0, bytes(4))

    @pytest.mark.parametrize("form", ["gzip", "zstd"])
    def test_how_lines_are_cut_makes_no_difference(self, form: str) -> None:
        chance = random.Random(form)
        data = json.dumps([chance.random() for _ in range(40_000)]).encode()
        made = set()
        for longest in (len(data), 3 * COMPRESSED_AT_ONCE_BYTES, 5000):
            held = Held()
            sink = Compressed(held, form)
            at = 0
            while at < len(data):
                size = chance.randint(1, longest)
                sink.write(data[at : at + size])
                at += size
            sink.close()
            made.add(held.data)
        assert len(made) == 1

    def test_without_the_extra(self, tmp_path: Path) -> None:
        script = "import sys; sys.modules['backports.zstd'] = None; from seedparse.command.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", script, SEED, "-o", tmp_path / "new" / "a.jsonl.zst"],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert b"pip install 'seedparse[zst]'" in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("suffix", ["json", "txt", "xlsx", "gz", "zst", "ndjson", "jsonl.bz2", "7z"])
    def test_another_suffix_is_refused(self, tmp_path: Path, suffix: str) -> None:
        done = run(SEED, "-o", f"news.{suffix}", cwd=tmp_path)
        assert done.returncode == 2
        assert b"ends with .jsonl, .jsonl.gz, .jsonl.zst, .csv" in done.stderr
        assert list(tmp_path.iterdir()) == []
        (tmp_path / f"news.{suffix}").write_bytes(b"of the user")
        assert run(SEED, "-o", f"news.{suffix}", cwd=tmp_path).returncode == 2
        assert (tmp_path / f"news.{suffix}").read_bytes() == b"of the user"

    @pytest.mark.parametrize("name", ["news.csv", "a.jsonl", "a.jsonl.gz", "v1.x"])
    def test_a_directory_is_one_whatever_it_is_called(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).mkdir()
        assert run(SEED, "-o", name, cwd=tmp_path).returncode == 0
        assert run(SEED, "-o", f"new.{name}/", cwd=tmp_path).returncode == 0
        assert (tmp_path / name / "guildhall.jsonl").is_file()
        assert (tmp_path / f"new.{name}" / "guildhall.jsonl").is_file()

    @pytest.mark.parametrize("name", ["out.2026", "2026.11.29", "out"])
    def test_a_new_directory(self, tmp_path: Path, name: str) -> None:
        assert run(SEED, "-o", name, cwd=tmp_path).returncode == 0
        assert (tmp_path / name / "guildhall.jsonl").is_file()

    @pytest.mark.parametrize("name", ["-", "/dev/stdout"])
    def test_standard_output(self, tmp_path: Path, name: str) -> None:
        done = run(SEED, "-o", name, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, run(SEED).stdout, b"")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("suffix", ["", ".gz"])
    def test_a_pipe_with_a_name(self, tmp_path: Path, suffix: str) -> None:
        """It is written to, and not replaced by a file."""
        pipe = tmp_path / f"pipe.jsonl{suffix}"
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        assert run(SEED, "-o", pipe).returncode == 0
        read, _ = reader.communicate(timeout=30)
        assert (gzip.decompress(read) if suffix else read) == run(SEED).stdout
        assert pipe.is_fifo()

    def test_devices(self) -> None:
        assert run(SEED, "-o", "/dev/null").returncode == 0
        done = run(SEED, "-o", "/dev/full")
        assert (done.returncode, done.stderr) == (3, b"seedparse: cannot write /dev/full: No space left on device\n")

    @pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
    def test_no_torn_file_is_seen(self, many: Path, tmp_path: Path, suffix: str) -> None:
        out = tmp_path / f"all.jsonl{suffix}"
        out.write_bytes(b"of yesterday")
        command = f"ulimit -f 4; exec '{sys.executable}' -m seedparse '{many}' -o '{out}'"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
        assert done.returncode == 3
        assert done.stderr.startswith(f"seedparse: cannot write {out}: ".encode())
        assert out.read_bytes() == b"of yesterday"
        assert list(tmp_path.iterdir()) == [out]

    def test_a_name_that_is_too_long_is_told_before_the_work(self, tmp_path: Path) -> None:
        done = run("-", "-o", f"{'x' * 250}.jsonl", given=SEED.read_bytes(), cwd=tmp_path)
        assert done.returncode == 3
        assert b"file name too long (256 bytes, at most 255)" in done.stderr
        assert list(tmp_path.iterdir()) == []


class TestSizes:
    @pytest.mark.parametrize(("given", "size"), [
        ("3000", 3000), ("3000B", 3000), ("10k", 10240), ("10K", 10240), ("10KiB", 10240), ("10Ki", 10240),
        ("64KB", 64000), ("1.5M", 1572864), ("1.5MB", 1500000), ("2G", 2 << 30), ("1T", 1 << 40),
    ])  # fmt: skip
    def test_units(self, given: str, size: int) -> None:
        assert Size().convert(given, None, None) == size

    SAID = "is not a size. Write a number of bytes, with or without a unit: 500000, 10k, 16MiB."

    @pytest.mark.parametrize("given", ["ten", "10 megs", "1.5", "-1", "1e6", "k", "", "9" * 5000])
    def test_what_is_none(self, given: str) -> None:
        with pytest.raises(click.BadParameter, match=re.escape(self.SAID)):
            Size().convert(given, None, None)

    @pytest.mark.parametrize("flag", ["--max-expand", "--max-article-bytes"])
    def test_what_is_none_is_a_usage_error(self, flag: str) -> None:
        done = run(f"{flag}=ten", SEED)
        assert done.returncode == 2
        assert self.SAID in done.stderr.decode()

    def test_bounds(self) -> None:
        done = run("--max-article-bytes", "63", SEED)
        assert (done.returncode, b"63 is too small. The smallest value is 64 bytes." in done.stderr) == (2, True)
        (first, *others) = records(run("--max-article-bytes", "1k", SEED).stdout)
        assert others
        assert codes(first) == ["article-continued"]
        assert run("--max-expand", "1KB", given=gzip.compress(SEED.read_bytes())).returncode == 1
        assert run("--max-expand", "1M", given=gzip.compress(SEED.read_bytes())).returncode == 0

    def test_help_shows_the_default_with_its_unit(self) -> None:
        assert b"16MiB" in run("--help").stdout


class TestClosingLine:
    @pytest.mark.parametrize(("arguments", "is_told"), [([], True), (["-o", "-"], True), (["-q"], False)])
    def test_at_a_terminal(self, arguments: list[str], is_told: bool) -> None:
        assert (b"1 file, 1 article" in at_terminal(SEED, *arguments)) is is_told

    def test_not_elsewhere(self) -> None:
        assert run(SEED).stderr == b""


def at_terminal(*arguments: str | Path) -> bytes:
    """What the command says where standard error is a terminal."""
    terminal, theirs = os.openpty()
    with os.fdopen(terminal, "rb", buffering=0) as shown:
        subprocess.run([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=theirs, timeout=60, check=True)
        os.write(theirs, b"\n")
        os.close(theirs)
        return shown.read(4096)


class TestPipes:
    def test_a_closed_pipe_is_a_quiet_success(self, tmp_path: Path) -> None:
        script = f"'{sys.executable}' -m seedparse {' '.join([str(SEED)] * 300)} | head -c 1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=True)
        assert (done.stdout, done.stderr) == (b"{0\n", b"")

    def test_a_full_disk(self) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([*COMMAND, SEED], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
        assert done.returncode == 3
        assert done.stderr == b"seedparse: cannot write standard output: No space left on device\n"

    def test_closed_standard_output(self) -> None:
        done = subprocess.run(
            ["sh", "-c", f"'{sys.executable}' -m seedparse '{SEED}' >&-"], capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 3
        assert b"Traceback" not in done.stderr

    def test_records_need_no_standard_output_where_they_go_elsewhere(self, tmp_path: Path) -> None:
        script = f"'{sys.executable}' -m seedparse '{SEED}' -o '{tmp_path}' >&-"
        done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, check=False)
        assert done.returncode == 0
        assert len(records((tmp_path / f"{SEED.stem}.jsonl").read_bytes())) == 1

    @pytest.mark.parametrize(
        "verb", [["schema"], ["packs"], ["explain", str(SEED)], ["--help"], ["--version"], ["parse", "--help"]]
    )
    def test_every_verb_says_why_it_cannot_write(self, verb: list[str]) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([*COMMAND, *verb], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
        assert done.returncode == 3
        assert done.stderr == b"seedparse: cannot write standard output: No space left on device\n"
        script = f"'{sys.executable}' -m seedparse {' '.join(verb)} | true; echo ${{PIPESTATUS[0]}}"
        piped = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=True)
        assert (piped.stdout, piped.stderr) == (b"0\n", b"")

    def test_closed_standard_input(self) -> None:
        script = f"'{sys.executable}' -m seedparse <&-"
        done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (1, b"seedparse: -: bad file descriptor\n")

    def test_an_interrupt(self) -> None:
        waiting = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert waiting.stdin
        waiting.stdin.write(b"A title\n")
        waiting.stdin.flush()
        time.sleep(1)
        waiting.send_signal(signal.SIGINT)
        _, said = waiting.communicate(timeout=10)
        assert (waiting.returncode, said.strip()) == (130, b"seedparse: interrupted")

    def test_blocks_leave_before_the_end(self, tmp_path: Path) -> None:
        """Beyond the horizon a block is out while the input is still open."""
        running = subprocess.Popen([*COMMAND, "--unit", "block"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert running.stdin
        assert running.stdout
        running.stdin.write(b"A title of news\n" + b"One more paragraph, which ends with a stop.\n" * 600)
        running.stdin.flush()
        first = running.stdout.readline()
        running.stdin.close()
        running.stdout.read()
        assert json.loads(first)["role"] == "title"
        assert running.wait(timeout=30) == 0


class TestExplain:
    def test_every_line_with_role_and_rule(self) -> None:
        done = run("explain", SEED)
        shown = done.stdout.decode()
        assert done.returncode == 0
        assert "T title" in shown
        assert "A attribution" in shown
        assert "uk:related.headings" in shown
        assert len([line for line in shown.splitlines() if "R related" in line]) == 12

    def test_the_score_and_the_threshold_where_a_model_decided(self) -> None:
        threshold = load().models["body"].threshold
        shown = run("explain", "-", given=b"hello\n").stdout.decode()
        assert re.search(rf"body\.score -\d\.\d\d < {threshold:+.2f}$", shown.splitlines()[1].rstrip())

    def test_no_escape_of_the_text_comes_out_alive(self) -> None:
        assert b"\x1b" not in run("explain", "-", given=b"A title \x1b]0;gotcha\x07 [red]of[/red] news\n").stdout

    def test_a_missing_file(self) -> None:
        done = run("explain", "none.txt")
        assert (done.returncode, done.stderr) == (1, b"seedparse: none.txt: no such file or directory\n")

    @pytest.mark.parametrize("width", [60, 80, 100, 160])
    def test_the_text_keeps_its_part_of_the_width(self, width: int) -> None:
        """In a pipe COLUMNS is the width; letters for the roles, and what they stand for, where names find no room."""
        lines = run("explain", SEED, COLUMNS=str(width)).stdout.decode().splitlines()
        head = next(line for line in lines if line.startswith("line "))
        columns = [word.start() for word in re.finditer(r"\S+", head)]
        names = head.split()
        end = columns[names.index("text") + 1]
        assert end - columns[names.index("text")] >= min(36, width // 2) + 2
        assert max(map(len, lines)) <= width
        title = next(line for line in lines if line.lstrip().startswith("1 "))
        assert title.split()[1] == "T"
        assert ("T title  L lead" in lines[0]) == (width < 120)
        assert ("T title " in title) == (width >= 120)
        assert any("uk:related.h" in line for line in lines)

    @pytest.mark.parametrize("name", ["hi-wooden-bridge", "th-wooden-bridge", "ja-wooden-bridge", "ar-wooden-bridge"])
    def test_letters_of_all_widths_keep_the_columns(self, name: str) -> None:
        def columns(text: str) -> int:
            kinds = [(unicodedata.category(each), unicodedata.east_asian_width(each)) for each in text]
            return sum(0 if kind in ("Mn", "Me", "Cf") else 2 if width in ("W", "F") else 1 for kind, width in kinds)

        lines = run("explain", FIXTURES / f"{name}.txt", COLUMNS="80").stdout.decode().splitlines()
        rows = [line for line in lines if re.match(r" +\d+  [A-Z]  ", line)]
        assert len(rows) > 9
        assert max(map(columns, lines)) <= 80
        head = next(line for line in lines if line.startswith("line "))
        assert {columns(row[: row.rindex(" ") + 1]) for row in rows} == {head.index("rule")}

    def test_narrow_columns_give_way_before_the_text(self) -> None:
        heads = [run("explain", SEED, COLUMNS=str(width)).stdout.decode() for width in (60, 80, 160)]
        assert ["read" in shown.split("rule")[0].split()[-3:] for shown in heads] == [False, False, True]

    @pytest.mark.parametrize("width", [60, 100, 160])
    def test_full_cuts_nothing(self, width: int) -> None:
        shown = run("explain", "--full", SEED, COLUMNS=str(width)).stdout.decode()
        assert "…" not in shown
        letters = re.sub(r"\s", "", shown)
        for text in ("стратегического", "партнерства", "uk:related.headings.11", "2026-02-07", "Настоящее"):
            assert text in letters
        assert "…" in run("explain", SEED, COLUMNS=str(width)).stdout.decode()

    @pytest.mark.parametrize("columns", ["", "0", "wide", "-5", "7"])
    def test_columns_that_say_nothing(self, columns: str) -> None:
        done = run("explain", SEED, COLUMNS=columns)
        assert done.returncode == 0
        assert max(map(len, done.stdout.decode().splitlines())) == (30 if columns == "7" else 160)

    def test_an_archive_is_explained_by_its_members(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
            archive.writestr("one.txt", SEED.read_bytes())
            archive.writestr("picture", b"\x89PNG\r\n\x1a\n" + bytes(99))
            archive.writestr("two.txt", SEED.read_bytes())
        done = run("explain", tmp_path / "day.zip")
        assert done.returncode == 0
        heads = [line.rstrip() for line in done.stdout.decode().splitlines() if line.startswith("==")]
        assert heads == ["== one.txt", "== two.txt"]
        assert done.stdout.decode().count("A attribution") == 2
        assert re.fullmatch(r"seedparse: .*day.zip!picture: is a PNG image; skipped\n", done.stderr.decode())

    def test_compressed_and_json_lines(self, tmp_path: Path) -> None:
        (tmp_path / "a.gz").write_bytes(gzip.compress(SEED.read_bytes()))
        assert run("explain", tmp_path / "a.gz").stdout == run("explain", SEED).stdout
        (tmp_path / "a.jsonl").write_text(json.dumps({"body": SEED.read_text(encoding="utf-8")}), encoding="utf-8")
        shown = run("explain", "--text-field", "body", tmp_path / "a.jsonl").stdout.decode()
        assert shown.startswith("== #1")
        assert "A attribution" in shown

    def test_a_binary_file_is_a_failure(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(bytes(range(256)) * 99)
        done = run("explain", "a", cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"seedparse: a: is a binary file, not text\n")

    def test_what_is_said_under_an_article(self) -> None:
        text = b"A title of news\n\nThe strike was called off on Friday, Reuters reported. It began in the port.\n"
        shown = run("explain", given=text).stdout.decode()
        assert "language en, no publication date in the text" in shown
        assert "body paragraph 1 cites Reuters: " in shown


def test_schema_is_the_one_in_the_package() -> None:
    assert json.loads(run("schema", "--unit", "block").stdout)["additionalProperties"] is False


class TestVerbs:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["explian", "x.txt"], "'explian' is neither a file nor a command. Did you mean 'seedparse explain'?"),
            (["verfiy"], "Did you mean 'seedparse verify'?"),
            (["-q", "Explian", "x.txt"], "Did you mean 'seedparse explain'?"),
            (["version"], "Did you mean 'seedparse --version'?"),
            (["-q", "explain", "x.txt"], "Write the command first: seedparse explain ..."),
            (
                ["packs", "chekc", "x"],
                "'chekc' is not a command of 'seedparse packs'. Did you mean 'seedparse packs check'?",
            ),
            (["packs", "x.toml"], "'x.toml' is not a command of 'seedparse packs'. Run 'seedparse packs --help'"),
            (["help", "shcema"], "'shcema' is not a command of 'seedparse'. Did you mean 'seedparse schema'?"),
            (["help", "parse", "x"], "'seedparse parse' has no command 'x'."),
        ],
    )
    def test_a_misspelt_one_is_a_usage_error_with_a_suggestion(self, arguments: list[str], said: str) -> None:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert said in done.stderr.decode()

    @pytest.mark.parametrize(
        "arguments", [["none.txt"], ["--", "explian"], ["parse", "explian"], ["./explian"], ["parse.txt"]]
    )
    def test_a_missing_file_is_a_failure_all_the_same(self, tmp_path: Path, arguments: list[str]) -> None:
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.decode() == f"seedparse: {arguments[-1]}: no such file or directory\n"

    def test_a_file_of_such_a_name_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "explian").write_bytes(SEED.read_bytes())
        assert len(records(run("explian", cwd=tmp_path).stdout)) == 1

    @pytest.mark.parametrize(
        "verb", [[], ["parse"], ["explain"], ["verify"], ["schema"], ["packs"], ["packs", "check"]]
    )
    def test_help_and_version_are_there_for_each(self, verb: list[str]) -> None:
        shown = run(*verb, "--help").stdout
        assert run("help", *verb).stdout == shown
        assert b"Usage: seedparse" in shown
        assert b"--version" in shown
        version = run(*verb, "--version")
        assert (version.returncode, version.stdout) == (0, f"seedparse {seedparse.__version__}\n".encode())

    def test_version_behind_a_path(self) -> None:
        assert run(SEED, "--version").stdout == run("--version").stdout


def test_bare_at_a_terminal_it_says_in_ten_lines_what_to_do() -> None:
    master, terminal = os.openpty()
    done = subprocess.run(COMMAND, stdin=terminal, capture_output=True, timeout=30, check=False)
    os.close(master)
    os.close(terminal)
    assert done.returncode == 2
    assert 5 <= done.stderr.count(b"\n") <= 10
    assert b"seedparse --help" in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_long_work_shows_a_bar_with_rate_and_time_left(tmp_path: Path, jobs: str) -> None:
    """Not only when a range or a file is done."""
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        while file.tell() < 30_000_000:
            file.write(SEED.read_bytes() + b"\n\f\n")
    master, terminal = os.openpty()
    running = subprocess.Popen([*COMMAND, path, "-o", tmp_path / "x.jsonl", "--jobs", jobs], stderr=terminal)
    os.close(terminal)
    shown = b""
    while not (pace := re.search(rb"([0-9.]+)/[0-9.]+ MB.* [1-9][0-9.]* [kM]B/s, \d+:\d\d:\d\d left", shown)):
        shown += os.read(master, 4096)  # raises OSError if nothing more comes
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=60) == 143
    os.close(master)
    assert float(pace[1]) < 15  # long before the end
