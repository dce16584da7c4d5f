"""Runs the fuzzer: dumps, containers, batches and packs made from a seed, each held to the laws.

    python tests/fuzz/run.py --seconds 1200 --seed 7

A case follows from the seed, its kind and its number alone; what breaks is made small and printed as Python.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "tests" / "fuzz")]  # the code in front of you

import batches  # noqa: E402
import containers  # noqa: E402
import dumps  # noqa: E402
import packfiles  # noqa: E402
from cases import Case, Finding, finding  # noqa: E402
from shrink import shrunk  # noqa: E402


class Kind(NamedTuple):
    make: Callable[[Random], Case]
    share: int  # cases in a round
    trials: int  # with which a finding is made small


KINDS = {
    "dump": Kind(dumps.make, 200, 1500),
    "container": Kind(containers.make, 30, 400),
    "pack": Kind(packfiles.make, 40, 1000),
    "batch": Kind(batches.make, 4, 80),
    "command": Kind(batches.make_command, 1, 20),
    "messages": Kind(packfiles.make_command, 1, 20),
}


class Report(NamedTuple):
    """A finding, and where it was met."""

    seed: int
    kind: str
    number: int
    after: float  # seconds
    case: Case
    found: Finding

    def __str__(self) -> str:
        return (
            f"{self.found.law}: case {self.number} of kind {self.kind}, seed {self.seed}, after {self.after:.1f} s\n"
            f"    {self.found.detail[:1000]}\n"
            f"    {self.case!r}.check()\n"
            f"    python tests/fuzz/run.py --seed {self.seed} --only {self.kind} --first {self.number} --count 1"
        )


def schedule(kinds: list[str], first: int = 0) -> Iterator[tuple[str, int]]:
    """The kinds without end, each as often as its share and spread over the round, and the number of each case."""
    places = [(place / KINDS[kind].share, kind) for kind in kinds for place in range(KINDS[kind].share)]
    numbers = {kind: count(first) for kind in kinds}
    while True:
        for _, kind in sorted(places):
            yield kind, next(numbers[kind])


def fuzz(
    seed: int,
    seconds: float | None = None,
    most: int | None = None,
    kinds: list[str] | None = None,
    first: int = 0,
    each: int = 1,
    tell: Callable[[Report], object] = print,
) -> tuple[Counter[str], Counter[str]]:
    """Run cases until the time or their number is used up: how many of each kind, and how often each law was broken.

    Of each broken law the first `each` findings are made small and told; the time that this takes is not counted.
    """
    begun = time.monotonic()
    done, broken = Counter[str](), Counter[str]()
    for kind, number in islice(schedule(kinds or list(KINDS), first), most):
        if seconds is not None and time.monotonic() - begun > seconds:
            break
        done[kind] += 1
        case = KINDS[kind].make(Random(f"{seed}:{kind}:{number}"))
        found = finding(case)
        if found is None:
            continue
        broken[found.law] += 1
        if broken[found.law] <= each:
            after = time.monotonic() - begun
            case, found = shrunk(case, found, KINDS[kind].trials)
            tell(Report(seed, kind, number, after, case, found))
            begun = time.monotonic() - after
    return done, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other cases (default 1)")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds (default 60)")
    parser.add_argument("--count", type=int, help="stop after so many cases")
    parser.add_argument("--only", action="append", choices=list(KINDS), help="cases of this kind; repeat for more")
    parser.add_argument("--first", type=int, default=0, help="number of the first case of each kind (default 0)")
    parser.add_argument("--each", type=int, default=1, help="findings told of each broken law (default 1)")
    asked = parser.parse_args()
    seconds = asked.seconds if asked.seconds or asked.count else 60.0
    begun = time.monotonic()
    done, broken = fuzz(
        asked.seed, seconds, asked.count, asked.only, asked.first, asked.each, lambda report: print(report, flush=True)
    )
    print(", ".join(f"{number} {kind}" for kind, number in done.items()), f"in {time.monotonic() - begun:.0f} s")
    for law, times in broken.most_common():
        print(f"broken {times} times: {law}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
