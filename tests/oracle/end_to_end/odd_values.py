"""Names, amounts and values that are mostly wrong where they are put."""

from __future__ import annotations

NAMES = ("Web", "web_1", "-web", "web-", "a.b", "a/b", "", " ", "web ", "ä", "x" * 64, "x" * 254, "1",
         "true", "WEB=1", "web:1", "web..x", "web.", "über", "http-port-too-long")  # fmt: skip
QUANTITIES = ("1 Gi", "-1", "10GB", "abc", "1Gi ", "0", "1e3", "100m", "1.5Gi", "1gi", "", "1k", "10Ei",
              "0.1m", "100Mb", "1_000", 1, -5, 0.5, True)  # fmt: skip
NUMBERS = (0, -1, 1, 2, 70000, 2**31, 2**63, 65536, 101, 3600, "80", "0x10", "1s", 1.5, 1e3, "")
OTHERS = (
    "x",
    "",
    1,
    0,
    1.5,
    True,
    False,
    None,
    [],
    {},
    ["x"],
    {"a": "b"},
    [{}],
    [None],
    {"a": None},
)
LABELS = (
    "a b",
    "/a",
    "a/",
    "a/b/c",
    "x" * 64,
    "-a",
    "example.com/" + "x" * 64,
    "EXAMPLE.com/a",
    "",
)
FIELDS = ("image", "imagePullPolicy", "replica", "replicas", "selector", "labels", "ports", "command",
          "resource", "resources", "livenessProbe", "hostNetwork", "securityContext", "containers",
          "restartPolicy", "serviceName", "volumes", "privileged", "namespace", "foo")  # fmt: skip
