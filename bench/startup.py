"""Measures the start-up time: wall time of short commands divided by that of `python -c pass`, interleaved.

usage: python bench/startup.py [ROUNDS]
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("seedparse")
SEED = Path(__file__).parent.parent / "tests/fixtures/articles/guildhall.txt"
SITE = """
extends = "uk"

[related]
inline = ["читай також ▶ {title}"]

[[example]]
text = "Читай також ▶ Міст знову відкрили"
is = "inline"
title = "Міст знову відкрили"
"""
PACK = Path(tempfile.mkdtemp(), "gull.toml")
CASES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "import click, orjson": [sys.executable, "-c", "import click, orjson"],
    "seedparse --version": [str(COMMAND), "--version"],
    "seedparse, a file of 6 KB": [str(COMMAND), str(SEED)],
    "the same with a site pack": [str(COMMAND), "--pack", str(PACK), str(SEED)],
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    PACK.write_text(SITE, encoding="utf-8")
    ratios: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(rounds):
        found = {name: seconds(command) for name, command in CASES.items()}
        for name, value in found.items():
            ratios[name].append(value / found["python -c pass"])
    for name, values in ratios.items():
        print(f"{name:28}{statistics.median(values):6.2f} x")
    beside = zip(ratios["the same with a site pack"], ratios["seedparse, a file of 6 KB"], strict=True)
    print(f"{'a site pack : none':28}{statistics.median(own / none for own, none in beside):6.2f} x")
    shutil.rmtree(PACK.parent)


main()
