"""Measures big inputs of each kind: the time of two jobs beside that of one, and the output of runs that were killed.

usage: python bench/big_inputs.py [--megabytes N] [--kinds KIND ...] [--kills N]

- An input holds articles of the corpus `natural`, one a record or member, or one behind another (`txt`, `stdin`).
- Printed are the wall time with `--jobs 1` over that with `--jobs 2`, whether the bytes of the output are the same, and
  the memory of the largest process with two jobs, in MiB.
- `--kills N`: instead, each input is parsed with `-o`, killed with SIGKILL N times, and given again until it ends; with
  and without `--dedupe`. Printed is whether the bytes are those of a run that nothing killed, and that nothing is left.
- WET needs the extra `warc`.
"""

import argparse
import gzip
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from filecmp import cmp
from pathlib import Path
from typing import BinaryIO

from corpora import articles

COMMAND = Path(sys.executable).with_name("seedparse")
SEPARATOR = b"\n\n\n\n"
GONE = 0.05  # seconds between two looks whether a run has ended
# A process inherits the greatest memory of the one that starts it, so a small one starts the command.
SMALL = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdin=sys.stdin).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=open(sys.argv[1], "w"))
sys.exit(code)
"""


def texts(megabytes: float) -> Iterator[bytes]:
    """Articles of this size together."""
    written = 0.0
    for article in articles("natural"):
        if written >= megabytes * 1e6:
            return
        data = article.text.encode()
        written += len(data)
        yield data


def plain(file: BinaryIO, found: Iterator[bytes]) -> None:
    for data in found:
        file.write(data + SEPARATOR)


def json_lines(file: BinaryIO, found: Iterator[bytes]) -> None:
    for number, data in enumerate(found):
        row = {"id": f"row-{number}", "url": f"https://news.test/{number}", "text": data.decode()}
        file.write(json.dumps(row).encode() + b"\n")


def packed_json_lines(file: BinaryIO, found: Iterator[bytes]) -> None:
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
        json_lines(packed, found)  # type: ignore[arg-type]  # it writes bytes


def packed_wet(file: BinaryIO, found: Iterator[bytes]) -> None:
    """Each record is a gzip member of its own, as in the files of Common Crawl."""
    for number, data in enumerate(found):
        head = (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://news.test/{number}\r\n"
            f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        file.write(gzip.compress(head.encode() + data + b"\r\n\r\n", 6, mtime=0))


def tar(file: BinaryIO, found: Iterator[bytes]) -> None:
    with tarfile.open(fileobj=file, mode="w") as archive:
        for number, data in enumerate(found):
            entry = tarfile.TarInfo(f"{number:06}.txt")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def zipped(file: BinaryIO, found: Iterator[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(found):
            archive.writestr(f"{number:06}.txt", data)


KINDS: dict[str, tuple[str, Callable[[BinaryIO, Iterator[bytes]], None]]] = {
    "jsonl": ("dump.jsonl", json_lines),
    "jsonl.gz": ("dump.jsonl.gz", packed_json_lines),
    "wet.gz": ("dump.wet.gz", packed_wet),
    "tar": ("dump.tar", tar),
    "zip": ("dump.zip", zipped),
    "txt": ("dump.txt", plain),
    "stdin": ("stdin.txt", plain),
}


def timed(path: Path, jobs: int, output: Path) -> tuple[float, float]:
    """Wall time in seconds, and the memory of the largest process in MiB."""
    is_stream, memory = path.name.startswith("stdin"), output.with_suffix(".memory")
    command = [str(COMMAND), "-" if is_stream else str(path), "-j", str(jobs), "-q"]
    start = time.perf_counter()
    with path.open("rb") as data, output.open("wb") as file:
        stdin = data if is_stream else subprocess.DEVNULL
        subprocess.run([sys.executable, "-c", SMALL, str(memory), *command], stdin=stdin, stdout=file, check=True)
    return time.perf_counter() - start, int(memory.read_text()) / 1024


def compare(path: Path, folder: Path) -> str:
    (one, _), (two, memory) = (timed(path, jobs, folder / f"{jobs}.jsonl") for jobs in (1, 2))
    equal = "same bytes" if cmp(folder / "1.jsonl", folder / "2.jsonl", shallow=False) else "OTHER BYTES"
    return f"{one / two:.2f} | {equal} | {memory:.0f}"


def killed(path: Path, folder: Path, kills: int, flags: list[str]) -> str:
    """Kill runs after random times, up to that of a whole run; then let one end."""
    chance = random.Random(1)
    whole, torn = folder / "whole", folder / "torn"
    start = time.perf_counter()
    subprocess.run([COMMAND, str(path), "-o", whole, "-q", "-j", "2", *flags], check=True)
    longest = (time.perf_counter() - start) / kills
    done = 0
    for _ in range(kills):
        process = subprocess.Popen([COMMAND, str(path), "-o", torn, "-q", "-j", "2", *flags], start_new_session=True)
        end = time.monotonic() + chance.uniform(0.5, 1.5) * longest + 1
        while process.poll() is None and time.monotonic() < end:
            time.sleep(GONE)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            done += 1
        process.wait()
    subprocess.run([COMMAND, str(path), "-o", torn, "-q", "-j", "2", *flags], check=True)
    names = [sorted(str(each.relative_to(one)) for each in one.rglob("*") if each.is_file()) for one in (whole, torn)]
    outputs = [name for name in names[0] if name.endswith(".jsonl")]
    equal = names[0] == names[1] and all(cmp(whole / name, torn / name, shallow=False) for name in outputs)
    for one in (whole, torn):
        shutil.rmtree(one)
    return f"killed {done} times {' '.join(flags)}: {'same bytes, nothing left' if equal else 'OTHER BYTES OR FILES'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    if not options.kills:
        print("| input | one job over two | output | MiB |\n|---|---|---|---|")
    for kind in options.kinds:
        name, write = KINDS[kind]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            with path.open("wb") as file:
                write(file, texts(options.megabytes))
            if not options.kills:
                print(f"| {kind} | {compare(path, Path(folder))} |", flush=True)
                continue
            for flags in ([], ["--dedupe"]):
                print(f"{kind}: {killed(path, Path(folder), options.kills, flags)}", flush=True)


if __name__ == "__main__":
    main()
