"""The conformance harness for the LeadGenius Pro API v1.1."""

__version__ = "0.1.0"
