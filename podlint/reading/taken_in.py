"""Which files and folders a kustomization takes in.

Sources: api/types/kustomization.go of kustomize.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.document import JSON, Document
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["TakenIn", "taken_in"]

_COMPONENT = "Component"
_REMOTE = pattern(r"(?i)://|^[\w.-]+@|^github\.com[/:]|\?ref=|\.git(/|$)")
_PATCHES = ("patches", "patchesjson6902")
_GENERATORS = ("configmapgenerator", "secretgenerator")


class TakenIn(Frozen):
    """What a kustomization takes in: paths as they are written, relative to its folder.

    Addresses of remote files and folders are left out.

    Attributes:
        is_component: It is a component.
        resources: Files and folders of ``resources`` and ``bases``.
        components: The folders of its components.
        plugins: Files and folders of ``generators``, ``transformers`` and ``validators``.
        files: All other files: patches, sources of generators, ``crds``, ``configurations``, files
            of replacements, values for Helm.
    """

    is_component: bool = False
    resources: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """Everything that may be a folder with another kustomization."""
        return (*self.resources, *self.components, *self.plugins)


_NOTHING = TakenIn()


def taken_in(documents: Sequence[Document]) -> TakenIn:
    """What a kustomization takes in; nothing if its text is not valid.

    Args:
        documents: The documents in its file. kustomize reads the first one only.
    """
    data = documents[0].data if documents else None
    if not isinstance(data, dict):
        return _NOTHING
    fields = {key.lower(): value for key, value in data.items()}
    return TakenIn(
        is_component=fields.get("kind") == _COMPONENT,
        resources=_paths(fields, "resources", "bases"),
        components=_paths(fields, "components"),
        plugins=_paths(fields, "generators", "transformers", "validators"),
        files=tuple(filter(_is_local, _files(fields))),
    )


def _paths(fields: dict[str, JSON], *names: str) -> tuple[str, ...]:
    return tuple(filter(_is_local, (text for name in names for text in _texts(fields.get(name)))))


def _files(fields: dict[str, JSON]) -> Iterator[str]:
    for name in ("patchesstrategicmerge", "crds", "configurations"):
        yield from _texts(fields.get(name))
    for name in (*_PATCHES, "replacements"):
        yield from _texts(each.get("path") for each in _entries(fields.get(name)))
    for name in _GENERATORS:
        for each in _entries(fields.get(name)):
            yield from (text.rpartition("=")[2] for text in _texts(each.get("files")))
            yield from _texts(each.get("envs"))
            yield from _texts([each.get("env")])
    yield from _texts(each.get("path") for each in _entries([fields.get("openapi")]))
    for each in _entries(fields.get("helmcharts")):
        yield from _texts([each.get("valuesFile")])
        yield from _texts(each.get("additionalValuesFiles"))
    for each in _entries(fields.get("helmchartinflationgenerator")):
        yield from _texts([each.get("values")])


def _entries(value: object) -> Iterator[dict[str, JSON]]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        yield from (each for each in value if isinstance(each, str) and each)


def _is_local(text: str) -> bool:
    """Whether a text is a path, and neither an address nor an object that is written inline."""
    return "\n" not in text and "\0" not in text and not _REMOTE.search(text)
