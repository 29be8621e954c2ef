"""What a run is told: which rules, how severe, what fails it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from podlint.custom_resources import CustomKind
from podlint.errors import PodlintError
from podlint.finding import Profile, Severity
from podlint.json_path import parse

NEVER = "never"
"""The value of ``fail-on`` with which no finding fails a run."""


class ConfigError(PodlintError):
    """A setting cannot be used.

    Attributes:
        path: Keys and indices of the setting, from the configuration's root.
    """

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path


def _json_path(text: str) -> str:
    parse(text)
    return text


_Paths = tuple[Annotated[str, AfterValidator(_json_path)], ...]


class CustomResources(BaseModel):
    """Custom resources that hold Pods; the attributes are those of `CustomKind`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str = Field(pattern=r"^[a-z0-9.-]+$")
    kind: str = Field(pattern=r"^[A-Za-z0-9]+$")
    pods: _Paths = ()
    overlays: _Paths = ()
    containers: _Paths = ()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> CustomResources:
        if not (self.pods or self.overlays or self.containers):
            raise ValueError("say where the Pods are: pods, overlays or containers")
        return self


class Config(BaseModel):
    """The settings of a run; frozen, and refused if there is one too many.

    Attributes:
        profile: The rules that run unless named otherwise.
        select: If given, run just these rules; names or patterns such as ``probes/*``.
        extend_select: Run these besides.
        ignore: Do not run these.
        preview: Let rules in preview run.
        ruleset: Leave out rules that came after this podlint version, such as ``0.4``.
        severity: A rule's name and the severity its findings get.
        options: A rule's name and its options.
        fail_on: The least severity that fails a run, or ``never``.
        exclude: Paths that no directory search finds, in the form of ``.gitignore``.
        rules: Folders of rules as YAML, relative to the configuration file.
        custom_resources: Kinds of custom resources that hold Pods, beside those that podlint knows.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )

    profile: Profile = Profile.RECOMMENDED
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    ruleset: str | None = Field(default=None, pattern=r"^\d+\.\d+(\.\d+)?$")
    severity: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    fail_on: str = Field(default="warning", pattern=r"^(error|warning|info|never)$")
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    custom_resources: tuple[CustomResources, ...] = ()

    @property
    def custom_kinds(self) -> tuple[CustomKind, ...]:
        """`custom_resources` as the readers of manifests take them."""
        return tuple(CustomKind(**each.model_dump()) for each in self.custom_resources)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity fails the run."""
        return self.fail_on != NEVER and severity.rank >= Severity(self.fail_on).rank


def parse_config(data: object) -> Config:
    """The configuration that a mapping of settings means.

    Raises:
        ConfigError: A setting is unknown or has a wrong value; `path` says which.
    """
    if not isinstance(data, dict):
        message = f"the configuration must be a mapping of settings, not {type(data).__name__}"
        raise ConfigError(message)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        inside = error.errors()[0]["loc"][:-1]
        model = CustomResources if inside[:1] == ("custom-resources",) else Config
        raise config_error(error, tuple(sorted(_setting_names(model)))) from error


def config_error(
    error: ValidationError, known: tuple[str, ...], root: tuple[str, ...] = ()
) -> ConfigError:
    """The first fault of a validation, in words, with the names one may have meant."""
    first = error.errors(include_url=False)[0]
    path = (*root, *(key for key in first["loc"]))
    name = ".".join(str(key) for key in path)
    if first["type"] == "extra_forbidden":
        return ConfigError(f"unknown setting {name}; known: {', '.join(known)}", path)
    if first["type"] == "value_error":
        return ConfigError(f"{name}: {first['ctx']['error']}", path)
    return ConfigError(f"{name}: {first['msg']}, not {first['input']!r}", path)


def _setting_names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]
