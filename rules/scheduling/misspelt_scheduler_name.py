"""A scheduler's name that is nearly that of the default scheduler."""

from podlint.authoring import Fix, PodTarget, Problem, Problems, SetValue, Severity, rule
from podlint.models.guess import slip_of

_DEFAULT = "default-scheduler"


@rule(
    severity=Severity.WARNING,
    since="0.1",
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
def misspelt_scheduler_name(pod: PodTarget) -> Problems:
    """A Pod names a scheduler that is spelled nearly like `default-scheduler`.

    A Pod waits for the scheduler that it names. If there is none of that name, it stays Pending,
    and there is not even an event. A second scheduler may be called `default-scheduler-2` or
    `my-default-scheduler`: such names are left alone.

    Write `default-scheduler`, or remove the field.
    """
    name = pod.spec.scheduler_name
    if name and name != _DEFAULT and slip_of(name, (_DEFAULT,)):
        place = pod.spec.at / "schedulerName"
        yield Problem(
            f"{name} is nearly {_DEFAULT}",
            at=place,
            fix=Fix(f"write {_DEFAULT}", (SetValue(place.path, _DEFAULT),), safe=False),
            why="If no scheduler is called so, the Pod stays Pending without an event.",
            help=f"Write {_DEFAULT}, or remove the field.",
        )
