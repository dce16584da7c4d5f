"""Writes many articles through an output's own code: `python made.py OUT MEGABYTES|COUNTx [--wait]`.

Parsing as many would take an hour; the records are parsed ones with other numbers. Prints the count and the greatest
resident memory in MB.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seedparse import parse_text
from seedparse.command.forms import form_of
from seedparse.sinks.forms import output_file
from seedparse.sinks.places import place

TEXT = """The bridge opens again
By Anna Example

The council paid for it, as Reuters reports.
Nobody in the village had seen the river so high before the bridge was built, and it took years.
Source: Reuters

Read also
07.02.2026 The council pays
08.02.2026 The old bridge
"""
WORDS = "council bridge river village harbour report water school road winter market train garden wood".split()


def articles() -> Iterator[bytes]:
    (article,) = parse_text(TEXT)
    record: Any = json.loads(json.dumps(article))
    number = 0
    while True:
        number += 1
        word = WORDS[number % len(WORDS)]
        record["id"] = f"sp-{number:032x}"
        record["origin"]["article"] = number
        record["header"]["title"] = f"The {word} of {number} opens again"
        record["body"][1] = (
            f"Nobody in the {word} saw {' '.join(WORDS[(number * each) % 14] for each in range(1, 90))}."
        )
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def main(path: str, amount: str, *flags: str) -> None:
    count = size = 0
    with output_file(path, form_of(place(path), None, None, "article")) as file:
        file.begin()
        for line in articles():
            file.write(line)
            count += 1
            size += len(line)
            if count == int(amount[:-1]) if amount.endswith("x") else size >= int(amount) * 1_000_000:
                break
        if "--wait" in flags:
            print("written", flush=True)
            time.sleep(600)
    print(count, peak_megabytes())


def peak_megabytes() -> int:
    """The greatest resident memory of this program; `ru_maxrss` would be that of its parent, if this is greater."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
