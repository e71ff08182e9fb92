"""The conformance harness for the LeadGenius Pro API v1.1.

In a checkout the sibling folders `suites`, `fixtures`, `reports` and `references` stand beside this package; in a wheel
they lie inside it. Extending the package's path makes their import names (`conformance.suites`, …) the same in both.
"""

from conformance import _layout

__version__ = "0.1.0"

__path__ = _layout.extended(__path__)
