"""A fully qualified host name that no Pod gets."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.pods.host_names import OWNERS
from podlint.pods.operating_system import may_run_on_windows


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`hostname` prints only the first part of the name, as if the field were not there",
    asks_for=("setHostnameAsFQDN",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          setHostnameAsFQDN: true  # finding
          #                  ^^^^
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          setHostnameAsFQDN: true  # finding
          hostNetwork: true
          dnsPolicy: ClusterFirstWithHostNet
          subdomain: web
          containers:
            - name: app
              image: app:1.4
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          setHostnameAsFQDN: true
          subdomain: web
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: off
        spec:
          setHostnameAsFQDN: false
          hostNetwork: true
          dnsPolicy: Default
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: filled-in
        spec:
          setHostnameAsFQDN: true
          subdomain: ${SUBDOMAIN}
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # The controller of a StatefulSet sets the subdomain of its Pods to its serviceName.
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              setHostnameAsFQDN: true
              containers:
                - name: db
                  image: db:15
        """,
        """
        # The controller of a custom resource may set the subdomain.
        apiVersion: jobset.x-k8s.io/v1alpha2
        kind: JobSet
        metadata:
          name: work
        spec:
          replicatedJobs:
            - name: work
              template:
                spec:
                  template:
                    spec:
                      setHostnameAsFQDN: true
                      restartPolicy: Never
                      containers:
                        - name: app
                          image: app:1.4
        """,
    ),
)
def fqdn_without_effect(pod: PodTarget) -> Problems:
    """A Pod sets `setHostnameAsFQDN`, but it has no fully qualified host name.

    A Pod has a fully qualified name only if it has a `subdomain`. A Pod with `hostNetwork: true`
    has the host name of its node. In both cases,
    [setHostnameAsFQDN](https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field)
    changes nothing.

    Set `subdomain` to the name of a headless Service, or remove `setHostnameAsFQDN`.
    """
    spec = pod.spec
    if not spec.set_hostname_as_fqdn or may_run_on_windows(spec):
        return
    owned = getattr(pod.owner, "spec", None)
    named = spec.subdomain or spec.is_unknown("subdomain")
    if pod.owner.qualified_kind == "StatefulSet":
        named = bool(owned and (owned.service_name or owned.is_unknown("serviceName")))
    elif pod.owner.qualified_kind not in OWNERS:
        return
    if spec.host_network or not named:
        yield Problem(
            "`setHostnameAsFQDN` has no effect on a Pod that uses the node's network"
            if spec.host_network
            else "`setHostnameAsFQDN` has no effect on a Pod without a subdomain",
            at=spec.at / "setHostnameAsFQDN",
            why="The Pod has the host name of its node."
            if spec.host_network
            else "The Pod has no fully qualified name, so `hostname` prints only the short name.",
            help="Remove `setHostnameAsFQDN`."
            if spec.host_network
            else "Set `subdomain` to the name of a headless Service, or remove "
            "`setHostnameAsFQDN`.",
        )
