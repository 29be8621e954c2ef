"""A misspelled name of the default scheduler."""

from podlint.authoring import Fix, PodTarget, Problem, Problems, SetValue, Severity, rule
from podlint.models.guess import slip_of

_DEFAULT = "default-scheduler"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    aliases=("misspelt-scheduler-name",),
    static_pods=False,
    symptom="Pending without events",
    asks_for=("schedulerName",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          schedulerName: default-schduler  # finding
          #              ^^^^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          schedulerName: default-scheduler
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          schedulerName: default-scheduler
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: batch
        spec:
          schedulerName: volcano
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: second
        spec:
          schedulerName: default-scheduler-2
          containers:
            - name: app
              image: app:1.4
        """,
)
def misspelled_scheduler_name(pod: PodTarget) -> Problems:
    """`schedulerName` looks like a misspelling of `default-scheduler`.

    A Pod waits for the scheduler that `schedulerName` names. If there is no such scheduler, the Pod
    stays Pending without any event. podlint does not report names that a second scheduler may have,
    such as `default-scheduler-2` or `my-default-scheduler`.

    Write `default-scheduler`, or remove the field.
    """
    name = pod.spec.scheduler_name
    if name and name != _DEFAULT and slip_of(name, (_DEFAULT,)):
        place = pod.spec.at / "schedulerName"
        yield Problem(
            f"`schedulerName: {name}` looks like a misspelling of `{_DEFAULT}`",
            at=place,
            fix=Fix(f"replace with `{_DEFAULT}`", (SetValue(place.path, _DEFAULT),), safe=False),
            why="If no scheduler has this name, the Pod stays Pending without any event.",
            help=f"Write `{_DEFAULT}`, or remove `schedulerName`.",
        )
