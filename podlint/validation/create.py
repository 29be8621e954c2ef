"""The answer of the API server to the creation of an object.

The server decodes strictly, sets defaults and system fields, prepares, validates, and then warns.
Admission plugins are not included.

Source: `rest.BeforeCreate` and the strategies in `pkg/registry`.
"""

from __future__ import annotations

from typing import NamedTuple

from .error import Errors, FieldError, ServerWarning
from .features import VERIFIED, Features, features_of
from .kinds import Object, kind_named
from .metadata import refuse_path_segments
from .origin import origin, undefaulted
from .reading import Admit, Prepared, finish, read

__all__ = ["Answer", "answer", "changed_errors", "pod_errors", "validate", "warnings"]

NEWEST = VERIFIED[-1]
NEWEST_WORDS = "1.36"
"""The first version whose wording is that of all later ones: see `older_words`."""


class Answer(NamedTuple):
    """The complete answer of the server about an object.

    Attributes:
        undecodable: Why the object cannot be decoded; then everything else is unknown.
        unknown: The fields that this version does not have. The server stops here.
        errors: Why the object is refused, after its unknown fields are removed. Unlike `validate`,
            this has one error for each place, even if versions from 1.37 on report a message only
            once.
        pod_errors: Why the Pods that its controller creates are refused.
        warnings: The warnings about an object that is accepted.
    """

    undecodable: tuple[FieldError, ...] = ()
    unknown: tuple[FieldError, ...] = ()
    errors: tuple[FieldError, ...] = ()
    pod_errors: tuple[FieldError, ...] = ()
    warnings: tuple[ServerWarning, ...] = ()


def answer(obj: Object, version: str, features: Features) -> Answer:
    """The complete answer for a version of Kubernetes with these features.

    Raises:
        ValueError: The kind is not one of `KINDS`, or the version is invalid.
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
    """Why the API server refuses to create this object; empty if it accepts it.

    Raises:
        ValueError: The kind is not one of `KINDS`, or the version is invalid.
    """
    features = features_of(kubernetes_version)
    prepared, faults = read(obj, features, kubernetes_version)
    if prepared is None or faults:
        return faults
    return _located(_validate(prepared, features, printed=True), obj)


def warnings(obj: Object, kubernetes_version: str = NEWEST) -> list[ServerWarning]:
    """The warnings of the API server when it creates this object.

    Before it has validated an object, the server gives few warnings, and none if it cannot decode
    it.

    Raises:
        ValueError: The kind is not one of `KINDS`, or the version is invalid.
    """
    features = features_of(kubernetes_version)
    prepared, faults = read(obj, features, kubernetes_version)
    if prepared is None or faults:
        return []
    return _warnings(prepared, features, sound=not _validate(prepared, features))


def pod_errors(obj: Object, kubernetes_version: str = NEWEST) -> list[FieldError]:
    """Why the API server refuses the Pods that the controller of this object would create.

    `field` is the server's name of the field in the Pod, `path` the place in the given object.
    Empty for a Pod, and for an object that cannot be decoded.

    Raises:
        ValueError: The kind is not one of `KINDS`, or the version is invalid.
    """
    features = features_of(kubernetes_version)
    owner, faults = read(obj, features, kubernetes_version)
    if owner is None or faults:
        return []
    return _located(_pod_errors(owner, features, printed=True), obj)


def changed_errors(
    obj: Object, version: str, features: Features, admit: Admit
) -> tuple[list[FieldError], list[FieldError]]:
    """The errors that a Pod, or the Pods made from a template, have only after admission plugins
    change them, and the errors that they have only before.

    Both lists are empty for an object that cannot be decoded.

    Raises:
        ValueError: The kind is not one of `KINDS`, or the version is invalid.
    """
    before = _located(_errors_of_pods(obj, version, features, None), obj)
    after = _located(_errors_of_pods(obj, version, features, admit), obj)
    return _only_in(after, before), _only_in(before, after)


def _only_in(some: list[FieldError], others: list[FieldError]) -> list[FieldError]:
    known = {error.path for error in others}
    return [error for error in some if error.path not in known]


def _errors_of_pods(
    obj: Object, version: str, features: Features, admit: Admit | None
) -> list[FieldError]:
    prepared, _ = read(obj, features, version, admit)
    if prepared is None:
        return []
    if prepared.kind == "Pod":
        return _validate(prepared, features)
    return _pod_errors(prepared, features, admit=admit)


def _located(errors: list[FieldError], obj: Object) -> list[FieldError]:
    """The errors with their places in the given object."""
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


def _pod_errors(
    owner: Prepared, features: Features, *, printed: bool = False, admit: Admit | None = None
) -> list[FieldError]:
    if owner.kind == "Pod":
        return []
    from .made_pods import make_pod

    made = make_pod(owner)
    if made is None:
        return []
    pod, moves = made
    prepared = finish(pod, "Pod", features, admit)
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
