"""The types of the page's data, read from the front end's own files, as a JSON schema.

Knows as much of TypeScript as they need: interfaces, unions, literals, arrays, tuples, ``Record`` and ``Partial``. An object may
have no entry that its type does not name, and a ``Record`` by names that are listed has all of them.
"""

import re
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parents[3] / "frontend" / "src" / "model"
"""The folder of the types: ``page.ts``, and what it hands on from its neighbours."""
BETWEEN_FILES = re.compile(r"^(?:import type|export type \*).*;$", re.MULTILINE)
TOKEN = re.compile(r'\s+|//[^\n]*|/\*.*?\*/|(?P<token>"[^"]*"|[A-Za-z_]\w*|\d+|[{}\[\]()<>|;:,?=])', re.DOTALL)
PRIMITIVE = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "null": {"type": "null"},
    "unknown": {},
}

Schema = dict[str, Any]


class Types:
    """A reader of type declarations."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        at = 0
        while at < len(text):
            found = TOKEN.match(text, at)
            assert found, text[at : at + 60]
            self.tokens += [found["token"]] if found["token"] else []
            at = found.end()
        self.at = 0
        self.defined: dict[str, Schema] = {}

    def schema(self, root: str) -> Schema:
        while self.at < len(self.tokens):
            self._declaration()
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/$defs/{root}", "$defs": self.defined}

    def _next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _take(self, *expected: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] in expected:
            self.at += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        found = self._next()
        assert found == token, f"{token} expected, not {found}, near {' '.join(self.tokens[self.at - 8 : self.at + 4])}"

    def _declaration(self) -> None:
        self._expect("export")
        kind, name = self._next(), self._next()
        match kind:
            case "const":
                while not self._take(";"):
                    self.at += 1
            case "interface":
                self.defined[name] = self._object()
            case "type":
                self._expect("=")
                self.defined[name] = self._union()
                self._expect(";")
            case _:
                raise AssertionError(kind)

    def _union(self) -> Schema:
        self._take("|")
        parts = [self._one()]
        while self._take("|"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else {"anyOf": parts}

    def _one(self) -> Schema:
        word = self._next()
        if word == "{":
            self.at -= 1
            found = self._object()
        elif word == "[":
            found = self._tuple()
        elif word == "(":
            found = self._union()
            self._expect(")")
        elif word.startswith('"'):
            found = {"const": word[1:-1]}
        elif word in PRIMITIVE:
            found = dict(PRIMITIVE[word])
        elif word in {"Record", "Partial"}:
            found = self._generic(word)
        else:
            found = {"$ref": f"#/$defs/{word}"}
        while self.tokens[self.at : self.at + 2] == ["[", "]"]:
            self.at += 2
            found = {"type": "array", "items": found}
        return found

    def _generic(self, name: str) -> Schema:
        self._expect("<")
        if name == "Partial":
            found = {key: value for key, value in self._one().items() if key != "required"}
        else:
            key = self._union()
            self._expect(",")
            found = {"type": "object", "additionalProperties": self._union()}
            if "$ref" in key:
                names = [one["const"] for one in self.defined[key["$ref"].removeprefix("#/$defs/")]["anyOf"]]
                found |= {"propertyNames": {"enum": names}, "required": names}
        self._expect(">")
        return found

    def _tuple(self) -> Schema:
        parts = [self._union()]
        while self._take(","):
            parts.append(self._union())
        self._expect("]")
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}

    def _object(self) -> Schema:
        self._expect("{")
        properties: dict[str, Schema] = {}
        required = []
        while not self._take("}"):
            name = self._next()
            if not self._take("?"):
                required.append(name)
            self._expect(":")
            properties[name] = self._union()
            self._take(";", ",")
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def page_schema(root: str = "Page") -> Schema:
    """Return the schema of a type."""
    return Types(BETWEEN_FILES.sub("", "".join(path.read_text(encoding="utf-8") for path in sorted(MODEL.glob("*.ts"))))).schema(root)
