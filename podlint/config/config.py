"""The settings of a run: which rules run, their severities, and when the run fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from podlint.config.api_server import ClusterSettings
from podlint.config.custom_resources import CustomResources
from podlint.config.path_globs import Globs, LoneGlob, NamespacePattern
from podlint.config.pod_security import PodSecurityExemptions
from podlint.config.section import FailOn, Section
from podlint.config.settings import ConfigError, matching, unknown_setting
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

_CHOICE_OF_RULES = frozenset(
    {"profile", "select", "extend_select", "ignore", "severity", "options", "pod_security"}
)
"""The settings that the command line overrides as a layer, but does not replace."""

_VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}"


class Config(Section):
    """The settings of a run; immutable. Unknown settings are errors.

    In addition to the attributes of `Section`:

    Attributes:
        preview: Also run rules that are in preview.
        ruleset: Leave out rules that are newer than this podlint version, such as ``0.4``.
        fail_on: The lowest severity that fails a run, or ``never``.
        fail_on_unchecked: The causes that fail a run if something was not checked.
        exclude: Patterns in ``.gitignore`` form for paths that the search of a directory skips.
        include: Patterns in ``.gitignore`` form for the files that the search of a directory finds.
            If not given, these are ``*.yaml``, ``*.yml`` and ``*.json``.
        rules: Folders with YAML rules, relative to the configuration file.
        custom_resources: Kinds of custom resources with Pods that podlint does not know itself.
        pod_security_exemptions: Pods to which no Pod Security Standard applies.
        kubernetes_version: The Kubernetes version of the cluster, such as ``1.37``, or a range such
            as ``1.33..1.37``. None for the newest version that podlint knows exactly; then newer
            fields are accepted.
        cluster: Flags, admission plugins and feature gates of the API server.
        static_pods: Patterns in ``.gitignore`` form for files from which kubelets read static Pods.
            None for the folders that podlint knows by their names.
        fragments: Patterns in ``.gitignore`` form for files with parts of objects; podlint does not
            report fields that are missing in them.
        placeholders: Patterns in ``.gitignore`` form for files in which another tool replaces each
            ``${X}`` before they are applied.
        generated: Patterns in ``.gitignore`` form for files that are generated from others and
            checked in; podlint checks only their sources.
        vendored: Patterns in ``.gitignore`` form for files that come from elsewhere; podlint
            reports only errors in them, and never fixes them.
        kustomize: ``builtin`` to check what kustomizations build, ``binary`` to compare it also
            with what kustomize or kubectl builds, ``off`` to check files only one by one.
        paths: Settings for files, by patterns in ``.gitignore`` form.
        overlays: Settings for what kustomizations build, by patterns in ``.gitignore`` form for
            their folders.
        namespaces: Settings for objects, by namespaces or patterns such as ``kube-*``.
        root: The folder to which `exclude` and `paths` are relative: that of the configuration
            file. None for the working directory. Not a setting of a file.
        overrides: Settings that override all others: those of the command line. Not a setting of a
            file.
    """

    not_in_files = frozenset({"root", "overrides"})

    profile: Profile = Profile.RECOMMENDED
    preview: bool = False
    ruleset_version: Annotated[str, matching(_VERSION, "a podlint version, such as 0.4")] | None = (
        Field(default=None, alias="ruleset")
    )
    fail_on: FailOn = "warning"
    fail_on_unchecked: tuple[Unchecked, ...] = ()
    rules: tuple[str, ...] = ()
    custom_resources: tuple[CustomResources, ...] = ()
    pod_security_exemptions: PodSecurityExemptions = PodSecurityExemptions.model_construct()
    cluster: ClusterSettings = ClusterSettings.model_construct()
    static_pods: Globs | None = None
    fragments: Globs = ()
    placeholders: Globs = ()
    generated: Globs = ()
    vendored: Globs = ()
    kustomize: Literal["builtin", "binary", "off"] = "builtin"
    paths: dict[LoneGlob, Section] = Field(default_factory=dict)
    overlays: dict[LoneGlob, Section] = Field(default_factory=dict)
    namespaces: dict[NamespacePattern, Section] = Field(default_factory=dict)
    root: Path | None = None
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
        """`exclude` and `include`, for the search for files."""
        return PathPatterns(self.exclude, self.root, self.include)

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
        """Whether the run fails if something was not checked for these causes."""
        return not {*self.fail_on_unchecked}.isdisjoint(causes)


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
    values: dict[str, Any] = {name: getattr(given, name) for name in given.model_fields_set}
    overrides = {name: values[name] for name in values.keys() & Section.model_fields.keys()}
    update = {name: value for name, value in values.items() if name not in _CHOICE_OF_RULES}
    return config.model_copy(update={**update, "overrides": Section.model_construct(**overrides)})
