"""The explanation of files: their Pods, each with everything that podlint can explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from podlint.config.config import Config, default_config
from podlint.document.redaction import Source
from podlint.engine.build_tasks import Task, units_built
from podlint.engine.deployments import lint_builds
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.judged_builds import Builds
from podlint.engine.linting import with_baseline
from podlint.engine.locate import region
from podlint.engine.parts import Parts
from podlint.engine.unit_report import report_on, with_built
from podlint.explain.admission import admission_notes
from podlint.explain.findings import findings_in_build, findings_of
from podlint.explain.notes import notes
from podlint.explain.obstacles import Halt, Obstacle, halt_of, obstacles
from podlint.explain.pod_security import PodSecurity, pod_security
from podlint.file_access.overview import MountAccess, mount_accesses
from podlint.finding.report import Finding, ReadError, Report
from podlint.finding.unchecked import Skipped
from podlint.lifecycle import Timeline, timeline
from podlint.models import Container, KubernetesObject
from podlint.models.workloads import PodTarget, lack_of, pods_of
from podlint.pods.start_waits import start_waits
from podlint.reading.file import ReadFile, read_text
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader, facts
from podlint.reading.unit import Unit
from podlint.relations.runtime_classes import class_overhead
from podlint.resources import PodResources, effective
from podlint.rule.index import ListedRule
from podlint.rule.packs import builtin_rules
from podlint.startup.frozen import Frozen
from podlint.suppression.project import Suppressions
from podlint.targets.standards_asked import NOTHING_SET, StandardsAsked
from podlint.version import KUBERNETES_VERSION


class PodExplanation(Frozen):
    """The explanation of one Pod or Pod template.

    Attributes:
        object: Kind and name of the object that contains it, as in kubectl: `Deployment/web`.
        line: The 1-based line where its spec starts.
        partial: Something else completes it, such as a patch or the controller of a custom
            resource. Missing values may come from there.
        containers: Init containers and sidecars, then app containers, in start order.
        resources: Its resources, for the whole Pod and for each step.
        own_resources: Whether Pod-level `resources` decide its QoS class.
        life: Its start, what happens when its containers end, and its termination.
        notes: What a newcomer should know about it.
        pod_security: Which Pod Security Standards it meets.
        file_access: The mounts that a container cannot use as one may expect.
        findings: What `podlint check` finds in its object with the same settings, suppressed
            findings included.
        build: What builds it, such as a kustomization; empty if it is written as it is.
        obstacles: What keeps it from becoming ready, the certain and earliest first.
    """

    object: str
    line: int
    partial: bool
    containers: tuple[Container, ...]
    resources: PodResources
    own_resources: bool
    life: Timeline
    notes: tuple[str, ...]
    pod_security: PodSecurity
    file_access: tuple[MountAccess, ...]
    findings: tuple[Finding, ...]
    build: str = ""
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def halt(self) -> Halt | None:
        """How far it gets if it certainly does not become ready."""
        return halt_of(self.obstacles, self.containers)

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(each for each in self.findings if each.suppressed is None)


class Explanation(Frozen):
    """The explanation of a file.

    Attributes:
        path: The file.
        pods: Its Pods and Pod templates, in order.
        skipped: Its documents without Pods.
        sources: The files that findings are in or refer to.
        errors: Why the file could not be read or checked in full.
    """

    path: str
    pods: tuple[PodExplanation, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sources: tuple[Source, ...] = ()
    errors: tuple[ReadError, ...] = ()


def explain_text(
    text: str,
    *,
    name: str = "<text>",
    version: str = "latest",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
) -> Explanation:
    """Explain the Pods in the text of a file.

    Args:
        text: The text, YAML or JSON.
        name: The name of the file in the explanation.
        version: The version of the Pod Security Standards.
        config: The settings, as for `podlint check`; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        complete: The text contains everything that is applied together.

    Raises:
        PolicyError: The version is malformed.
        ConfigError: The settings name an unknown rule or option.
    """
    kinds = _dispatches(config, rules).config.custom_kinds
    file = facts(name, read_text, name, text, kinds, named=True)
    found = explain_files([file], version=version, config=config, rules=rules, complete=complete)
    errors = tuple(error for each in found for error in each.errors)
    return found[0].replace(errors=errors) if found else Explanation(name)


def explain_files(
    files: Sequence[ReadFile | ReadError],
    *,
    version: str = "latest",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
) -> tuple[Explanation, ...]:
    """Explain the Pods in files that have been read and belong together.

    Args:
        files: The files.
        version: As for `explain_text`.
        config: As for `explain_text`.
        rules: As for `explain_text`.
        complete: The files contain everything that is applied together.

    Raises:
        PolicyError: As for `explain_text`.
        ConfigError: As for `explain_text`.
    """
    dispatches = _dispatches(config, rules)
    inputs = Inputs()
    suppressions = Suppressions(dispatches.config, dispatches.names, inputs)
    unit = Unit.alone(files, complete)
    return tuple(_explain_unit(unit, dispatches, suppressions, inputs, version))


def explain_paths(
    paths: Iterable[str],
    *,
    version: str = "latest",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    force_exclude: bool = False,
) -> tuple[Explanation, ...]:
    """Explain the Pods in files, and in the manifests below directories, in order of path.

    As for `podlint check`, the other files of their units are read as context: which objects a
    kustomization patches, and which Pod Security Standards the Namespaces set. Files that cannot be
    read are in `Explanation.errors`.

    Args:
        paths: Files and directories.
        version: The version of the Pod Security Standards.
        config: The settings, as for `podlint check`; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        force_exclude: Also apply `exclude` to files in `paths`.

    Raises:
        PolicyError: The version is malformed.
        ConfigError: The settings name an unknown rule or option.
    """
    dispatches = _dispatches(config, rules)
    reader = Reader(Inputs(), dispatches.config.read_settings)
    search = reader.search(list(map(Path, paths)), force_exclude)
    found = [Explanation(each.path, errors=(each,)) for each in search.unread]
    suppressions = Suppressions(dispatches.config, dispatches.names, reader.inputs)
    builds = lint_builds(search, reader, dispatches, suppressions, 1)
    built = with_baseline(Report(builds.findings), dispatches, reader.inputs)
    builds = builds.replace(findings=built.findings)
    for members in search.units:
        unit = with_built(reader.unit(members), reader, builds)
        found += _explain_unit(unit, dispatches, suppressions, reader.inputs, version)
    for task, unit in units_built(search, reader):
        found += _explain_build(task, unit, dispatches, version, builds)
    return tuple(sorted(found, key=lambda each: each.path))


def _dispatches(config: Config | None, rules: Sequence[ListedRule] | None) -> Dispatches:
    return Dispatches(builtin_rules() if rules is None else rules, config or default_config())


def _explain_unit(
    unit: Unit,
    dispatches: Dispatches,
    suppressions: Suppressions,
    inputs: Inputs,
    version: str,
) -> Iterator[Explanation]:
    """An explanation for each reported file, then one for each error."""
    report = with_baseline(report_on(unit, dispatches, suppressions), dispatches, inputs)
    parts = Parts(unit, dispatches, Failures(unit.path))
    demands = StandardsAsked.of(unit.objects)
    for file in unit.reported:
        pods = tuple(
            _explain(pod, unit, parts, demands, version, findings_of(pod, file, report.findings))
            for decoded in file.objects
            if file.path not in unit.built
            for pod in pods_of(decoded.object, _versions(parts, decoded.object))
            if pod.spec.all_containers or not pod.partial
        )
        yield Explanation(file.path, pods, file.skipped, report.sources)
    yield from (Explanation(each.path, errors=(each,)) for each in report.errors)


def _explain_build(
    task: Task, unit: Unit, dispatches: Dispatches, version: str, builds: Builds
) -> Iterator[Explanation]:
    """An explanation for each file whose resources a kustomization builds with Pods."""
    parts = Parts(unit, dispatches, Failures(task.name), task.folder)
    demands = StandardsAsked.of(unit.objects)
    sources = tuple(each for report in builds.reports for each in report.sources)
    for file in unit.files:
        pods = tuple(
            _explain(
                pod, unit, parts, demands, version, findings_in_build(task, pod, builds.findings)
            ).replace(build=task.name)
            for decoded in file.objects
            for pod in pods_of(decoded.object, _versions(parts, decoded.object))
        )
        if pods:
            yield Explanation(file.path, pods, sources=sources)


def _versions(parts: Parts, obj: KubernetesObject) -> tuple[str, ...]:
    """The versions of Kubernetes that an object is for."""
    dispatch = parts.at(obj.at)
    return dispatch.cluster.versions if dispatch else (KUBERNETES_VERSION,)


def _explain(
    pod: PodTarget,
    unit: Unit,
    parts: Parts,
    demands: StandardsAsked,
    version: str,
    findings: tuple[Finding, ...],
) -> PodExplanation:
    resources = effective(pod, overhead=class_overhead(pod.spec, unit.objects))
    life = timeline(pod.spec, () if pod.partial else [*start_waits(pod)])
    incomplete = unit.objects.is_fragment(pod.owner) or lack_of(pod.owner) is not None
    partial = pod.partial or incomplete
    dispatch = parts.at(pod.owner.at)
    asked = demands.on(pod, dispatch.pod_security if dispatch else NOTHING_SET)
    security = pod_security(pod, version, asked)
    containers = (*pod.spec.init_containers, *pod.spec.containers)
    rules = {each.rule.name: each.rule for each in dispatch.choices} if dispatch else {}
    counted = [each for each in findings if each.suppressed is None]
    return PodExplanation(
        object=f"{pod.owner.kind or '?'}/{pod.owner.name or '?'}",
        line=region(pod.at, key=True).start_line,
        partial=partial,
        containers=containers,
        resources=resources,
        own_resources=resources.by_pod,
        life=life,
        notes=(
            *admission_notes(pod, unit.objects),
            *notes(pod, resources, life, partial=partial),
        ),
        pod_security=security,
        file_access=tuple(mount_accesses(pod.spec)),
        findings=findings,
        obstacles=obstacles(counted, containers, rules, security.is_refused),
    )
