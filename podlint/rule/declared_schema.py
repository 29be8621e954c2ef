"""The schema of a YAML rule: the fields of a rule, with a condition and a message."""

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

__all__ = ["Card", "Condition", "DeclaredFix", "schema"]

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
    """A condition on a value. If it has several operators, all of them must hold.

    A field that is null or not written equals nothing, matches nothing, and is neither above nor
    below anything. So `not: {equals: true}` holds for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    equals: Any = Field(None, description="The value is equal to this one.")
    in_: tuple[Any, ...] = Field((), alias="in", description="The value is one of these.")
    matches: _Pattern = Field(
        "", description="The value is text in which this regular expression matches."
    )
    above: _Amount = Field(
        0, description="The value is a number or a quantity greater than this one."
    )
    below: _Amount = Field(0, description="The value is a number or a quantity less than this one.")
    absent: Literal[True] = Field(True, description="The field is null or not written.")
    present: Literal[True] = Field(True, description="The field is written and not null.")
    all_: tuple["Condition", ...] = Field(
        (), alias="all", description="All of these conditions hold."
    )
    any_: tuple["Condition", ...] = Field(
        (), alias="any", description="At least one of these conditions holds."
    )
    not_: "Condition | None" = Field(None, alias="not", description="This condition does not hold.")
    field: FieldPath = Field(
        "",
        description="A JSONPath from the target to another field. The operators next to it must "
        "hold for one of the values there, instead of the value of the rule's field.",
    )
    pod: FieldPath = Field(
        "", description="The same as field, but from the spec of the container's Pod."
    )

    @model_validator(mode="after")
    def _has_an_operator(self) -> "Condition":
        if not self.model_fields_set - SUBJECTS:
            message = "a condition needs an operator, such as equals, in, matches or absent"
            raise ValueError(message)
        if self.field and self.pod:
            message = "a condition must not have both field and pod"
            raise ValueError(message)
        return self

    def all_conditions(self) -> Iterator["Condition"]:
        """This condition and all conditions inside it."""
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
            error = f"unknown placeholder {{{written}}}; expected one of {known}"
            raise ValueError(error)
    return text


Message = Annotated[str, AfterValidator(_checked)]
"""Text with the placeholders {value}, {field}, {container} and {object}."""


class DeclaredFix(BaseModel):
    """A fix: it sets or deletes one field."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: Message = Field(description="What the fix does, in the imperative: remove hostPID.")
    field: FieldPath = Field(
        "",
        description="A JSONPath from the target, without *, to the field to edit. Default: the "
        "field of the finding.",
    )
    set: Any = Field(None, description="Set the field to this value.")
    delete: Literal[True] = Field(True, description="Remove the field.")
    safe: bool = Field(
        False,
        description="The fix changes only what is certainly wrong, so --fix applies it without "
        "--unsafe-fixes.",
    )

    @model_validator(mode="after")
    def _does_one_thing(self) -> "DeclaredFix":
        if len(self.model_fields_set & {"set", "delete"}) != 1:
            raise ValueError("a fix must have either set or delete")
        return self


class Card(BaseModel):
    """A podlint rule in YAML. The name of the file is the name of the rule, which says what is
    wrong.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    summary: str = Field(description="What the rule reports, in one sentence.")
    documentation: str = Field(description="Why it matters and how to fix it, in Markdown.")
    severity: Severity = Field(description="The default severity of its findings.")
    since: str = Field(
        pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$",
        description='The first version with the rule, such as "0.1".',
    )
    symptom: str = Field(description="What a user sees in the cluster, as kubectl shows it.")
    standards: tuple[str, ...] = Field(
        (), description="Published standards that the rule belongs to, such as pss:baseline."
    )
    aliases: tuple[str, ...] = Field(
        (), description="Former names, and the names of the same rule in other tools."
    )
    similar: dict[str, str] = Field(
        {},
        description="The names of similar checks of other tools, each with the difference in one "
        "sentence. These are not names of the rule.",
    )
    fragments: bool = Field(
        False,
        description="The rule checks only existing fields, so it can also check patches.",
    )
    static_pods: bool = Field(
        True, alias="static-pods", description="The rule applies to static Pods."
    )
    preview: bool = Field(False, description="The rule runs only with --preview.")
    target: str = Field(
        pattern=r"^([a-z0-9.-]+/)?[A-Z][A-Za-z0-9]*$",
        description="What the rule visits: Container, PodTarget (the spec of every Pod and Pod "
        "template), or the objects of a kind, such as Service or argoproj.io/Rollout.",
    )
    sorts: tuple[ContainerSort, ...] = Field(
        get_args(ContainerSort),
        description="The sorts of containers to visit, for target Container.",
    )
    field: _FieldPaths = Field(
        description="A JSONPath, or several, from the target to the value that `when` checks and "
        "that the finding marks."
    )
    when: Condition = Field(description="The condition for a finding.")
    message: Message = Field(
        description="What is wrong. {value}, {field}, {container} and {object} are replaced."
    )
    why: Message = Field("", description="What happens in the cluster.")
    help: Message = Field("", description="What to write instead.")
    bad: _Texts = Field(description="Manifests with findings, which are marked with `# finding`.")
    good: _Texts = Field(description="Manifests without findings.")
    fix: DeclaredFix | None = Field(None, description="The fix, if only one makes sense.")
    fixed: _Texts = Field((), description="The first manifests of bad after the fixes.")

    @model_validator(mode="after")
    def _is_consistent(self) -> "Card":
        conditions = tuple(self.when.all_conditions())
        if self.fragments and any("absent" in each.model_fields_set for each in conditions):
            message = "fragments must be false for a rule with the condition absent"
            raise ValueError(message)
        if self.target != "Container" and (
            "sorts" in self.model_fields_set or any(each.pod for each in conditions)
        ):
            message = "sorts, and pod in a condition, are allowed only for target Container"
            raise ValueError(message)
        return self


def schema() -> str:
    """The JSON schema of a YAML rule, for editors; ends with a line break."""
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(described | Card.model_json_schema(), indent=2) + "\n"
