"""The memory: what each record of this process was last known to be, held against every later view of it."""
