"""A probe or hook that calls another host than the Pod."""

from podlint.authoring import Delete, Fix, JudgedPod, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom="a probe that says nothing about its container; or Pod Security refuses the Pod: "
    'violates PodSecurity "baseline:latest": probe or lifecycle host',
    standards=("pss:baseline",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {host: 10.0.0.7, port: 9000}  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  host: localhost  # finding
                  #     ^^^^^^^^^
                  path: /health
                  port: 8080
              lifecycle:
                preStop:
                  httpGet: {host: example.org, path: /bye, port: 80}  # finding
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 9000}
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: /health
                  port: 8080
              lifecycle:
                preStop:
                  httpGet: {path: /bye, port: 80}
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: /health
                  port: 8080
                  httpHeaders:
                    - {name: Host, value: shop.example.org}
        """,
        """
        # Policies before v1.34 do not look at it.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.33
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                tcpSocket: {host: localhost, port: 8080}
        """,
    ),
)
def probe_host(pod: JudgedPod) -> Problems:
    """A probe or a lifecycle hook calls a host that is named, instead of its Pod.

    It is the kubelet that calls, from the node: `localhost` is the node itself, and any other name
    makes the node call addresses that the Pod may not reach. What answers says nothing about the
    container. From policy version v1.34 the baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/)
    refuses every `host` of an `httpGet` or `tcpSocket`, in probes and in hooks.

    Remove `host`: the kubelet then calls the Pod's own address. For a name of a virtual host write
    a header `Host` under `httpHeaders`. A server that listens on the loopback interface only is
    probed with `exec`; one in a Pod with `hostNetwork` should listen on the node's address.

    Policy versions: from v1.34, and not for older API servers.
    """
    for violation in pod.violated("hostProbesAndHostLifecycle"):
        yield violation.problem(
            f"{violation.path[-3]} of {violation.who} makes the node call {violation.shown} "
            "instead of the Pod",
            fix=Fix("remove host", (Delete(violation.at.path),), safe=False),
            help="Remove host, or write an HTTP header Host.",
        )
