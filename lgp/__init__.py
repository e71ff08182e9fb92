"""`lgp`: the API by hand. What it makes is the user's: no ledger knows of it, and no sweep removes it."""
