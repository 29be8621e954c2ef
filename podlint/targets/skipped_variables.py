"""Keys of ConfigMaps and Secrets that older kubelets do not turn into environment variables.

The kubelet skipped a key of a source in `envFrom` that made no valid variable name, and reported
the event `InvalidEnvironmentVariableNames`. The container started without the variable.

Source: `makeEnvironmentVariables` of `pkg/kubelet/kubelet_pods.go` up to 1.31; KEP-4369
(RelaxedEnvironmentVariableValidation, on since 1.32).
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.models.workloads import pods_of
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen
from podlint.validation.cluster import Cluster
from podlint.validation.features import features_of
from podlint.validation.names import strict_environment_name

__all__ = ["SkippedVariables", "skipped_variables"]


class SkippedVariables(Frozen):
    """The keys of one source of variables that some versions of the kubelet skip.

    Attributes:
        container: The name of the container.
        kind: ``ConfigMap`` or ``Secret``.
        name: The name of the source.
        at: Where the container names the source.
        keys: The names of the variables, with the prefix, and the places of the keys; at least one.
        versions: The versions that skip them.
    """

    container: str
    kind: str
    name: str
    at: Place
    keys: tuple[tuple[str, Place], ...]
    versions: tuple[str, ...]


def skipped_variables(
    obj: object, cluster: Cluster, objects: ObjectSet
) -> Iterator[SkippedVariables]:
    """The keys that kubelets of the versions of a cluster skip, for the Pods of an object.

    Sources that the unit does not define are left out.
    """
    versions = tuple(each for each in cluster.versions if not features_of(each).names_relaxed)
    for pod in pods_of(obj) if versions else ():  # type: ignore[arg-type]
        for container in pod.spec.all_containers:
            for source in container.env_from:
                for kind, reference in (
                    ("ConfigMap", source.config_map_ref),
                    ("Secret", source.secret_ref),
                ):
                    found = objects.find(kind, reference.name, pod.owner) if reference else None
                    if reference is None or found is None:
                        continue
                    keys = tuple(
                        (name, found.at / part / key)
                        for part in ("data", "stringData")
                        for key in _names(found.written.get(part))
                        if strict_environment_name(name := (source.prefix or "") + key)
                    )
                    if keys:
                        yield SkippedVariables(
                            str(container.name),
                            kind,
                            str(reference.name),
                            reference.at / "name",
                            keys,
                            versions,
                        )


def _names(part: object) -> list[str]:
    return [key for key in part if isinstance(key, str)] if isinstance(part, dict) else []
