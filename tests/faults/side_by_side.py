#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""side_by_side.py BIN FILE...: each test of these files in a process of its own, all at the same time: they wait for
grace times rather than work."""
import concurrent.futures
import importlib
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))


def names(suite):
    for test in suite:
        yield from names(test) if isinstance(test, unittest.TestSuite) else [".".join(test.id().split(".")[-2:])]


def run(file, name, binaries):
    return subprocess.run([sys.executable, "-B", HERE / file, name, binaries], capture_output=True, text=True)


def main():
    binaries, *files = sys.argv[1:]
    sys.argv = sys.argv[:1]
    tests = [(file, name) for file in files
             for name in names(unittest.defaultTestLoader.loadTestsFromModule(
                 importlib.import_module(file.removesuffix(".py"))))]
    with concurrent.futures.ThreadPoolExecutor(len(tests)) as pool:
        ends = list(pool.map(lambda test: run(*test, binaries), tests))
    for (file, name), end in zip(tests, ends):
        print(f"{'ok' if end.returncode == 0 else 'FAILED'}: {file} {name}")
        if end.returncode != 0:
            print(end.stdout + end.stderr)
    sys.exit(any(end.returncode for end in ends))


if __name__ == "__main__":
    main()
