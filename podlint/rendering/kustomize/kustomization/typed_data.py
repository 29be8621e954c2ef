"""Data decoded as Go's encoding/json decodes it into structs, of which every part has its place.

Source: ``Kustomization.Unmarshal`` in api/types/kustomization.go: sigs.k8s.io/yaml, then
encoding/json with unknown fields refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeAlias, cast

from podlint.document import JSON, Document, Path, Span
from podlint.document.read import read
from podlint.document.text import Chunk, Text
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.go_json import single_precision
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.kustomize.nodes.source import Source
from podlint.rendering.kustomize.nodes.value import is_kept

__all__ = ["ANY", "FLAG", "NUMBER", "TEXT", "TEXTS", "Entry", "Places", "Type", "YamlFile",
           "entry_of", "list_of"]  # fmt: skip

Type: TypeAlias = "str | tuple[str, Type] | Mapping[str, Type]"
"""A name of a plain type, a list or a map of a type, or the fields of a struct."""

TEXT, FLAG, NUMBER, ANY = "text", "flag", "number", "any"
TEXTS: Type = ("map", TEXT)
_LARGEST = 2**63


def list_of(type_: Type) -> Type:
    """A list of a type."""
    return ("list", type_)


class Places(Protocol):
    """Knows where the values of some data are."""

    def origin(self, path: Path, key: bool = False) -> Origin:
        """The place of a value, or of its key."""


def entry_of(data: JSON, places: Places, fields: Mapping[str, Type]) -> Entry:
    """Data as a struct; other fields than those given are left out.

    Raises:
        BuildError: A field has a value of another type.
    """
    return _Decoder(places, strict=False, typed=False).struct(data, fields, ())


class YamlFile:
    """A YAML file of which the first document counts, read as sigs.k8s.io/yaml reads it."""

    def __init__(self, file: str, text: str, value: Source | None = None) -> None:
        """Read it.

        Args:
            file: Its path.
            text: Its text.
            value: What says where the text stands, if it is a value of another file.

        Raises:
            BuildError: It cannot be read.
        """
        content = text.replace("\r\n", "\n")
        self.file = file
        self._value = value
        reading = read(content)
        self._text = Text(content)
        self._document = Document(0, Chunk(self._text, 0, content, 0), reading)
        if reading.failure is not None:
            raise BuildError("the file cannot be read", self.origin(()))
        if (error := self._document.error) is not None:
            origin = value.at(error.span) if value else Origin(file, error.span)
            raise BuildError(str(error.message), origin)

    @property
    def data(self) -> JSON:
        """The data."""
        return self._document.data

    def origin(self, path: Path, key: bool = False) -> Origin:
        """The place of a value, or of its key."""
        if self._value is not None:
            return self._value.at(self._document.span(path, key))
        return Origin(self.file, (_Lines(self._document, path, key), 0, 0), 0, path, self._text)

    def entry(self, fields: Mapping[str, Type], strict: bool = True, typed: bool = False) -> Entry:
        """The data as a struct; null is one without fields.

        Args:
            fields: The fields of the struct.
            strict: Refuse others.
            typed: YAML is read with the types in mind: numbers and flags are good for texts.

        Raises:
            BuildError: A field is unknown, or has a value of another type.
        """
        return _Decoder(self, strict, typed).struct(self.data, fields, ())

    def entries(self, fields: Mapping[str, Type]) -> list[Entry]:
        """The data as a list of structs, which may have other fields; read with types in mind.

        Raises:
            BuildError: A field is unknown, or has a value of another type.
        """
        found = _Decoder(self, strict=False, typed=True).decoded(self.data, list_of(fields), ())
        return cast("list[Entry]", found)


class _Lines:
    """Works out where a value is when somebody asks, which few places need."""

    __slots__ = ("_document", "_key", "_path")

    def __init__(self, document: Document, path: Path, key: bool) -> None:
        self._document = document
        self._path = path
        self._key = key

    def span(self, start: int, end: int) -> Span:
        """The lines and columns of the value; the offsets do not matter."""
        return self._document.span(self._path, self._key)


class Field(NamedTuple):
    """A field of a struct.

    Attributes:
        path: The path of its value.
        value: The value: a struct is an `Entry`, a map is one of fields.
    """

    path: Path
    value: object


class Entry:
    """A struct: what its fields say, and where. A null counts as missing."""

    def __init__(self, file: Places, path: Path, fields: dict[str, Field]) -> None:
        self._file = file
        self._path = path
        self._fields = fields

    @property
    def origin(self) -> Origin:
        """The place of the struct."""
        return self._file.origin(self._path)

    @property
    def names(self) -> list[str]:
        """The fields that are there, but for empty texts, false and zero."""
        return [name for name, field in self._fields.items() if field.value not in ("", False, 0)]

    def has(self, name: str) -> bool:
        """Whether a field is there."""
        return name in self._fields

    def origin_of(self, name: str, key: bool = False) -> Origin:
        """The place of a field's value, or of its name."""
        return self._file.origin(self._fields[name].path, key)

    def text(self, name: str) -> str:
        """A text, which may be empty."""
        field = self._fields.get(name)
        return cast("str", field.value) if field else ""

    def written(self, name: str) -> Written | None:
        """A text with its place; None if it is empty."""
        text = self.text(name)
        return Written(text, self.origin_of(name)) if text else None

    def flag(self, name: str) -> Written | None:
        """Something for a flag that is true."""
        field = self._fields.get(name)
        return Written("true", self.origin_of(name)) if field and field.value else None

    def number(self, name: str) -> int:
        """An integer; 0 if it is missing."""
        field = self._fields.get(name)
        return cast("int", field.value) if field else 0

    def texts(self, name: str) -> tuple[Written, ...]:
        """A list of texts."""
        if name not in self._fields:
            return ()
        path, value = self._fields[name]
        texts = cast("list[str]", value)
        return tuple(Written(each, self._file.origin((*path, at))) for at, each in enumerate(texts))

    def pairs(self, name: str) -> dict[str, Written]:
        """A map of texts."""
        if name not in self._fields:
            return {}
        found = cast("dict[str, Field]", self._fields[name].value)
        return {
            key: Written(cast("str", each.value), self._file.origin(each.path))
            for key, each in found.items()
        }

    def entry(self, name: str) -> Entry | None:
        """A struct, if there is one."""
        field = self._fields.get(name)
        return cast("Entry", field.value) if field else None

    def entries(self, name: str) -> list[Entry]:
        """A list of structs."""
        field = self._fields.get(name)
        return cast("list[Entry]", field.value) if field else []


