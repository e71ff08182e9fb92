"""Generated requests: drawn from `openapi.json`, tailored to reach deep, sent by the one wire, shrunk when wrong."""
