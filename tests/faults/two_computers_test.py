#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two computers are logged in with one number: while the person is at one of them, texts about the other one wait for
the grace time."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import GRACE, PersonTest  # noqa: E402
from programs import wait_until  # noqa: E402

if len(sys.argv) > 1 and not sys.argv[-1].startswith("-"):
    PersonTest.binaries = sys.argv.pop()


class TwoComputers(PersonTest):
    def word(self, computer):
        """What the server was told last about the person's presence there."""
        said = [p.body["present"] for p in list(computer.gate.passed) if "present" in p.body]
        return said[-1] if said else None

    def test_a_text_waits_while_the_person_is_at_the_other_one(self):
        left = self.computer(grace=GRACE + 4, choices=["question_text=at_once"])
        used = self.computer(beside=left)
        left.begin("error", "dialog", "answered", "urgent", "later")
        used.begin("used")
        left.say("away")
        used.say("here")
        wait_until(lambda: (self.word(left), self.word(used)) == (False, True), 20, "the heartbeats")
        left.hook("error", "StopFailure", error="overloaded")
        left.ask("dialog", "answered")
        left.hook("urgent", "PermissionRequest", tool_name="AskUserQuestion",
                  tool_input={"questions": [{"question": "Which one?"}]})
        waiting = ("error", "dialog", "answered")
        wait_until(lambda: all(map(left.is_held, waiting)), 20, "the holds")
        left.answer("answered")
        left.wait_for_texts({"urgent": 1})
        self.assertEqual(left.texts(), {"urgent": 1})

        used.say("away")
        wait_until(lambda: self.word(used) is False, 20, "the heartbeat")
        left.hook("later", "StopFailure", error="overloaded")
        wait_until(lambda: left.events("later"), 20, "the event")
        self.assertTrue(left.events("later")[0].answer["sms_sent"])
        left.wait_for_texts({"error": 1, "dialog": 1})
        time.sleep(1)  # for what should not come
        self.assertEqual(left.texts(), {"urgent": 1, "later": 1, "error": 1, "dialog": 1})
        # New plans are made all the time; a text that waits is not taken back for them.
        self.assertEqual([left.withdrawals(session) for session in ("error", "dialog", "urgent")], [[], [], []])


if __name__ == "__main__":
    unittest.main(verbosity=2)
