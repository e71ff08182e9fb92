"""What a journal proves: pure functions from its records to the outcome that every report renders."""
