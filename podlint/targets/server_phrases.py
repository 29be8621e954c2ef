"""The phrases of the API server's errors, and the plain words for them."""

from __future__ import annotations

import re

from podlint.targets.field_names import shorten

__all__ = ["choices", "plain"]

_LONGEST = 110
_NOT_SET = r"^(?:may|must|can) ?not be (?:set|specified) when "
_PHRASES = (
    (r"^at least one of (\w+) or (\w+) must .*", r"has neither `\1` nor `\2`"),
    (r"^(?:valid values|at least (one|1)|must be specified$|must have at least one).*", ""),
    (r"^(?:\w+ or \w+|type) is required\b.*", ""),
    (r"^one of (\w+) and (\w+) is required$", r"has neither `\1` nor `\2`"),
    (r"^\w*environment variable name must be non-empty.*", "is empty"),
    # Names
    (r"^prefix part a lowercase .*", "has an invalid domain before the slash"),
    (r"^prefix part must be non-empty.*", "has nothing before the slash"),
    (r"^prefix part must be no more than (\d+).*", r"has a domain of more than \1 characters"),
    (r"^name part must be non-empty.*", "has no name"),
    (r"^name part must be no more than (\d+).*", r"has a name of more than \1 characters"),
    (r'^PVC name "(.*?)": ', r"makes a PersistentVolumeClaim `\1`, whose name "),
    (r"a lowercase RFC 1123 label must .*", "is not a valid DNS label (a-z, 0-9, `-`)"),
    (
        r"a lowercase RFC 1123 subdomain must .*'_', .*",
        "is not a valid DNS name (a-z, 0-9, `_`, `-`, `.`)",
    ),
    (r"a lowercase RFC 1123 subdomain must .*", "is not a valid DNS name (a-z, 0-9, `-`, `.`)"),
    (
        r"^(name part|a valid label key) must consist of .*",
        "is not a valid name (letters, digits, `-`, `_`, `.`)",
    ),
    (
        r"^a valid label must be an empty .*",
        "is not a valid label value (letters, digits, `-`, `_`, `.`)",
    ),
    (r"^will not able to create pod .*", "makes names of Pods that are not valid DNS labels"),
    (
        r"^a valid environment variable name must consist of alphabetic .*",
        "is not a valid variable name (letters, digits, `-`, `_`, `.`; no digit first)",
    ),
    (
        r"^must be greater than 0 and less than terminationGracePeriodSeconds (\(\d+\))\. .*",
        r"must be greater than 0 and less than `terminationGracePeriodSeconds` \1",
    ),
    (r"^a valid environment variable name .*", "contains `=` or is not printable ASCII"),
    (r"^a valid config key .*", "is not a valid key (letters, digits, `-`, `_`, `.`)"),
    (r"^a valid HTTP header .*", "is not a valid header name (letters, digits, `-`)"),
    (r"^name is neither a standard finalizer .*", "is not a standard finalizer and has no domain"),
    (r"^must have at most 253 characters and match .*", "is not a valid sysctl name"),
    (r"^must be a standard resource .*", "is not a known resource"),
    (r"^doesn't follow extended resource name .*", "is not a valid extended resource name"),
    (r"^kubernetes\.io and k8s\.io namespaces are reserved.*", "uses a reserved domain"),
    (r"^not a valid clustertrustbundlename: .*", "is not a valid ClusterTrustBundle name"),
    (r"^should be a domain with at least two .*", "has a domain without a dot"),
    (r"^must be valid format.*", "is not a valid iSCSI name"),
    (r"^must contain at least one letter .*", "contains no letter"),
    (r"^must contain only alpha-numeric .*", "contains characters other than a-z, 0-9 and `-`"),
    (r"^must not begin or end with a hyphen", "begins or ends with a hyphen"),
    (r"^must not be padded with whitespace", "has leading or trailing whitespace"),
    (r"^(?:must|may|can) ?not contain (backsteps )?\(?'(.*?)'\)?", r"contains `\2`"),
    (r"^must not contain ", "contains "),
    (r"^must not be '(\.+)'$", r"is `\1`"),
    (r"^must not be set to 'RestartContainer' .*", "must be `NotRequired` in an init container"),
    (r"^must not start with '(.*?)'", r"starts with `\1`"),
    (r"^must not have ", "has "),
    (r"^invalid character (U\+\w+).*", r"contains an invalid character (\1)"),
    # Sizes and numbers
    (r"^must be no more than (\d+) (characters|bytes)", r"is longer than \1 characters"),
    (r"^may not be more than (\d+) bytes", r"is longer than \1 bytes"),
    (r"^must have at most (\d+) ", r"has more than \1 "),
    (r"^(\w+) size must be under (.*)", r"is larger than \2"),
    (r"^must be greater than or equal to 0$", "is negative"),
    (r"^SizeLimit field must be a valid .*", "is negative"),
    (r"^if provided, \w+ must be <= (.*)", r"is greater than \1"),
    (r"^if provided, \w+ must be >= (.*)", r"is less than \1"),
    (r"^must not be greater than ", "is greater than "),
    (r"^must be greater than zero$", "must be greater than 0"),
    (r"^must be greater than ([a-z]\w+)$", r"must be greater than `\1`"),
    (
        r"^must be greater than or equal to aggregate .* of (.*)",
        r"is less than the containers' total (\1)",
    ),
    (r"^must be less than or equal to pod limits of (.*)", r"is greater than the Pod's limit (\1)"),
    (r"^must be less than or equal to .*limit of (.*)", r"is greater than its limit (\1)"),
    (r"^must be less than or equal to ", "is greater than "),
    (r"^must be equal to \S+ limit of (.*)", r"differs from its limit (\1)"),
    (r"^Limit must be set for non overcommit.*", "needs an equal limit"),
    (r"^must be an integer$", "is not a whole number"),
    (r"^must be between (\S+) and (\S+), inclusive$", r"is not between \1 and \2"),
    (r"^must be in the range (\d+)-(\d+)$", r"is not between \1 and \2"),
    (r"^must be a number between 0 and 0777 .*", "is not between 0 and 0777 (octal)"),
    (r"^must be non-negative and less than (\w+)", r"must be between 0 and `\1`"),
    (r"^a valid percent string must be .*", "is neither a whole number nor a percentage"),
    (r"^.* is not positive integer multiple of hugepages-(\S+)", r"is not a multiple of \1"),
    (r"^HugePages require cpu or memory", "has huge pages without cpu or memory"),
    (r"^may not specify a duration larger than ", "is longer than "),
    (r"^may not specify a duration less than ", "is shorter than "),
    (r"^must be ordered", "is not sorted"),
    (r"^must not be 0 for the In operator", "must not be 0 with `operator: In`"),
    (r"^(?:may |can)not be 0 when `?(\w+)`? is 0$", r"must not be 0 when `\1` is 0"),
    (r"^only divisor's .* with the (\w+) resource", r"is not a supported divisor for \1"),
    # Paths, addresses and times
    (r"^must be (a relative|an absolute) path$", r"is not \1 path"),
    (r"^must be a valid IP address.*", "is not a valid IP address"),
    (r"^must not be an (IPv4-mapped .*)", r"is an \1"),
    (r"^unknown time zone .*", "is not an IANA time zone"),
    (r"^timeZone must be an explicit .*", "is not an IANA time zone"),
    (r"^timeZone must be nil or non-empty .*", "is empty"),
    (r"^expected exactly 5 fields, found 1:.*", "has 1 field instead of 5"),
    (r"^expected exactly 5 fields, found (\d+).*", r"has \1 fields instead of 5"),
    (r"^cannot use TZ or CRON_TZ in schedule.*", "contains a time zone"),
    (
        r"^end of range \((\d+)\) above maximum \((\d+)\): .*",
        r"contains \1, but at most \2 is valid there",
    ),
    (
        r"^beginning of range \((\d+)\) below minimum \((\d+)\): .*",
        r"contains \1, but at least \2 is valid there",
    ),
    (
        r"^beginning of range \((\d+)\) beyond end of range \((\d+)\): .*",
        r"has a range whose start (\1) is after its end (\2)",
    ),
    # What is used twice, or together
    (r"^must be unique$", "is used twice"),
    (r"^conflicting duplicate paths$", "is used twice"),
    (r"^must not already exist (?:as a path )?in (\w+)$", r"is also used in `\1`"),
    (r"^exists in both (\w+) and (\w+)$", r"is in both `\1` and `\2`"),
    (r"^may not specify more than 1 handler type$", "is a second handler"),
    (r"^may not specify more than 1 volume type per source$", "has more than one type"),
    (r"^may not specify more than 1 volume type$", "is a second volume type"),
    (r"^may not have more than one field .*", "has more than one source"),
    (r"^at most one of `(\w+)` or `(\w+)` .*", r"has both `\1` and `\2`"),
    (r"^(\w+) must be unset if (\w+) is specified$", r"cannot be combined with `\2`"),
    (r"^ShareProcessNamespace and HostPID .*", "cannot be combined with `hostPID: true`"),
    (r"^subPathExpr and subPath are mutually .*", "cannot be combined with `subPath`"),
    (r"^only one of (\w+) and (\w+) may be used$", r"has both `\1` and `\2`"),
    (r"^either (\w+) or (\w+) must be specified$", r"has neither `\1` nor `\2`"),
    (r"^specify at least one of credentialBundlePath.*", "has no path for a key or certificate"),
    (r"^targetWWNs and wwids can not .*", "cannot be combined with `wwids`"),
    (r"^(\w+) and (\w+) can ?not be specified simultaneously$", r"has both `\1` and `\2`"),
    (r"^must specify either targetWWNs or wwids.*", "and `wwids` are both missing"),
    (r"^specifying both OnExitCodes .*", "has both `onExitCodes` and `onPodConditions`"),
    (r"^specifying one of OnExitCodes .*", "has neither `onExitCodes` nor `onPodConditions`"),
    (r"^may not use (\w+) with other access modes", r"combines `\1` with other access modes"),
    (
        r"^cannot set `(\w+)` to (\w+) and `(\w+)` to (\w+)$",
        r"combines `\1: \2` with `\3: \4`",
    ),
    (
        r"^cannot set `(\w+)` to (\w+) and `capabilities.Add` (\w+)$",
        r"combines `\1: \2` with capability `\3`",
    ),
    (r"^finalizer (\w+) and (\w+) cannot be both set", r"has both `\1` and `\2`"),
    (r"^Only one reference can have Controller .*", "is a second owner with `controller: true`"),
    (r"^(/v1, )?Kind=(\w+) is disallowed from being an owner", r"names kind `\2` as its owner"),
    # What needs, or excludes, something else
    (r"^must specify a handler type$", "has no handler"),
    (r"^must specify one of: `(\w+)`(?: or|,) `(\w+)`$", r"has neither `\1` nor `\2`"),
    (r"^must specify one of: .*", "has no source"),
    (r"^must specify restartPolicy when .*", "is required with `restartPolicyRules`"),
    (r"^must provide `dnsConfig` when .*", "is required with `dnsPolicy: None`"),
    (r"^must provide at least one DNS nameserver .*", "needs an entry with `dnsPolicy: None`"),
    (r"^lun is required if targetWWNs is specified", "is required with `targetWWNs`"),
    (r"^when completion mode is Indexed$", "is required with `completionMode: Indexed`"),
    (r"^when (\w+) is specified$", r"is required with `\1`"),
    (r"^must be set when (?:AppArmor|seccomp) type is (\w+)", r"is required with `type: \1`"),
    (r"^can only be set when \w+ type is (\w+)", r"is only allowed with `type: \1`"),
    (r"^must be specified single value when (.*)", r"must have exactly one value when \1"),
    (r"^must be only one value when .*", "must have exactly one value"),
    (r"^must be specified when `?(\w+)`? is ", r"is required when `\1` is "),
    (r"^when (`hostUsers`) is false$", "cannot be combined with `hostUsers: false`"),
    (r"^`hostUsers` must be false to use .*", "requires `hostUsers: false`"),
    (r"^cannot be set until all (\w+) have been cleared", r"cannot be combined with `\1`"),
    (_NOT_SET + r"`?([\w.]+)`? is not set$", r"requires `\1`"),
    (
        _NOT_SET + r"`?([\w.]+)`? is (?:not empty|specified)$",
        r"cannot be combined with `\1`",
    ),
    (
        _NOT_SET + r"`?(\w+)`? is non-zero$",
        r"must be 0 unless `\1` is 0",
    ),
    (
        _NOT_SET + r"(?:strategy )?[`']?(\w+)[`']? is '?(\w+)'?$",
        r"is not allowed with `\1: \2`",
    ),
    (_NOT_SET, "is not allowed when "),
    (r"^may only be specified when (\w+) is None or .*", r"is only allowed with `\1: None`"),
    (r"^may only be specified when (\w+) is (\w+)$", r"is only allowed with `\1: \2`"),
    (r"^can only use \w+ if (\w+)=(\w+), .*", r"is only allowed with `\1: \2`"),
    (r"^only allowed for updateStrategy '(\w+)'", r"is only allowed with `type: \1`"),
    (r'^only "(\w+)" is supported when (\w+) is specified', r"must be `\1` with `\2`"),
    (r"^requires indexed completion mode$", "requires `completionMode: Indexed`"),
    (r"^requires the (\w+) to be set$", r"needs `\1`"),
    (r"^must set (spec\.nodeName) if .*", r"requires `\1`"),
    (
        r"^may not be set for init containers without restartPolicy=Always$",
        "is only allowed with `restartPolicy: Always`",
    ),
    (r"^Bidirectional .* only to privileged .*", "is only allowed in privileged containers"),
    (r"^must not be set for readinessProbes$", "is not allowed in a readiness probe"),
    (r"^(?:cannot|may not) be set for a windows pod$", "is not allowed in a Windows Pod"),
    (r"^cannot be set for an Ephemeral Container$", "is not allowed in an ephemeral container"),
    (r"^windows options cannot be set for a linux pod$", "is not allowed in a Linux Pod"),
    (r"^may not be set for non-init containers$", "is only allowed in init containers"),
    (r"^restartPolicyRules are not allowed for .*", "is not allowed in a sidecar"),
    (r"^claims may not be set for Resources .*", "is not allowed at Pod level"),
    (r"^ephemeral containers not allowed in pod template$", "is not allowed in a Pod template"),
    (r"^cannot be set on create$", "is not allowed in a new Pod"),
    (r"^activeDeadlineSeconds in (\w+) is not Supported", r"is not allowed in a \1"),
    (r"^static pods do not support resource claims", "is not allowed in a static Pod"),
    (r"^must not reference a PVC that gets created .*", "is the claim of an ephemeral volume"),
    (r"^can only use volume source type of .*", "is neither a claim nor an ephemeral volume"),
    (r"^referenced volume must be of type emptyDir", "is not an emptyDir volume"),
    (r"^must be one of the container or initContainer .*", "is not a container of the Pod"),
    (r"^container not found$", "names a container that is not in the Pod"),
    (r"^must match `(\w+)` when `(\w+)` is (\w+)$", r"differs from `\1` with `\2: \3`"),
    (r"^must match (\w+)$", r"differs from `\1`"),
    (r"^\w+ \w+ in annotation and field must match", "differs from the annotation"),
    (r"^invalid AppArmor profile name: (.*)", r"has an invalid AppArmor profile: \1"),
    (r"^must be a valid seccomp profile", "is not a valid seccomp profile"),
    (r"^hostNetwork must be true if .*", "must be `true` in a Pod with `hostProcess` containers"),
    (r"^If pod contains any hostProcess .*", "mixes `hostProcess` containers with others"),
    (r"^disallowed by cluster policy$", "is disallowed by cluster policy"),
    (
        r"^Total length of <volume name>:<iscsi.targetPortal> must be under (\d+) .*",
        r"must have fewer than \1 characters together with `targetPortal`",
    ),
    (r"^hostProcess containers are (disallowed .*)", r"has `hostProcess` containers, \1"),
    (r"^pod hostProcess value must be .* was (\w+)", r"differs from `hostProcess: \1` of the Pod"),
    (r"^(?:runAsUserName|gmsaCredentialSpec) cannot be an empty string", "is empty"),
    (r"^runAsUserName cannot contain ", "contains "),
    (r"^runAsUserName's (User|Domain) (.*)", r"is invalid: \1 \2"),
    # Selectors and references
    (r"^`selector` does not match template `labels`$", "do not match the selector"),
    (r"^`selector` (not|will be) auto-generated$", "is set, but the API server generates it"),
    (r"^empty selector is invalid for .*", "is empty"),
    (r"^invalid (label )?selector$", "is invalid"),
    (r"^not a valid selector operator$", "is not a selector operator"),
    (r"^not a valid field selector key$", "is not a node field"),
    (r"^error converting fieldPath: field label not supported: .*", "is not a supported field"),
    (
        r"^error converting fieldPath: field label does not support subscript: .*",
        "does not support a key in brackets",
    ),
    (r"^error converting fieldPath: unsupported pod version: .*", "has an unknown `apiVersion`"),
    (r'^no kind "(\w+)" is registered .*', r"has no kind `\1`"),
    # The rest
    (r",? \((such as|e\.g\.|regex).*$", ""),
    (r"^(?:kind|name|uid|version)? ?(?:must not|can ?not) be empty$", "is empty"),
    (r", which the priority class gives$", ", the value of its priority class"),
    (r"^operator must be (\w+) (.*), which .*", r"must be `\1` \2"),
    (r"^(operator|value|effect) (must be .*)", r"\2"),
    (r"'([A-Za-z]+)'", r"`\1`"),
)
_TYPES = {
    "array": "a list",
    "object": "a map",
    "bool": "a boolean",
    "number": "a number",
    "string": "a string",
}
_STATEMENT = re.compile(
    "(may|must|can|cannot|do|does|has|is|needs|requires|uses|makes|names|mixes|combines|contains"
    "|begins|starts|differs|and) "
)


def plain(detail: str) -> str:
    """The server's detail as what is wrong with its subject; empty where it says only "required".

    Details that the table does not know are quoted.
    """
    mistyped = re.match(r"cannot read (\w+) as (.+)$", detail)
    if mistyped:
        found, wanted = (_TYPES.get(each, each) for each in mistyped.groups())
        ending = "" if "number" in found and "number" in wanted else f", not {found}"
        return shorten(f"must be {wanted}{ending}", _LONGEST)
    for pattern, words in _PHRASES:
        detail = re.sub(pattern, words, detail)
    if not detail or _STATEMENT.match(detail):
        return shorten(detail, _LONGEST)
    return shorten(f"is invalid: {detail}", _LONGEST)


def choices(detail: str) -> list[str]:
    """The values that the server lists in a detail, without the empty one."""
    return [each for each in re.findall(r'"([^"]*)"', detail) if each]
