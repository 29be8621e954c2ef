"""Looks at a repository before podlint is set up in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from podlint.cli.adoption.versions import Evidence, in_terraform, in_yaml
from podlint.document import JSON
from podlint.document.encoding import decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.models.workloads import pods_of
from podlint.pss.labels import PREFIX
from podlint.reading.file import ReadFile
from podlint.reading.file_names import CHART, KUSTOMIZATIONS
from podlint.reading.files import SUFFIXES, files_in, in_static_pod_folder
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.startup.frozen import Frozen

__all__ = ["Survey", "survey"]

_DEPLOYERS = {
    ("argoproj.io", "Application"): "Argo CD Application",
    ("argoproj.io", "ApplicationSet"): "Argo CD ApplicationSet",
    ("kustomize.toolkit.fluxcd.io", "Kustomization"): "Flux Kustomization",
    ("helm.toolkit.fluxcd.io", "HelmRelease"): "Flux HelmRelease",
}
_OTHER_LINTERS = {
    ".kube-linter.yaml": "kube-linter", ".kube-linter.yml": "kube-linter",
    ".checkov.yaml": "checkov", ".checkov.yml": "checkov", "polaris.yaml": "polaris",
    "polaris.yml": "polaris", "trivy.yaml": "trivy", ".trivyignore": "trivy",
    ".trivyignore.yaml": "trivy", ".datree.yaml": "datree", "kics.config": "KICS",
    ".kics.config": "KICS", ".kubeconform.yaml": "kubeconform", ".kube-score.yml": "kube-score",
}  # fmt: skip
_VENDORED = frozenset({"vendor", "vendored", "third_party", "third-party", "node_modules"})
_MARK = re.compile(r"(?i)\bdo not (?:edit|modify)\b|@generated\b|\bauto-?generated\b")
_LINES_OF_MARK = 10


class Survey(Frozen):
    """What a repository has. Paths are relative to the folder, with slashes.

    Attributes:
        files: The number of files with Pods.
        pods: The number of Pods and Pod templates.
        versions: The places that name a Kubernetes version.
        namespaces: The namespaces of objects, in order; with the enforced Pod Security level, if a
            Namespace has the label.
        kustomizations: The folders of kustomizations.
        charts: The folders of Helm charts.
        static_pods: The folders with static Pods.
        deployers: The number of objects of Argo CD and Flux, by kind.
        vendored: The folders and files with Pods that seem to come from elsewhere, each with the
            reason. Folders end with a slash.
        other_linters: The configurations of other linters.
    """

    files: int = 0
    pods: int = 0
    versions: tuple[Evidence, ...] = ()
    namespaces: Mapping[str, str | None] = {}
    kustomizations: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    static_pods: tuple[str, ...] = ()
    deployers: Mapping[str, int] = {}
    vendored: Mapping[str, str] = {}
    other_linters: tuple[str, ...] = ()


def survey(folder: Path, inputs: Inputs) -> Survey:
    """Look at all files in a folder that git does not ignore.

    Args:
        folder: The folder; absolute.
        inputs: The file system.
    """
    return _Surveyor(folder, inputs).result()


class _Surveyor:
    """Looks at one folder."""

    def __init__(self, folder: Path, inputs: Inputs) -> None:
        self.folder = folder
        self.inputs = inputs
        self.reader = Reader(inputs)
        self.files = self.pods = 0
        self.versions: list[Evidence] = []
        self.namespaces: dict[str, str | None] = {}
        self.static_pods: set[str] = set()
        self.deployers: Counter[str] = Counter()
        self.vendored: dict[str, str] = {}

    def result(self) -> Survey:
        paths = sorted(files_in(self.inputs, self.folder, _is_wanted))
        names = {path: PurePosixPath(path.relative_to(self.folder).as_posix()) for path in paths}
        for path, name in names.items():
            if name.suffix == ".tf":
                self.versions += in_terraform(str(name), self._text(path))
            elif name.name not in _OTHER_LINTERS and name.name != CHART:
                read = self.reader.read(path)
                if isinstance(read, ReadFile):
                    self._look(read, name)
        charts = _folders(names.values(), (CHART,))
        return Survey(
            files=self.files,
            pods=self.pods,
            versions=tuple(self.versions),
            namespaces=dict(sorted(self.namespaces.items())),
            kustomizations=_folders(names.values(), KUSTOMIZATIONS),
            charts=tuple(each for each in charts if not _is_below(each, charts)),
            static_pods=tuple(sorted(self.static_pods)),
            deployers=dict(sorted(self.deployers.items())),
            vendored=dict(sorted(self.vendored.items())),
            other_linters=tuple(str(e) for e in names.values() if e.name in _OTHER_LINTERS),
        )

    def _text(self, path: Path) -> str:
        try:
            return decoded(self.inputs.read(path, MOST_OF_SETTINGS)).text
        except (OSError, ValueError):
            return ""

    def _look(self, file: ReadFile, name: PurePosixPath) -> None:
        pods = sum(sum(1 for _ in pods_of(each.object)) for each in file.objects)
        self.versions += in_yaml(str(name), file.documents)
        for document in file.documents:
            self._look_at(document.data, name)
        if pods:
            self.files += 1
            self.pods += pods
            if in_static_pod_folder(str(self.folder / name)):
                self.static_pods.add(str(name.parent))
            self.vendored.update(_vendored(name, file.text))

    def _look_at(self, data: JSON, name: PurePosixPath) -> None:
        if not isinstance(data, dict):
            return
        kind, metadata = data.get("kind"), data.get("metadata")
        group = str(data.get("apiVersion")).partition("/")[0]
        if deployer := _DEPLOYERS.get((group, str(kind))):
            self.deployers[deployer] += 1
        if name.name in KUSTOMIZATIONS:
            self._add_namespace(data.get("namespace"))
        if isinstance(metadata, dict):
            self._add_namespace(metadata.get("namespace"))
            if kind == "Namespace" and data.get("apiVersion") == "v1":
                labels = metadata.get("labels")
                level = labels.get(f"{PREFIX}enforce") if isinstance(labels, dict) else None
                self._add_namespace(metadata.get("name"), level)

    def _add_namespace(self, name: JSON, level: JSON = None) -> None:
        if isinstance(name, str) and name:
            known = self.namespaces.setdefault(name, None)
            self.namespaces[name] = level if isinstance(level, str) else known


def _is_wanted(name: str) -> bool:
    return name.endswith((*SUFFIXES, ".tf")) or name in KUSTOMIZATIONS or name in _OTHER_LINTERS


def _folders(paths: Iterable[PurePosixPath], names: Collection[str]) -> tuple[str, ...]:
    """The folders of files with some names, each once."""
    return tuple(dict.fromkeys(str(each.parent) for each in paths if each.name in names))


def _is_below(folder: str, others: tuple[str, ...]) -> bool:
    """Whether a chart is a dependency that lies in another chart."""
    above = {str(each) for each in PurePosixPath(folder).parents}
    return not above.isdisjoint(others)


def _vendored(name: PurePosixPath, text: str) -> Iterator[tuple[str, str]]:
    for folder in reversed(name.parents):
        if folder.name.lower() in _VENDORED:
            yield f"{folder}/", "the name of the folder"
            return
    for number, line in zip(range(_LINES_OF_MARK), text.splitlines(), strict=False):
        if line.startswith("#") and _MARK.search(line):
            yield str(name), f"its line {number + 1} says so"
            return
