"""The settings of a run: which rules run, their severities, and when the run fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from podlint.config.api_server import ClusterSettings, Versions
from podlint.config.custom_resources import CustomResources
from podlint.config.path_globs import Globs, LoneGlob, NamespacePattern
from podlint.config.pod_security import PodSecurityExemptions
from podlint.config.section import OF_STATIC_PODS, Section
from podlint.config.settings import ConfigError, matching, unknown_setting
from podlint.config.suppressions import SuppressionSettings
from podlint.finding.severity import Profile, Severity
from podlint.finding.unchecked import Unchecked
from podlint.pods.custom_resources import CustomKind
from podlint.reading.files import in_static_pod_folder
from podlint.reading.path_patterns import PathPatterns
from podlint.reading.read_settings import ReadSettings

if TYPE_CHECKING:
    from typing import Unpack

    from podlint.config.argument_types import ConfigArguments

__all__ = ["NEVER", "Config", "ConfigError", "default_config", "overridden", "parse_config"]

NEVER = "never"
"""The value of ``fail-on`` with which no finding fails a run."""

_VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}"


class Config(Section, SuppressionSettings):
    """The settings of a run; immutable. Unknown settings are errors.

    A `Config` also has the attributes of `Section` and `SuppressionSettings`.

    Attributes:
        preview: Also run rules that are in preview.
        ruleset: Use the rules and severities of this podlint version, such as ``0.1``.
        fail_on: Exit with 1 if any finding has at least this severity; ``never`` turns this off.
        fail_on_unchecked: Exit with 1 if podlint could not check something, for one of these
            reasons.
        exclude: Patterns for files and folders that podlint skips when it searches a directory.
        rules: Folders with rules in YAML, relative to the folder of the configuration.
        custom_resources: Kinds of custom resources that contain Pods, in addition to the kinds that
            podlint knows.
        pod_security_exemptions: Pods to which no Pod Security Standard applies.
        kubernetes_version: The Kubernetes version of the cluster, such as ``1.37``, or a range such
            as ``1.33..1.37``. If not set, podlint uses the newest version that it supports exactly,
            but does not report fields that only a newer version accepts.
        cluster: Flags, admission plugins and feature gates of the API server.
        static_pods: Patterns for files from which kubelets read static Pods. If not set, podlint
            recognizes the usual folders by their names.
        fragments: Patterns for files with incomplete objects. podlint does not report missing
            fields in these objects.
        placeholders: Patterns for files in which another tool replaces each ``${NAME}`` before they
            are applied.
        generated: Patterns for files that another tool generates from files of the repository.
            podlint skips them, and checks their sources.
        vendored: Patterns for files that come from elsewhere. podlint reports only errors in them,
            and never fixes them.
        kustomize: ``builtin`` to check what kustomizations build, ``binary`` to also compare it
            with the output of kustomize or kubectl, ``off`` to check only the files themselves.
        paths: Settings for files, by pattern.
        namespaces: Settings for objects, by namespace or by a pattern such as ``kube-*``.
        root: The folder to which `exclude` and `paths` are relative: that of the configuration
            file. None for the working directory. Not a setting of a file.
        file: The configuration file. Not a setting of a file.
        overrides: Settings that override all others, such as those of the command line. They cannot
            be set in a configuration file.
    """

    not_in_files = frozenset({"root", "file", "overrides"})

    profile: Profile = Profile.RECOMMENDED
    preview: bool = False
    ruleset_version: Annotated[str, matching(_VERSION, "a podlint version, such as 0.4")] | None = (
        Field(default=None, alias="ruleset")
    )
    fail_on: Literal["info", "warning", "error", "never"] = "warning"
    fail_on_unchecked: tuple[Unchecked, ...] = ()
    exclude: Globs = ()
    rules: tuple[str, ...] = ()
    custom_resources: tuple[CustomResources, ...] = ()
    pod_security_exemptions: PodSecurityExemptions = PodSecurityExemptions.model_construct()
    kubernetes_version: Versions | None = None
    cluster: ClusterSettings = ClusterSettings.model_construct()
    static_pods: Globs | None = None
    fragments: Globs = ()
    placeholders: Globs = ()
    generated: Globs = ()
    vendored: Globs = ()
    kustomize: Literal["builtin", "binary", "off"] = "builtin"
    paths: dict[LoneGlob, Section] = Field(default_factory=dict)
    namespaces: dict[NamespacePattern, Section] = Field(default_factory=dict)
    root: Path | None = None
    file: Path | None = None
    overrides: Section = Section.model_construct()

    if TYPE_CHECKING:
        # The fields have the types of the values; these are the types of the arguments.
        def __init__(self, **settings: Unpack[ConfigArguments]) -> None: ...

    @property
    def custom_kinds(self) -> tuple[CustomKind, ...]:
        """`custom_resources`, for the reader of manifests."""
        return tuple(each.custom_kind for each in self.custom_resources)

    @property
    def shown_profile(self) -> Profile:
        """The profile of the whole project: that of the command line, or that of the settings."""
        return self.overrides.profile or self.profile

    @property
    def excluded(self) -> PathPatterns:
        """`exclude`, and podlint's own files, for the search for files."""
        own = (name for name in (self.baseline, self.exceptions) if name)
        # `./` would be part of a pattern.
        patterns = (f"/{Path(name).as_posix()}" for name in own if not Path(name).is_absolute())
        return PathPatterns((*self.exclude, *patterns), self.root)

    @property
    def read_settings(self) -> ReadSettings:
        """The settings for reading files, for their reader."""
        fragments = PathPatterns(self.fragments, self.root)
        placeholders = PathPatterns(self.placeholders, self.root)
        return ReadSettings(
            self.excluded,
            self.custom_kinds,
            fragments,
            placeholders,
            self.root,
            PathPatterns(self.generated, self.root),
            self.kustomize != "off",
        )

    def holds_static_pod(self, path: str, folders: Sequence[str] = ()) -> bool:
        """Whether a kubelet reads static Pods from a file.

        Args:
            path: The file, relative to the working directory.
            folders: The folders that the configuration files of kubelets name.
        """
        if self.static_pods is not None:
            return PathPatterns(self.static_pods, self.root).match(Path(path))
        return in_static_pod_folder(path, folders)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity fails the run."""
        return self.fail_on != NEVER and severity.rank >= Severity(self.fail_on).rank

    def fails_unchecked(self, causes: Iterable[Unchecked]) -> bool:
        """Whether the run fails if parts were not checked, for these causes."""
        return not {*self.fail_on_unchecked}.isdisjoint(causes)

    def layers(self, path: str, namespace: str | None, static: bool = False) -> tuple[Section, ...]:
        """The settings for an object in a file; each layer overrides the earlier ones.

        The layers are the project, the path, the namespace and the command line. No Pod Security
        Standard applies to static Pods unless a path, a namespace or the command line names one.

        Args:
            path: The file, relative to the working directory.
            namespace: The object's namespace; None if its manifest names none.
            static: The file has a static Pod.
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
    """The default settings, made without pydantic's validators, which take time to build."""
    return Config.model_construct()


def parse_config(data: object) -> Config:
    """The configuration with the settings of a mapping.

    Raises:
        ConfigError: A setting is unknown or has an invalid value; `path` is the path of it.
    """
    if not isinstance(data, dict):
        message = f"the configuration must be a mapping of settings, not {type(data).__name__}"
        raise ConfigError(message)
    for name in Config.not_in_files.intersection(data):
        raise unknown_setting((name,), Config)
    return Config.model_validate(data)


def overridden(config: Config, settings: Mapping[str, Any]) -> Config:
    """The configuration with settings that override its own, its paths and its namespaces.

    Raises:
        ConfigError: A setting is unknown or has an invalid value.
    """
    if not settings:
        return config
    given = parse_config(dict(settings))
    common = [name for name in given.model_fields_set if name not in Section.model_fields]
    overrides = {name: getattr(given, name) for name in given.model_fields_set - set(common)}
    update: dict[str, object] = {name: getattr(given, name) for name in common}
    return config.model_copy(update={**update, "overrides": Section.model_construct(**overrides)})
