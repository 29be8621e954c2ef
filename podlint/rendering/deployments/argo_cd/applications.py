"""Argo CD Applications to the folders that they deploy.

Sources: https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/;
``GetAppSourceType`` and ``mergeSourceParameters`` in reposerver/repository/repository.go and
``AppType`` in util/app/discovery of Argo CD 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from podlint.document import load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.document.text import Text
from podlint.reading.file_names import CHART
from podlint.rendering.deployments.argo_cd.changes import ArgoChanges
from podlint.rendering.deployments.argo_cd.directories import Directory
from podlint.rendering.deployments.declared import text_at, value_at
from podlint.rendering.deployments.deployment import Deployment, Source
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.node_merging import merged
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.deployments.repository_urls import Match
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node

__all__ = ["Application", "application_deployments"]

_TOOLS = ("kustomize", "helm", "directory", "plugin")
_FIXED = ("chart", "path", "repoURL", "targetRevision")
"""What a file of overrides beside the manifests cannot change."""
_UNSUPPORTED = {"helm": "podlint does not run Helm", "plugin": "podlint does not run plugins"}


class Application:
    """An Application, which is declared in a file or made by an ApplicationSet.

    Attributes:
        node: The object.
        name: What messages call it, without the place.
        template: The file of the ApplicationSet, if one has made it.
        why_unknown: Why expressions are left in its values.
    """

    def __init__(self, node: Map, name: str, template: str = "", why_unknown: str = "") -> None:
        self.node = node
        self.name = name
        self.template = template
        self.why_unknown = why_unknown

    @property
    def sources(self) -> list[Map]:
        """The places where its manifests are."""
        hydrated = value_at(self.node, "spec", "sourceHydrator", "drySource")
        several = value_at(self.node, "spec", "sources")
        one = value_at(self.node, "spec", "source")
        found: list[Node | None] = [one]
        if hydrated is not None:
            found = [hydrated]
        elif isinstance(several, List) and several.items:
            found = [*several.items]
        return [each for each in found if isinstance(each, Map)]


def application_deployments(
    repository: Repository, application: Application
) -> Iterator[Deployment]:
    """What the sources of an Application deploy that are in this repository.

    Args:
        repository: The repository.
        application: The Application.
    """
    for source in application.sources:
        match = repository.remotes.match(text_at(source, "repoURL"))
        has_path = bool(text_at(source, "path")) and value_at(source, "chart") is None
        if match is Match.NO or not has_path:
            continue
        try:
            yield _deployment(repository, application, source, match)
        except LookupError:
            continue


def _deployment(
    repository: Repository, application: Application, source: Map, match: Match
) -> Deployment:
    """What a source deploys.

    Raises:
        LookupError: It may be from another repository.
    """
    path = text_at(source, "path")
    place = source.items["path"].places[0]
    folder = repository.root
    refusal: BuildError | None = None
    tool = ""
    if "{{" in path:
        if not application.template:
            raise LookupError(path)  # A template of another tool, such as Helm.
        refusal = Declined(f"the path `{path}` is not known: {application.why_unknown}", place)
    elif "\0" in path or path.startswith("/"):
        refusal = BuildError("the path must be relative to the repository", place)
    else:
        folder = repository.folder(path)
        refusal = repository.refusal(folder, path, match, place)
        if refusal is None:
            name = text_at(application.node, "metadata", "name")
            source, refusal = _overridden(repository, folder, source, name)
            tool, refusal = _tool(repository, folder, source) if refusal is None else ("", refusal)
    return Deployment(
        folder=folder,
        name=f"Argo CD {application.name} ({repository.shown(application.node.places[0])})",
        place=application.node.places[0],
        source=Source.MANIFESTS if tool == "directory" else Source.KUSTOMIZATION,
        refusal=refusal,
        changes=(
            Directory(repository, application.node, source, application.template)
            if tool == "directory"
            else ArgoChanges(application.node, source, application.template)
        ),
    )


def _tool(repository: Repository, folder: Path, source: Map) -> tuple[str, BuildError | None]:
    """The tool that makes manifests of a folder, and why that cannot be done."""
    named = [each for each in _TOOLS if value_at(source, each) is not None]
    if len(named) > 1:
        message = f"a source can have only one of {' and '.join(named)}"
        return "", BuildError(message, source.places[0])
    if not named:
        if repository.has_kustomization(folder):
            return "kustomize", None
        named = ["helm" if repository.inputs.among(folder, [CHART]) else "directory"]
    if (message := _UNSUPPORTED.get(named[0], "")) and message:
        value = source.items.get(named[0])
        return "", Declined(message, (value or source).places[0])
    return named[0], None


def _overridden(
    repository: Repository, folder: Path, source: Map, name: str
) -> tuple[Map, BuildError | None]:
    """A source with the values in ``.argocd-source.yaml`` and ``.argocd-source-NAME.yaml``."""
    files = [".argocd-source.yaml"]
    if name and "/" not in name and "\0" not in name and len(name) < 200:
        files.append(f".argocd-source-{name}.yaml")
    for file in repository.inputs.among(folder, files):
        path = folder / file
        if not repository.is_inside(path):
            return source, Declined(f"{file} is outside the repository", source.places[0])
        try:
            text = decoded(repository.inputs.read(path, MOST_OF_SETTINGS)).text
        except (OSError, ValueError, UndecodableError) as error:
            return source, BuildError(f"{file} cannot be read: {error}", source.places[0])
        document = next(iter(load(text)), None)
        if document is None or not isinstance(document.data, dict):
            continue
        try:
            patch = node_of(document, str(path), Text(text))
        except BuildError as error:
            return source, error
        if isinstance(patch, Map):
            for field in _FIXED:
                patch.items.pop(field, None)
            source = merged(source, patch)
    return source, None
