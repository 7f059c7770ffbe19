# SPDX-License-Identifier: MIT
"""The file for GitHub's CI has only keys that GitHub knows, and runs scripts with options that there are. GitHub's own schema is
not ours to copy, so this has the part of it that a workflow of ours may use (docs.github.com, "Workflow syntax")."""
import pathlib
import re
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / ".github" / "workflows" / "ci.yml"
TEXT = {"type": "string", "minLength": 1}
VALUES = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}


def keys(required=(), **properties):
    return {"type": "object", "additionalProperties": False, "required": list(required),
            "properties": {name.replace("_", "-"): schema for name, schema in properties.items()}}


def events(*names):
    return {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": {name: {
        "anyOf": [{"type": "null"}, keys(branches={"type": "array", "items": TEXT}, tags={"type": "array", "items": TEXT})]}
        for name in names}}


STEP = {**keys(name=TEXT, id=TEXT, uses={"type": "string", "pattern": r"^[\w-]+/[\w-]+@v\d+$"}, run=TEXT, env=VALUES,
               shell={"enum": ["bash", "sh", "pwsh"]}, timeout_minutes={"type": "number"}, continue_on_error={"type": "boolean"},
               **{"if": TEXT, "with": VALUES}),
        "oneOf": [{"required": ["uses"]}, {"required": ["run"]}]}
JOB = keys(required=("name", "runs-on", "timeout-minutes", "steps"), name=TEXT, needs=TEXT, env=VALUES,
           runs_on={"enum": ["ubuntu-latest", "macos-latest", "windows-latest"]}, timeout_minutes={"type": "integer"},
           container=keys(required=("image",), image=TEXT, options=TEXT, env=VALUES), continue_on_error={"type": "boolean"},
           steps={"type": "array", "minItems": 1, "items": STEP})
WORKFLOW = keys(required=("name", "on", "permissions", "jobs"), name=TEXT, on=events("push", "pull_request", "workflow_dispatch"),
                permissions=keys(contents={"enum": ["read", "none"]}),
                concurrency=keys(required=("group",), group=TEXT, cancel_in_progress={"type": "boolean"}),
                jobs={"type": "object", "minProperties": 1, "propertyNames": {"pattern": r"^[A-Za-z_][\w-]*$"}, "additionalProperties": JOB})


class File(unittest.TestCase):
    def setUp(self):
        self.workflow = yaml.safe_load(FILE.read_text())
        self.workflow["on"] = self.workflow.pop(True)  # YAML 1.1 takes the word for a boolean, and GitHub does not

    def test_its_keys_are_those_of_a_workflow(self):
        jsonschema.Draft7Validator.check_schema(WORKFLOW)
        problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
                    for error in jsonschema.Draft7Validator(WORKFLOW).iter_errors(self.workflow)]
        self.assertEqual(problems, [])

    def test_it_runs_scripts_that_there_are(self):
        commands = [step["run"] for job in self.workflow["jobs"].values() for step in job["steps"] if "run" in step]
        scripts = re.findall(r"\./(packaging/[\w./-]+)((?: --[a-z-]+)*)", "\n".join(commands))
        self.assertEqual({script for script, _ in scripts},
                         {"packaging/test.sh", "packaging/test-packages.sh", "packaging/test-elsewhere.sh"})
        for script, options in scripts:
            for option in options.split():
                self.assertRegex((ROOT / script).read_text(), rf"(?<![\w-]){option}(?![\w-])", script)

    def test_what_was_never_built_cannot_fail_the_rest(self):
        for name, job in self.workflow["jobs"].items():
            self.assertEqual(job.get("continue-on-error", False), job["runs-on"] != "ubuntu-latest", name)


if __name__ == "__main__":
    unittest.main(argv=["ci_file_test.py"], verbosity=2)
