"""`python -m seedparse` and the installed command: what must happen before any other module is imported."""

import os


def main() -> None:
    """Entry point of `python -m seedparse` and of the installed command."""
    _fill_closed()
    try:
        from seedparse.memory import look_seldom_for_cycles

        look_seldom_for_cycles()
        from seedparse.command.cli import main as run
        from seedparse.command.look import LOOKS
    except KeyboardInterrupt:
        os.write(2, b"seedparse: interrupted\n")
        os._exit(130)
    run(LOOKS)


def _fill_closed() -> None:
    """Keep closed standard streams closed: open the null device in their place, so that no file gets descriptor 0-2."""
    # Each is opened in the wrong direction, so that reading or writing fails as on a closed stream.
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # the system assigns the lowest free number: this one


if __name__ == "__main__":
    main()
