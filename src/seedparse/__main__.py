"""`python -m seedparse`."""

from seedparse.cli import main

if __name__ == "__main__":
    main()
