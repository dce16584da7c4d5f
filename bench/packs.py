"""Measures the cost of all packs where three suffice: CPU time divided by that with uk, ru and en only, interleaved.

usage: python bench/packs.py [ROUNDS [FILE...]]     without files: the fixtures in these three languages, many times
"""

import statistics
import sys
import time
from pathlib import Path

from seedparse.phrases.indexing import packs_of
from seedparse.resources import Resources, load
from seedparse.stream import Parser

FIXTURES = Path(__file__).parent.parent / "tests/fixtures/articles"
THREE = ("uk", "ru", "en")
ALL = load()
SETS = {
    "all packs": ALL,
    "three packs": ALL._replace(packs=packs_of([ALL.packs.by_language[language] for language in THREE])),
}
SIZE = 600_000  # characters of a text that are parsed


def seconds(text: str, resources: Resources) -> float:
    parser = Parser(resources=resources)
    start = time.process_time()
    parser.feed(text)
    parser.close()
    return time.process_time() - start


def texts(paths: list[str]) -> dict[str, str]:
    if paths:
        return {path: Path(path).read_text("utf-8", "replace")[:SIZE] for path in paths}
    own = [path.read_text("utf-8") for path in sorted(FIXTURES.glob("*.txt")) if path.stem[:2] in THREE]
    joined = "\n\n\n".join(own)
    return {"the fixtures": joined * (SIZE // len(joined) + 1)}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for name, text in texts(sys.argv[2:]).items():
        ratios: list[float] = []
        for _ in range(rounds):
            every, three = (seconds(text, packs) for packs in SETS.values())
            ratios.append(every / three)
        print(f"{name:40}{statistics.median(ratios):6.2f} x")


main()
