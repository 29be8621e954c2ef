"""What the API server answers when an object is to be created.

It decodes strictly, fills in, sets system fields, prepares, validates, and then warns. Admission
plugins are no part of it.

Source: `rest.BeforeCreate` and the strategies in `pkg/registry`.
"""

from __future__ import annotations

from typing import NamedTuple

from .error import Errors, FieldError, ServerWarning
from .features import VERIFIED, Features, features_of
from .kinds import Object, kind_named
from .metadata import refuse_path_segments
from .origin import origin, undefaulted
from .reading import Prepared, finish, read

__all__ = ["Answer", "answer", "pod_errors", "validate", "warnings"]

NEWEST = VERIFIED[-1]
NEWEST_WORDS = "1.36"
"""The version since which nothing has been worded anew: see `older_words`."""


class Answer(NamedTuple):
    """All that the server has to say about an object.

    Attributes:
        undecodable: Why it cannot be decoded at all; then nothing else is known.
        unknown: The fields that this version does not know. The server stops here.
        errors: Why it is refused, once the unknown fields are gone. Unlike `validate`, it has one
            error for each place where versions from 1.37 on give the same message once, and all
            versions say the same in the words of the newest one.
        pod_errors: Why the Pods are refused that its controller would create.
        warnings: What the server says of an object that it takes.
    """

    undecodable: tuple[FieldError, ...] = ()
    unknown: tuple[FieldError, ...] = ()
    errors: tuple[FieldError, ...] = ()
    pod_errors: tuple[FieldError, ...] = ()
    warnings: tuple[ServerWarning, ...] = ()


def answer(obj: Object, version: str, features: Features) -> Answer:
    """Everything at once about an object in a version of Kubernetes with these features.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    prepared, faults = read(obj, features, version)
    if prepared is None:
        return Answer(undecodable=tuple(faults))
    made = _pod_errors(prepared, features)
    found = _validate(prepared, features)
    return Answer(
        unknown=tuple(faults),
        errors=tuple(_located(found, obj)),
        pod_errors=tuple(_located(made, obj)),
        warnings=tuple(_warnings(prepared, features, sound=not found)),
    )


def validate(obj: Object, kubernetes_version: str = NEWEST) -> list[FieldError]:
    """Why the API server refuses to create this object; empty if it takes it.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    prepared, faults = read(obj, features, kubernetes_version)
    if prepared is None or faults:
        return faults
    return _located(_validate(prepared, features, printed=True), obj)


def warnings(obj: Object, kubernetes_version: str = NEWEST) -> list[ServerWarning]:
    """What the API server warns about when it creates this object.

    It warns of little before it has validated an object, and of nothing in one that it cannot
    decode.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    prepared, faults = read(obj, features, kubernetes_version)
    if prepared is None or faults:
        return []
    return _warnings(prepared, features, sound=not _validate(prepared, features))


def pod_errors(obj: Object, kubernetes_version: str = NEWEST) -> list[FieldError]:
    """Why the API server refuses the Pods that the controller of this object would create.

    `field` is the server's word about the Pod, `path` the place in the given object. Empty for a
    Pod, and for what cannot be decoded.

    Raises:
        ValueError: the kind is none of `KINDS`, or the version is no version.
    """
    features = features_of(kubernetes_version)
    owner, faults = read(obj, features, kubernetes_version)
    if owner is None or faults:
        return []
    return _located(_pod_errors(owner, features, printed=True), obj)


def _located(errors: list[FieldError], obj: Object) -> list[FieldError]:
    """The errors at the places of what is written in the given object."""
    return [error._replace(path=undefaulted(error.path, obj)) for error in errors]


def _validate(prepared: Prepared, features: Features, *, printed: bool = False) -> list[FieldError]:
    """What is wrong with an object; `printed` as `_printed` gives it."""
    errors = Errors()
    kind_named(prepared.kind).refuse(errors, prepared.object, features)
    if not errors.found:
        refuse_path_segments(errors, prepared.object["metadata"], ("metadata",))
    found = _printed(errors, features) if printed else errors.found
    if not prepared.moves:
        return found
    return [error._replace(path=origin(error.path, prepared.moves)) for error in found]


def _printed(errors: Errors, features: Features) -> list[FieldError]:
    """The errors in the words of the version; where it prints a message once, once."""
    found = errors.distinct() if features.messages_given_once else errors.found
    if not found or features.words == NEWEST_WORDS:
        return found
    from .older_words import in_words_of

    return in_words_of(features.words, found)


def _pod_errors(owner: Prepared, features: Features, *, printed: bool = False) -> list[FieldError]:
    if owner.kind == "Pod":
        return []
    from .made_pods import make_pod

    made = make_pod(owner)
    if made is None:
        return []
    pod, moves = made
    prepared = finish(pod, "Pod", features)
    return [
        error._replace(path=origin(origin(error.path, moves), owner.moves))
        for error in _validate(prepared, features, printed=printed)
    ]


def _warnings(prepared: Prepared, features: Features, *, sound: bool) -> list[ServerWarning]:
    from .workload_warnings import warn_of_apparmor, warn_of_object

    found = warn_of_apparmor(prepared.object, features) if prepared.kind == "Pod" else []
    if sound:
        template = kind_named(prepared.kind).template
        found += warn_of_object(prepared.object, prepared.kind, template, features)
    return [ServerWarning(each, origin(each.path, prepared.moves)) for each in found]
