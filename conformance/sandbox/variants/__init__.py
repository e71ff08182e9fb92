"""What else a reasonable server may do: one file a variant, each of which a conformance run must accept."""
