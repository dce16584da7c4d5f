"""`python -m seedparse`, and the installed command: what must be so before any room is imported."""

import os


def main() -> None:
    """The entry point."""
    _fill_closed()
    try:
        from seedparse.memory import look_seldom_for_cycles

        look_seldom_for_cycles()
        from seedparse.command.cli import main as run
    except KeyboardInterrupt:
        os.write(2, b"seedparse: interrupted\n")
        os._exit(130)
    run()


def _fill_closed() -> None:
    """A closed standard stream stays closed: the next file that is opened must not take its number."""
    # Opened the other way round, so that reading and writing fail as they would.
    for number, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest number that is free: this one


if __name__ == "__main__":
    main()
