"""The JSON schema of a configuration, for editors."""

from __future__ import annotations

import inspect
import re
from typing import Any

from pydantic import BaseModel

from podlint.config.api_server import ClusterSettings
from podlint.config.config import Config
from podlint.config.custom_resources import CustomResources
from podlint.config.nodes import NodeSettings, TaintSettings
from podlint.config.notes import Note
from podlint.config.pod_security import PodSecurityExemptions
from podlint.config.section import Section
from podlint.pods.custom_resources import CustomKind

__all__ = ["attributes_of", "config_schema"]

_DESCRIBED: dict[str, type] = {
    "ClusterSettings": ClusterSettings,
    "CustomResources": CustomKind,
    "NodeSettings": NodeSettings,
    "Note": Note,
    "PodSecurityExemptions": PodSecurityExemptions,
    "Section": Section,
    "TaintSettings": TaintSettings,
}
_MODELS: dict[str, type[BaseModel]] = {
    "ClusterSettings": ClusterSettings,
    "CustomResources": CustomResources,
    "NodeSettings": NodeSettings,
    "Note": Note,
    "PodSecurityExemptions": PodSecurityExemptions,
    "Section": Section,
    "TaintSettings": TaintSettings,
}
_REFERENCE = "#/$defs/"


def config_schema() -> dict[str, Any]:
    """The schema of a ``.podlint.yaml``, with the descriptions of all settings."""
    for model in _MODELS.values():  # pydantic before 2.14 cannot write defaults of others.
        model.model_rebuild()
    schema = Config.model_json_schema()
    definitions: dict[str, Any] = schema.pop("$defs")
    if "properties" not in schema:  # A model that refers to itself is a definition, too.
        schema = definitions.pop("Config")
    definitions.pop("Config", None)
    for name in Config.not_in_files:
        schema["properties"].pop(name, None)
    _describe(schema, Config, Config)
    for name, model in _MODELS.items():
        _describe(definitions[name], model, _DESCRIBED[name])
    schema["description"] = "A configuration of podlint."
    used = _reached(schema, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "podlint configuration",
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": {name: _plain(definitions[name]) for name in sorted(used)},
    }


def _describe(schema: dict[str, Any], model: type[BaseModel], documented: type) -> None:
    """Add what the documentation of a class says of its attributes."""
    texts = attributes_of(documented)
    for name, info in model.model_fields.items():
        field = schema["properties"].get(info.alias or name)
        if field is None:
            continue
        field.pop("title", None)
        text = texts.get(name) or texts.get((info.alias or name).replace("-", "_"))
        if text:
            field["description"] = text


def attributes_of(cls: type) -> dict[str, str]:
    """By name, what the ``Attributes:`` sections say of a class and the classes that it extends.

    Markdown; a name that several describe is described by the class itself.
    """
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        text = inspect.cleandoc(each.__dict__.get("__doc__") or "")
        section = re.split(r"\n(?=\S)", text.partition("Attributes:\n")[2])[0]
        for entry in re.findall(r"^    (\w+: .*(?:\n(?:     .*|$))*)", section, re.MULTILINE):
            name, _, words = entry.partition(": ")
            found[name] = " ".join(words.replace("``", "`").split())
    return found


def _plain(definition: dict[str, Any]) -> dict[str, Any]:
    """A definition whose description is one paragraph, without the list of attributes."""
    if "description" not in definition:
        return definition
    first = definition["description"].partition("\n\n")[0]
    return {**definition, "description": " ".join(first.replace("``", "`").split())}


def _reached(schema: Any, definitions: dict[str, Any]) -> set[str]:
    """The names of the definitions to which a schema refers, directly or not."""
    reached: set[str] = set()
    pending = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).removeprefix(_REFERENCE)
            if name in definitions and name not in reached:
                reached.add(name)
                pending.append(definitions[name])
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return reached
