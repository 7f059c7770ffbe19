# SPDX-License-Identifier: MIT
"""Holds requests and answers to server/api/openapi.yaml.

As a program it reads JSON lines of recorded traffic, from the files named or from stdin, and prints what is wrong
with each; the exit code is 1 if anything is:

    {"method":"POST","path":"/login","headers":{…},"body":{…},"status":200,"answer_headers":{…},"answer":{…}}

`body` and `answer` are JSON values, or left out when there was none; without `status` only the request is checked.
"""
import json
import pathlib
import re
import sys
import urllib.parse

import jsonschema
import yaml

OPENAPI = pathlib.Path(__file__).resolve().parents[2] / "server" / "api" / "openapi.yaml"


class Contract:
    def __init__(self, path=OPENAPI):
        self.document = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))

    def deref(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def problems(self, schema, value, what):
        # References are resolved inside one document: the schema's own, with the components beside it.
        whole = {"components": self.document["components"], **schema}
        validator = jsonschema.Draft202012Validator(whole)
        return [f"{what}{''.join(f'[{p!r}]' for p in e.absolute_path)}: {e.message}"
                for e in validator.iter_errors(value)]

    def template(self, path):
        """The path of the contract that `path` is an instance of, or None."""
        path = path.split("?")[0]
        for template in self.document["paths"]:
            if re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)), path):
                return template
        return None

    def operation(self, method, path):
        template = self.template(path)
        return self.document["paths"][template].get(method.lower()) if template else None

    def check_request(self, method, path, headers=None, body=None):
        operation = self.operation(method, path)
        if operation is None:
            return [f"{method} {path}: not in the contract"]
        headers = {name.lower(): value for name, value in (headers or {}).items()}
        found = []
        wanted = operation.get("requestBody")
        if wanted is None:
            if body not in (None, {}, ""):
                found.append(f"{method} {path}: a body where none is expected")
        else:
            (kind, media), = self.deref(wanted)["content"].items()
            found += self.problems(media["schema"], body, "body")
            if headers.get("content-type", "").split(";")[0].strip().lower() != kind:
                found.append(f"Content-Type: not {kind}")
        if "twilioSignature" in {name for one in operation.get("security", []) for name in one}:
            if not headers.get("x-twilio-signature"):
                found.append("X-Twilio-Signature: missing")
        elif operation.get("security") and not headers.get("authorization", "").startswith("Bearer "):
            found.append("Authorization: no bearer token")
        item = self.document["paths"][self.template(path)]
        for parameter in map(self.deref, operation.get("parameters", []) + item.get("parameters", [])):
            if parameter["in"] == "header" and parameter["name"].lower() in headers:
                found += self.problems(parameter["schema"], headers[parameter["name"].lower()], parameter["name"])
            if parameter["in"] == "query":
                given = urllib.parse.parse_qs(path.partition("?")[2], keep_blank_values=True).get(parameter["name"], [])
                if len(given) != 1:
                    found.append(f"{parameter['name']}: {len(given)} times in the query")
                found += [p for value in given for p in self.problems(parameter["schema"], value, parameter["name"])]
            if parameter["in"] == "path":
                place = self.template(path).split("/").index("{" + parameter["name"] + "}")
                found += self.problems(parameter["schema"], path.split("?")[0].split("/")[place], parameter["name"])
        return found

    def check_answer(self, method, path, status, headers=None, body=None):
        operation = self.operation(method, path)
        if operation is None:
            return [f"{method} {path}: not in the contract"]
        if str(status) not in operation["responses"]:
            return [f"{method} {path}: {status} is not in the contract"]
        response = self.deref(operation["responses"][str(status)])
        headers = {name.lower(): value for name, value in (headers or {}).items()}
        found = []
        for kind, media in response.get("content", {}).items():  # at most one
            found += self.problems(media["schema"], body, "answer")
            if headers.get("content-type", "").split(";")[0] != kind:
                found.append(f"answer's Content-Type: not {kind}")
        if "content" not in response and body:
            found.append("answer: a body where none is expected")
        for name, header in response.get("headers", {}).items():
            if name.lower() in headers:
                found += self.problems(header["schema"], headers[name.lower()], name)
            elif header.get("required"):
                found.append(f"answer: no {name} header")
        return found

    def examples(self):
        """Every example of the document, with its schema: (where, schema, value)."""
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                bodies = [self.deref(operation["requestBody"])] if "requestBody" in operation else []
                for holder in bodies + [self.deref(r) for r in operation["responses"].values()]:
                    for media in holder.get("content", {}).values():
                        if "example" in media:
                            yield f"{method} {path}", media["schema"], media["example"]
                        for name, example in media.get("examples", {}).items():
                            yield f"{method} {path} {name}", media["schema"], example["value"]

    def event_kinds(self):
        return set(self.document["components"]["schemas"]["EventDetails"]["properties"]["kind"]["enum"])

    def second_lines(self):
        """What the text of an event says: (event_type, kind or None, line with <message>, line without a message)."""
        described = self.document["paths"]["/sessions/{monitoring_id}/events"]["post"]["description"]
        rows = [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
                for line in described.splitlines() if line.startswith("|")]
        lines = []
        for what, with_message, without in rows[2:]:
            event_type, kinds = what.split(": ")
            for kind in kinds.split(", "):
                lines.append((event_type, None if kind == "none" else kind, with_message, without))
        return lines


def check_lines(lines, contract):
    bad = 0
    count = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        count += 1
        r = json.loads(line)
        found = contract.check_request(r["method"], r["path"], r.get("headers"), r.get("body"))
        if "status" in r:
            found += contract.check_answer(r["method"], r["path"], r["status"], r.get("answer_headers"),
                                           r.get("answer"))
        for problem in found:
            print(f"line {number}: {r['method']} {r['path']}: {problem}")
        bad += bool(found)
    print(f"{count} requests, {bad} not as the contract says")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    texts = [pathlib.Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]] or [sys.stdin.read()]
    sys.exit(check_lines("\n".join(texts).splitlines(), Contract()))
