"""An object as it is submitted to the API server, and the server's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from podlint.document import Path, Place
from podlint.document.placeholders import is_filled_in
from podlint.models import DecodeFault, KubernetesObject
from podlint.models.patch import DIRECTIVES
from podlint.startup.frozen import Frozen
from podlint.targets.as_submitted import as_submitted
from podlint.targets.fault_places import ErrorPlaces, FaultPlaces, UnknownNames
from podlint.targets.missing_images import refusals_of_images
from podlint.targets.refused import Refusal, ServerWarning, merged
from podlint.targets.removed_versions import refusals_of_version

if TYPE_CHECKING:
    from podlint.targets.dropped_policies import DroppedPolicy
    from podlint.targets.skipped_variables import SkippedVariables
    from podlint.validation import Answer, Cluster, FieldError

__all__ = ["Submission"]

_NO_VERSION_YET = "1.999"
"""A version newer than all that podlint knows."""


class Submission(Frozen, eq=False):
    """An object that is submitted to the API server.

    podlint validates the object when a result is first needed. For custom resources, it checks only
    the version and the containers. For a fragment, only errors about existing fields count.

    Attributes:
        object: The object.
        faults: The faults that were found while the object was decoded.
        cluster: The settings of the cluster.
        known: podlint can validate objects of this kind.
        fragment: The object is a fragment, which another tool completes.
        labelled: A kustomization adds labels to its selector and template.
        filled_in: The placeholders, by their path in the object. Errors about them do not count.
        settled: The paths of values that other objects of the unit make valid, or judge.
        skipped: The keys that kubelets of the cluster's versions do not turn into variables.
        lack: The missing fields of an object that no kustomization uses; None if there are none.
    """

    object: KubernetesObject
    faults: tuple[DecodeFault, ...]
    cluster: Cluster
    known: bool
    fragment: bool = False
    labelled: bool = False
    lack: str | None = None
    filled_in: Mapping[Path, str] = MappingProxyType({})
    settled: frozenset[Path] = frozenset()
    skipped: tuple[SkippedVariables, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether podlint can validate the object, and errors about missing fields count."""
        return self.known and not self.fragment

    @cached_property
    def claimed(self) -> dict[str, list[list[Refusal]]]:
        """The refusals, by the rule that reports them and grouped by place.

        Refusals about faults in `confirmed` are left out.
        """
        from podlint.targets.refusal_table import claim, is_consequence

        found: dict[str, dict[Path, list[Refusal]]] = {}
        misnamed = any(each.error.path == ("metadata", "name") for each in self._errors)
        above = {
            refusal.error.path[:length]
            for refusal in self._errors
            for length in range(len(refusal.error.path))
        }
        for refusal in (*self._undecodable, *self._errors):
            if self._is_fault(refusal) or is_consequence(refusal.error, above):
                continue
            if self._lacks_selector and _is_mismatch(refusal):
                continue
            if refusal.value is None and self._is_elsewhere(refusal.at.path):
                continue
            if misnamed and refusal.at.path[-2:-1] == ("labels",) and refusal.value is None:
                continue  # The API server makes the label from the name.
            rule = claim(self.kind, refusal.error, refusal.value)
            found.setdefault(rule, {}).setdefault(refusal.at.path, []).append(refusal)
        return {rule: list(places.values()) for rule, places in found.items()}

    @cached_property
    def confirmed(self) -> tuple[DecodeFault, ...]:
        """The faults that the API server reports as well.

        The API server checks values only after it has decoded the whole object. It does not check
        values that it ignores, such as some metadata of a template or the second source of a
        volume.
        """
        return tuple(
            fault
            for fault in self.faults
            if fault.kind in ("unknown-field", "wrong-type")
            or not (self._is_elsewhere(fault.at.path) or self._is_accepted(fault))
        )

    def _is_elsewhere(self, path: Path) -> bool:
        """Whether a missing field is misspelled, or at a wrong level."""
        return path in self._misspelled or self._unknown_names.above_or_below(path)

    @cached_property
    def _misspelled(self) -> set[Path]:
        """The paths that misspelled fields should have."""
        return {
            (*fault.at.path[:-1], fault.suggestion)
            for fault in self.faults
            if fault.kind == "unknown-field" and fault.suggestion
        }

    def _is_accepted(self, fault: DecodeFault) -> bool:
        if not self.complete or self._undecodable:
            return False
        if self._lacks_selector and fault.at.path[-1] == "selector":
            return not any(map(_is_mismatch, self._errors))
        return not self._error_places.meet(fault)

    @cached_property
    def _lacks_selector(self) -> bool:
        return any(
            fault.kind == "missing-required-field" and fault.at.path[-1] == "selector"
            for fault in self.faults
        )

    def _is_fault(self, refusal: Refusal) -> bool:
        return self._fault_places.meet(refusal.at.path)

    @cached_property
    def _unknown_names(self) -> UnknownNames:
        return UnknownNames(self.faults)

    @cached_property
    def _fault_places(self) -> FaultPlaces:
        return FaultPlaces(self.faults)

    @cached_property
    def _error_places(self) -> ErrorPlaces:
        return ErrorPlaces(refusal.at.path for refusal in self._errors)

    @property
    def has_faults(self) -> bool:
        """Whether there is anything to report about the object."""
        answers = self._answers.values()
        own = self.faults or self.dropped or self.lack or self.skipped
        unasked = not self.known and (self._undecodable or self._errors)
        return bool(own or unasked) or any(any(each) for each in answers)

    @cached_property
    def dropped(self) -> tuple[DroppedPolicy, ...]:
        """The restart policies of individual containers that the API server drops."""
        if not self.complete or self.cluster.assumed:
            return ()
        from podlint.targets.dropped_policies import dropped_policies

        return tuple(dropped_policies(self.object, self.cluster))

    @cached_property
    def unknown(self) -> tuple[Refusal, ...]:
        """The fields that podlint knows, but the API server does not.

        If no version is set, these are only fields that no newer version has either.
        """
        found = self._merged({version: each.unknown for version, each in self._answers.items()})
        left = tuple(refusal for refusal in found if not self._is_fault(refusal))
        if left and self.cluster.assumed:
            gone = {error.path for error in self._answer(_NO_VERSION_YET).unknown}
            left = tuple(refusal for refusal in left if refusal.error.path in gone)
        return left

    @cached_property
    def pod_errors(self) -> tuple[Refusal, ...]:
        """The reasons why the API server rejects the Pods although it accepts their template."""
        if not self.complete:
            return ()
        seen = {refusal.error.path for refusal in self._errors}
        made = self._merged({version: each.pod_errors for version, each in self._answers.items()})
        return tuple(refusal for refusal in made if refusal.error.path not in seen)

    @cached_property
    def warnings(self) -> tuple[ServerWarning, ...]:
        """The warnings of the API server."""
        found: dict[tuple[str, Any], list[str]] = {}
        for version, answer in self._answers.items():
            for warning in answer.warnings:
                found.setdefault((str(warning), warning.path), []).append(version)
        return tuple(
            ServerWarning(
                text, Place(self.object.at.document, self.object.at.path + path), tuple(said)
            )
            for (text, path), said in found.items()
        )

    @cached_property
    def _undecodable(self) -> tuple[Refusal, ...]:
        """Why the API server cannot decode the object. It reports nothing else then."""
        if not self.known:
            return refusals_of_version(self.object, self.cluster.versions)
        return self._merged({version: each.undecodable for version, each in self._answers.items()})

    @cached_property
    def _errors(self) -> tuple[Refusal, ...]:
        """Why the API server rejects the object after decoding it.

        For a custom resource, why it rejects the Pods of the object.
        """
        if not self.known:
            return () if self.fragment else refusals_of_images(self.object, self.cluster.versions)
        return self._merged({version: each.errors for version, each in self._answers.items()})

    @property
    def kind(self) -> str:
        """The kind of the object."""
        return type(self.object).__name__ if self.known else str(self.object.kind)

    @cached_property
    def _answers(self) -> dict[str, Answer]:
        if not self.known:
            return {}
        return {version: self._answer(version) for version in self.cluster.versions}

    def _answer(self, version: str) -> Answer:
        from podlint.validation import answer

        written = as_submitted(self.object, self.filled_in)
        return answer(written, version, self.cluster.features(version))

    def _merged(self, errors: dict[str, Iterable[FieldError]]) -> tuple[Refusal, ...]:
        """The errors of several versions, without those of values that something else sets."""
        return tuple(
            refusal
            for refusal in merged(errors, self.object.at)
            if refusal.error.path not in self.filled_in
            and refusal.error.path not in self.settled
            and not is_filled_in(refusal.value, refusal.at.path)
            and not self._is_supplied(refusal)
        )

    def _is_supplied(self, refusal: Refusal) -> bool:
        """Whether something else can supply what is missing."""
        written = refusal.at.document.has(refusal.at.path)
        if self.fragment:
            step = refusal.at.path[-1:]
            return (
                not written
                or refusal.error.type in ("Required value", "Not found")
                or _is_mismatch(refusal)
                or (bool(step) and str(step[0]).partition("/")[0] in DIRECTIVES)
            )
        return self.labelled and (
            _is_mismatch(refusal)
            or (not written and not {"selector", "labels"}.isdisjoint(refusal.at.path))
        )


def _is_mismatch(refusal: Refusal) -> bool:
    """Whether a selector and its template do not match, one of which can be missing."""
    return refusal.error.detail.startswith("`selector` does not match")
