"""Measures speed: CPU time of seedparse divided by that of another program on the same articles.

usage: python bench/speed.py [--against REF_OR_WHEEL] [--runs 5] [--kind KIND ...] [--megabytes 2]

Measured is the package of this checkout's `src`, whatever is installed. Each ratio is the median of interleaved pairs
of whole processes, start included, with one worker and output to a file, on the corpora of `corpora.py`. The columns:

- script: `script.py`, what one would write for one site; in `natural`, `main` and `pages` it finds little
- a commit or a wheel: seedparse of that version, with the libraries of this environment; and whether the output is the
  same. Both versions are copies in a temporary folder, with their packs built and their modules compiled
- trafilatura: `extract` on HTML of the same articles, without menus (`cyrillic`, `english`, `natural`), or on the pages
  that the dumps were made of; needs `pip install -r requirements/bench.txt`
- py3langid: `classify` on lead and body, against seedparse's language detector alone; needs the same
"""

import argparse
import filecmp
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import corpora

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src" / "seedparse"
BUILD = "from seedparse.languages.loader import write_built; write_built()"
PEERS = ("trafilatura", "py3langid")
Command = tuple[Path, list[str]]  # the folder of the version of seedparse that it imports, the arguments of Python


def version(name: str, folder: Path) -> Path:
    """Put this version into a folder, with its packs built, and return the path to import it from.

    name: a commit, the path of a wheel, or "" for the version beside this file.
    """
    folder.mkdir()
    if name.endswith(".whl"):
        zipfile.ZipFile(name).extractall(folder)  # its packs are built
        return folder
    if not name:
        shutil.copytree(PACKAGE, folder / "seedparse")
    else:
        files = subprocess.run(["git", "-C", HERE.parent, "archive", f"{name}:src"], capture_output=True, check=False)
        if files.returncode:
            sys.exit(f"--against {name}: neither a wheel nor a commit\n{files.stderr.decode()}")
        subprocess.run(["tar", "-x", "-C", folder], input=files.stdout, check=True)
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    if subprocess.run([sys.executable, "-P", "-c", BUILD], env=environment, check=False).returncode:
        sys.exit(f"the packs of {name or PACKAGE} cannot be built here; make a wheel of it")
    return folder


def seconds(command: Command, output: Path) -> float:
    """Return the CPU seconds of a command."""
    path, words = command
    with output.open("wb") as sink:
        environment = {**os.environ, "PYTHONPATH": str(path)}
        process = subprocess.Popen([sys.executable, "-P", *words], stdout=sink, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: python {' '.join(words)}")
    return usage.ru_utime + usage.ru_stime


def measure(commands: dict[str, Command], folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the CPU seconds of each command in each run. A first run, which compiles modules, does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name in list(commands)[:: -1 if run % 2 else 1]:  # none is always the first
            times[name].append(seconds(commands[name], folder / f"{name}.out"))
    return {name: each[1:] for name, each in times.items()}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="CPU time of seedparse divided by that of other programs")
    parser.add_argument("--against", metavar="REF_OR_WHEEL", help="another version of seedparse: a commit or a wheel")
    parser.add_argument("--runs", type=int, default=5, help="pairs (default: 5)")
    parser.add_argument(
        "--kind", nargs="+", choices=corpora.KINDS, default=corpora.KINDS, help="corpora (default: all)"
    )
    parser.add_argument("--megabytes", type=float, default=2, help="size of a corpus (default: 2)")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    missing = [name for name in PEERS if not importlib.util.find_spec(name)]
    if missing:
        print(f"no {' and no '.join(missing)}: pip install -r requirements/bench.txt", file=sys.stderr)
    pairs = {"script": ("seedparse", "script"), given.against: ("seedparse", "against")}
    pairs |= {"trafilatura": ("seedparse", "trafilatura"), "py3langid": ("language", "py3langid")}
    pairs = {name: pair for name, pair in pairs.items() if name and name not in missing}
    columns = [
        "corpus",
        "articles",
        "records",
        *(f"/ {Path(name).name}" for name in pairs),
        *["same"][: bool(given.against)],
    ]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        here = version("", folder / "here")
        other = version(given.against, folder / "other") if given.against else here
        print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)
        for kind in given.kind:
            corpus = corpora.make(kind, folder, given.megabytes)
            parse = ["-m", "seedparse", "-j", "1", str(corpus.text)]
            commands: dict[str, Command] = {
                "seedparse": (here, parse),
                "against": (other, parse),
                "script": (here, [str(HERE / "script.py"), str(corpus.text)]),
            }
            for name in ("trafilatura", "language", "py3langid"):
                commands[name] = here, [str(HERE / "peers.py"), name, str(corpus.jsonl)]
            needed = {name for pair in pairs.values() for name in pair}
            times = measure({name: each for name, each in commands.items() if name in needed}, folder, given.runs)
            row = [kind, corpus.articles, (folder / "seedparse.out").read_bytes().count(b"\n")]
            for ours, theirs in pairs.values():
                ratios = [own / its for own, its in zip(times[ours], times[theirs], strict=True)]
                row.append(f"{statistics.median(ratios):.2f}")
            if given.against:
                same = filecmp.cmp(folder / "seedparse.out", folder / "against.out", shallow=False)
                row.append("yes" if same else "NO")
            print(f"| {' | '.join(map(str, row))} |", flush=True)


if __name__ == "__main__":
    main()
