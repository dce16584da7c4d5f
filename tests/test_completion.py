"""Completion and the manual page: written from the commands, checked by the shells and by man themselves.

The heavy tests type into real shells in a terminal: `pytest -m heavy tests/test_completion.py`, with bash, zsh, fish,
tmux and man installed.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from conftest import ROOT, run
from seedparse.command.cli import command, manual
from seedparse.command.look import LOOKS
from seedparse.command.tree import Node, below, encodings, languages, tree

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def program() -> Iterator[click.Command]:
    """The top command with all that the program has, as `__main__` makes it."""
    for look in LOOKS:
        command.add_command(look)
    yield command
    for look in LOOKS:
        del command.commands[look.name or ""]


@pytest.fixture(scope="module")
def top(program: click.Command) -> Node:
    return tree(program)


@cache
def script(shell: str) -> str:
    done = run("completion", shell)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_flag_is_in_the_script(shell: str, top: Node) -> None:
    words = set(re.findall(r"[\w-]+", script(shell).replace("-l ", "--")))
    nodes = list(below(top))
    assert {"explain", "packs check", "completion", "scrub"} <= {node.path for node in nodes}
    for node in nodes:
        assert node.path.split()[-1] in words
        for flag in node.flags:
            assert {name for name in flag.names if name.startswith("--")} <= words, node.path


def test_encodings_and_languages_are_those_that_are_taken() -> None:
    from seedparse.languages import loader
    from seedparse.text.encodings import named

    assert {"auto", "utf-8", "cp1251", "koi8-u", "shift_jis"} <= set(encodings())
    assert [named(each) for each in encodings()]
    assert [code for code, _ in languages()] == loader.languages()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_read_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "script"
    path.write_text(script(shell), encoding="utf-8")
    assert subprocess.run([shell, "-n", path], check=True, capture_output=True).stderr == b""


def of_bash(line: str, cwd: Path) -> list[str]:
    """What bash is offered behind this line: by the function of the script, with the words as bash cuts them."""
    words = re.findall(r"=|[^\s=]+", line) + [""] * line.endswith((" ", "="))
    cut = words[:-1] if words[-1] == "" and words[-2] == "=" else words
    given = " ".join(f"'{word}'" for word in cut)
    code = (
        f"{script('bash')}\nCOMP_WORDS=({given}); COMP_CWORD={len(cut) - 1}\n"
        f"_seedparse seedparse '{cut[-1]}' '{cut[-2]}' 2> /dev/null\nprintf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    done = subprocess.run(["bash", "-c", code], cwd=cwd, capture_output=True, check=True)
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("seedparse ex", ["explain", "extra.txt"]),
        ("seedparse --enc", ["--encoding"]),
        ("seedparse parse --enc", ["--encoding"]),
        ("seedparse --encoding k", ["koi8-r", "koi8-u"]),
        ("seedparse --encoding=k", ["koi8-r", "koi8-u"]),
        ("seedparse --unit ", ["article", "block"]),
        ("seedparse -j ", [""]),
        ("seedparse -o ex", ["extra.txt"]),
        ("seedparse --unit block ex", ["extra.txt"]),
        ("seedparse stats --fail", ["--fail-under"]),
        ("seedparse stats ex", ["extra.txt"]),
        ("seedparse packs ", ["show", "new", "learn", "check", "suggest"]),
        ("seedparse packs show u", ["uk", "ur", "uz"]),
        ("seedparse packs learn --extends u", ["uk", "ur", "uz"]),
        ("seedparse packs check ex", ["extra.txt"]),
        ("seedparse help com", ["completion"]),
        ("seedparse completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_bash_is_offered(line: str, offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "extra.txt").touch()
    (tmp_path / "other").mkdir()
    assert sorted(of_bash(line, tmp_path)) == sorted(filter(None, offered))


def test_an_unknown_shell_is_refused() -> None:
    done = run("completion", "tcsh")
    assert done.returncode == 2
    assert b"'bash', 'zsh', 'fish'" in done.stderr


START = {
    "bash": "bash --norc --noprofile -i",
    "zsh": "zsh -f -i",
    "fish": "fish --no-config -i",
}
SETUP = {
    "bash": "PS1='$ '; bind 'set show-all-if-ambiguous on'; source <(seedparse completion bash)",
    "zsh": "PS1='$ '; autoload -U compinit; compinit -u -D; setopt no_beep; source <(seedparse completion zsh)",
    "fish": "function fish_prompt; echo '$ '; end; set fish_greeting; seedparse completion fish | source",
}
EMPTY = {"bash": "C-u", "zsh": "C-u", "fish": "C-c"}  # the key that empties the line


class Terminal:
    """A shell in a terminal of tmux, with seedparse and its completion, in a folder of its own."""

    def __init__(self, shell: str, folder: Path) -> None:
        self.shell = shell
        self.socket = folder / "tmux"
        (folder / "work").mkdir()
        (folder / "work" / "extra notes.txt").write_text("A title\n\nA text of one line, which ends here.\n")
        environment = {
            "HOME": str(folder),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": os.environ["PYTHONPATH"],
            "TERM": "xterm",
            "LANG": "C.UTF-8",
        }
        size = ("-x", "160", "-y", "50")
        subprocess.run(
            ["tmux", "-S", self.socket, "-f", "/dev/null", "new-session", "-d", *size, START[shell]],
            env=environment,
            cwd=folder / "work",
            check=True,
        )
        self.wait(lambda screen: screen.strip() != "")
        self.line(f"{SETUP[shell]}; clear; echo ready")
        self.wait(lambda screen: "\nready" in f"\n{screen}")

    def do(self, *arguments: str) -> str:
        done = subprocess.run(["tmux", "-S", self.socket, *arguments], capture_output=True, check=True)
        return done.stdout.decode()

    def line(self, text: str) -> None:
        self.do("send-keys", "-l", text)
        self.do("send-keys", "Enter")

    def screen(self) -> str:
        return self.do("capture-pane", "-p")

    def wait(self, is_there: Callable[[str], bool]) -> str:
        """Wait until the screen shows it; what is on the screen then."""
        for _ in range(400):
            if is_there(screen := self.screen()):
                return screen
            time.sleep(0.05)
        raise AssertionError(self.screen())

    def typed(self, text: str, *, tabs: int, shows: str) -> str:
        """Type a text and TAB on an empty line, and wait for what it shall show; then empty the line again."""
        self.do("send-keys", EMPTY[self.shell])
        self.line("clear; echo empty")
        self.wait(lambda screen: screen.lstrip("$ \n").startswith("empty"))
        self.do("send-keys", "-l", text)
        for _ in range(tabs):
            self.do("send-keys", "Tab")
            time.sleep(0.2)
        return self.wait(lambda screen: re.search(shows, screen) is not None)

    def close(self) -> None:
        self.do("kill-server")


@pytest.fixture(params=SHELLS)
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    for program in (request.param, "tmux"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    terminal = Terminal(request.param, tmp_path)
    yield terminal
    terminal.close()


@pytest.mark.heavy
def test_keys_in_a_real_shell(terminal: Terminal) -> None:
    terminal.typed("seedparse expl", tabs=1, shows=r"\$ seedparse explain ?\n")
    both = terminal.typed("seedparse ex", tabs=2, shows=r"extra\\? notes")
    assert "explain" in both
    terminal.typed("seedparse --enc", tabs=1, shows=r"\$ seedparse --encoding")
    offered = terminal.typed("seedparse --encoding ", tabs=2, shows="koi8-u")
    assert {"auto", "utf-8", "cp1251", "shift_jis"} <= set(re.split(r"\s+", offered))
    terminal.typed("seedparse --encoding koi8-u ext", tabs=1, shows=r"extra\\? notes\.txt|'extra notes\.txt'")
    terminal.typed("seedparse stats --fail", tabs=1, shows="stats --fail-under")
    terminal.typed("seedparse packs sh", tabs=1, shows=r"packs show ?\n")
    terminal.typed("seedparse packs show u", tabs=2, shows=r"\bur\b")
    terminal.typed("seedparse completion ba", tabs=1, shows=r"completion bash ?\n")


@pytest.mark.heavy
def test_man_shows_the_page(tmp_path: Path) -> None:
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    path = tmp_path / "seedparse.1"
    path.write_bytes(run("help", "--man").stdout)
    done = subprocess.run(
        ["man", "--warnings", "-P", "cat", "-l", path],
        capture_output=True,
        env={**os.environ, "MANWIDTH": "100", "MANROFFOPT": "-c", "LC_ALL": "C.UTF-8"},
        check=True,
    )
    assert done.stderr == b""
    shown = re.sub(r".\x08", "", done.stdout.decode())
    assert "seedparse - read plain-text news and write one JSON record per article" in shown
    for part in ("-o, --output OUT", "seedparse packs check", "EXIT STATUS", "seedparse texts/ -o records/"):
        assert part in shown


def test_the_manual_page_has_what_the_help_says(top: Node) -> None:
    page = run("help", "--man").stdout.decode()
    plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "").replace("\\(ga", "`")
    for node in below(top):
        assert f'.SS "seedparse {node.path}"' in plain
        for flag in node.flags:
            assert f"\n{', '.join(flag.names)}{' ' if flag.metavar else ''}{flag.metavar or ''}\n{flag.help}" in plain
    assert not [line for line in page.splitlines() if re.match(r"\.(?!TH|SH|SS|TP|PP|B |br|nf|fi)|'", line)]
    done = run("help", "--man", "explain")
    assert done.returncode == 2
    assert b"name none" in done.stderr


def test_the_page_of_the_build_is_that_of_the_command(program: click.Command) -> None:
    """`hatch_build.py` calls the same function."""
    assert manual(program) == run("help", "--man").stdout.decode()


@pytest.mark.heavy
def test_the_package_brings_page_scripts_and_documentation(tmp_path: Path) -> None:
    """From a copy of what is under version control, as a user installs it."""
    source = tmp_path / "source"
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, files.split("\0")):
        if not name.startswith(("tests/", "bench/", "training/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, source], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        data = f"{wheel.name.split('-py3')[0]}.data/data/share"
        assert archive.read(f"{data}/man/man1/seedparse.1") == run("help", "--man").stdout
        for place, shell in (
            ("bash-completion/completions/seedparse", "bash"),
            ("zsh/site-functions/_seedparse", "zsh"),
            ("fish/vendor_completions.d/seedparse.fish", "fish"),
        ):
            assert archive.read(f"{data}/{place}").decode() == script(shell)
        assert archive.read("seedparse/docs/record.md") == (ROOT / "docs/record.md").read_bytes()


def test_the_help_ends_with_the_documentation() -> None:
    shown = run("--help").stdout.decode()
    found = re.search(r"\nDocumentation: (.*), index\.md first\. Manual page: man seedparse\n+$", shown)
    assert found
    assert (Path(found[1]) / "index.md").is_file()
    assert (Path(found[1]) / "record.md").is_file()
