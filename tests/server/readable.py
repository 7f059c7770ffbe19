# SPDX-License-Identifier: MIT
"""Whether a socket has something to read."""
import select


def readable(connection, seconds):
    """True when there is something to read within that time, or the other side has closed."""
    poll = select.poll()  # select() takes no descriptor over 1023
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
