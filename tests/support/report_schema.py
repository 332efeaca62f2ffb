"""Checks reports against the installed schema, more strictly than a consumer would: every key must be in it."""
import copy
import json
import pathlib
import re

import jsonschema


def strict(schema):
    """The schema with no room for keys that it does not name."""
    closed = copy.deepcopy(schema)

    def close(node):
        if isinstance(node, dict):
            if "properties" in node:
                node.setdefault("additionalProperties", False)
            for child in node.values():
                close(child)
        elif isinstance(node, list):
            for child in node:
                close(child)

    close(closed)
    return closed


class Schema:
    def __init__(self, path):
        self.validator = jsonschema.Draft202012Validator(strict(json.loads(pathlib.Path(path).read_text(encoding="utf-8"))))

    def problems(self, report):
        """What the schema does not allow, one line each."""
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in self.validator.iter_errors(report)]


def control_bytes(output):
    """Raw control characters in an output: C0 but the line end, DEL, and C1 as UTF-8."""
    return re.findall(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", output)
