# SPDX-License-Identifier: MIT
"""Whoever comes from very many addresses does not fill the server's memory: what it counts by address is bounded. In the
suite it runs in short and judges no memory; the whole of it:

    many_addresses_test.py --addresses 640000 --most-mib 32
"""
import argparse
import pathlib
import re
import socket
import sys
import time

from real_server import RealServer, all_at_once

CLIENTS, AT_ONCE = 4, 40


def memory(server):
    """MiB that the process has now."""
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)[1]) / 1024


def request(number):
    network = f"2001:db8:{number >> 16:x}:{number & 0xffff:x}"  # a /64 of its own
    return f"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {network}::1\r\n\r\n".encode()


def ask(server, numbers):
    """How many of them were answered 200. Some requests are sent before the answers to others are read."""
    good = 0
    with socket.create_connection((server.host, server.port), timeout=60) as connection:
        for first in range(0, len(numbers), AT_ONCE):
            some = numbers[first:first + AT_ONCE]
            connection.sendall(b"".join(map(request, some)))
            answers, left = b"", len(some)
            while answers.count(b"\r\n\r\n{") < left or not answers.endswith(b"}"):
                piece = connection.recv(1 << 16)
                if not piece:
                    return good
                answers += piece
            good += answers.count(b"HTTP/1.1 200 ")
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--addresses", type=int, default=4000)
    parser.add_argument("--most-mib", type=float, help="fail when the process grew by more")
    options = parser.parse_args()
    # Without the limit of a /48, which would refuse most of them before they take any memory.
    with RealServer("--behind-proxy", "--limit", "requests-per-network=1000000",
                    environment={"DATABASE_URL": ""}) as server:
        numbers = list(range(options.addresses))
        warm = ask(server, [2**31 + i for i in range(400)])
        before, began = memory(server), time.monotonic()
        good = sum(all_at_once(CLIENTS, lambda i: ask(server, numbers[i::CLIENTS])))
        took, grown = time.monotonic() - began, memory(server) - before
        stopping = time.monotonic()
        code = server.stop()
        stopping = time.monotonic() - stopping
        print(f"{options.addresses} addresses in {took:.0f} s: {good} answered, {grown:.1f} MiB more; stopped in {stopping:.1f} s")
        wrong = []
        if (warm, good, code) != (400, options.addresses, 0):
            wrong.append(f"{warm} and {good} were answered, it ended with {code}")
        if options.most_mib is not None and (grown > options.most_mib or stopping > 10):
            wrong.append(f"{grown:.1f} MiB more, {stopping:.1f} s to stop")
    for what in wrong:
        print("wrong:", what)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
