"""What a run is told: which rules, how severe, what fails it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from podlint.config.api_server import ClusterSettings, Versions
from podlint.config.section import OF_STATIC_PODS, SETTINGS, Section
from podlint.document.json_path import checked
from podlint.errors import PodlintError
from podlint.finding.problem import Profile, Severity
from podlint.pods.custom_resources import CustomKind
from podlint.reading.files import PathPatterns, in_static_pod_folder

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


_Paths = tuple[Annotated[str, AfterValidator(checked)], ...]


class CustomResources(BaseModel):
    """Custom resources that hold Pods; the attributes are those of `CustomKind`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

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


class PodSecurityExemptions(BaseModel):
    """Of which Pods nothing is asked, as in the configuration of the admission controller.

    Attributes:
        namespaces: Names of namespaces, exact ones.
        runtime_classes: Names of runtime classes.
    """

    model_config = SETTINGS

    namespaces: tuple[str, ...] = ()
    runtime_classes: tuple[str, ...] = ()


class Config(Section):
    """The settings of a run; frozen, and refused if there is one too many.

    Beside the attributes of `Section`:

    Attributes:
        preview: Let rules in preview run.
        ruleset: Leave out rules that came after this podlint version, such as ``0.4``.
        fail_on: The least severity that fails a run, or ``never``.
        exclude: Paths that no directory search finds, in the form of ``.gitignore``.
        rules: Folders of rules as YAML, relative to the configuration file.
        custom_resources: Kinds of custom resources that hold Pods, beside those that podlint knows.
        pod_security_exemptions: Pods that no Pod Security Standard is asked of.
        kubernetes_version: The Kubernetes version that the manifests are for, such as ``1.36``, or
            a range such as ``1.31..1.36``. None: the newest that podlint knows exactly, and fields
            that are newer still are let pass.
        cluster: Flags, plugins and feature gates of the API server.
        static_pods: Patterns in the form of ``.gitignore`` for the files that kubelets read static
            Pods from. None: the folders that podlint knows by their names.
        paths: Patterns in the form of ``.gitignore``, and what holds for the files they mean.
        namespaces: Names or patterns such as ``kube-*``, and what holds for the objects there.
        root: The folder that `exclude` and `paths` are relative to: that of the configuration file;
            the working directory if None. No setting of a file.
        overrides: What goes before everything else: the command line. No setting of a file.
    """

    profile: Profile = Profile.RECOMMENDED
    preview: bool = False
    ruleset_version: str | None = Field(
        default=None, alias="ruleset", pattern=r"^\d+\.\d+(\.\d+)?$"
    )
    fail_on: str = Field(default="warning", pattern=r"^(error|warning|info|never)$")
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    custom_resources: tuple[CustomResources, ...] = ()
    pod_security_exemptions: PodSecurityExemptions = PodSecurityExemptions.model_construct()
    kubernetes_version: Versions | None = None
    cluster: ClusterSettings = ClusterSettings.model_construct()
    static_pods: tuple[str, ...] | None = None
    paths: dict[str, Section] = Field(default_factory=dict)
    namespaces: dict[str, Section] = Field(default_factory=dict)
    root: Path | None = None
    overrides: Section = Section.model_construct()

    @property
    def custom_kinds(self) -> tuple[CustomKind, ...]:
        """`custom_resources` as the readers of manifests take them."""
        return tuple(CustomKind(**each.model_dump()) for each in self.custom_resources)

    @property
    def shown_profile(self) -> Profile:
        """The profile that holds for the whole project: the command line's, or the settings'."""
        return self.overrides.profile or self.profile

    @property
    def excluded(self) -> PathPatterns:
        """`exclude` as the search for files takes it."""
        return PathPatterns(self.exclude, self.root)

    def holds_static_pod(self, path: str, folders: Sequence[str] = ()) -> bool:
        """Whether a kubelet reads a file.

        Args:
            path: The file, from the working directory.
            folders: The folders that configurations of kubelets name.
        """
        if self.static_pods is not None:
            return PathPatterns(self.static_pods, self.root).match(Path(path))
        return in_static_pod_folder(path, folders)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity fails the run."""
        return self.fail_on != NEVER and severity.rank >= Severity(self.fail_on).rank

    def layers(self, path: str, namespace: str | None, static: bool = False) -> tuple[Section, ...]:
        """What holds for an object of a file; each layer goes before those ahead of it.

        First what holds for the whole project, then for the path, for the namespace, and last what
        the command line says. Of static Pods no Pod Security Standard is asked unless a path, a
        namespace or the command line says so.

        Args:
            path: The file, from the working directory.
            namespace: The object's namespace; None if its manifest names none.
            static: The file holds a static Pod.
        """
        return (
            self,
            *((OF_STATIC_PODS,) if static else ()),
            *(
                section
                for pattern, section in self.paths.items()
                if PathPatterns((pattern,), self.root).match(Path(path))
            ),
            *(
                section
                for pattern, section in self.namespaces.items()
                if namespace is not None and fnmatchcase(namespace, pattern)
            ),
            self.overrides,
        )


def default_config() -> Config:
    """The settings where none are given; made without the validators that settings need."""
    return Config.model_construct()


_NOT_OF_A_FILE = ("root", "overrides")


def parse_config(data: object) -> Config:
    """The configuration that a mapping of settings means.

    Raises:
        ConfigError: A setting is unknown or has a wrong value; `path` says which.
    """
    if not isinstance(data, dict):
        message = f"the configuration must be a mapping of settings, not {type(data).__name__}"
        raise ConfigError(message)
    try:
        for name in _NOT_OF_A_FILE:
            if name in data:
                raise _unknown(name)
        return Config.model_validate(data)
    except ValidationError as error:
        inside = error.errors()[0]["loc"][:-1]
        model = _OF_A_PART.get(str(inside[0]), Config) if inside else Config
        raise config_error(error, _setting_names(model)) from error


def overridden(config: Config, settings: Mapping[str, Any]) -> Config:
    """The configuration with settings that go before its own, its paths and its namespaces.

    Raises:
        ConfigError: A setting is unknown or has a wrong value.
    """
    if not settings:
        return config
    given = parse_config(dict(settings))
    common = [name for name in given.model_fields_set if name not in Section.model_fields]
    overrides = {name: getattr(given, name) for name in given.model_fields_set - set(common)}
    update: dict[str, object] = {name: getattr(given, name) for name in common}
    return config.model_copy(update={**update, "overrides": Section.model_construct(**overrides)})


def config_error(
    error: ValidationError, known: tuple[str, ...], root: tuple[str, ...] = ()
) -> ConfigError:
    """The first fault of a validation, in words, with the names one may have meant."""
    first = error.errors(include_url=False)[0]
    path = (*root, *(key for key in first["loc"]))
    name = ".".join(str(key) for key in path)
    if first["type"] == "extra_forbidden":
        return _unknown(name, known, path)
    if first["type"] == "value_error":
        return ConfigError(f"{name}: {first['ctx']['error']}", path)
    return ConfigError(f"{name}: {first['msg']}, not {first['input']!r}", path)


_OF_A_PART: dict[str, type[BaseModel]] = {
    "custom-resources": CustomResources,
    "paths": Section,
    "namespaces": Section,
    "pod-security-exemptions": PodSecurityExemptions,
    "cluster": ClusterSettings,
}


def _setting_names(model: type[BaseModel]) -> tuple[str, ...]:
    names = {info.alias or name for name, info in model.model_fields.items()}
    return tuple(sorted(names.difference(_NOT_OF_A_FILE)))


def _unknown(
    name: str, known: tuple[str, ...] = (), path: tuple[str | int, ...] = ()
) -> ConfigError:
    known = known or _setting_names(Config)
    return ConfigError(f"unknown setting {name}; known: {', '.join(known)}", path or (name,))
