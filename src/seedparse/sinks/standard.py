"""Records to standard output, unbuffered: what is decided is out."""

import os

from seedparse.errors import OutputError, ReaderGone

DESCRIPTOR = 1  # not sys.stdout, which is None where the caller closed it


class StandardOutput:
    """Writes all of what it is given before it returns."""

    def write(self, lines: bytes) -> None:
        """Raises ReaderGone if the pipe was closed, OutputError on all else."""
        view = memoryview(lines)
        try:
            while view:
                view = view[os.write(DESCRIPTOR, view) :]
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            raise OutputError(f"standard output: {error.strerror}") from None
