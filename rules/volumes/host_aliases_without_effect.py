"""Host aliases that a volume hides."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule

_HOSTS = "/etc/hosts"


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="the names of `hostAliases` are not resolved: `Name or service not known`",
    fragments=True,
    asks_for=("hostAliases",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostAliases:
            - {ip: 192.0.2.10, hostnames: [db.example.com]}
          volumes:
            - name: hosts
              configMap: {name: hosts}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: hosts
                  mountPath: /etc/hosts  # finding
                  #          ^^^^^^^^^^
                  subPath: hosts
        """,
    good=(
        """
        # Mounts at other paths, including a mount of the node's file.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostAliases:
            - {ip: 192.0.2.10, hostnames: [db.example.com]}
          volumes:
            - name: hosts
              configMap: {name: hosts}
            - name: node
              hostPath: {path: /etc/hosts, type: File}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: hosts, mountPath: /etc/hosts.d}
                - {name: hosts, mountPath: /etc/hosts.allow, subPath: allow}
                - {name: node, mountPath: /host/etc/hosts}
        """,
        """
        # Without aliases, the volume is the only source of names.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostAliases: []
          volumes:
            - name: hosts
              configMap: {name: hosts}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: hosts, mountPath: /etc/hosts, subPath: hosts}
        """,
    ),
)
def host_aliases_without_effect(pod: PodTarget) -> Problems:
    """A Pod has `hostAliases`, but a container mounts a volume at `/etc/hosts`.

    The kubelet writes the [host
    aliases](https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/) to a file
    that it mounts at `/etc/hosts`. It does not mount this file in a container that has its own
    mount there. In that container, the aliases and the name of the Pod are missing.

    Write the names into the mounted file, or remove the mount.
    """
    for container in pod.spec.all_containers if pod.spec.host_aliases else ():
        for mount in container.volume_mounts:
            if mount.mount_path == _HOSTS:
                yield Problem(
                    f"volume `{mount.name}` replaces `/etc/hosts`, so `hostAliases` has no effect",
                    at=mount.at / "mountPath",
                    related=(Related("the aliases", pod.spec.at / "hostAliases"),),
                    why=f"Container `{container}` does not see the file that the kubelet "
                    "writes for the aliases and the Pod's own name.",
                    help="Write the names into the mounted file, or remove the mount.",
                )
