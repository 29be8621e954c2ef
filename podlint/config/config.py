"""What a run is told: which rules, how severe, what fails it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from podlint.config.api_server import ClusterSettings, Versions
from podlint.config.section import OF_STATIC_PODS, Section
from podlint.config.settings import ConfigError, Settings, matching, shown, unknown_setting
from podlint.document.json_path import checked
from podlint.finding.severity import Profile, Severity
from podlint.finding.unchecked import Unchecked
from podlint.pods.custom_resources import CustomKind
from podlint.reading.files import in_static_pod_folder
from podlint.reading.gitignore import never_matches
from podlint.reading.path_patterns import PathPatterns
from podlint.reading.read_settings import ReadSettings

__all__ = [
    "NEVER",
    "Config",
    "ConfigError",
    "CustomResources",
    "PodSecurityExemptions",
    "default_config",
    "overridden",
    "parse_config",
]

NEVER = "never"
"""The value of ``fail-on`` with which no finding fails a run."""


_ProfileName = Literal["minimal", "recommended", "strict"]
_SeverityName = Literal["info", "warning", "error"]
_Names = list[str] | tuple[str, ...]


def _glob(line: str) -> str:
    if never_matches(line):
        raise ValueError(f"malformed pattern {shown(line)}: no path matches it")
    return line


def _lone_glob(line: str) -> str:
    if line.startswith(("!", "#")):
        raise ValueError("no path matches a pattern that begins so and stands alone")
    return _glob(line)


def _namespace(pattern: str) -> str:
    # What `fnmatch` takes to read a pattern grows with the square of its length.
    if len(pattern) > _LONGEST_NAMESPACE:
        raise ValueError(f"longer than {_LONGEST_NAMESPACE} characters, as no namespace is")
    return pattern


_LONGEST_NAMESPACE = 253


_Globs = tuple[Annotated[str, AfterValidator(_glob)], ...]
_VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}"

_Paths = tuple[Annotated[str, AfterValidator(checked)], ...]


class CustomResources(Settings):
    """Custom resources that hold Pods; the attributes are those of `CustomKind`."""

    group: Annotated[str, matching("[a-z0-9.-]+", "an API group without its version")]
    kind: Annotated[str, matching("[A-Za-z0-9]+", "a kind")]
    pods: _Paths = ()
    overlays: _Paths = ()
    containers: _Paths = ()
    whole: bool = False

    @model_validator(mode="after")
    def _leads_somewhere(self) -> CustomResources:
        if not (self.pods or self.overlays or self.containers):
            raise ValueError("say where the Pods are: pods, overlays or containers")
        return self


class PodSecurityExemptions(Settings):
    """Of which Pods nothing is asked, as in the configuration of the admission controller.

    Attributes:
        namespaces: Names of namespaces, exact ones.
        runtime_classes: Names of runtime classes.
    """

    namespaces: tuple[str, ...] = ()
    runtime_classes: tuple[str, ...] = ()


class Config(Section):
    """The settings of a run; frozen, and refused if there is one too many.

    Beside the attributes of `Section`:

    Attributes:
        preview: Let rules in preview run.
        ruleset: Leave out rules that came after this podlint version, such as ``0.4``.
        fail_on: The least severity that fails a run, or ``never``.
        fail_on_unchecked: What fails a run if it was not checked.
        exclude: Paths that no directory search finds, in the form of ``.gitignore``.
        rules: Folders of rules as YAML, relative to the configuration file.
        custom_resources: Kinds of custom resources that hold Pods, beside those that podlint knows.
        pod_security_exemptions: Pods that no Pod Security Standard is asked of.
        kubernetes_version: The Kubernetes version that the manifests are for, such as ``1.37``, or
            a range such as ``1.33..1.37``. None: the newest that podlint knows.
        cluster: Flags, plugins and feature gates of the API server.
        static_pods: Patterns in the form of ``.gitignore`` for the files that kubelets read static
            Pods from. None: the folders that podlint knows by their names.
        fragments: Patterns in the form of ``.gitignore`` for the files whose objects are only parts
            of objects: what they lack is not missing.
        placeholders: Patterns in the form of ``.gitignore`` for the files in which something
            replaces ``${X}`` everywhere before they are applied.
        paths: Patterns in the form of ``.gitignore``, and what holds for the files they mean.
        namespaces: Names or patterns such as ``kube-*``, and what holds for the objects there.
        root: The folder that `exclude` and `paths` are relative to: that of the configuration file;
            the working directory if None. No setting of a file.
        overrides: What goes before everything else: the command line. No setting of a file.
    """

    not_in_files = frozenset({"root", "overrides"})

    profile: Profile = Profile.RECOMMENDED
    preview: bool = False
    ruleset_version: (
        Annotated[str, matching(_VERSION, "a version of podlint such as 0.4")] | None
    ) = Field(default=None, alias="ruleset")
    fail_on: Literal["info", "warning", "error", "never"] = "warning"
    fail_on_unchecked: tuple[Unchecked, ...] = ()
    exclude: _Globs = ()
    rules: tuple[str, ...] = ()
    custom_resources: tuple[CustomResources, ...] = ()
    pod_security_exemptions: PodSecurityExemptions = PodSecurityExemptions.model_construct()
    kubernetes_version: Versions | None = None
    cluster: ClusterSettings = ClusterSettings.model_construct()
    static_pods: _Globs | None = None
    fragments: _Globs = ()
    placeholders: _Globs = ()
    paths: dict[Annotated[str, AfterValidator(_lone_glob)], Section] = Field(default_factory=dict)
    namespaces: dict[Annotated[str, AfterValidator(_namespace)], Section] = Field(
        default_factory=dict
    )
    root: Path | None = None
    overrides: Section = Section.model_construct()

    if TYPE_CHECKING:
        # Fields tell a type checker what they hold; this tells what they are made from.
        def __init__(
            self,
            *,
            profile: Profile | _ProfileName = ...,
            select: _Names = ...,
            extend_select: _Names = ...,
            ignore: _Names = ...,
            severity: Mapping[str, Severity | _SeverityName] = ...,
            options: Mapping[str, Mapping[str, Any]] = ...,
            pod_security: str | None = ...,
            preview: bool = ...,
            ruleset: str | None = ...,
            fail_on: Severity | _SeverityName | Literal["never"] = ...,
            fail_on_unchecked: Sequence[Unchecked | str] = ...,
            exclude: _Names = ...,
            rules: _Names = ...,
            custom_resources: Sequence[CustomResources | Mapping[str, Any]] = ...,
            pod_security_exemptions: PodSecurityExemptions | Mapping[str, _Names] = ...,
            kubernetes_version: str | None = ...,
            cluster: ClusterSettings | Mapping[str, Any] = ...,
            static_pods: _Names | None = ...,
            fragments: _Names = ...,
            placeholders: _Names = ...,
            paths: Mapping[str, Section | Mapping[str, Any]] = ...,
            namespaces: Mapping[str, Section | Mapping[str, Any]] = ...,
            root: Path | str | None = ...,
            overrides: Section | Mapping[str, Any] = ...,
        ) -> None: ...

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

    @property
    def read_settings(self) -> ReadSettings:
        """What bears on reading files, as their reader takes it."""
        fragments = PathPatterns(self.fragments, self.root)
        placeholders = PathPatterns(self.placeholders, self.root)
        return ReadSettings(self.excluded, self.custom_kinds, fragments, placeholders, self.root)

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

    def fails_unchecked(self, causes: Iterable[Unchecked]) -> bool:
        """Whether the run fails because something was not checked for these causes."""
        return not {*self.fail_on_unchecked}.isdisjoint(causes)

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


def parse_config(data: object) -> Config:
    """The configuration that a mapping of settings means.

    Raises:
        ConfigError: A setting is unknown or has a wrong value; `path` says which.
    """
    if not isinstance(data, dict):
        message = f"the configuration must be a mapping of settings, not {type(data).__name__}"
        raise ConfigError(message)
    for name in Config.not_in_files.intersection(data):
        raise unknown_setting((name,), Config)
    return Config.model_validate(data)


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
