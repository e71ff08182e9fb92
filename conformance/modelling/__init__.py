"""The model of clients and leads: steps as data, what should be there after them, and what is, compared."""
