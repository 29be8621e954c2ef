"""``images``.

Sources: api/internal/builtins/ImageTagTransformer.go, api/filters/imagetag, api/internal/image.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podlint.rendering.kustomize.fields.field_specs import set_fields, write_scalar
from podlint.rendering.kustomize.kustomization.entries import FieldSpec, ImageEntry
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.go_patterns import matcher
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, is_null
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["set_images"]

_LISTS = frozenset(("containers", "initContainers"))
_REST = r"(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$"


def set_images(
    resources: Sequence[Resource], entry: ImageEntry, fields: Sequence[FieldSpec]
) -> None:
    """Rewrite the images that an entry concerns: in all lists of containers, then at some fields.

    Raises:
        BuildError: The entry's name is not a regular expression, or an image is not text.
    """
    setting = _Setting(entry)
    chosen = [each for each in resources if each.gvk.kind != "CustomResourceDefinition"]
    for resource in chosen:
        _walk(resource.root, setting.write)
    for resource in chosen:
        set_fields(resource, fields, setting.write, None, (entry.origin,))


def _walk(node: Node, write: Callable[[Node], None]) -> None:
    """Rewrite the images in lists of containers at any depth."""
    if isinstance(node, List):
        for each in node.items:
            _walk(each, write)
    elif isinstance(node, Map):
        for name, each in node.items.items():
            _walk(each, write)
            if name in _LISTS and isinstance(each, List):
                _walk_containers(each, write)


def _walk_containers(containers: List, write: Callable[[Node], None]) -> None:
    for container in containers.items:
        if is_null(container):
            continue
        if not isinstance(container, Map):
            raise BuildError("a container is not a map", next(iter(container.places), None))
        image = container.items.get("image")
        if image is not None:
            write(image)


class _Setting:
    """Rewrites single images."""

    def __init__(self, entry: ImageEntry) -> None:
        self._entry = entry
        self._matches = matcher(f"^{entry.name}{_REST}", entry.origin)

    def write(self, node: Node) -> None:
        """Rewrite an image if the entry concerns it.

        Raises:
            BuildError: It is not text.
        """
        if not isinstance(node, Scalar):
            raise BuildError("an image is not text", next(iter(node.places), None))
        if self._matches(node.text):
            text = self._rewritten(node.text)
            write_scalar(node, Scalar(text, places=self._entry.writers))

    def _rewritten(self, image: str) -> str:
        entry = self._entry
        name, tag, digest = parts(image)
        if entry.new_name:
            name = entry.new_name.text
        if entry.new_tag or entry.digest:
            tag = entry.new_tag.text if entry.new_tag else ""
            digest = entry.digest.text if entry.digest else ""
        elif entry.tag_suffix:
            tag += entry.tag_suffix.text
            digest = ""
        return f"{name}{':' if tag else ''}{tag}{'@' if digest else ''}{digest}"


def parts(image: str) -> tuple[str, str, str]:
    """The name, the tag and the digest of an image (``Split``)."""
    start = max(image.find("/"), 0)
    colon = image.find(":", start)
    at = image.find("@", start)
    if at >= 0 and (colon < 0 or at < colon):
        return image[:at], "", image[at + 1 :]
    if colon < 0:
        return image, "", ""
    if at >= 0:
        return image[:colon], image[colon + 1 : at], image[at + 1 :]
    return image[:colon], image[colon + 1 :], ""
