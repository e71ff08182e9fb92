"""`python -m conformance.lgp`: the same as the installed command."""

from conformance.lgp.start import main

if __name__ == "__main__":
    main()
