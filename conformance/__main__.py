"""Lets `python -m conformance` do what `conformance` does."""

from conformance.cli import main

main()
