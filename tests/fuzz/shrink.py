"""A failing case made as small as it gets while the same thing breaks."""

from cases import Case, Finding, finding

TRIALS = 3000


def shrunk(case: Case, found: Finding, trials: int = TRIALS) -> tuple[Case, Finding]:
    """The smallest case that was met, and what breaks in it: each step takes the first smaller case that breaks the
    same law, until none does or the trials are used up."""
    again = True
    while again and trials > 0:
        again = False
        for candidate in case.smaller():
            trials -= 1
            if trials <= 0:
                break
            other = finding(candidate)
            if other and other.law == found.law:
                case, found, again = candidate, other, True
                break
    return case, found
