"""`python -m cajad_cli` is `cajad`."""

from cajad_cli.cli import main

if __name__ == "__main__":
    main()
