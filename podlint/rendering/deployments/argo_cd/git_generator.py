"""The git generator of an ApplicationSet: folders or files of a repository.

Source: applicationset/generators/git.go of Argo CD 3.5. Files are listed as they are in the working
tree, except the ones that git ignores.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from podlint.document import load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.document.text import Text
from podlint.reading.files import files_in
from podlint.rendering.deployments.argo_cd.globs import git_glob, go_glob, has_wildcard
from podlint.rendering.deployments.argo_cd.templates import Parameters, rendered, sanitized
from podlint.rendering.deployments.declared import text_at, value_at
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, text_map

__all__ = ["flattened", "git_parameters"]


def git_parameters(
    repository: Repository, settings: Map, go: bool, most: int
) -> Sequence[Parameters]:
    """The parameters of a git generator.

    Args:
        repository: The repository.
        settings: What the generator says.
        go: The templates are those of Go.
        most: The number of sets that are enough.

    Raises:
        BuildError: Argo CD would not evaluate it.
    """
    directories, files = (_items(settings, each) for each in ("directories", "files"))
    if directories:
        found = (
            Parameters(_path_parameters(PurePosixPath(path), None, settings, go, place))
            for path, place in _matching(repository, directories)
        )
    elif files:
        found = (
            parameters
            for path, place in _matching_files(repository, files)
            for parameters in _in_file(repository, path, settings, go, place)
        )
    else:
        message = "a git generator needs directories or files"
        raise BuildError(message, settings.places[0])
    return [_with_values(each, settings, go) for each in islice(found, most)]


def _items(settings: Map, field: str) -> list[tuple[str, bool, Origin]]:
    """The patterns of a field: each with whether it excludes, and its place."""
    found = value_at(settings, field)
    items = []
    for each in found.items if isinstance(found, List) else ():
        exclude = value_at(each, "exclude")
        is_excluding = isinstance(exclude, Scalar) and exclude.text == "true"
        path = text_at(each, "path")
        if path and "\0" not in path:
            items.append((path, is_excluding, each.places[0]))
    return items


def _matching(
    repository: Repository, items: list[tuple[str, bool, Origin]]
) -> Iterator[tuple[str, Origin]]:
    """The folders that match, with the places of their patterns, in order of path."""
    excluded = [go_glob(path) for path, is_excluding, _ in items if is_excluding]
    found: dict[str, Origin] = {}
    for path, is_excluding, place in items:
        if not is_excluding:
            steps = path.split("/")
            for each in _folders(repository, repository.root, "", steps):
                found.setdefault(each, place)
    for each in sorted(found, key=lambda path: path.split("/")):
        if not any(matches(each) for matches in excluded):
            yield each, found[each]


def _folders(repository: Repository, folder: Path, path: str, steps: list[str]) -> Iterator[str]:
    """The folders below one that match a pattern, one step at a time; no hidden ones."""
    step, *rest = steps
    matches = go_glob(step)
    try:
        entries = repository.inputs.entries(folder)
    except OSError:
        return
    for entry in entries:
        if not entry.is_folder or entry.is_link or entry.name.startswith("."):
            continue
        if matches(entry.name):
            below = f"{path}/{entry.name}" if path else entry.name
            if rest:
                yield from _folders(repository, folder / entry.name, below, rest)
            else:
                yield below


def _matching_files(
    repository: Repository, items: list[tuple[str, bool, Origin]]
) -> Iterator[tuple[str, Origin]]:
    """The files that match, with the places of their patterns, in order of path."""
    excluded = [git_glob(path) for path, is_excluding, _ in items if is_excluding]
    found: dict[str, Origin] = {}
    for pattern, is_excluding, place in items:
        if is_excluding:
            continue
        matches = git_glob(pattern)
        for path in _files_below(repository, pattern):
            if matches(path):
                found.setdefault(path, place)
    for each in sorted(found):
        if not any(matches(each) for matches in excluded):
            yield each, found[each]


def _files_below(repository: Repository, pattern: str) -> Iterator[str]:
    """The files in the folder that a pattern names before its first wildcard."""
    steps = []
    for step in pattern.split("/"):
        if has_wildcard(step):
            break
        if step not in ("", "."):
            steps.append(step)
    folder = repository.folder("/".join(steps))
    if not repository.is_inside(folder):
        return
    if not repository.is_folder(folder):
        folder = folder.parent
    for path in files_in(repository.inputs, folder, lambda _: True):
        yield path.relative_to(repository.root).as_posix()


def _in_file(
    repository: Repository, path: str, settings: Map, go: bool, place: Origin
) -> Iterator[Parameters]:
    """The parameters in a file: one set, or a list of them.

    Raises:
        BuildError: The file cannot be read.
    """
    file = repository.root / path
    try:
        text = decoded(repository.inputs.read(file, MOST_OF_SETTINGS)).text
    except (OSError, ValueError, UndecodableError) as error:
        raise BuildError(f"{path} cannot be read: {error}", place) from None
    document = next(iter(load(text)), None)
    if document is None or document.error is not None:
        raise BuildError(f"{path} is not valid YAML or JSON", place)
    node = node_of(document, str(file), Text(text))
    whole = PurePosixPath(path)
    for each in node.items if isinstance(node, List) else [node]:
        if isinstance(each, Scalar) and each.tag == "null":
            each = Map(places=each.places)  # noqa: PLW2901
        if not isinstance(each, Map):
            raise BuildError(f"{path} has no parameters", place)
        own: dict[str, Node] = dict(each.items) if go else dict(flattened(each))
        paths = _path_parameters(whole.parent, whole.name, settings, go, place)
        yield Parameters(text_map({**own, **paths.items}, each.places))


def _path_parameters(
    path: PurePosixPath, filename: str | None, settings: Map, go: bool, place: Origin
) -> Map:
    """The parameters that say where a folder or file is."""
    places = (place,)

    def text(value: str) -> Scalar:
        return Scalar(value, "str", places=places)

    prefix = text_at(settings, "pathParamPrefix")
    parts = str(path).split("/")
    items: dict[str, Node] = {
        "basename": text(path.name or "."),
        "basenameNormalized": text(sanitized(path.name)),
    }
    if filename is not None:
        items |= {"filename": text(filename), "filenameNormalized": text(sanitized(filename))}
    if go:
        items |= {"path": text(str(path)), "segments": List([*map(text, parts)], places)}
        inner = text_map({"path": text_map(items, places)}, places)
        return text_map({prefix: inner}, places) if prefix else inner
    name = f"{prefix}.path" if prefix else "path"
    found: dict[str, Node] = {f"{name}.{key}": each for key, each in items.items()}
    found |= {f"{name}[{at}]": text(part) for at, part in enumerate(parts)}
    return text_map({name: text(str(path)), **found}, places)


def _with_values(parameters: Parameters, settings: Map, go: bool) -> Parameters:
    """Parameters with the generator's own ``values``."""
    values = value_at(settings, "values")
    if not isinstance(values, Map):
        return parameters
    found = rendered(values, parameters, go)
    assert isinstance(found, Map)
    if go:
        own: dict[str, Node] = {"values": found}
    else:
        own = {f"values.{key}": each for key, each in found.items.items()}
    items = {**parameters.values.items, **own}
    return Parameters(text_map(items, parameters.values.places), parameters.why_unknown)


def flattened(node: Node, path: str = "") -> dict[str, Scalar]:
    """The texts in a node by their paths, with dots."""
    if isinstance(node, Scalar):
        return {path: node} if path else {}
    found: dict[str, Scalar] = {}
    pairs = node.items.items() if isinstance(node, Map) else enumerate(node.items)
    for key, each in pairs:
        found |= flattened(each, f"{path}.{key}" if path else str(key))
    return found
