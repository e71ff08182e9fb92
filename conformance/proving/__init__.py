"""How the harness proves its own strength: runs against sandboxes that are wrong, or differently right, on purpose."""
