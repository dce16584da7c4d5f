"""Whole directories: over processes, again, after a kill, with failures; always the same records."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from conftest import FIXTURES, SEED, SOME, records, run
from seedparse.batch.parallel import HEAVY, MIN_BYTES_IN_RANGES

COMMAND = [sys.executable, "-m", "seedparse"]
TEXTS = [path.read_bytes() for path in SOME]
COUNT = HEAVY + 26  # small files: more than one worker gets at once


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A tree: small files, which are worth several processes, an archive, one that holds no text."""
    folder = tmp_path / "texts"
    (folder / "deep" / "er").mkdir(parents=True)
    for number in range(COUNT):
        (folder / ("deep" if number % 3 else "deep/er") / f"{number}.txt").write_bytes(TEXTS[number % len(TEXTS)])
    import gzip

    (folder / "day.gz").write_bytes(gzip.compress(b"\n\f\n".join(TEXTS)))
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return folder


@pytest.fixture
def big(tmp_path: Path) -> Path:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        while file.tell() <= MIN_BYTES_IN_RANGES:
            file.write(b"\n\f\n".join([*TEXTS, b""]))
    return path


def tree(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.jsonl")}


def test_any_number_of_processes_gives_the_same_files(texts: Path, tmp_path: Path) -> None:
    for jobs in (1, 3):
        assert run(texts, "-o", tmp_path / f"out{jobs}", "--jobs", str(jobs)).returncode == 0
    assert tree(tmp_path / "out1") == tree(tmp_path / "out3")
    assert len(tree(tmp_path / "out1")) == COUNT + 1


@pytest.mark.parametrize("options", [["--unit", "article"], ["--unit", "block"], ["--spans"]], ids="-".join)
def test_any_number_of_processes_gives_the_same_stream(texts: Path, options: list[str]) -> None:
    one, two = (run(texts, SEED, *options, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") > COUNT


@pytest.mark.heavy
@pytest.mark.parametrize("options", [["--unit", "article"], ["--unit", "block"], ["--spans"]], ids="-".join)
def test_a_big_file_in_ranges(big: Path, tmp_path: Path, options: list[str]) -> None:
    one, two = (
        subprocess.run([*COMMAND, big, *options, "--jobs", jobs], capture_output=True, check=True).stdout
        for jobs in ("1", "2")
    )
    assert one == two
    subprocess.run([*COMMAND, big, *options, "-o", tmp_path / "out", "--jobs", "2"], check=True)
    assert (tmp_path / "out" / "big.jsonl").read_bytes() == one


def test_the_same_again_reads_nothing(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(texts, "-o", out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.jsonl")}
    again = run(texts, "-o", out)
    assert f"{COUNT + 1} files unchanged".encode() in again.stderr
    assert before == {path: path.stat().st_mtime_ns for path in out.rglob("*.jsonl")}


def test_what_is_new_changed_or_deleted_is_done(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(texts, "-o", out)
    (texts / "new.txt").write_bytes(SEED.read_bytes())
    (texts / "deep" / "1.txt").write_bytes(SEED.read_bytes())
    (out / "deep" / "2.jsonl").unlink()
    (out / "deep" / "4.jsonl").write_bytes(b"not what we wrote")
    done = run(texts, "-o", out)
    assert b"4 files" in done.stderr
    assert f"{COUNT - 2} files unchanged".encode() in done.stderr
    run(texts, "-o", tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")


@pytest.mark.parametrize("arguments", [["--unit", "block"], ["--split", "off"], ["--force"]])
def test_another_question_is_answered_anew(tmp_path: Path, arguments: list[str]) -> None:
    run(SEED, "-o", tmp_path / "out")
    done = run(SEED, "-o", tmp_path / "out", *arguments)
    assert b"1 file," in done.stderr
    assert b"unchanged" not in done.stderr


@pytest.mark.parametrize("junk", [b"", b"\x00\xff", b"[1,2]\n{}\nnull\n", b'["a.jsonl", "x", 1'])
def test_junk_in_the_state_is_survived(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
    run("a.txt", "-o", "out", cwd=tmp_path)
    state = tmp_path / "out" / ".seedparse.state"
    state.write_bytes(state.read_bytes() + junk)
    done = run("a.txt", "-o", "out", cwd=tmp_path)
    assert b"1 file unchanged" in done.stderr
    state.write_bytes(junk)
    done = run("a.txt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert b"1 file," in done.stderr
    assert b"1 file unchanged" in run("a.txt", "-o", "out", cwd=tmp_path).stderr


def wait_for(out: Path, files: int, running: subprocess.Popen[bytes]) -> None:
    """Until a run has begun and has written so many files, or is over."""
    while running.poll() is None and not ((out / ".seedparse.state").exists() and len(tree(out)) >= files):
        time.sleep(0.002)


def test_killed_and_begun_again(texts: Path, tmp_path: Path) -> None:
    """However often a run is killed, in the end it is as if it had not been, and nothing half-written is ever seen."""
    run(texts, "-o", tmp_path / "whole")
    whole = tree(tmp_path / "whole")
    out = tmp_path / "out"
    for files in (0, 1, COUNT // 3, COUNT // 2):
        running = subprocess.Popen([*COMMAND, texts, "-o", out, "--jobs", "2"], stderr=subprocess.DEVNULL)
        wait_for(out, files, running)
        running.kill()
        running.wait()
        for name, content in tree(out).items():
            assert content == whole[name]
    time.sleep(0.5)  # what was killed must have taken its workers along
    assert run(texts, "-o", out).returncode == 0
    assert tree(out) == whole
    assert sorted(path.name for path in out.rglob(".*")) == [".seedparse.state"]


def test_a_second_run_at_the_same_place_is_refused(texts: Path, tmp_path: Path) -> None:
    first = subprocess.Popen([*COMMAND, "-", texts, "-o", tmp_path / "out"], stdin=subprocess.PIPE)
    try:
        for _ in range(100):
            if (tmp_path / "out" / ".seedparse.state").exists():
                break
            time.sleep(0.1)
        second = run(SEED, "-o", tmp_path / "out")
        assert second.returncode == 3
        assert b"another run of seedparse" in second.stderr
    finally:
        first.kill()
        first.communicate()
    assert run(SEED, "-o", tmp_path / "out").returncode == 0


@pytest.mark.parametrize(("number", "code", "said"), [
    (signal.SIGINT, 130, b"seedparse: interrupted"), (signal.SIGTERM, 143, b"seedparse: terminated"),
])  # fmt: skip
def test_a_run_that_is_stopped(texts: Path, tmp_path: Path, number: signal.Signals, code: int, said: bytes) -> None:
    for copy in range(4):
        (texts / f"more{copy}.txt").write_bytes(b"\n\f\n".join(TEXTS * 200))
    running = subprocess.Popen(
        [*COMMAND, texts, "-o", tmp_path / "out", "--jobs", "2"], stderr=subprocess.PIPE, start_new_session=True
    )
    wait_for(tmp_path / "out", 1, running)
    running.send_signal(number)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, told.strip()) == (code, said)
    with pytest.raises(ProcessLookupError):  # nobody of its family is left
        os.killpg(running.pid, 0)
    assert not list((tmp_path / "out").rglob(".seedparse-*"))


def test_a_worker_that_dies_is_noticed(texts: Path, tmp_path: Path) -> None:
    script = """
import os, sys
from seedparse import convert as module
real = module.convert
def convert(path, *rest, **more):
    if path.endswith("/7.txt"):
        os.kill(os.getpid(), 9)
    return real(path, *rest, **more)
module.convert = convert
from seedparse.command.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, texts, "-o", tmp_path / "out", "--jobs", "2"],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"{texts}/deep/7.txt: its worker process died (signal SIGKILL)" in done.stderr.decode()
    assert len(tree(tmp_path / "out")) == COUNT


@pytest.mark.parametrize("big", [False, True])
def test_a_name_too_long_stops_nothing(texts: Path, tmp_path: Path, big: bool) -> None:
    """Neither where whole files are given to workers, nor where a file is read in ranges."""
    (texts / f"{'x' * 251}.txt").write_bytes(b"\n\f\n".join(TEXTS * 8))
    script = f"""
from seedparse.batch import parallel
if {big}:
    parallel.MIN_BYTES_IN_RANGES, parallel.RANGE = 20_000, 10_000
from seedparse.command.cli import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, texts, "-o", tmp_path / "out", "--jobs", "2", "--failures", tmp_path / "failed"],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(tree(tmp_path / "out")) == COUNT + 1
    (failed,) = records((tmp_path / "failed").read_bytes())
    assert (failed["path"], failed["code"]) == (f"{texts}/{'x' * 251}.txt", "name-too-long")


class TestNothingCouldBeRead:
    @pytest.mark.parametrize(("output", "jobs"), [
        ("out", "1"), ("out", "2"), ("out/deep/er", "2"), ("out/", "1"),
        ("all.jsonl", "1"), ("all.jsonl", "2"), ("out/all.jsonl", "1"), ("all.jsonl.gz", "2"),
    ])  # fmt: skip
    def test_nothing_is_left(self, tmp_path: Path, output: str, jobs: str) -> None:
        done = run("none.txt", "-o", output, "--jobs", jobs, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.endswith(b"1 failure, nothing written\n")
        assert list(tmp_path.iterdir()) == []

    def test_what_was_there_stays_as_it_was(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "all.jsonl").write_bytes(b"{}\n")
        for output in ("out", "all.jsonl"):
            assert run("none.txt", "-o", output, cwd=tmp_path).returncode == 1
        assert list((tmp_path / "out").iterdir()) == []
        assert (tmp_path / "all.jsonl").read_bytes() == b"{}\n"

    def test_directories_of_failed_inputs_are_not_made(self, tmp_path: Path) -> None:
        (tmp_path / "in/deep").mkdir(parents=True)
        (tmp_path / "in/deep/broken.gz").write_bytes(b"\x1f\x8b\x08")
        (tmp_path / "in/a.txt").write_bytes(SEED.read_bytes())
        assert run("in", "-o", "out", cwd=tmp_path).returncode == 1
        assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == ["a.jsonl"]

    def test_no_record_is_a_result(self, tmp_path: Path) -> None:
        """A text without an article was read: its file is there, and empty."""
        (tmp_path / "blank.txt").write_bytes(b"\n")
        assert run("blank.txt", "-o", "out", cwd=tmp_path).returncode == 0
        assert run("blank.txt", "-o", "all.jsonl", cwd=tmp_path).returncode == 0
        assert (tmp_path / "out/blank.jsonl").read_bytes() == (tmp_path / "all.jsonl").read_bytes() == b""


def test_failures_as_json(tmp_path: Path) -> None:
    done = run("none.txt", SEED, "--failures", "failed.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert records((tmp_path / "failed.jsonl").read_bytes()) == [
        {"path": "none.txt", "member": None, "line": None, "byte": None, "code": "not-readable",
         "message": "no such file or directory"}
    ]  # fmt: skip
    assert run(SEED, "--failures", tmp_path / "no" / "x").returncode == 3


def test_names_by_pattern(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c/d.txt", "c/e.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SEED.read_bytes())
    for globs, expected in ((["*.txt"], ["./a.txt", "./c/d.txt"]), (["c/*"], ["./c/d.txt", "./c/e.log"]),
                            (["*.md", "*.log"], ["./b.md", "./c/e.log"])):  # fmt: skip
        done = run(".", *(part for glob in globs for part in ("--glob", glob)), cwd=tmp_path)
        assert [record["origin"]["path"] for record in records(done.stdout)] == expected


def test_paths_from_a_file(tmp_path: Path) -> None:
    odd = tmp_path / "line\nbreak.txt"
    for path in (tmp_path / "a.txt", odd):
        path.write_bytes(SEED.read_bytes())
    done = run("--files-from", "-", given=f"{tmp_path}/a.txt\n".encode())
    assert [record["origin"]["path"] for record in records(done.stdout)] == [f"{tmp_path}/a.txt"]
    done = run("--files-from", "-", "-0", given=f"{odd}\0{tmp_path}/a.txt\0".encode())
    assert [record["origin"]["path"] for record in records(done.stdout)] == [str(odd), f"{tmp_path}/a.txt"]
    assert run("--files-from", tmp_path / "none").returncode == 1
    assert run("--files-from", "-", given=b"").stdout == b""
    assert run("-0", SEED).returncode == 2


def test_all_into_one_file(texts: Path, tmp_path: Path) -> None:
    done = run(texts, "-o", tmp_path / "all.jsonl")
    assert done.returncode == 0
    assert (tmp_path / "all.jsonl").read_bytes() == run(texts).stdout
    assert f"{COUNT + len(TEXTS)} articles".encode() in done.stderr


class TestOddFiles:
    def test_links_in_a_circle_end(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in/a.txt").write_bytes(SEED.read_bytes())
        (tmp_path / "in/circle").symlink_to("..")
        (tmp_path / "in/self").symlink_to("self")
        (tmp_path / "in/nowhere").symlink_to("none")
        os.mkfifo(tmp_path / "in/fifo")
        done = run("in", "-o", "out", cwd=tmp_path)
        assert done.returncode == 0
        assert sorted(tree(tmp_path / "out")) == ["a.jsonl"]
        assert b"4 files skipped (1 link to a directory, 3 not a file; -v names them)" in done.stderr

    def test_a_folder_without_permission(self, tmp_path: Path) -> None:
        if os.geteuid() == 0:
            pytest.skip("root may read anything")
        (tmp_path / "in/shut").mkdir(parents=True)
        (tmp_path / "in/shut").chmod(0)
        done = run("in", cwd=tmp_path)
        assert done.returncode == 1
        assert b"permission denied" in done.stderr

    @pytest.mark.parametrize("name", [b"caf\xe9.txt", "ї".encode() * 125 + b".txt", b"a\nb\x1b[31m.txt"])
    def test_odd_names(self, tmp_path: Path, name: bytes) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / os.fsdecode(name)).write_bytes(SEED.read_bytes())
        done = run("in", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        (record,) = records(done.stdout)
        assert record["origin"]["path"].startswith("in/")
        (tmp_path / "in" / "other.txt").write_bytes(SEED.read_bytes())
        for jobs in ("1", "2"):
            done = run("in", "-o", f"out{jobs}", "--jobs", jobs, cwd=tmp_path)
            is_long = len(name) > 250  # 255 bytes are the longest a name may have: .jsonl makes it longer
            assert (done.returncode, len(tree(tmp_path / f"out{jobs}"))) == ((1, 1) if is_long else (0, 2))
            if is_long:
                assert b"file name too long (256 bytes, at most 255); rename the input, or collect" in done.stderr
                assert b"1 failure, written to out" in done.stderr

    def test_no_environment(self, tmp_path: Path) -> None:
        environment = {"PYTHONPATH": os.environ["PYTHONPATH"], "LC_ALL": "C", "TERM": "dumb", "NO_COLOR": "1"}
        done = subprocess.run([*COMMAND, SEED], env=environment, cwd="/", capture_output=True, timeout=60, check=True)
        assert done.stdout == run(SEED).stdout

    def test_a_bound_on_file_sizes(self, tmp_path: Path) -> None:
        command = f"ulimit -f 4; exec '{sys.executable}' -m seedparse '{FIXTURES}' -o '{tmp_path}/out'"
        done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
        assert done.returncode == 3
        assert b"cannot write" in done.stderr
        assert b"Traceback" not in done.stderr
        for content in tree(tmp_path / "out").values():
            assert json.loads(content.splitlines()[-1])

    def test_nobody_listens(self) -> None:
        script = f"'{sys.executable}' -m seedparse none.txt '{SEED}' 2>&-"
        done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, check=False)
        assert done.returncode == 1
        assert len(records(done.stdout)) == 1


class TestAnEmptySelection:
    @pytest.mark.parametrize(("arguments", "said"), [
        (["empty"], "empty: there is no file to read in it"),
        (["hidden"], "hidden: there is no file to read in it (1 skipped)"),
        (["full", "--glob", "*.md", "--glob", "*.rst"], "full: no file in it matches --glob *.md, *.rst"),
        (["full", "empty"], "empty: there is no file to read in it"),
        (["--files-from", "none"], "none: there is no path in it"),
        (["--files-from", "-"], "standard input: there is no path in it"),
        (["pictures"], "nothing to read: 1 skipped (-v names them)"),
    ])  # fmt: skip
    @pytest.mark.parametrize("output", [[], ["-o", "out"], ["-o", "all.jsonl", "-q"]])
    def test_is_told(self, tmp_path: Path, arguments: list[str], said: str, output: list[str]) -> None:
        for name in ("empty", "hidden", "full", "pictures"):
            (tmp_path / name).mkdir()
        (tmp_path / "hidden/.a.txt").write_bytes(SEED.read_bytes())
        (tmp_path / "full/a.txt").write_bytes(SEED.read_bytes())
        (tmp_path / "pictures/a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        (tmp_path / "none").write_bytes(b"")
        done = run(*arguments, *output, cwd=tmp_path)
        assert done.returncode == 0
        assert f"seedparse: {said}\n" in done.stderr.decode()

    def test_nothing_is_told_where_there_is_something(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
        assert run(".", "--glob", "*.txt", cwd=tmp_path).stderr == b""


class TestWhatIsPassedOver:
    @pytest.fixture
    def mixed(self, tmp_path: Path) -> Path:
        """A directory with a text, and one thing of each kind that is passed over."""
        folder = tmp_path / "in"
        (folder / ".git").mkdir(parents=True)
        (folder / "a.txt").write_bytes(SEED.read_bytes())
        (folder / ".e.txt").write_bytes(SEED.read_bytes())
        (folder / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        (folder / "linked").symlink_to(".")
        (folder / "nowhere").symlink_to("none")
        os.mkfifo(folder / "pipe")
        with zipfile.ZipFile(folder / "day.zip", "w") as archive:
            archive.writestr("1.txt", SEED.read_bytes())
            archive.writestr("zeros", bytes(500))
        return folder

    @pytest.mark.parametrize("output", [[], ["-o", "out"], ["-o", "all.jsonl"], ["-o", "out", "--jobs", "2"]])
    def test_each_is_named_with_its_reason(self, mixed: Path, output: list[str]) -> None:
        done = run("in", "-v", *output, cwd=mixed.parent)
        assert done.returncode == 0
        told = [line for line in done.stderr.decode().splitlines() if ": skipped: " in line]
        assert sorted(told) == [
            "seedparse: in/.e.txt: skipped: its name begins with a dot",
            "seedparse: in/.git: skipped: its name begins with a dot",
            "seedparse: in/day.zip!zeros: skipped: is a binary file, not text",
            "seedparse: in/linked: skipped: is a link to a directory",
            "seedparse: in/nowhere: skipped: is a link that leads nowhere",
            "seedparse: in/picture: skipped: is a PNG image",
            "seedparse: in/pipe: skipped: is a pipe",
        ]

    def test_they_are_counted_and_not_named_without_it(self, mixed: Path) -> None:
        done = run("in", "-o", "out", cwd=mixed.parent)
        assert b"7 files skipped (" in done.stderr
        assert done.stderr.count(b"\n") == 1

    def test_an_input_that_looks_like_an_output_is_named(self, tmp_path: Path) -> None:
        """In OUT itself no one can tell a crawl from what an earlier run wrote."""
        (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
        (tmp_path / "crawl.jsonl").write_bytes(b'{"text": "The council voted on Monday to build it."}\n')
        done = run(".", "-v", "-o", ".", cwd=tmp_path)
        assert b"./crawl.jsonl: skipped: is in OUT and has the name of an output" in done.stderr

    def test_outputs_beside_their_inputs_are_not_counted(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(SEED.read_bytes())
        run(".", "-o", ".", cwd=tmp_path)
        again = run(".", "-v", "-o", ".", cwd=tmp_path).stderr
        assert b"1 file unchanged" in again
        assert b"skipped" not in again
