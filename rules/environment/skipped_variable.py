"""A key of a ConfigMap or Secret that older kubelets do not turn into a variable."""

from podlint.authoring import Problem, Problems, Related, Severity, Submission, rule
from podlint.document.shortening import listed, shortened
from podlint.targets.server_words import span_of


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "an environment variable is missing in the container; the event "
        "`InvalidEnvironmentVariableNames` lists the keys that were skipped"
    ),
    asks_for=("envFrom",),
    bad="""
        # kubernetes-version: 1.30..1.33
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef:
                    name: settings  # finding
                    #     ^^^^^^^^
                - prefix: 3-
                  secretRef:
                    name: access  # finding
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          1ST_HOST: a.example.com
          MODE: fast
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: access
        stringData:
          user: web
        """,
    good=(
        """
        # kubernetes-version: 1.30
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
                - configMapRef: {name: numbers}
                  prefix: N_
                - secretRef: {name: elsewhere}
              env:
                - name: FIRST
                  valueFrom:
                    configMapKeyRef: {name: single, key: 1ST}
              volumeMounts:
                - {name: single, mountPath: /etc/app}
          volumes:
            - name: single
              configMap: {name: single}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          LOG-LEVEL: info
          app.properties: a=b
          _x: "1"
        binaryData:
          1.png: iVBORw0KGgo=
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: numbers
        data:
          1ST: a
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: single
        data:
          1ST: a
        """,
        """
        # kubernetes-version: 1.32
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        data:
          1ST_HOST: a.example.com
        """,
    ),
)
def skipped_variable(submission: Submission) -> Problems:
    """A key in `envFrom` does not become a variable in the configured Kubernetes version.

    Before Kubernetes 1.32, a variable name can contain only letters, digits, `-`, `_` and `.`, and
    cannot start with a digit. The kubelet skips other keys of a ConfigMap or Secret in `envFrom`:
    the container starts without these variables.

    podlint reports this only if `--kubernetes-version` or `kubernetes-version` in the configuration
    file sets an older version than 1.32.

    Rename the key, set a `prefix`, or set the variable with `valueFrom`.
    """
    for skipped in submission.skipped:
        names = [f"`{shortened(name, 30)}`" for name, _ in skipped.keys[:3]]
        more = f" and {len(skipped.keys) - 3} more" if len(skipped.keys) > 3 else ""
        yield Problem(
            f"Kubernetes {span_of(skipped.versions)} sets no variable for {listed(names)}{more}",
            at=skipped.at,
            related=tuple(
                Related(f"a key of {skipped.kind} {shortened(skipped.name, 40)}", place)
                for _, place in skipped.keys[:1]
            ),
            why="The kubelet skips keys that are not valid variable names. The container starts "
            "without these variables.",
            help="Rename the key, or set a `prefix` that starts with a letter or `_`.",
        )
