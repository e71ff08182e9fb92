"""The verbs of `conformance`: a module each, with a `register(app)`."""
