"""Damage to a document's lines and to its bytes, and the encodings that it is written in."""

from random import Random

from grammar import INVISIBLE, ODD, Lines

CYRILLIC = ("ru", "uk", "be", "bg", "sr", "kk")
LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "da", "no", "sv", "fi", "id")
CENTRAL = ("pl", "cs", "sk", "sl", "hr", "hu", "ro")

ENCODINGS: tuple[tuple[str, bytes, tuple[str, ...]], ...] = (
    ("utf-8", b"\xef\xbb\xbf", ()),
    ("utf-16-le", b"\xff\xfe", ()),
    ("utf-16-be", b"\xfe\xff", ()),
    ("utf-16-le", b"", ()),
    ("utf-16-be", b"", ()),
    ("utf-32-le", b"\xff\xfe\0\0", ()),
    ("cp1251", b"", CYRILLIC),
    ("koi8-r", b"", ("ru", "bg")),
    ("koi8-u", b"", ("uk",)),
    ("cp866", b"", ("ru", "be")),
    ("cp1125", b"", ("uk",)),
    ("cp1252", b"", LATIN),
    ("iso8859-2", b"", CENTRAL),
    ("cp1253", b"", ("el",)),
    ("gb18030", b"", ("zh", "ru")),
    ("gb18030", b"\x84\x31\x95\x33", ("zh",)),
    ("big5", b"", ("zh",)),
    ("shift_jis", b"", ("ja",)),
    ("euc-jp", b"", ("ja",)),
    ("euc-kr", b"", ("ko",)),
)
"""Name, mark at the head, and the languages that are written in it (none: all). UTF-8 without a mark is most."""
PLAIN = ("utf-8", b"", ())
ENDINGS = ("\n",) * 8 + ("\r\n", "\r\n", "\r")


def chosen_encoding(random: Random) -> tuple[str, bytes, tuple[str, ...]]:
    return PLAIN if random.random() < 0.6 else random.choice(ENCODINGS)


def damaged_lines(lines: Lines, random: Random) -> Lines:
    """The lines with some of them dropped, doubled, swapped, cut, joined, padded, or mixed with odd characters."""
    lines = list(lines)
    if random.random() < 0.4:
        return lines
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        if not lines:
            break
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        line, place = lines[at], random.randint(0, len(lines[at]))
        match random.randrange(12):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3:
                lines[at : at + 1] = [line[:place], line[place:]]
            case 4:
                lines[at : at + 2] = ["".join(lines[at : at + 2])]
            case 5:
                lines[at] = line[:place]
            case 6:
                lines[at] = line + random.choice(INVISIBLE)
            case 7:
                lines[at] = random.choice(INVISIBLE) + line
            case 8:
                lines[at] = line[:place] + random.choice(ODD) + line[place:]
            case 9:
                lines.insert(at, random.choice(ODD + INVISIBLE))
            case 10:
                lines.insert(at, "")
            case _:
                padding = random.choice(INVISIBLE)
                lines = [each + padding for each in lines]
    return lines


def damaged_bytes(data: bytes, random: Random) -> bytes:
    """The bytes with some of them changed, cut off or filled in."""
    held = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        if not held:
            break
        at = random.randrange(len(held))
        match random.randrange(6):
            case 0 | 1:
                held[at] ^= 1 << random.randrange(8)
            case 2:
                held[at] = random.choice(b"\0\r\n\f\x1c\x85\xff\x80")
            case 3:
                del held[at : at + random.randint(1, 4)]
            case 4:
                del held[at:]
            case _:
                held[at:at] = bytes(random.choice((1, 4, 400)))
    return bytes(held)


def written(lines: Lines, random: Random, encoding: str, mark: bytes) -> bytes:
    """The document's bytes: one ending of lines or a mixture, the last line with or without it."""
    ending = random.choice(ENDINGS)
    if random.random() < 0.05:
        text = "".join(line + random.choice(("\n", "\r\n", "\r")) for line in lines)
    else:
        text = ending.join(lines) + ending * (random.random() < 0.6)
    data = mark + text.encode(encoding, errors="replace")
    return damaged_bytes(data, random) if random.random() < 0.15 else data
