"""The first phase of a run: reads one file, without looking at any other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from podlint.document import Document, Path, Place, load
from podlint.document.encoding import UTF8
from podlint.document.redaction import Redaction
from podlint.finding.internal_error import InternalError, internal_error
from podlint.finding.unchecked import Skipped, Unchecked
from podlint.models import Decoded, KubernetesObject, decode, not_an_object
from podlint.models.kinds import selects_pods
from podlint.models.workloads import is_workload, pods_of
from podlint.pods.custom_resources import CustomKind, with_pods
from podlint.reading.assertions import is_assertion
from podlint.reading.cluster_fields import without_cluster_fields
from podlint.reading.manifest_marks import is_template, may_be_manifest
from podlint.reading.placeholders import Filled, Placeholder, filled
from podlint.reading.podless import Kind, podless
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern


class ReadFile(Frozen, eq=False):
    """A file that has been read.

    Attributes:
        path: The path of the file in reports.
        text: Its text, with its original line ends.
        documents: Its documents that are not templates.
        objects: The Kubernetes objects in them, with their decoding faults.
        skipped: The documents that are not checked.
        errors: The parts that podlint could not read because of an internal error.
        encoding: The encoding of the text, as in `podlint.document.encoding.Decoded`.
        placeholders: The values that another tool fills in, by object and by their path in it.
    """

    path: str
    text: str
    documents: tuple[Document, ...]
    objects: tuple[Decoded, ...]
    skipped: tuple[Skipped, ...]
    errors: tuple[InternalError, ...] = ()
    encoding: str = UTF8
    placeholders: Mapping[Place, Mapping[Path, Placeholder]] = MappingProxyType({})

    @property
    def readable(self) -> bool:
        """Whether every document could be read, so that the whole content of the file is known."""
        return (
            not self.errors
            and all(document.error is None for document in self.documents)
            and not any(each.cause is Unchecked.TEMPLATE for each in self.skipped)
        )

    def of_chart(self, folder: str) -> ReadFile:
        """The same file, with its templates attributed to the Helm chart in a folder."""
        if not self.skipped:
            return self
        skipped = (
            each.replace(chart=folder) if each.cause is Unchecked.TEMPLATE else each
            for each in self.skipped
        )
        return self.replace(skipped=tuple(skipped))

    @property
    def has_unknown_kinds(self) -> bool:
        """Whether the file has an object of a kind that podlint does not know."""
        return any(each.cause is Unchecked.UNKNOWN_KIND for each in self.skipped)

    def knowing(self, defined: Collection[Kind]) -> ReadFile:
        """The same file, if these kinds are known because something defines them."""
        return self.replace(
            skipped=tuple(self._skipped_still(each, defined) for each in self.skipped)
        )

    def _skipped_still(self, skipped: Skipped, defined: Collection[Kind]) -> Skipped:
        if skipped.cause is not Unchecked.UNKNOWN_KIND:
            return skipped
        index = skipped.document
        inside = [each for each in self.objects if each.object.at.document.index == index]
        reason, cause = podless(inside, defined)
        return skipped.replace(reason=reason, cause=cause)


def read_text(
    path: str,
    text: str,
    kinds: Sequence[CustomKind] = (),
    named: bool = False,
    substituted: bool = False,
) -> ReadFile:
    """Read the text of a file. This never fails; faults become part of the result.

    Args:
        path: The path of the file in reports.
        text: Its text, with its original line ends.
        kinds: Kinds of custom resources that podlint does not know itself.
        named: The user named this file, so an unreadable document is an error.
        substituted: Another tool replaces each `${X}` in the file.
    """
    return read_documents(path, text, load(text), kinds, named, substituted)


def read_documents(
    path: str,
    text: str,
    documents: list[Document],
    kinds: Sequence[CustomKind] = (),
    named: bool = False,
    substituted: bool = False,
) -> ReadFile:
    """Make a file of documents that are already loaded; see `read_text`."""
    kept: list[Document] = []
    objects: list[Decoded] = []
    skipped: list[Skipped] = []
    errors: list[InternalError] = []
    placeholders: dict[Place, Mapping[Path, Placeholder]] = {}
    meant = any(each.error for each in documents) and (
        named or (may_be_manifest(text) and not is_template(text))
    )
    for document in documents:
        if document.failure:
            errors.append(internal_error(document.failure, path))
            skipped.append(Skipped(path, document.index, document.line, _FAILED))
            continue
        try:
            why = _left_out(path, document, meant)
            if why is None:
                judged = _judged(document, substituted)
                kept.append(judged.document)
                decoded = tuple(with_pods(each, kinds) for each in judged.objects)
                why = _unchecked(judged.document, decoded)
                objects.extend(decoded)
                placeholders |= judged.places
        except Exception as error:
            errors.append(internal_error(error, path, at=Place(document)))
            why = _FAILED, None
        if why:
            reason, cause = why
            skipped.append(Skipped(path, document.index, document.line, reason, cause))
    return ReadFile(
        path,
        text,
        tuple(kept),
        tuple(objects),
        tuple(skipped),
        tuple(errors),
        placeholders=placeholders,
    )


_FAILED = "internal error"


def _judged(document: Document, substituted: bool) -> Filled:
    """A document and its objects, with placeholders filled in."""
    if document.error is not None:
        return Filled(document, ())
    document = without_cluster_fields(document)
    return filled(document, decode(document), decode, substituted)


_YTT = pattern(r"^[ \t]*#@|:[ \t]+#@", re.MULTILINE)

_Why = tuple[str, Unchecked | None]
"""Why a document is not checked: in words, and the cause if the document may be a manifest."""


def _left_out(path: str, document: Document, meant: bool) -> _Why | None:
    """Why a document is not judged and defines no object; None if it is read.

    Args:
        path: The file.
        document: The document.
        meant: The user named the file, or it clearly has manifests. Kubernetes refuses all of them
            if one document has an error.
    """
    if document.error is not None:
        if is_template(document.text):
            return "template: not valid YAML until it is rendered", Unchecked.TEMPLATE
        if not meant and not may_be_manifest(document.text):
            return "not a Kubernetes object: invalid YAML without apiVersion and kind", None
        return None
    if is_assertion(path, document.data):
        return "test assertion: never applied to a cluster", None
    if "#@" in document.text and _YTT.search(document.text):
        return "template: rendered by ytt", Unchecked.TEMPLATE
    return None


def _unchecked(document: Document, decoded: tuple[Decoded, ...]) -> _Why | None:
    if document.error:
        text = Redaction.of([(document, ())]).text(document.error.text)
        return f"unreadable: {text}", Unchecked.UNREADABLE
    if document.data is None:
        return None
    reason = not_an_object(document)
    if any(map(_checked, decoded)):
        return (reason, None) if reason else None
    if not decoded:
        return (reason, None) if reason else None
    return podless(decoded)


def _checked(decoded: Decoded) -> bool:
    obj = decoded.object
    if is_workload(obj) or selects_pods(type(obj).__name__):
        return True
    return bool(decoded.faults) or any(True for _ in pods_of(obj))


def objects_of(files: Iterable[ReadFile]) -> Iterator[KubernetesObject]:
    """The objects of several files, in order."""
    return (decoded.object for file in files for decoded in file.objects)
