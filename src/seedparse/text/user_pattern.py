"""Checks a user's regular expression before it is used.

Law: every pattern that `safe` returns runs in bounded time.
"""

import re

from seedparse.errors import SplitError


def _most(sign: str) -> float:
    """The maximum number of repeats that a quantifier such as `{2,5}` allows; 1 for other signs."""
    if sign[0] != "{":
        return 1
    most = sign[1:-1].rpartition(",")[2]
    return int(most) if most else float("inf")


def safe(pattern: str) -> re.Pattern[str]:
    """The user's pattern, compiled. Raises SplitError if it might not run in bounded time.

    Refused: a repeat of a part that itself repeats or has alternatives; more than two unbounded repeats (a bound above
    100 counts as unbounded); back-references and all groups `(?...)` except `(?:...)`.
    """
    bare = re.sub(r"\\[^\d\s]|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern)
    if re.search(r"\\\d|\(\?(?!:)", bare):
        raise SplitError(
            f"the split pattern {pattern} uses a back-reference or (?...); of these only (?:...) is allowed"
        )
    depth_has_choice = [False]
    endless = 0
    for found in re.finditer(r"\(\??:?|\)|\||[*+]|\{\d*,?\d*\}|\?", bare):
        sign = found[0]
        after = bare[found.end() : found.end() + 1]
        if sign[0] == "(":
            depth_has_choice.append(False)
        elif sign == ")" and len(depth_has_choice) > 1:
            inner = depth_has_choice.pop()
            if inner and after in ("*", "+", "{"):
                raise SplitError(
                    f"the split pattern {pattern} repeats a part that itself repeats or has alternatives; "
                    "this could take for ever"
                )
            depth_has_choice[-1] = depth_has_choice[-1] or inner
        elif sign == "|" or sign[0] in "*+{?":
            depth_has_choice[-1] = True
            endless += sign in ("*", "+") or _most(sign) > 100
    if endless > 2:
        raise SplitError(
            f"the split pattern {pattern} has more than two unbounded repeats (* or +); this could take for ever"
        )
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SplitError(f"the split pattern {pattern} is not a regular expression: {error}") from None
