"""Lets `python -m conformance` do what `conformance` does."""

from conformance.start import main

main()
