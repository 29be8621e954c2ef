"""A reference to the resources of a container that the Pod does not have."""

from collections.abc import Iterator

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.models.environment_source import ResourceFieldSelector
from podlint.models.guess import nearest


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`CreateContainerConfigError` with `container ... not found`; for a "
        "volume, `ContainerCreating` and `FailedMount`"
    ),
    asks_for=("resourceFieldRef",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: amounts
              downwardAPI:
                items:
                  - path: memory
                    resourceFieldRef: {containerName: apps, resource: limits.memory}  # finding
                    #                                 ^^^^
          initContainers:
            - name: tune
              image: tune:2
              env:
                - name: MEMORY
                  valueFrom:
                    resourceFieldRef:
                      containerName: web  # finding
                      resource: limits.memory
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: amounts, mountPath: /amounts}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: amounts
              downwardAPI:
                items:
                  - path: memory
                    resourceFieldRef: {containerName: tune, resource: limits.memory}
          initContainers:
            - name: tune
              image: tune:2
              resources: {limits: {memory: 1Gi}}
              env:
                - name: MEMORY
                  valueFrom:
                    resourceFieldRef: {containerName: app, resource: limits.memory}
                - name: OWN
                  valueFrom:
                    resourceFieldRef: {resource: limits.memory}
          containers:
            - name: app
              image: app:1.4
              resources: {limits: {memory: 1Gi}}
              volumeMounts:
                - {name: amounts, mountPath: /amounts}
        """,
)
def undefined_resource_container(pod: PodTarget) -> Problems:
    """A `resourceFieldRef` names a container that the Pod does not have.

    The API server does not check whether the Pod has a container with the name in `containerName`.
    The kubelet searches for the name among the containers and init containers. If no container has
    this name, the kubelet cannot set the variable or mount the volume that uses the
    `resourceFieldRef`, and does not start the container.

    Write the name of a container in this Pod. In a variable, you can omit `containerName` to refer
    to the container that defines the variable.
    """
    names = {each.name for each in (*pod.spec.init_containers, *pod.spec.containers) if each.name}
    for reference, at in _references(pod):
        name = reference.container_name
        if name and name not in names:
            near = nearest(name, names)
            choice = shortened(listed(sorted(names), "or"), 80)
            known = f"Write the name of a container in this Pod: {choice}."
            yield Problem(
                f"`containerName` refers to container `{name}`, which the Pod does not have",
                at=at / "containerName",
                why="For a variable, the container shows `CreateContainerConfigError`. For a "
                "volume, the Pod gets the event `FailedMount`.",
                help=f"Write `containerName: {near}`." if near else known,
            )


def _references(pod: PodTarget) -> Iterator[tuple[ResourceFieldSelector, Place]]:
    for container in pod.spec.all_containers:
        for variable in container.env:
            source = variable.value_from
            if source and source.resource_field_ref:
                yield source.resource_field_ref, source.resource_field_ref.at
    for volume in pod.spec.volumes:
        projected = volume.projected.sources if volume.projected else ()
        for files in (volume.downward_api, *(each.downward_api for each in projected)):
            for item in files.items if files else ():
                if item.resource_field_ref:
                    yield item.resource_field_ref, item.resource_field_ref.at
