#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The server holds a text for the grace time: the app is stopped, killed and started again within it, and answers
are lost. What was not answered is texted once, what was answered is not."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from person import GRACE, PersonTest  # noqa: E402
from programs import wait_until  # noqa: E402

if len(sys.argv) > 1 and not sys.argv[-1].startswith("-"):
    PersonTest.binaries = sys.argv.pop()
LOST = ["forget"] * 20


class ClosedLid(PersonTest):
    def test_a_text_goes_out_once_when_the_lid_closes_within_its_grace_time(self):
        here = self.computer()
        here.begin("shop", "bank")
        here.ask("shop")
        here.hook("bank", "StopFailure", error="overloaded")
        wait_until(lambda: here.is_held("shop") and here.is_held("bank"), 20, "the hold")
        here.lid_closes()
        self.assertEqual(here.texts(), {})
        here.wait_for_texts({"shop": 1, "bank": 1})
        here.starts_again()
        here.begin("next")
        time.sleep(1)  # for what should not come
        self.assertEqual(here.texts(), {"shop": 1, "bank": 1})

    def test_what_is_answered_within_the_grace_time_is_not_texted_whatever_is_lost(self):
        here = self.computer()
        sessions = ("unanswered", "unanswered-hold-lost", "before", "before-withdrawal-lost", "before-hold-lost",
                    "while-down", "while-down-hold-lost", "after")
        here.begin(*sessions)
        for session in sessions:
            if session.endswith("hold-lost"):
                here.gate.planned[here.events_path(session)] = list(LOST)
        began = time.monotonic()
        here.ask(*sessions)
        wait_until(lambda: all(map(here.is_held, sessions)), 20, "the holds")
        here.gate.planned[here.withdraw_path("before-withdrawal-lost")] = list(LOST)
        here.answer("before", "before-withdrawal-lost", "before-hold-lost")
        wait_until(lambda: here.withdrawals("before-withdrawal-lost"), 20, "the withdrawal")
        here.lid_closes()
        here.answer("while-down", "while-down-hold-lost")
        here.gate.planned.clear()
        here.starts_again()
        here.answer("after")
        answered = time.monotonic() - began
        self.assertLess(answered, GRACE, "the machine was too slow for this test")
        here.wait_for_texts({"unanswered": 1, "unanswered-hold-lost": 1})
        time.sleep(1)  # for what should not come
        self.assertEqual(here.texts(), {"unanswered": 1, "unanswered-hold-lost": 1})


if __name__ == "__main__":
    unittest.main(verbosity=2)
