"""What the tests share: the fixture pairs, the schemas, and `--bless`, which writes expected records anew to be read
by a person."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import settings

from seedparse.model import Unit

FIXTURES = Path(__file__).parent / "fixtures" / "articles"
SEED = FIXTURES / "guildhall.txt"
SOME = [FIXTURES / f"{language}-wooden-bridge.txt" for language in ("be", "el", "es", "it", "lv")]
"""Short texts of a few languages, for tests of many inputs: a process that reads all of them compiles few packs."""
ROOT = Path(__file__).parent.parent
pytest.register_assert_rewrite("laws")
os.environ.pop("COLUMNS", None)  # tests that run beside each other have one set
os.environ["PYTHONPATH"] = str(ROOT / "src")  # the command of the tests is the code that the tests import

# No timed assertions: the machines are shared, and the first example pays for reading the packs.
settings.register_profile("seedparse", deadline=None, max_examples=40)
settings.load_profile("seedparse")

UNITS: tuple[Unit, ...] = ("article", "block")
Records = list[dict[str, Any]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write the expected records of the fixtures anew")


def pairs() -> list[Path]:
    return sorted(FIXTURES.glob("*.txt"))


@pytest.fixture(scope="session")
def check() -> Callable[[str, Records], Records]:
    """Holds records against the closed schema of their unit, and gives them back."""
    from seedparse.stream import schema

    validators: dict[str, jsonschema.Draft202012Validator] = {}
    for unit in UNITS:
        text = json.loads(schema(unit))
        jsonschema.Draft202012Validator.check_schema(text)
        validators[unit] = jsonschema.Draft202012Validator(text)

    def hold(unit: str, records: Records) -> Records:
        for record in records:
            validators[unit].validate(record)
        return records

    return hold


def run(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None, seed: str = "0", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run for real; the seed is that of Python's hashes."""
    return subprocess.run(
        [sys.executable, "-m", "seedparse", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": seed, **environment},
        timeout=60,
        check=False,
    )


def records(output: bytes) -> Records:
    return [json.loads(line) for line in output.splitlines()]


def codes(article: Any) -> list[str]:
    """The codes of an article's notes, without the doubt: a text of few lines may well be in doubt."""
    return [note["code"] for note in article["notes"] if note["code"] != "doubtful"]
