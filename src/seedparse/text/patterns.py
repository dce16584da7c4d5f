"""Regular expressions: ours, compiled when first used, and a user's, if it is safe.

Law: `later` differs from `re.compile` in the moment only, and no pattern that `safe` gives can take for ever.
"""

import re
from typing import Any, AnyStr, Generic, cast

from seedparse.errors import SplitError


class _Later(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._made_of: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._made_of), name)
        setattr(self, name, method)
        return method


def later(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """A pattern to use as if it were compiled.

    Most runs meet no clock time and no lone surrogate; compiling all patterns at import took a tenth of a short run.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))


def _most(sign: str) -> float:
    """How often a counted repeat may repeat."""
    if sign[0] != "{":
        return 1
    most = sign[1:-1].rpartition(",")[2]
    return int(most) if most else float("inf")


def safe(pattern: str) -> re.Pattern[str]:
    """The user's pattern, if it runs in bounded time: no repeat of a part that repeats or has alternatives, at most two
    repeats without end, nothing that looks back. Raises SplitError."""
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
