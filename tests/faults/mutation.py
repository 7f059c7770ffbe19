# SPDX-License-Identifier: MIT
"""Hook documents as no Claude Code writes them: fields that are missing, of another type or far too long, and bytes
that are no JSON."""
import copy
import json

PATHS = ["", "/", "/dev/zero", "/dev/stdin", "/dev/null", "/proc/self/mem", "/proc/kmsg", "/etc/passwd",
         "relative.jsonl", "/missing/" + "deep/" * 500, "/nul\0x", "file:///dev/null", "~x",
         "\\\\server\\share", "//"]
TEXTS = ["", " ", "\n" * 50, "\u202egnp.exe", "e\u0301" * 500, "\U0001f469\u200d\U0001f4bb" * 40, "\ud800",
         "\x00\x1b[31m", "<b>bold</b>&amp;", "%1 %2 %s %n", "../../etc", "a" * 100_000, "\ufeffx", "null",
         "{}", "-1", "1e400"]
VALUES = [None, True, False, 0, -1, 2 ** 63, -2 ** 63, 2 ** 200, 1.5e300, [], {}, [[]], [None], {"": {}}, [1, "2", {}]]


def nested(random, depth):
    value = 1
    for _ in range(depth):
        value = [value] if random.random() < 0.5 else {"a": value}
    return value


def nasty_value(random, paths):
    kind = random.randrange(10)
    if kind < 3:
        return random.choice(VALUES)
    if kind < 6:
        return random.choice(TEXTS)
    if kind < 8:
        return random.choice(PATHS + paths)
    if kind < 9:
        return "".join(chr(random.choice((random.randrange(32, 127), random.randrange(0x20, 0xd7ff))))
                       for _ in range(random.randrange(300)))
    return nested(random, random.choice((3, 60, 400)))


def places_in(value, found=None):
    """(container, key) of everything in a document."""
    found = [] if found is None else found
    for key in (value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()):
        found.append((value, key))
        places_in(value[key], found)
    return found


def change_field(random, document, paths):
    places = places_in(document)
    if not places:
        return
    container, key = random.choice(places)
    kind = random.randrange(4)
    if kind == 0:
        del container[key]
    elif kind == 1 and isinstance(container, dict):
        container[random.choice(TEXTS[1:])[:50]] = nasty_value(random, paths)
    else:
        container[key] = nasty_value(random, paths)


def change_bytes(random, text):
    data = bytearray(text)
    for _ in range(random.randrange(1, 4)):
        at = random.randrange(len(data) + 1)
        kind = random.randrange(5)
        if kind == 0:
            del data[at:at + random.randrange(1, 40)]
        elif kind == 1:
            data[at:at] = random.randbytes(random.randrange(1, 20))
        elif kind == 2 and at < len(data):
            data[at] ^= 1 << random.randrange(8)
        elif kind == 3:
            del data[at:]
        else:
            data[at:at] = random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\\", b'"', b"{", b"}", b"\\u",
                                         b"\xed\xa0\x80"))
    return bytes(data)


def mutated(random, document, paths=()):
    """The document as bytes, most often changed. `paths`: further files that a field may name."""
    document = copy.deepcopy(document)
    how = random.random()
    if how < 0.3:
        return json.dumps(document).encode()
    if how < 0.8:
        for _ in range(random.randrange(1, 4)):
            change_field(random, document, list(paths))
        return json.dumps(document, ensure_ascii=random.random() < 0.5).encode(errors="surrogatepass")
    text = change_bytes(random, json.dumps(document).encode())
    return text * 2 if how > 0.98 else text
