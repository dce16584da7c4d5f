"""Remote files as pieces of bytes, and the files below a remote folder.

Law: the pieces are those of the file, however often the connection breaks: reading goes on where it stopped.
"""

from collections.abc import Iterator
from typing import Any

from seedparse.remote import backing_off, file_system, next_pause, tried

BLOCK_BYTES = 4 * 1024 * 1024  # bytes of one request


def pieces(address: str, start: int, stop: int, size: int) -> Iterator[bytes]:
    """Yield the bytes from `start` to `stop`, or to the end, `size` bytes at once. Raises InputError."""
    system, name = file_system(address)
    pauses = backing_off()
    at, has_ranges = start, True
    while True:
        # A web server sends all of a file for one request; only what is missing of it is asked for in ranges.
        is_stream = _is_web(address) and (at == 0 or not has_ranges)
        try:
            with system.open(name, "rb", block_size=0 if is_stream else BLOCK_BYTES) as file:
                _go_to(file, at)
                while piece := file.read(min(size, stop - at)):
                    at += len(piece)
                    pauses = backing_off()
                    yield piece
                end = getattr(file, "size", None)
                if at < min(stop, end or 0):
                    raise EOFError(f"the file ended at byte {at} of {end}")
            return
        except Exception as error:
            if isinstance(error, ValueError) and _is_web(address) and has_ranges:
                has_ranges = False  # the server gives none
            else:
                next_pause(pauses, error)


def _go_to(file: Any, at: int) -> None:
    """Go to an offset; in a stream the bytes before it are read again."""
    try:
        file.seek(at)
    except ValueError:
        while at and (piece := file.read(min(BLOCK_BYTES, at))):
            at -= len(piece)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def size_of(address: str) -> int | None:
    """Return the number of bytes of a remote file, None if it is not known. Raises InputError."""
    system, name = file_system(address)
    size = tried(lambda: system.info(name)).get("size")
    return size if isinstance(size, int) else None


def files_below(address: str) -> list[str] | None:
    """Return the addresses of all files below a folder, sorted; None if the address is a file. Raises InputError.

    Web addresses are folders if they end with a slash: the files are those to which the page links.
    """
    system, name = file_system(address)
    if _is_web(address):
        if not address.endswith("/"):
            return None
    elif not tried(lambda: system.isdir(name)):
        return None
    folder = name.rstrip("/")
    found = tried(lambda: system.find(name))
    return sorted(
        address.rstrip("/") + each.removeprefix(folder)
        if each.startswith(f"{folder}/")
        else system.unstrip_protocol(each)
        for each in found
    )
