"""Remote paths: read and written through fsspec, tried again when the connection breaks, named when they fail."""

import gzip
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest

import seedparse
from conftest import SEED, records, run
from seedparse import remote
from seedparse.batch import inputs
from seedparse.batch.run import Request, Summary
from seedparse.batch.run import run as run_batch
from seedparse.convert import convert
from seedparse.errors import InputError, OutputError
from seedparse.model import Options
from seedparse.outcome import Outcome
from seedparse.sinks.places import Kind, place
from seedparse.sinks.remote import RemoteFile
from seedparse.sources.files import open_bytes, open_range, size_of
from seedparse.sources.remote import files_below

TEXT = SEED.read_bytes()
LONG = b"\n\n\n".join([TEXT] * 1000)  # more than one block


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "FIRST_PAUSE_SECONDS", 0.001)


class Server(http.server.BaseHTTPRequestHandler):
    """Serves FILES, with ranges or without; the next requests fail as FAULTS says."""

    protocol_version = "HTTP/1.1"
    files: ClassVar[dict[str, bytes]] = {}
    faults: ClassVar[list[str]] = []
    has_ranges: ClassVar[bool] = True
    requests: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        Server.requests.append(self.headers.get("Range", ""))
        fault = Server.faults.pop(0) if Server.faults and with_body else ""
        if fault.isdigit():
            self._send(int(fault), b"", with_body=with_body)
        elif self.path.endswith("/"):
            links = "".join(f'<a href="{name}">{name}</a>' for name in Server.files)
            self._send(200, links.encode(), with_body=with_body)
        elif self.path.split("?")[0] not in Server.files:
            self._send(404, b"", with_body=with_body)
        else:
            data, status = Server.files[self.path.split("?")[0]], 200
            wanted = self.headers.get("Range", "")
            if wanted and Server.has_ranges:
                start, _, end = wanted.removeprefix("bytes=").partition("-")
                data, status = data[int(start) : int(end) + 1], 206
            self._send(status, data, with_body=with_body, breaks=fault == "break")

    def _send(self, status: int, data: bytes, *, with_body: bool, breaks: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if Server.has_ranges:
            self.send_header("Accept-Ranges", "bytes")
        if status == 206:
            whole = len(Server.files[self.path.split("?")[0]])
            start = int(self.headers["Range"].removeprefix("bytes=").partition("-")[0])
            self.send_header("Content-Range", f"bytes {start}-{start + len(data) - 1}/{whole}")
        self.end_headers()
        if with_body:
            with suppress(ConnectionError):  # the client has what it wanted
                self.wfile.write(data[: len(data) // 2] if breaks else data)
            self.close_connection = self.close_connection or breaks

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.files = {"/a.txt": TEXT, "/long.txt": LONG}
    Server.faults, Server.has_ranges, Server.requests = [], True, []
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    thread.join()
    served.server_close()


def batch(paths: list[str], output: str, **options: Any) -> tuple[Summary, list[str]]:
    told: list[str] = []
    request = Request(
        paths=tuple(paths), place=place(output), globs=(), files_from=None, by_zero=False, jobs=1, force=False,
        failures=None, doubtful=None, verbose=False,
    )  # fmt: skip

    class Watch:
        def expect(self, size: int) -> None: ...
        def advance(self, size: int) -> None: ...

    def work(path: str, sink: Any, **given: Any) -> Outcome:
        return convert(path, sink, Options(**options), **given)

    return run_batch(request, Options(**options), work, lambda each: told.append(str(each)), Watch()), told


def test_what_is_an_address() -> None:
    assert all(map(remote.is_remote, ("s3://b/a.txt", "gs://b", "https://quay.example/a", "hf://datasets/a/b/c.txt")))
    assert not any(map(remote.is_remote, ("-", "a.txt", "/tmp/a:b", "c:/a", "a//b", "day.zip!1.txt")))


def test_fsspec_is_imported_for_an_address_only(tmp_path: Path) -> None:
    code = "import sys, seedparse; list(seedparse.parse(sys.argv[1])); sys.exit('fsspec' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, SEED], check=False).returncode == 0


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(InputError, match=r"pip install 'seedparse\[remote\]'") as raised:
        list(open_bytes("https://quay.example/a.txt"))
    assert raised.value.code == "needs-extra"


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match=r"needs another package: .*dropbox"):
        list(open_bytes("dropbox://a/b.txt"))
    with pytest.raises(InputError, match="is no address"):
        list(open_bytes("no-such-protocol://a/b.txt"))


class TestMemory:
    def test_in_and_out(self, memory: Any) -> None:
        memory.pipe("/in/a.txt", TEXT)
        memory.pipe("/in/deep/b.txt.gz", gzip.compress(TEXT))
        memory.pipe("/in/.hidden/c.txt", TEXT)
        assert files_below("memory://in") == [
            "memory://in/.hidden/c.txt", "memory://in/a.txt", "memory://in/deep/b.txt.gz",
        ]  # fmt: skip
        summary, told = batch(["memory://in"], "memory://out/")
        assert not told
        assert (summary.written, summary.total.inputs, summary.total.skips["hidden"]) == (True, 2, 1)
        assert sorted(memory.find("/out")) == ["/out/a.jsonl", "/out/deep/b.txt.gz.jsonl"]
        (record,) = records(memory.cat("/out/a.jsonl"))
        (expected,) = records(run(SEED).stdout)
        assert record["origin"]["path"] == "memory://in/a.txt"
        assert (record["id"], record["body"]) == (expected["id"], expected["body"])

    @pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
    def test_all_in_one_file(self, memory: Any, name: str) -> None:
        memory.pipe("/in/a.txt", TEXT)
        batch(["memory://in/a.txt", str(SEED)], f"memory://out/{name}")
        data = memory.cat(f"/out/{name}")
        assert len(records(gzip.decompress(data) if name.endswith("gz") else data)) == 2

    def test_a_file_appears_when_it_is_complete(self, memory: Any) -> None:
        memory.pipe("/out/a.jsonl", b"old")

        def interrupted() -> None:
            with RemoteFile("memory://out/a.jsonl") as file:
                file.write(b"new")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert memory.cat("/out/a.jsonl") == b"old"
        with RemoteFile("memory://out/a.jsonl") as file:
            file.write(b"new")
            assert memory.cat("/out/a.jsonl") == b"old"
        assert memory.cat("/out/a.jsonl") == b"new"
        with RemoteFile("memory://out/a.jsonl") as file:
            file.write(b"newer")
            file.discard()
        assert memory.cat("/out/a.jsonl") == b"new"

    def test_nothing_is_written_if_all_failed(self, memory: Any) -> None:
        summary, told = batch(["memory://in/none.txt"], "memory://out/all.jsonl")
        assert told == ["memory://in/none.txt: no such file or directory"]
        assert not summary.written
        assert not memory.store

    def test_ranges_and_python(self, memory: Any) -> None:
        text = b"\n\n\n".join([TEXT] * 3)
        memory.pipe("/three.txt", text)
        assert size_of("memory://three.txt") == len(text)
        assert b"".join(open_range("memory://three.txt", 10, 5000)) == text[10:5000]
        splits = seedparse.splits("memory://three.txt", 5000)
        assert sum(split.stop - split.start for split in splits) == len(text)
        found = [article for split in splits for article in seedparse.read_split("memory://three.txt", split)]
        assert found == list(seedparse.parse("memory://three.txt"))
        assert len(found) == 3

    def test_a_list_of_paths(self, memory: Any) -> None:
        memory.pipe("/list", f"{SEED}\nmemory://in/a.txt\n".encode())
        assert inputs.listed("memory://list", by_zero=False) == [str(SEED), "memory://in/a.txt"]

    def test_what_cannot_be_written(self) -> None:
        with pytest.raises(OutputError, match=r"^https://quay.example/all.jsonl: "):
            RemoteFile("https://quay.example/all.jsonl").begin()


class TestHttp:
    @pytest.mark.parametrize("has_ranges", [True, False])
    def test_it_is_read_whole(self, server: str, has_ranges: bool) -> None:
        Server.has_ranges = has_ranges
        assert b"".join(open_bytes(f"{server}/long.txt")) == LONG
        assert b"".join(open_bytes(f"{server}/a.txt")) == TEXT

    @pytest.mark.parametrize("has_ranges", [True, False])
    @pytest.mark.parametrize("faults", [["503"], ["break"], ["503", "break", "500", "break"], ["429", "408"]])
    def test_a_fault_is_tried_again(self, server: str, has_ranges: bool, faults: list[str]) -> None:
        Server.has_ranges, Server.faults = has_ranges, faults.copy()
        assert b"".join(open_bytes(f"{server}/long.txt")) == LONG
        assert not Server.faults

    def test_reading_goes_on_where_it_stopped(self, server: str) -> None:
        Server.faults = ["break"]
        assert b"".join(open_bytes(f"{server}/long.txt")) == LONG
        starts = [int(each.removeprefix("bytes=").partition("-")[0]) for each in Server.requests if each]
        assert min(starts) > 1_000_000

    def test_it_ends_after_some_tries(self, server: str) -> None:
        Server.faults = ["503"] * 100
        with pytest.raises(InputError, match=rf"the server answered 503 .*\({remote.TRIES} tries\)"):
            list(open_bytes(f"{server}/a.txt"))

    @pytest.mark.parametrize(("fault", "said"), [("403", "the server answered 403"), ("", "no such file")])
    def test_what_will_not_change_is_not_tried_again(self, server: str, fault: str, said: str) -> None:
        Server.faults = [fault] * 100 if fault else []
        with pytest.raises(InputError, match=said):
            list(open_bytes(f"{server}/{'a' if fault else 'none'}.txt"))
        assert len(Server.requests) <= 4

    def test_no_server(self, server: str) -> None:
        with pytest.raises(InputError, match=rf"connect.*\({remote.TRIES} tries\)"):
            list(open_bytes("http://127.0.0.1:9/a.txt"))

    def test_a_folder_is_the_links_of_a_page(self, server: str) -> None:
        assert files_below(f"{server}/") == [f"{server}/a.txt", f"{server}/long.txt"]
        assert files_below(f"{server}/a.txt") is None

    def test_the_command(self, server: str, tmp_path: Path) -> None:
        """Other inputs are read, and the failure names the address."""
        del Server.files["/long.txt"]
        done = run(f"{server}/a.txt?x=1", f"{server}/none.txt", SEED, "-o", tmp_path / "out", "--jobs", "2")
        assert done.returncode == 1
        assert f"{server}/none.txt: no such file or directory".encode() in done.stderr
        assert sorted(path.name for path in (tmp_path / "out").glob("[!.]*")) == ["a.jsonl", "guildhall.jsonl"]
        done = run(f"{server}/", "--failures", tmp_path / "failed", "--jobs", "2")
        assert done.returncode == 0
        assert [record["origin"]["path"] for record in records(done.stdout)] == [f"{server}/a.txt"]


def test_where_records_go() -> None:
    assert place("s3://b/all.jsonl.zst").coding == "zstd"
    assert place("s3://b/all.jsonl").kind is Kind.FILE
    assert place("s3://b/out").kind is place("s3://b/out.v2/").kind is Kind.TREE
