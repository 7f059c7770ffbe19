#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""notifier.py NAME SHOWN CONTROL: a notification service that draws nothing and is pressed by lines in a FIFO.

NAME is what it says of itself, such as Plasma. SHOWN is a file with what is on the screen, a JSON object by id:
summary, body, buttons (key by label), reply (label or null), at (seconds). CONTROL is a FIFO that takes

    press ID KEY          a click on that button, or on the notification itself with the key "default"
    reply ID TEXT         text in its field
    close ID              the person closes it

What is pressed goes out from this service's own unique name, after an activation token, as Plasma does it; then the
notification closes.
"""
import json
import os
import sys
import time

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

INTERFACE = "org.freedesktop.Notifications"
DISMISSED, CLOSED = 2, 3


class Notifier(dbus.service.Object):
    def __init__(self, bus, name, shown_file):
        self.name, self.shown_file = name, shown_file
        self.shown, self.last = {}, 0
        super().__init__(dbus.service.BusName(INTERFACE, bus, do_not_queue=True), "/org/freedesktop/Notifications")
        self.write()

    def write(self):
        with open(self.shown_file + ".new", "w", encoding="utf-8") as file:
            json.dump(self.shown, file)
        os.replace(self.shown_file + ".new", self.shown_file)

    def take_away(self, number, reason):
        if self.shown.pop(number, None) is not None:
            self.write()
            self.NotificationClosed(number, reason)

    @dbus.service.method(INTERFACE, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, _app, replaces, _icon, summary, body, actions, hints, _timeout):
        if replaces in self.shown:
            number = int(replaces)
        else:
            self.last += 1
            number = self.last
        buttons = {str(label): str(key) for key, label in zip(actions[::2], actions[1::2])}
        reply = "inline-reply" in buttons.values()
        self.shown[number] = {"summary": str(summary), "body": str(body), "reply": reply, "at": time.time(),
                              "buttons": {label: key for label, key in buttons.items() if key != "inline-reply"},
                              "resident": bool(hints.get("resident", False))}
        self.write()
        return dbus.UInt32(number)

    @dbus.service.method(INTERFACE, in_signature="u")
    def CloseNotification(self, number):
        self.take_away(int(number), CLOSED)

    @dbus.service.method(INTERFACE, out_signature="as")
    def GetCapabilities(self):
        return ["actions", "body", "body-markup", "icon-static", "persistence", "inline-reply"]

    @dbus.service.method(INTERFACE, out_signature="ssss")
    def GetServerInformation(self):
        return self.name, "Tocsin's lab", "1", "1.2"

    @dbus.service.signal(INTERFACE, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(INTERFACE, signature="us")
    def ActivationToken(self, number, token):
        pass

    @dbus.service.signal(INTERFACE, signature="us")
    def ActionInvoked(self, number, key):
        pass

    @dbus.service.signal(INTERFACE, signature="us")
    def NotificationReplied(self, number, text):
        pass

    def obey(self, line):
        verb, _, rest = line.partition(" ")
        number, _, argument = rest.partition(" ")
        number = int(number)
        is_resident = self.shown.get(number, {}).get("resident", False)
        if verb == "press":
            self.ActivationToken(dbus.UInt32(number), f"token-{number}")
            self.ActionInvoked(dbus.UInt32(number), argument)
        elif verb == "reply":
            self.NotificationReplied(dbus.UInt32(number), argument)
        if verb == "close" or not is_resident:
            self.take_away(number, DISMISSED)


def main():
    name, shown_file, control = sys.argv[1:]
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    notifier = Notifier(dbus.SessionBus(), name, shown_file)
    # Opened for writing too: it never ends.
    commands = os.fdopen(os.open(control, os.O_RDWR), "r", encoding="utf-8")

    def ready(*_):
        notifier.obey(commands.readline().rstrip("\n"))
        return True

    GLib.io_add_watch(commands.fileno(), GLib.IO_IN, ready)
    GLib.MainLoop().run()


main()
