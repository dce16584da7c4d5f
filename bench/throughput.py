"""Measures throughput: CPU time divided by that of the script that one would write instead, interleaved.

usage: python bench/throughput.py [ROUNDS [MEGABYTES]]

The corpora are those of `corpora.py`, the script is `script.py`. A ratio counts only if both find the same articles,
paragraphs and entries, whose numbers are printed; in natural text (`ten`) the script cannot. `floor` is a lower bound
for any Python program: read, decode, and `orjson.dumps` of records made before.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpora
import orjson

HERE = Path(__file__).parent
BLOCK = 1 << 15  # bytes read at once
Counts = tuple[int, int, int]  # articles; paragraphs, including leads and attributions; entries


def run(*command: str) -> float:
    """Return the CPU seconds of a command; its output is discarded."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def floor(path: Path, records: list[bytes]) -> float:
    ready = [orjson.loads(record) for record in records]
    with path.open("rb", buffering=0) as source, open(os.devnull, "wb", buffering=0) as sink:
        start = time.process_time()
        while block := source.read(BLOCK):
            block.decode(errors="replace")
        for record in ready:
            sink.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        return time.process_time() - start


def ours(record: dict[str, Any]) -> Counts:
    texts = len(record["header"]["lead"]) + len(record["body"]) + (record["attribution"]["text"] is not None)
    return 1, texts, len(record["related"])


def theirs(record: dict[str, Any]) -> Counts:
    return 1, len(record["body"]) + (record["attribution"] is not None), len(record["related"])


def counts(records: list[bytes], of: Callable[[dict[str, Any]], Counts]) -> Counts:
    found = [of(orjson.loads(record)) for record in records]
    articles, texts, entries = (sum(each) for each in zip(*found, strict=True))
    return articles, texts, entries


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    megabytes = float(sys.argv[2]) if len(sys.argv) > 2 else 5
    seedparse, script = (sys.executable, "-m", "seedparse"), (sys.executable, str(HERE / "script.py"))
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in corpora.make(Path(folder), megabytes).items():
            given = [subprocess.check_output([*command, str(path)]).splitlines() for command in (seedparse, script)]
            found, wanted = counts(given[0], ours), counts(given[1], theirs)
            times: dict[str, list[float]] = {"seedparse": [], "--unit block": [], "floor": []}
            for _ in range(rounds):
                reference = run(*script, str(path))
                times["seedparse"].append(run(*seedparse, str(path)) / reference)
                times["--unit block"].append(run(*seedparse, "--unit", "block", str(path)) / reference)
                times["floor"].append(floor(path, given[1]) / reference)
            print(f"{kind}: articles, paragraphs, entries {found}; the script {wanted}")
            for name, ratios in times.items():
                print(f"    {name:16}{statistics.median(ratios):7.2f} x script")


main()
