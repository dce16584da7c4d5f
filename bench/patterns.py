"""How much faster is `re` than `regex` on a phrase's pattern? Prints ratios re/regex of compiling and of matching.

usage: python bench/patterns.py
"""

import re
import statistics
import time
from collections.abc import Callable

import regex

from seedparse.phrases import parse, whole

GROUPS = {
    "reports": parse("(сообщает|сообщают|передает|передают|пишет|пишут|информирует|рассказывает)", {}),
    "citing": parse("(со ссылкой на|ссылаясь на|цитируя)", {}),
}
SOURCE = "об этом <reports> {publisher} [<citing> {via}]"
LINE = "Об этом сообщает издание GuildHall, со ссылкой на источник: Настоящее время"


def seconds(call: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        call()
    return time.perf_counter() - start


def main() -> None:
    pattern = whole(parse(SOURCE, GROUPS))
    ratios: dict[str, list[float]] = {"compile": [], "match": []}
    compiled = re.compile(pattern, re.IGNORECASE), regex.compile(pattern, regex.IGNORECASE)
    assert all(each.match(LINE) for each in compiled)
    for _ in range(7):  # interleaved, so that a noisy machine hits both alike
        pair = []
        for module in (re, regex):

            def fresh(module=module) -> None:  # type: ignore[no-untyped-def]
                module.purge()
                module.compile(pattern, module.IGNORECASE)

            pair.append(seconds(fresh, 50))
        ratios["compile"].append(pair[0] / pair[1])
        pair = [seconds(lambda each=each: each.match(LINE), 20000) for each in compiled]  # type: ignore[misc]
        ratios["match"].append(pair[0] / pair[1])
    for name, found in ratios.items():
        print(f"{name:8} re/regex {statistics.median(found):.2f}")


main()
