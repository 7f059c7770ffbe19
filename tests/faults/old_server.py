# SPDX-License-Identifier: MIT
"""A server that neither holds texts nor asks for the person's presence, as the first ones did: a gate's `age`."""
import json

NEW_FIELDS = ("hold_seconds", "grace_seconds", "present")


class OldServer:
    """Unknown fields of a request are ignored, and an unknown path is no session; `surplus` has what came of both."""

    def __init__(self):
        self.surplus = []

    def knows(self, path):
        known = not path.endswith("/withdraw")
        if not known:
            self.surplus.append(path)
        return known

    def unknown_path(self):
        return json.dumps({"error": "invalid_request", "message": "There is nothing at this address.", "details": {},
                           "request_id": "req_0123456789abcdef"}).encode()

    def request(self, body):
        fields = json.loads(body or b"{}")
        self.surplus += [name for name in NEW_FIELDS if name in fields]
        return json.dumps({k: v for k, v in fields.items() if k not in NEW_FIELDS}).encode()

    def answer(self, text):
        fields = json.loads(text)
        fields.pop("features", None)
        return json.dumps(fields).encode()
