"""Decides whether two lines are the same headline.

Law: they are the same if their letters and digits are equal, or become equal when parts that marks separate, such as
the site's name or a kicker, are removed from the ends of the longer one; at least half of it must remain. A sentence
that only begins with a headline is a different text.
"""

from unicodedata import combining, normalize

from seedparse.text.keys import letters_of
from seedparse.text.lines import WHITE
from seedparse.text.patterns import later

MAX_HEADLINE_CHARS = 500  # characters of a headline
MOST_MARKS = 8  # separating marks of a headline that are tried
MIN_SITE_LETTERS = 3  # letters and digits of a site's name
LABEL_WORDS = 3  # fewer spaces are in the label of a field
_DOMAIN = later(r"[^\W\d_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,7}$")
_NUMBER = later(r"\s*\d{1,3}[.)]?\s+(?=\S)")
_TRAIL = later(r"(?:\s+[/»›>→|]+\s+|\s*[|｜]\s*)$")
_SITE_MARK = later(r"\s+[-–—|•·»]+\s+|\s*[|｜]\s*")
_ADDRESS = later(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?$")
_MARK = later(r"\s+[-–—|•·/»›>→:]+\s+|\s*[|｜：]\s*|:\s+")


def are_same(one: str, other: str) -> bool:
    """Whether two texts are the same headline; one of them may have the site's name or a kicker as well."""
    if len(one) > MAX_HEADLINE_CHARS or len(other) > MAX_HEADLINE_CHARS:
        return False
    return letters_of(one) == letters_of(other) or _find(one, other) is not None or _find(other, one) is not None


def without_tail(headline: str, text: str) -> str | None:
    """The headline without the site's name at its end; None unless `text` is the same headline without that name."""
    found = _find(headline, text)
    if found is None or found[1] == len(headline):
        return None
    return text.strip(WHITE) if found[0] == 0 else headline[: found[1]]


def has_parts(headline: str) -> bool:
    """Whether it may be more than a headline: marks separate parts of it, or it begins with a number."""
    return len(headline) <= MAX_HEADLINE_CHARS and bool(_MARK.search(headline) or _NUMBER.match(headline))


def is_part(headline: str, text: str) -> bool:
    """Whether a headline is `text` with the site's name behind it, or a breadcrumb trail or a number before it."""
    number = _NUMBER.match(headline)
    if number and letters_of(headline[number.end() :]) == letters_of(text):
        return True
    found = _find(headline, text)
    return found is not None and (found[1] < len(headline) or _TRAIL.search(headline, 0, found[0]) is not None)


def without_site(headline: str, evidence: str) -> str | None:
    """A headline without the site's name after its last mark, if a field ("Site: Harbour Post") or a web address shows
    that it is the site's name."""
    if len(evidence) > MAX_HEADLINE_CHARS or (parts := _at_last_mark(headline)) is None:
        return None
    head, tail = parts[0], _plain_key(parts[1])
    if address := _ADDRESS.match(evidence.strip(WHITE)):
        return head if tail in _plain_key(address[1]) else None
    label, colon, value = evidence.partition(":")
    is_field = colon and label.count(" ") < LABEL_WORDS
    # The field may have the article that the title leaves out: "The Times of India".
    return head if is_field and tail in (_plain_key(value), _plain_key(value.strip(WHITE).partition(" ")[2])) else None


def without_domain(headline: str) -> str | None:
    """A headline without the site's name after its last mark, if that name is a domain: "| Harbour.com"."""
    parts = _at_last_mark(headline)
    return parts[0] if parts and _DOMAIN.match(parts[1].strip(WHITE)) else None


def without_line(headline: str, line: str) -> str | None:
    """A headline without the text after its last mark, if this line of the page is the same text."""
    parts = _at_last_mark(headline)
    return parts[0] if parts and letters_of(parts[1]) == letters_of(line) else None


def _at_last_mark(headline: str) -> tuple[str, str] | None:
    """A headline of several words before its last mark, and the name after it; None if it has no such parts."""
    marks = [] if len(headline) > MAX_HEADLINE_CHARS else [mark.span() for mark in _SITE_MARK.finditer(headline)]
    if not marks:
        return None
    end, start = marks[-1]
    if len(_plain_key(headline[start:])) < MIN_SITE_LETTERS or " " not in headline[:end].strip():
        return None
    return headline[:end].rstrip(), headline[start:]


def _plain_key(text: str) -> str:
    """The key of a text without accents: web addresses have none."""
    return letters_of("".join(letter for letter in normalize("NFKD", text) if not combining(letter)))


def _find(longer: str, shorter: str) -> tuple[int, int] | None:
    """Start and end of the shorter headline in the longer one (characters, half-open), None if it is not in it.

    Marks must separate it from the rest, and it must be at least half of the letters and digits.
    """
    marks = [] if len(longer) < len(shorter) else [mark.span() for mark in _MARK.finditer(longer)][:MOST_MARKS]
    wanted = letters_of(shorter)
    if not marks or 2 * len(wanted) < len(letters_of(longer)):
        return None
    starts = (0, *(end for _, end in marks))
    ends = (*(start for start, _ in marks), len(longer))
    found = ((start, end) for start in starts for end in ends if letters_of(longer[start:end]) == wanted)
    return next(found, None)
