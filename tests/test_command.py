"""The command, run for real: streams, batches, exit codes, and what it says to people."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import seedparse
from conftest import SEED, records, run

COMMAND = [sys.executable, "-m", "seedparse"]


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
    assert record["notes"] == [{"code": "bytes-replaced", "line": 0, "detail": "2 ill-formed, the first at byte 19"}]
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

    def test_no_escape_of_the_text_comes_out_alive(self) -> None:
        assert b"\x1b" not in run("explain", "-", given=b"A title \x1b]0;gotcha\x07 [red]of[/red] news\n").stdout

    def test_a_missing_file(self) -> None:
        assert run("explain", "none.txt").returncode == 1


def test_schema_is_the_one_in_the_package() -> None:
    assert json.loads(run("schema", "--unit", "block").stdout)["additionalProperties"] is False


def test_stdin_at_a_terminal_prints_help_and_does_not_hang() -> None:
    master, terminal = os.openpty()
    done = subprocess.run(COMMAND, stdin=terminal, capture_output=True, timeout=30, check=False)
    os.close(master)
    os.close(terminal)
    assert done.returncode == 2
    assert b"Examples:" in done.stderr
