"""The journal of a run: append-only, one segment a process, and the only thing that reports are made from."""
