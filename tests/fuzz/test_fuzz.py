"""The fuzzer finds nothing: a few cases with every `pytest`, a minute of them with `pytest -m heavy tests/fuzz`; and it
would find something."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from run import KINDS, Report, fuzz
from seedparse.model import Article, Block, Role
from seedparse.records import article

SHORT = {"dump": 30, "container": 20, "pack": 40, "batch": 3}
SEEDS = (2, 3, 4)
SECONDS = 20  # for each


@pytest.mark.parametrize("kind", SHORT)
def test_a_few_of_each_kind(kind: str) -> None:
    assert_nothing_breaks(1, most=SHORT[kind], kinds=[kind])


@pytest.mark.heavy
@pytest.mark.parametrize("seed", SEEDS)
def test_a_minute_of_all_kinds(seed: int) -> None:
    assert_nothing_breaks(seed, seconds=SECONDS)


def assert_nothing_breaks(
    seed: int, seconds: float | None = None, most: int | None = None, kinds: list[str] | None = None
) -> None:
    found: list[Report] = []
    done, _ = fuzz(seed, seconds, most, kinds, tell=found.append)
    assert done
    assert not found, "\n\n".join(map(str, found))


def test_a_lost_line_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_: Article, block: Block) -> None:
        """A paragraph of the body gets no place."""

    monkeypatch.setitem(article.PLACES, Role.BODY, lose)
    found: list[Report] = []
    fuzz(1, most=40, kinds=["dump"], tell=found.append)
    (report,) = found
    assert report.found.law == "places"
    assert len(repr(report.case)) < 400


def test_a_case_follows_from_its_seed_alone() -> None:
    """Also in a process with another hash seed."""
    program = "from test_fuzz import made; print(made(), end='')"
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join([str(here), str(here.parent), *sys.path])},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == made()


def made() -> str:
    return "\n".join(ascii(kind.make(Random(f"1:{name}:{n}"))) for name, kind in KINDS.items() for n in range(12))
