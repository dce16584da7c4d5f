"""Draws the picture of the documentation from what the command prints: docs/explain.svg.

usage: python docs/make_pictures.py
"""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

DOCS = Path(__file__).parent
TEXTS = DOCS.parent / "tests/fixtures/articles"
COMMAND = ("explain", "--no-pager", "--lines", "1-10", "guildhall.txt")
COLUMNS = 140
FONTS = (
    "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"  # of the reader: nothing is loaded from elsewhere
)
THEME = TerminalTheme(
    (30, 34, 42),
    (220, 223, 228),
    [
        *((30, 34, 42), (224, 108, 117), (152, 195, 121), (229, 192, 123)),
        *((97, 175, 239), (198, 120, 221), (86, 182, 194), (220, 223, 228)),
    ],
    [
        *((130, 137, 151), (224, 108, 117), (152, 195, 121), (240, 205, 140)),
        *((120, 190, 255), (215, 145, 240), (110, 200, 210), (255, 255, 255)),
    ],
)


def explain() -> str:
    """The table of `seedparse explain` for the head of an article, as SVG."""
    done = subprocess.run(
        [sys.executable, "-m", "seedparse", *COMMAND],
        cwd=TEXTS,
        env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text("$ seedparse explain guildhall.txt", style="bold"))
    console.print(Text.from_ansi(done.stdout.rstrip()), no_wrap=True, crop=False)
    picture = console.export_svg(title="seedparse", theme=THEME, unique_id="explain")
    picture = re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    picture = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", picture)
    return "".join(f"{line.rstrip()}\n" for line in picture.splitlines())


PICTURES = {"explain.svg": explain}


def main() -> None:
    for name, draw in PICTURES.items():
        Path(DOCS, name).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
