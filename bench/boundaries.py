"""Measures how well the articles of a dump are separated. Each dump is composed of 2 to 500 articles of the fixtures,
whole or shortened as real ones are, with one kind of separator.

usage: python bench/boundaries.py [SEED]

A boundary is an article's first line. A missing boundary is a wrong merge, an extra one a wrong cut.
"""

import random
import sys
from collections import defaultdict
from pathlib import Path

from seedparse import parse

FIXTURES = Path(__file__).parent.parent / "tests/fixtures/articles"
SEPARATORS = {
    "form feed": "\n\f\n",
    "numbered": "\n\nDocument {n} of {all}\n\n",
    "dashes": "\n\n-----\n\n",
    "equals": "\n\n==========\n\n",
    "stars": "\n\n*****\n\n",
    "three blank lines": "\n\n\n\n",
    "two blank lines": "\n\n\n",
    "one blank line": "\n\n",
    "a related list only": "\n",
}
SIZES = (2, 5, 20, 100, 500)


def variants(text: str) -> list[str]:
    """Return the article, and shortened forms: without a lead, without a related list, with two entries only."""
    lines = text.strip("\n").split("\n")
    blank = next((at for at, line in enumerate(lines) if not line.strip()), 1)
    dated = [at for at, line in enumerate(lines) if line.lstrip("-•– ")[:2].isdigit()]
    whole = "\n".join(lines)
    found = [whole, "\n".join([lines[0], *lines[blank:]])]
    if dated:
        found.append("\n".join(lines[: dated[0] - 1]))
        found.append("\n".join(lines[: dated[0] + 2]))
    return [each.strip("\n") for each in found]


def listed(text: str) -> bool:
    return text.split("\n")[-1].lstrip("-•– ")[:2].isdigit()


def score(texts: list[str], separator: str) -> tuple[int, int, int]:
    """Return the numbers of boundaries found, missing and wrong."""
    data, starts = "", set()
    for number, text in enumerate(texts, 1):
        if data:
            data += separator.format(n=number, all=len(texts))
        starts.add(data.count("\n") + 1)
        data += text
    found = {article["origin"]["line_start"] for article in parse(data.encode())}
    return len(found & starts) - 1, len(starts - found), len(found - starts)  # the first start is no boundary


def main() -> None:
    chance = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    by_language: dict[str, list[str]] = defaultdict(list)
    for path in sorted(FIXTURES.glob("*.txt")):
        if not path.stem.startswith("page-"):  # `variants` would cut a page at its menus
            by_language[path.stem[:2]] += variants(path.read_text(encoding="utf-8"))
    everything = [text for texts in by_language.values() for text in texts]
    print("| separator | neighbours | F1 | wrong merges | wrong cuts |\n|---|---|---|---|---|")
    for name, separator in SEPARATORS.items():
        pools = {"any": [(everything, size) for size in SIZES]}
        pools["of one language"] = [(texts, 20) for texts in by_language.values()]
        for neighbours, dumps in pools.items():
            right = missing = wrong = 0
            for texts, size in dumps:
                pool = list(filter(listed, texts)) if separator == "\n" else texts
                if pool:
                    found = score([chance.choice(pool) for _ in range(size)], separator)
                    right, missing, wrong = right + found[0], missing + found[1], wrong + found[2]
            share = 2 * right / max(1, 2 * right + missing + wrong)
            print(f"| {name} | {neighbours} | {share:.3f} | {missing} of {missing + right} | {wrong} |", flush=True)


if __name__ == "__main__":
    main()
