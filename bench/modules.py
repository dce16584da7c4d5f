"""Measures the share of time of each module, and function calls per MB, which do not depend on the machine's load.

usage: python bench/modules.py [FILE]     without a file: the Cyrillic corpus of `corpora.py`
"""

import cProfile
import pstats
import sys
import tempfile
from collections import Counter
from pathlib import Path

import corpora

from seedparse.model import Document, Options
from seedparse.stream import lines

SHOWN = 16


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else corpora.make(Path(folder), 1)["cyrillic"]
        data = path.read_bytes()
    first, profile = b"".join(lines([data], Document(), Options())), cProfile.Profile()  # compiles the phrases first
    profile.enable()
    again = b"".join(lines([data], Document(), Options()))
    profile.disable()
    assert again == first
    modules: Counter[str] = Counter()
    calls = total = 0.0
    for (file, _, _), (_, count, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        modules[Path(file).stem if "seedparse" in file else "Python's own, in C"] += own
        calls, total = calls + count, total + own
    print(f"{calls / len(data):.2f} million calls per MB")
    for module, own in modules.most_common(SHOWN):
        print(f"{module:24}{own / total:7.1%}")


main()
