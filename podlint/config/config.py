"""The settings of a run: which rules run, their severities, and when the run fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from podlint.config.api_server import ClusterSettings
from podlint.config.custom_resources import CustomResources
from podlint.config.extends import Extends
from podlint.config.nodes import NodeSettings
from podlint.config.notes import NoteOrText
from podlint.config.path_globs import Globs, LoneGlob, NamespacePattern
from podlint.config.pod_security import PodSecurityExemptions
from podlint.config.requirement import Requirement
from podlint.config.run_settings import Kustomize, RunSettings
from podlint.config.section import FailOn, Section
from podlint.config.settings import ConfigError, matching, unknown_setting
from podlint.config.suppressions import SuppressionSettings
from podlint.finding.severity import Profile, Severity
from podlint.finding.unchecked import Unchecked
from podlint.pods.custom_resources import CustomKind
from podlint.reading.files import in_static_pod_folder
from podlint.reading.path_patterns import NOTHING, PathPatterns
from podlint.reading.read_settings import ReadSettings
from podlint.scheduling.node_groups import NO_NODES, Nodes
from podlint.version import RULE_LINKS

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

_ADDRESS = r"[\w./~:@%+,=&?#-]*"
_RULE_LINKS = rf"(https?|file)://{_ADDRESS}\{{rule\}}{_ADDRESS}"
_VERSION = r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}"


class Config(RunSettings, SuppressionSettings, Section):
    """The settings of a run; immutable. Unknown settings are errors.

    A `Config` also has the attributes of `Section`, `SuppressionSettings` and `RunSettings`.

    Attributes:
        extends: Configurations on which this configuration is based: files, or files of installed
            packages, such as ``acme_podlint:podlint.yaml``. A later configuration overrides earlier
            configurations.
        locked: Settings, and names or patterns of rules, that other configurations must not weaken
            if they extend this configuration.
        required_version: The versions of podlint that may use this configuration, such as
            ``>=0.2``.
        notes: Notes of an organization on rules, by rule name or by a pattern such as ``probes/*``.
        rule_links: The address of a rule's page, to which reports link, with ``{rule}`` instead of
            the rule's name. Use this setting if you host a copy of podlint's documentation.
        preview: Also run rules that are in preview.
        ruleset: Use the rules and severities of this podlint version, such as ``0.1``.
        fail_on: Exit with 1 if any finding has at least this severity; ``never`` turns this off.
        fail_on_unchecked: Exit with 1 if podlint could not check something, and the cause is in
            this list.
        exclude: Patterns for files and folders that podlint skips when it searches a directory.
        include: Patterns for the files that podlint finds when it searches a directory. If not set,
            these are ``*.yaml``, ``*.yml`` and ``*.json``.
        rules: Folders with rules in YAML, relative to the folder of the configuration.
        custom_resources: Kinds of custom resources that contain Pods, in addition to the kinds that
            podlint knows.
        pod_security_exemptions: Pods to which no Pod Security Standard applies.
        kubernetes_version: The Kubernetes version of the cluster, such as ``1.37``, or a range such
            as ``1.33..1.37``. If not set, podlint uses the newest version that it supports exactly,
            but does not report fields that only a newer version accepts.
        cluster: Flags, admission plugins and feature gates of the API server.
        nodes: Groups of nodes of the cluster, each with its labels, taints and resources.
        nodes_complete: Whether `nodes` describes all nodes of the cluster. If so, a Pod that fits
            on none of these nodes is an error.
        static_pods: Patterns for files from which kubelets read static Pods. If not set, podlint
            recognizes the usual folders by their names.
        fragments: Patterns for files with incomplete objects. podlint does not report missing
            fields in these objects.
        placeholders: Patterns for files in which another tool replaces each ``${NAME}`` before the
            files are applied.
        generated: Patterns for files that another tool generates from files of the repository.
            podlint skips these files, and checks their sources.
        vendored: Patterns for files that come from elsewhere. podlint reports only errors in these
            files, and never fixes them.
        kustomize: ``builtin``: check what kustomizations build. ``binary``: also compare the result
            with the output of kustomize or kubectl. ``off``: check only the files themselves.
        paths: Settings for files, by pattern.
        overlays: Settings for what kustomizations build, by pattern for their folders.
        namespaces: Settings for objects, by namespace or by a pattern such as ``kube-*``.
        files: The configurations that make up this configuration, each as it is written: first the
            extended configurations, then the configuration itself. They cannot be set in a
            configuration file.
        project: The settings in `files` for the whole project; a later configuration overrides
            earlier configurations. They cannot be set in a configuration file.
        root: The folder to which all patterns are relative: the folder of the configuration file.
            None for the working directory. It cannot be set in a configuration file.
        file: The configuration file. It cannot be set in a configuration file.
        overrides: Settings that override all others, such as those of the command line. They cannot
            be set in a configuration file.
    """

    not_in_files = frozenset({"files", "project", "root", "file", "overrides"})

    extends: Extends = ()
    locked: tuple[str, ...] = ()
    required_version: Requirement | None = None
    notes: dict[str, NoteOrText] = Field(default_factory=dict)
    rule_links: Annotated[str, matching(_RULE_LINKS, "an address with `{rule}`")] = RULE_LINKS
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
    nodes: tuple[NodeSettings, ...] = ()
    nodes_complete: bool = False
    static_pods: Globs | None = None
    fragments: Globs = ()
    placeholders: Globs = ()
    generated: Globs = ()
    vendored: Globs = ()
    kustomize: Kustomize = "builtin"
    paths: dict[LoneGlob, Section] = Field(default_factory=dict)
    overlays: dict[LoneGlob, Section] = Field(default_factory=dict)
    namespaces: dict[NamespacePattern, Section] = Field(default_factory=dict)
    files: tuple[Config, ...] = ()
    project: tuple[Section, ...] = ()
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
    def known_nodes(self) -> Nodes:
        """`nodes`, for the comparison with Pods."""
        groups = (each.group(position) for position, each in enumerate(self.nodes, 1))
        return Nodes(tuple(groups), self.nodes_complete) if self.nodes else NO_NODES

    @property
    def shown_profile(self) -> Profile:
        """The profile of the whole project: that of the command line, or that of the settings."""
        return self.overrides.profile or self.profile

    @property
    def excluded(self) -> PathPatterns:
        """`exclude` and `include`, and podlint's own files, for the search for files."""
        found = self.patterns("exclude")
        for name in filter(None, (self.baseline, self.exceptions)):
            if not Path(name).is_absolute():
                # `./` would be part of a pattern.
                own = PathPatterns((f"/{Path(name).as_posix()}",), self.root)
                found = own.replace(also=(found,))
        return (
            found.replace(only=self.patterns("include", replaced=True)) if self.include else found
        )

    @property
    def read_settings(self) -> ReadSettings:
        """The settings for reading files, for their reader."""
        return ReadSettings(
            self.excluded,
            self.custom_kinds,
            self.patterns("fragments"),
            self.patterns("placeholders"),
            self.root,
            self.patterns("generated"),
            self.kustomize != "off",
        )

    def patterns(self, name: str, replaced: bool = False) -> PathPatterns:
        """The patterns of a setting, each relative to the folder of its configuration.

        Args:
            name: The field.
            replaced: Only the last configuration that has the setting counts.
        """
        found = [
            PathPatterns(lines, each.root)
            for each in self.files or (self,)
            if (lines := getattr(each, name))
        ]
        if not found:
            return NOTHING
        return found[-1] if replaced else found[-1].replace(also=tuple(found[:-1]))

    def holds_static_pod(self, path: str, folders: Sequence[str] = ()) -> bool:
        """Whether a kubelet reads static Pods from a file.

        Args:
            path: The file, relative to the working directory.
            folders: The folders that the configuration files of kubelets name.
        """
        if self.static_pods is not None:
            return self.patterns("static_pods", replaced=True).match(Path(path))
        return in_static_pod_folder(path, folders)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity fails the run."""
        return self.fail_on != NEVER and severity.rank >= Severity(self.fail_on).rank

    def fails_unchecked(self, causes: Iterable[Unchecked]) -> bool:
        """Whether the run fails if parts were not checked, for these causes."""
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
    """The configuration with settings of the command line, which override all others.

    Args:
        config: The configuration.
        settings: The settings. Those of `RunSettings` have valid values; to check them would take
            time in every run.

    Raises:
        ConfigError: A setting is unknown or has an invalid value.
    """
    if not settings:
        return config
    ours = {each.replace("_", "-"): each for each in RunSettings.model_fields}
    values = {ours[name]: value for name, value in settings.items() if name in ours}
    if rest := {name: value for name, value in settings.items() if name not in ours}:
        given = parse_config(rest)
        values |= {name: getattr(given, name) for name in given.model_fields_set}
    overrides = {name: values[name] for name in values.keys() & Section.model_fields.keys()}
    update = {name: value for name, value in values.items() if name not in _CHOICE_OF_RULES}
    return config.model_copy(update={**update, "overrides": Section.model_construct(**overrides)})
