"""A container that binds a port on its node."""

from podlint.authoring import (
    Delete,
    Fix,
    JudgedPod,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.field_path import value_at
from podlint.models.workloads import ON_EACH_NODE
from podlint.pods.node_agents import guards_web_ports, is_stray_agent
from podlint.targets.judged_pod import PlacedViolation


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "no visible symptom, until another Pod with the port stays Pending; the event "
        "`FailedScheduling` with `node(s) didn't have free ports for the requested pod ports`"
    ),
    standards=("pss:baseline",),
    aliases=(
        "hostPortSet",
        "disallow-host-ports",
        "CKV_K8S_26",
        "KSV-0024",
        "C-0044",
    ),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
                  hostPort: 80  # finding
                  #         ^^
                - {containerPort: 8443, hostPort: 8443}
            - name: metrics
              image: metrics:1
              ports:
                - {containerPort: 9100, hostPort: 9100}  # finding
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: 8080}
            - {name: https, port: 8443}
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              ports:
                - containerPort: 8080
                - {containerPort: 8443}
            - name: metrics
              image: metrics:1
              ports:
                - {containerPort: 9100, hostPort: 9100}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: 8080}
            - {name: https, port: 8443}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:1.9
              restartPolicy: Always
              ports:
                - {containerPort: 9901, hostPort: 9901}
          containers:
            - name: app
              image: app:1.4
              ports:
                - {containerPort: 8080, hostPort: 0}
        """,
)
def host_port(pod: JudgedPod) -> Problems:
    """A container binds a port on the node.

    Only one Pod on each node can use the port. A second Pod stays Pending. A rolling update that
    starts the new Pod before it stops the old Pod needs a spare node. A DaemonSet never has two
    Pods on a node, but other Pods may need the port. Unless `hostIP` is set, the port is open on
    all addresses of the node. Traffic to the port bypasses Services. The baseline level of the [Pod
    Security Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    forbids `hostPort` in every policy version, including for init containers and sidecars.

    Remove `hostPort`, and expose the `containerPort` through a Service. The fix removes `hostPort`
    if a Service sends requests to the port. podlint does not fix Pods that may be node agents, such
    as the Pods of a DaemonSet.

    If baseline applies only because it is podlint's default, podlint reports all host ports of a
    container in one finding. In this case, the default profile does not report a proxy that binds
    both port 80 and port 443 on the node. In two more cases, other rules report the port instead:
    `host-namespaces` reports Pods with `hostNetwork: true`, and `host-port-without-effect` reports
    the ports of init containers and sidecars.
    """
    by_container: dict[str | None, list[PlacedViolation]] = {}
    for violation in pod.violated("hostPorts"):
        if violation.demand.mode != "default":
            yield _problem(pod, violation)
        elif not (violation.demand.lenient and _is_spared(violation.pod)) and not _is_dead(
            violation
        ):
            by_container.setdefault(violation.container, []).append(violation)
    for violations in by_container.values():
        yield _problem(pod, *violations)


def _problem(pod: JudgedPod, first: PlacedViolation, *others: PlacedViolation) -> Problem:
    numbers = [violation.shown for violation in (first, *others)]
    ports = f"ports {_listed(numbers)}" if others else f"port {numbers[0]}"
    problem = first.problem(
        f"{first.who} binds {ports} on the node (`hostPort`)",
        why="Another Pod that binds the port cannot run on the same node."
        if first.pod.owner.qualified_kind in ON_EACH_NODE
        else "A second such Pod cannot run on the same node and stays Pending.",
        help="Remove `hostPort` and expose the container through a Service.",
        fix=Fix(
            "remove `hostPort`",
            tuple(Delete(violation.at.path) for violation in (first, *others)),
            safe=False,
        )
        if all(_is_served(pod, violation) for violation in (first, *others))
        else None,
    )
    related = tuple(Related("another `hostPort`", violation.at) for violation in others)
    return problem.replace(related=(*problem.related, *related))


def _is_served(pod: JudgedPod, violation: PlacedViolation) -> bool:
    """Whether a Service leads to the container's port, so that clients do not need the node."""
    port = value_at(violation.at.document.data, violation.at.path[:-1])
    written = (port.get("containerPort"), port.get("name")) if isinstance(port, dict) else ()
    names = {each for each in written if isinstance(each, int | str)}
    targets = {
        each.port if each.target_port is None else each.target_port
        for service in pod.services
        for each in (service.spec.ports if service.spec else ())
    }
    return not targets.isdisjoint(names)


def _listed(numbers: list[str]) -> str:
    """The numbers, of which there are at least two, as words."""
    *first, last = numbers
    return f"{', '.join(first)} and {last}" if len(first) < 4 else f"{', '.join(first[:4])}, ..."


def _is_dead(violation: PlacedViolation) -> bool:
    """Whether the node never opens the port, which `host-port-without-effect` reports."""
    return "initContainers" in violation.at.path and not violation.pod.spec.host_network


def _is_spared(pod: PodTarget) -> bool:
    return bool(pod.spec.host_network) or guards_web_ports(pod) or is_stray_agent(pod)
