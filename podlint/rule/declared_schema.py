"""What a YAML rule may say: the words of a rule, and a condition and a message for a function."""

import json
import re
from collections.abc import Iterator
from string import Formatter
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from podlint.document.json_path import checked
from podlint.finding.severity import Severity
from podlint.models import ContainerSort
from podlint.models.quantity import Quantity
from podlint.rule.condition import SUBJECTS, bounded_search

__all__ = ["Card", "Condition", "Mend", "schema"]

_PLACEHOLDERS = ("value", "field", "container", "object")


def _pattern(text: str, info: ValidationInfo) -> str:
    if info.context and info.context["bounded"]:
        bounded_search(text)
        return text
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"invalid regular expression: {error}"
        raise ValueError(message) from error
    return text


def _amount(given: int | float | str) -> int | float | str:
    Quantity.parse(given)
    return given


FieldPath = Annotated[str, AfterValidator(checked)]
"""A JSONPath."""

_Pattern = Annotated[str, AfterValidator(_pattern)]
_Amount = Annotated[int | float | str, AfterValidator(_amount)]


class Condition(BaseModel):
    """What must hold of a value; where several operators are given, each of them.

    A field that is not written, or null, equals nothing, matches nothing and is neither above nor
    below anything, so that `not: {equals: true}` holds for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    equals: Any = Field(None, description="The value is this one.")
    in_: tuple[Any, ...] = Field((), alias="in", description="The value is one of these.")
    matches: _Pattern = Field(
        "", description="The value is text in which this regular expression is found."
    )
    above: _Amount = Field(
        0, description="The value is a number or a quantity, and more than this one."
    )
    below: _Amount = Field(
        0, description="The value is a number or a quantity, and less than this one."
    )
    absent: Literal[True] = Field(True, description="The field is not written, or null.")
    present: Literal[True] = Field(True, description="The field is written, and not null.")
    all_: tuple["Condition", ...] = Field(
        (), alias="all", description="Each of these conditions holds."
    )
    any_: tuple["Condition", ...] = Field(
        (), alias="any", description="One of these conditions holds."
    )
    not_: "Condition | None" = Field(None, alias="not", description="This condition does not hold.")
    field: FieldPath = Field(
        "",
        description="A JSONPath from the target to another field: what is said beside it is asked "
        "of that field, and has to hold for one of the values found there.",
    )
    pod: FieldPath = Field("", description="The same, from the spec of the container's Pod.")

    @model_validator(mode="after")
    def _has_an_operator(self) -> "Condition":
        if not self.model_fields_set - SUBJECTS:
            message = "a condition needs an operator, such as equals, in, matches or absent"
            raise ValueError(message)
        if self.field and self.pod:
            message = "a condition is about a field of the target or about one of the pod, not both"
            raise ValueError(message)
        return self

    def all_conditions(self) -> Iterator["Condition"]:
        """This condition and all inside it."""
        yield self
        inside = (*self.all_, *self.any_, *([self.not_] if self.not_ else []))
        for each in inside:
            yield from each.all_conditions()


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_or_more(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [schema, {"type": "array", "items": schema}]})


_TEXT = {"type": "string"}
_Texts = Annotated[tuple[str, ...], BeforeValidator(_listed), _one_or_more(_TEXT)]
_FieldPaths = Annotated[tuple[FieldPath, ...], BeforeValidator(_listed), _one_or_more(_TEXT)]


def _checked(text: str) -> str:
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or name not in _PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in _PLACEHOLDERS)
            written = name + f"!{conversion}" * bool(conversion) + f":{form}" * bool(form)
            error = f"{{{written}}} is not filled in; these are: {known}"
            raise ValueError(error)
    return text


Message = Annotated[str, AfterValidator(_checked)]
"""Text with the placeholders {value}, {field}, {container} and {object}."""


class Mend(BaseModel):
    """How the problem can be mended: by setting or deleting one field."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: Message = Field(description="What the fix does, as an order: remove hostPID.")
    field: FieldPath = Field(
        "", description="A JSONPath from the target, without *: what to edit instead of the match."
    )
    set: Any = Field(None, description="Give the field this value.")
    delete: Literal[True] = Field(True, description="Remove the field.")
    safe: bool = Field(
        False,
        description="It changes nothing but what is surely wrong, so that --fix may make it.",
    )

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Mend":
        if len(self.model_fields_set & {"set", "delete"}) != 1:
            raise ValueError("a fix says either set or delete")
        return self


class Card(BaseModel):
    """A podlint rule as YAML. The file's name is the rule's name; it says what is wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    summary: str = Field(description="What is wrong, in one sentence.")
    documentation: str = Field(description="Why it hurts and how to mend it, in Markdown.")
    severity: Severity = Field(description="What its findings weigh.")
    since: str = Field(
        pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$", description='The first version with it, as "0.1".'
    )
    symptom: str = Field(description="What one sees in the cluster, in the cluster's words.")
    standards: tuple[str, ...] = Field((), description="Standards, such as pss:baseline.")
    aliases: tuple[str, ...] = Field((), description="Former names, and other tools' names.")
    similar: dict[str, str] = Field(
        {},
        description="Names of other tools' checks that are similar but not the same, each with the "
        "difference in a sentence. They do not work as names of the rule.",
    )
    fragments: bool = Field(
        False,
        description="The rule concludes only from what is written, so that it may judge a patch.",
    )
    static_pods: bool = Field(
        True, alias="static-pods", description="The rule means something for static Pods."
    )
    preview: bool = Field(False, description="The rule runs only with --preview.")
    target: str = Field(
        pattern=r"^([a-z0-9.-]+/)?[A-Z][A-Za-z0-9]*$",
        description="What the rule visits: Container, PodTarget (the spec of every Pod and Pod "
        "template), or the objects of a kind, such as Service or argoproj.io/Rollout.",
    )
    sorts: tuple[ContainerSort, ...] = Field(
        get_args(ContainerSort), description="For target Container: the sorts of containers."
    )
    field: _FieldPaths = Field(
        description="Where the value is that `when` asks about and the finding marks: a JSONPath "
        "from the target, or several."
    )
    when: Condition = Field(description="What is wrong.")
    message: Message = Field(
        description="What is wrong: {value}, {field}, {container} and {object} are filled in."
    )
    why: Message = Field("", description="What one would see in the cluster.")
    help: Message = Field("", description="What to write.")
    bad: _Texts = Field(description="Manifests with findings, marked with `# finding`.")
    good: _Texts = Field(description="Manifests without findings.")
    fix: Mend | None = Field(None, description="How to mend it, if only one mend makes sense.")
    fixed: _Texts = Field((), description="What the fixes make of the first manifests of bad.")

    @model_validator(mode="after")
    def _is_consistent(self) -> "Card":
        conditions = tuple(self.when.all_conditions())
        if self.fragments and any("absent" in each.model_fields_set for each in conditions):
            message = "a rule that asks for something absent cannot judge fragments"
            raise ValueError(message)
        if self.target != "Container" and (
            "sorts" in self.model_fields_set or any(each.pod for each in conditions)
        ):
            message = "sorts, and pod in a condition, go with target Container only"
            raise ValueError(message)
        return self


def schema() -> str:
    """The JSON schema of a rule's file, for editors; ends with a line break."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(described | Card.model_json_schema(), indent=2) + "\n"
