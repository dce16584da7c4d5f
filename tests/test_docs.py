"""The docs are true: README's commands run, every flag, key, code and rule is told."""

import doctest
import hashlib
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import seedparse
from conftest import ROOT, UNITS, pairs
from seedparse.command.cli import command, parse_command
from seedparse.command.look import LOOKS
from seedparse.model import Answer, Look, Role
from seedparse.phrases.pack_file import PHRASES, WORDS
from seedparse.proofs.examples import KINDS
from seedparse.recognition.questions import fields, header, lists, text, title
from seedparse.recognition.roles import TRANSITIONS, Ask, Move, State
from seedparse.resources import WEIGHTS, WEIGHTS_FOLDER
from seedparse.sources.formats import SKIPPED
from seedparse.stream import blocks, schema


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


BLOCKS = re.findall(r"```sh\n(.*?)```", read("README.md"), re.DOTALL)


def test_readme_has_its_two_commands_first() -> None:
    assert "> out.jsonl" in BLOCKS[0]
    assert "pytest" in BLOCKS[1]
    assert all(len(block.splitlines()) == 1 for block in BLOCKS[:2])


def test_readme_usage_runs(tmp_path: Path) -> None:
    """The lines under "Use it", with this environment's command; the first two blocks are what the gate itself does."""
    import sys

    here = Path(sys.executable).parent
    for line in BLOCKS[2].splitlines():
        shell = (
            line.partition("#")[0].replace(".venv/bin/", f"{here}/").replace("/tmp/seedparse-records", str(tmp_path))
        )
        done = subprocess.run(shell, shell=True, cwd=ROOT, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout or "-o" in shell


def test_readme_python_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(code, {})
    assert "GuildHall 12" in capsys.readouterr().out


def test_the_examples_of_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As doctests, in a folder with the texts that the page names; each block on its own line of the page."""
    page = read("docs/python.md")
    fixtures = ROOT / "tests/fixtures/articles"
    shutil.copy(fixtures / "guildhall.txt", tmp_path)
    (tmp_path / "dumps").mkdir()
    for name in ("es-wooden-bridge.txt", "it-wooden-bridge.txt"):
        shutil.copy(fixtures / name, tmp_path / "dumps")
    monkeypatch.chdir(tmp_path)
    parser, runner, shared = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False), {"__name__": "__main__"}
    told: list[str] = []
    found = list(re.finditer(r"```pycon\n(.*?)```", page, re.DOTALL))
    assert len(found) > 10
    for block in found:
        line = page.count("\n", 0, block.start(1))
        test = parser.get_doctest(block[1], shared, "python.md", "docs/python.md", line)
        assert test.examples
        runner.run(test, out=told.append, clear_globs=False)
        shared = test.globs
    assert not runner.summarize(verbose=False).failed, "".join(told)
    assert ">>>" not in re.sub(r"```pycon\n.*?```", "", page, flags=re.DOTALL)


def test_every_flag_is_told() -> None:
    told = read("docs/command.md") + read("docs/look.md")
    for option in (*parse_command.params, *command.params, *(each for look in LOOKS for each in look.params)):
        for flag in getattr(option, "opts", []):
            if flag.startswith("-"):
                assert f"`{flag}" in told, flag
    for verb in (*command.commands, *(look.name for look in LOOKS)):
        assert f"seedparse {verb}" in told


def test_every_key_of_the_records_is_told() -> None:
    told = read("docs/record.md")

    def keys(part: object) -> set[str]:
        found: set[str] = set()
        if isinstance(part, dict):
            found |= set(part.get("properties", {}))
            for value in part.values():
                found |= keys(value)
        return found

    for unit in UNITS:
        for key in keys(json.loads(schema(unit))):
            assert f"`{key}`" in told, key


def test_every_note_is_told() -> None:
    told = read("docs/record.md")
    codes: set[str] = set()
    for path in (ROOT / "src/seedparse").rglob("*.py"):
        if path.name == "fields.py":
            continue  # a field is named DATE-CHARGEMENT
        text = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r'code="([a-z-]+)"', text)) | set(re.findall(r'"(date-[a-z]+)"', text))
    moves = list(TRANSITIONS.values())
    for move in moves:
        if isinstance(move, Ask):
            moves += [move.yes, move.no]
        elif move.note:
            codes.add(move.note)
    assert {"date-invalid", "bytes-replaced", "related-empty", "text-after-related"} <= codes
    for code in codes:
        assert f"`{code}`" in told, code


def test_every_format_that_is_no_text_is_told() -> None:
    told = read("docs/command.md")
    for code in SKIPPED:
        assert f"`{code}`" in told, code


def test_every_rule_is_told() -> None:
    """Of the fixtures' blocks, and of what questions answer with."""
    told = re.findall(
        r"`([^`]+)`", "".join(re.findall(r"^\| (`.*?) \|", read("docs/record.md").split("### Rules")[1], re.M))
    )
    parts = {"<pack>": "[a-z]+", "<number>": r"\d+", "<name>": "[a-z:_-]+"}
    patterns = [re.sub("<[a-z]+>", lambda found: parts.get(found[0], r"\w+"), re.escape(rule)) for rule in told]
    rules = {block.rule for path in pairs() for block in blocks([path.read_bytes()])}
    rules |= {
        value.rule
        for module in (fields, header, lists, text, title)
        for value in vars(module).values()
        if isinstance(value, Answer)
    }
    assert {"list.item", "title.over-sentences", "list.on-page", "title.score", "body.score"} <= rules
    untold = [rule for rule in rules if not any(re.fullmatch(pattern, rule) for pattern in patterns)]
    assert not untold


def test_every_state_knows_every_look() -> None:
    assert {(state, look) for state in State for look in Look} == set(TRANSITIONS)
    assert isinstance(TRANSITIONS[State.BODY, Look.RULER], Move)


def test_every_look_is_told() -> None:
    told = read("docs/architecture.md")
    for look in Look:
        assert f"`{look}`" in told, look


def test_every_role_is_told() -> None:
    told = read("docs/record.md")
    for role in Role:
        assert f"`{role}`" in told, role


def test_every_key_of_a_pack_is_told() -> None:
    told = read("docs/packs.md")
    for table, key in (*PHRASES, *WORDS):
        assert f"[{table}]" in told
        assert re.search(rf"`(\[{table}\] )?{key}`", told), (table, key)
    for kind in KINDS:
        assert f"`{kind}`" in told, kind


def test_the_version_is_one() -> None:
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == seedparse.__version__


def test_no_place_of_a_machine_or_a_registry() -> None:
    for path in [*(ROOT / "requirements").iterdir(), ROOT / "pyproject.toml", ROOT / ".ci/run"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--(extra-)?index|--find-links|/home/|/root/", text), path


def test_the_languages_are_told() -> None:
    namespace: dict[str, Any] = {"__file__": str(ROOT / "docs/make_languages.py")}
    exec(compile(read("docs/make_languages.py"), "make_languages", "exec"), namespace)
    assert namespace["page"]() == read("docs/languages.md"), "run: python docs/make_languages.py"


def test_the_figures_are_those_of_the_shipped_models() -> None:
    """Whoever changes the models measures again, and gives the new digest beside the new figures."""
    digests = [
        hashlib.sha256(Path(WEIGHTS_FOLDER, path).read_bytes()).hexdigest() for path in sorted(set(WEIGHTS.values()))
    ]
    assert re.findall(r"\b[0-9a-f]{64}\b", read("docs/accuracy.md")) == digests