class _Decoder:
    """Decodes the data of a file."""

    def __init__(self, file: Places, strict: bool, typed: bool) -> None:
        self._file = file
        self._strict = strict
        self._typed = typed

    def _error(self, message: str, path: Path, key: bool = False) -> BuildError:
        return BuildError(message, self._file.origin(path, key))

    def decoded(self, data: JSON, type_: Type, path: Path) -> object:
        """A value, which may be null where it is part of a list or a map."""
        if isinstance(type_, Mapping):
            return self.struct(data, type_, path)
        if isinstance(type_, tuple):
            return self._collection(data, type_[0], type_[1], path)
        if type_ == ANY:
            return data
        if data is None:
            return {TEXT: "", FLAG: False, NUMBER: 0}[type_]
        if type_ == TEXT and self._typed and isinstance(data, bool | int | float):
            return self._as_text(data, path)
        if type_ == NUMBER and type(data) is int and -_LARGEST <= data < _LARGEST:
            return data
        if type(data) is not {TEXT: str, FLAG: bool, NUMBER: None}[type_]:
            raise self._error(f"expected {_NAMES[type_]}, not {_name(data)}", path)
        if isinstance(data, str) and not is_kept(data):
            raise Declined("kubectl prints this line break incorrectly", self._file.origin(path))
        return data

    def _as_text(self, data: float, path: Path) -> str:
        if not isinstance(data, float):
            return str(data).lower()
        if (text := single_precision(data)) is None:
            raise Declined("podlint cannot convert this number to text", self._file.origin(path))
        return text

    def _collection(self, data: JSON, kind: str, type_: Type, path: Path) -> object:
        if kind == "list":
            if not isinstance(data, list):
                raise self._error(f"expected a list, not {_name(data)}", path)
            return [self.decoded(each, type_, (*path, at)) for at, each in enumerate(data)]
        if not isinstance(data, dict):
            raise self._error(f"expected a map, not {_name(data)}", path)
        return {
            key: Field((*path, key), self.decoded(each, type_, (*path, key)))
            for key, each in data.items()
        }

    def struct(self, data: JSON, types: Mapping[str, Type], path: Path) -> Entry:
        """A struct, whose fields are found whatever the case of their names."""
        if data is None:
            return Entry(self._file, path, {})
        if not isinstance(data, dict):
            raise self._error(f"expected a map, not {_name(data)}", path)
        lower = {name.lower(): name for name in types}
        fields: dict[str, Field] = {}
        for key in sorted(data):
            name = key if key in types else lower.get(key.lower())
            here = (*path, key)
            if name is None:
                if self._strict:
                    raise self._error(f"unknown field `{key}`", here, key=True)
                continue
            if data[key] is not None:
                fields[name] = Field(here, self.decoded(data[key], types[name], here))
        return Entry(self._file, path, fields)


_NAMES = {TEXT: "a string", FLAG: "true or false", NUMBER: "an integer"}


def _name(data: JSON) -> str:
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int | float):
        return f"the number {data}"
    return {str: "a string", list: "a list", dict: "a map"}[type(data)]
