"""`python -m conformance.lgp`: the same as the installed command."""

from conformance.lgp.cli import main

if __name__ == "__main__":
    main()
