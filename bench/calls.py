"""Counts function calls, which do not depend on the machine's load.

usage: python bench/calls.py [--kind KIND ...] [--megabytes 0.3] [--modules]

- Calls per non-blank line of each corpus of `corpora.py`: of all functions, and of those written in Python. The corpus
  was parsed once before. `--modules` adds the share of time of each module.
- The functions of seedparse that get the longest body paragraph of the seed as an argument, whole.
"""

import argparse
import cProfile
import inspect
import pstats
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

import corpora

import seedparse
from seedparse.model import Document, Options
from seedparse.stream import Parser, lines

SEED = corpora.FIXTURES / "guildhall.txt"
PACKAGE = str(Path(seedparse.__file__).parent)
SHOWN = 16  # modules


def profiled(data: bytes) -> pstats.Stats:
    first = b"".join(lines([data], Document(), Options()))  # compiles the phrases
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    again = b"".join(lines([data], Document(), Options()))
    profile.disable()
    assert again == first
    return pstats.Stats(profile)


def calls(kind: str, megabytes: float, *, modules: bool) -> None:
    """Print the calls per non-blank line of a corpus."""
    with tempfile.TemporaryDirectory() as folder:
        data = corpora.make(kind, Path(folder), megabytes).text.read_bytes()
    count, in_python, total = 0, 0, 0.0
    shares: Counter[str] = Counter()
    for (file, _, _), (_, number, own, _, _) in profiled(data).stats.items():  # type: ignore[attr-defined]
        count += number
        in_python += number * (file != "~")
        shares[Path(file).stem if file.startswith(PACKAGE) else "Python and its libraries"] += own
        total += own
    text = sum(1 for line in data.decode().split("\n") if line.strip())
    print(f"| {kind} | {text} | {count / text:.0f} | {in_python / text:.0f} |", flush=True)
    if modules:
        for module, own in shares.most_common(SHOWN):
            print(f"    {module:24}{own / total:7.1%}")


def handed_whole() -> dict[str, set[str]]:
    """The functions, by module, that are called with the longest body paragraph of the seed or its line."""
    data = SEED.read_bytes()
    parser = Parser()
    (article,) = [*parser.feed_bytes(data), *parser.close()]
    paragraph = max(article["body"], key=len)
    found: dict[str, set[str]] = {}

    def enter(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("seedparse."):
            names, rest, _, values = inspect.getargvalues(frame)
            given = [values.get(name) for name in names] + list(values.get(rest, ()) if rest else ())
            if any(isinstance(value, str) and value in (paragraph, f"{paragraph}\n") for value in given):
                found.setdefault(module.removeprefix("seedparse."), set()).add(frame.f_code.co_qualname)

    parser = Parser()
    sys.setprofile(enter)
    parser.feed_bytes(data)
    parser.close()
    sys.setprofile(None)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="function calls per non-blank line")
    parser.add_argument(
        "--kind", nargs="+", choices=corpora.KINDS, default=corpora.KINDS, help="corpora (default: all)"
    )
    parser.add_argument("--megabytes", type=float, default=0.3, help="size of a corpus (default: 0.3)")
    parser.add_argument("--modules", action="store_true", help="also the share of time of each module")
    given = parser.parse_args()
    print("| corpus | lines | calls per line | in Python |\n|---|---|---|---|", flush=True)
    for kind in given.kind:
        calls(kind, given.megabytes, modules=given.modules)
    found = handed_whole()
    functions = sum(map(len, found.values()))
    print(f"handed one body paragraph of the seed whole: {functions} functions in {len(found)} modules")
    for module, names in sorted(found.items()):
        print(f"    {module}: {', '.join(sorted(names))}")


if __name__ == "__main__":
    main()
