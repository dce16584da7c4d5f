"""The configuration file: values for the flags of the commands, and where they are from."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import SEED

PAGE = "Новий міст відкрили\n\nМістяни пройшли новим мостом через річку.\n\nЧитай також ▶ Поїзди спинилися\n"
PACK = '[related]\ninline = ["читай також ▶ {title}"]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory with a pack, a page and a directory inside it."""
    (tmp_path / "gull.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "inside").mkdir()
    return tmp_path


def run(folder: Path, *arguments: str, variable: str | None = None) -> "subprocess.CompletedProcess[bytes]":
    environment = {key: value for key, value in os.environ.items() if key != "SEEDPARSE_CONFIG"}
    if variable is not None:
        environment["SEEDPARSE_CONFIG"] = variable
    command = [sys.executable, "-m", "seedparse", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120, check=False)


def related(done: "subprocess.CompletedProcess[bytes]") -> int:
    assert done.returncode == 0, done.stderr.decode()
    return len(json.loads(done.stdout)["related"])


def configure(folder: Path, text: str, name: str = "seedparse.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_it_is_found_upwards_and_its_paths_are_relative_to_it(project: Path) -> None:
    assert related(run(project / "inside", "../page.txt")) == 0
    configure(project, 'packs = ["gull.toml"]\n')
    assert related(run(project / "inside", "../page.txt")) == 1
    assert related(run(project / "inside", "../page.txt", "--jobs", "2")) == 1
    assert b"gull.toml:related.inline.1" in run(project / "inside", "explain", "../page.txt").stdout


def test_the_nearest_one_alone_is_read(project: Path) -> None:
    configure(project, 'packs = ["gull.toml"]\n')
    configure(project / "inside", 'split = "off"\n')
    assert related(run(project / "inside", "../page.txt")) == 0


def test_a_flag_takes_the_place_of_its_key(project: Path) -> None:
    configure(project, 'unit = "block"\n')
    assert b'"role":' in run(project, "page.txt").stdout
    assert b'"role":' not in run(project, "page.txt", "--unit", "article").stdout


def test_it_can_be_named_and_switched_off(project: Path) -> None:
    other = str(configure(project, 'packs = ["gull.toml"]\n', "other.toml"))
    page = str(project / "page.txt")
    assert related(run(project / "inside", "--config", other, page)) == 1
    assert related(run(project / "inside", page, variable=other)) == 1
    assert related(run(project / "inside", page, variable="")) == 0
    assert related(run(project / "inside", "--no-config", page, variable=other)) == 0
    for order in (["--config", other, "--no-config"], ["--no-config", "--config", other]):
        done = run(project, *order, page)
        assert done.returncode == 2
        assert b"--config and --no-config exclude each other" in done.stderr


def test_all_errors_are_told_at_once(project: Path) -> None:
    path = configure(
        project,
        'packs = "gull.toml"\nunit = "poem"\njobs = 0\nstrict = 1\ncolour = "red"\nmax-expand = "much"\n'
        'encodin = "x"\n',
    )
    told = {run(project, "page.txt").stderr.decode() for _ in range(3)}
    (lines,) = [each.splitlines() for each in told]
    keys = ["packs", "unit", "jobs", "strict", "colour", "max-expand", "encodin"]
    assert [line.split(": ")[:3] for line in lines] == [["seedparse", str(path), key] for key in keys]
    assert "did you mean encoding?" in lines[-1]
    done = run(project, "config")
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("text", ["packs = [", "\0", "a = 1\na = 2"])
def test_a_file_that_is_no_toml(project: Path, text: str) -> None:
    path = configure(project, text)
    done = run(project, "page.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"seedparse: {path}: is not a TOML file")


def test_a_file_that_is_not_there(project: Path) -> None:
    done = run(project, "--config", "none.toml", "page.txt")
    assert done.returncode == 2
    assert done.stderr == b"seedparse: none.toml: no such file or directory\n"


def test_what_is_in_force_is_shown_with_its_origin_as_a_configuration(project: Path) -> None:
    path = configure(project, 'packs = ["gull.toml"]\nmax-expand = "1GiB"\n')
    shown = run(project / "inside", "config").stdout.decode()
    assert shown.startswith(f"# {path} (found from the working directory upwards)\n")
    assert f'max-expand = "1GiB"  # {path}\n' in shown
    assert 'encoding = "auto"  # default\n' in shown
    table = tomllib.loads(shown)
    assert table["packs"] == [str(project / "gull.toml")]
    again = configure(project, shown, "again.toml")
    assert tomllib.loads(run(project, "config", "--config", str(again)).stdout.decode()) == table
    assert "# no configuration" in run(project, "config", "--no-config").stdout.decode()


def test_every_flag_of_parse_is_a_key(project: Path) -> None:
    import click

    from seedparse.command.cli import parse_command
    from seedparse.command.config import flags, key_of

    shown = run(project, "config", "--no-config").stdout.decode()
    for option in flags(parse_command, click.Context(parse_command)):
        assert f"{key_of(option)} = " in shown or f"# {key_of(option)}: " in shown


def test_output_of_a_configuration(project: Path) -> None:
    configure(project, 'output = "out"\nquiet = true\n')
    done = run(project / "inside", "../page.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (project / "out/page.jsonl").exists()


def test_the_seed_without_a_configuration_is_the_same(project: Path) -> None:
    configure(project, "jobs = 1\n")
    assert run(project, str(SEED)).stdout == run(project, "--no-config", str(SEED)).stdout
