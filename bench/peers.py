"""The work of other programs on the articles of a corpus, each as one process; for `speed.py`.

usage: python bench/peers.py trafilatura|py3langid|language ARTICLES.jsonl

`language` is seedparse's own detector, on the same texts as py3langid.
"""

import json
import sys
from collections.abc import Callable


def trafilatura() -> Callable[[dict[str, str]], str | None]:
    from trafilatura import extract

    return lambda article: extract(article["html"])


def py3langid() -> Callable[[dict[str, str]], str]:
    from py3langid import classify

    return lambda article: classify(article["running"])[0]


def language() -> Callable[[dict[str, str]], str]:
    from seedparse.readers.language import detect
    from seedparse.resources import load

    packs = load().packs
    return lambda article: detect(article["running"].split("\n"), packs)


if __name__ == "__main__":
    work = {"trafilatura": trafilatura, "py3langid": py3langid, "language": language}[sys.argv[1]]()
    with open(sys.argv[2], encoding="utf-8") as source:
        for line in source:
            print(work(json.loads(line)))
