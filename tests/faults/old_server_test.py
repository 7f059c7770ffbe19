#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A server that cannot hold texts: then the app's outbox does, also when the app is killed."""
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from old_server import OldServer  # noqa: E402
from person import GRACE, PersonTest  # noqa: E402

if len(sys.argv) > 1 and not sys.argv[-1].startswith("-"):
    PersonTest.binaries = sys.argv.pop()


class AnOldServer(PersonTest):
    def test_texts_wait_in_the_outbox(self):
        calm = self.computer(age=OldServer())
        killed = self.computer(age=OldServer(), beside=calm)
        late = self.computer(age=OldServer(), beside=calm)
        calm.begin("calm", "calm-answered")
        killed.begin("killed", "killed-answered-before", "killed-answered-while-down", "killed-answered-after")
        late.begin("late", "late-answered")
        began = time.monotonic()
        for computer in (killed, late, calm):
            computer.ask(*computer.monitored())
        killed.answer("killed-answered-before")
        time.sleep(1.5)  # by then a server that holds texts would have them
        killed.lid_closes()
        late.lid_closes()
        calm.answer("calm-answered")
        killed.answer("killed-answered-while-down")
        late.answer("late-answered")
        killed.starts_again()
        killed.answer("killed-answered-after")
        self.assertLess(time.monotonic() - began, GRACE, "the machine was too slow for this test")
        self.assertEqual(calm.texts(), {})
        calm.wait_for_texts({"calm": 1, "killed": 1})
        late.starts_again()
        calm.wait_for_texts({"late": 1})
        time.sleep(1)  # for what should not come
        self.assertEqual(calm.texts(), {"calm": 1, "killed": 1, "late": 1})
        for computer in (calm, killed, late):
            self.assertEqual(computer.gate.age.surplus, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
