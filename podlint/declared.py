"""A rule written as YAML: the same words as in Python, and a condition instead of a function."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from podlint.condition import Condition, FieldPath
from podlint.document import JSON, Document, Place, Span, load
from podlint.field_path import container_name, field_text, value_at
from podlint.finding import Problem, Profile, Severity
from podlint.json_path import ABSENT, Value, parse
from podlint.models import Container, ContainerSort, KubernetesObject, Node
from podlint.rule import Rule, RuleDefinitionError
from podlint.workloads import PodTarget

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Card", "read_rule", "schema"]

_PLACEHOLDERS = ("value", "field", "container", "object")
_LONGEST_VALUE = 60
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_or_more(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [schema, {"type": "array", "items": schema}]})


_TEXT = {"type": "string"}
_Texts = Annotated[tuple[str, ...], BeforeValidator(_listed), _one_or_more(_TEXT)]
_FieldPaths = Annotated[tuple[FieldPath, ...], BeforeValidator(_listed), _one_or_more(_TEXT)]


class Card(BaseModel):
    """A podlint rule as YAML. The file's name is the rule's name; it says what is wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    summary: str = Field(description="What is wrong, in one sentence.")
    documentation: str = Field(description="Why it hurts and how to mend it, in Markdown.")
    severity: Severity = Field(description="What its findings weigh.")
    profile: Profile = Field(description="The smallest profile that holds the rule.")
    since: str = Field(pattern=r"^\d+\.\d+$", description='The first version with it, as "0.1".')
    symptom: str = Field(description="What one sees in the cluster, in the cluster's words.")
    standards: tuple[str, ...] = Field((), description="Standards, such as pss:baseline.")
    mission: tuple[int, ...] = Field((), description="For podlint's own rules.")
    aliases: tuple[str, ...] = Field((), description="Former names, and other tools' names.")
    fragments: bool = Field(
        False,
        description="The rule concludes only from what is written, so that it may judge a patch.",
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
    message: str = Field(
        description="What to tell: {value}, {field}, {container} and {object} are filled in."
    )
    bad: _Texts = Field(description="Manifests with findings, marked with `# finding`.")
    good: _Texts = Field(description="Manifests without findings.")

    @field_validator("message")
    @classmethod
    def _only_known_placeholders(cls, message: str) -> str:
        for _, name, _, _ in Formatter().parse(message):
            if name is not None and name not in _PLACEHOLDERS:
                known = ", ".join(f"{{{each}}}" for each in _PLACEHOLDERS)
                error = f"{{{name}}} is not filled in; these are: {known}"
                raise ValueError(error)
        return message

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


def read_rule(path: Path, *, subject: str, module: str) -> Rule:
    """The rule in a YAML file, named as the file.

    Args:
        path: The file.
        subject: The folder, as `Rule.subject`.
        module: What to call the place that the rule comes from.

    Raises:
        RuleDefinitionError: The file is not such a rule; the message begins with file, line and
            column.
    """
    name = path.stem.replace("_", "-")
    if not _NAME.fullmatch(name):
        message = f"{path}: name a rule by what is wrong, in lower case, as image_without_tag.yaml"
        raise RuleDefinitionError(message)
    try:
        documents = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read: {error}"
        raise RuleDefinitionError(message) from error
    card = _card(path, documents)
    described = card.model_dump(exclude={"target", "sorts", "field", "when", "message"})
    return Rule(
        **described | {"summary": " ".join(card.summary.split())},
        name=name,
        subject=subject,
        target=_TARGETS.get(card.target, KubernetesObject),
        check=_Check(card),
        options=None,
        module=module,
    )


_TARGETS: dict[str, type] = {"Container": Container, "PodTarget": PodTarget}


def _card(path: Path, documents: list[Document]) -> Card:
    if len(documents) != 1:
        message = f"{path}: a rule is one document, not {len(documents)}"
        raise RuleDefinitionError(message)
    document = documents[0]
    for fault in (document.error, *document.problems):
        if fault:
            raise _refusal(path, fault.span, fault.message)
    try:
        return Card.model_validate(document.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        span = document.span(first["loc"], key=first["type"] == "extra_forbidden")
        raise _refusal(path, span, _words(first, document)) from error


def _refusal(path: Path, span: Span, message: str) -> RuleDefinitionError:
    return RuleDefinitionError(f"{path}:{span.start_line}:{span.start_column}: {message}")


def _words(fault: "ErrorDetails", document: Document) -> str:
    *inside, last = fault["loc"] or ("a rule",)
    match fault["type"]:
        case "missing":
            return f"{last} is missing"
        case "extra_forbidden":
            model = Condition if "when" in inside else Card
            known = [info.alias or name for name, info in model.model_fields.items()]
            return f"{last} is unknown; known: {', '.join(known)}"
    # Where a value may be of several types, the fault names the one that was tried.
    name = ".".join(map(str, document.nearest(fault["loc"])))
    words = fault["msg"].removeprefix("Value error, ")
    return f"{name}: {words}" if name else words


@dataclass(frozen=True, slots=True)
class _Check:
    """The function of a rule that is written as YAML."""

    card: Card

    def __call__(self, target: Container | PodTarget | KubernetesObject) -> Iterator[Problem]:
        if not self._visits(target):
            return
        root = target.at
        data = value_at(root.document.data, root.path)
        pod = _pod_of(target)
        for field in self.card.field:
            for path, value in parse(field)(data):
                if self.card.when.holds(value, data, pod):
                    place = Place(root.document, (*root.path, *path))
                    message = self.card.message.format(
                        value=_shown(value),
                        field=field_text(path),
                        container=_container_of(target, place),
                        object=_name_of(target),
                    )
                    yield Problem(message, at=place)

    def _visits(self, target: Container | PodTarget | KubernetesObject) -> bool:
        if isinstance(target, Container):
            return target.sort in self.card.sorts
        return isinstance(target, PodTarget) or _is_a(target, self.card.target)


def _pod_of(target: Container | PodTarget | KubernetesObject) -> JSON:
    """The spec of the Pod that a container is in."""
    spec = target.pod if isinstance(target, Container) else None
    return value_at(spec.at.document.data, spec.at.path) if spec else None


def _is_a(obj: KubernetesObject, wanted: str) -> bool:
    """Whether an object is of a kind; without a group, one of Kubernetes' own groups is meant."""
    group, _, kind = wanted.rpartition("/")
    if obj.kind != kind:
        return False
    return obj.group == group if group else "." not in obj.group or obj.group.endswith(".k8s.io")


def _container_of(target: object, place: Place) -> str | None:
    if isinstance(target, Container):
        return target.name
    return container_name(place.document.data, place.path)


def _shown(value: Value) -> str:
    if value is ABSENT:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."


def _name_of(target: Container | PodTarget | KubernetesObject) -> str:
    """The object that the target is or belongs to, as kubectl writes it: ``Deployment/web``."""
    node: Node | None = target.owner if isinstance(target, PodTarget) else target
    while node is not None and not isinstance(node, KubernetesObject):
        node = node.owner
    return f"{node.kind}/{node.name or '?'}" if node else "?"
