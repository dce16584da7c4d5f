"""The script that one would write instead: a loop over lines, a few phrases, one form of date, one layout.

usage: python bench/script.py FILE > OUT.jsonl
"""

import json
import re
import sys
from typing import Any

REPORTED = re.compile(
    "Про це (?:повідомляє|пише)|Об этом (?:сообщает|пишет)|This was reported by|As reported by|Source:"
)
HEADINGS = {"Читайте також", "Ще на цю тему", "Читайте также", "Related", "Read also"}
ENTRY = re.compile(r"- (\d\d?)\.(\d\d?)\.(\d{4}) (.*)")

with open(sys.argv[1], encoding="utf-8") as source:
    record: dict[str, Any] | None = None
    blanks, listed = 0, False
    for line in source:
        line = line.rstrip("\n")
        if not line:
            blanks += 1
            if blanks == 2 and record:
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
                record = None
            continue
        blanks = 0
        if record is None:
            record = {"title": line, "attribution": None, "body": [], "related": []}
            listed = False
        elif listed and (found := ENTRY.match(line)):
            day, month, year, title = found.groups()
            record["related"].append({"date": f"{year}-{int(month):02}-{int(day):02}", "title": title})
        elif line in HEADINGS:
            listed = True
        elif record["attribution"] is None and REPORTED.match(line):
            record["attribution"] = line
        else:
            record["body"].append(line)
    if record:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
