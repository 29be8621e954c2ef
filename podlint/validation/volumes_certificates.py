"""Projected trust bundles and certificates of Pods.

Source: `validateProjectionSources` of `pkg/apis/core/validation`, and `names.go` there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .error import Errors
from .labels import refuse_selector
from .local_path import refuse_reserved
from .metadata import refuse_long_annotations
from .names import dns_label, dns_subdomain, qualified_name, size
from .path import Path
from .quoting import quoted
from .user_ids import refuse_id

__all__ = ["refuse_certificate", "refuse_trust_bundle"]

KEY_TYPES = ("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519")
SHORTEST_CERTIFICATE = 3600
LONGEST_CERTIFICATE = 91 * 24 * 3600
LONGEST_OF_KUBERNETES = 24 * 3600
"""The maximum lifetime in seconds of certificates of Kubernetes' own signers."""
LONGEST_DOMAIN = 253
LONGEST_SIGNER = 571
_PATHS = ("credentialBundlePath", "keyPath", "certificateChainPath")


def refuse_trust_bundle(
    errors: Errors, bundle: dict[str, Any], at: Path
) -> Iterator[tuple[str, Path]]:
    """Refuse a missing or invalid name or signer, both together, and a missing path; yield the
    file.
    """
    name, signer = bundle.get("name"), bundle.get("signerName")
    if name is not None and signer is not None:
        errors.invalid(at, "only one of name and signerName may be used")
    elif name is not None:
        _refuse_bundle_name(errors, name, (*at, "name"))
        if "labelSelector" in bundle:
            errors.invalid(
                (*at, "labelSelector"), "labelSelector must be unset if name is specified"
            )
    elif signer is not None:
        if not signer:
            errors.required((*at, "signerName"), "must be a valid signer name")
        _refuse_signer(errors, signer, (*at, "signerName"))
        refuse_selector(errors, bundle.get("labelSelector"), (*at, "labelSelector"))
    else:
        errors.required(at, "either name or signerName must be specified")
    refuse_id(errors, bundle.get("user", 0), (*at, "user"))
    path, place = bundle.get("path", ""), (*at, "path")
    if not path:
        errors.required(place)
    refuse_reserved(errors, path, place)
    yield path, place


def _refuse_bundle_name(errors: Errors, name: str, at: Path) -> None:
    """Go: `ValidateClusterTrustBundleName`, for the signer at the start of the name."""
    if not name:
        errors.required(at, "must be a valid object name")
    signer, colon, rest = name.rpartition(":")
    if colon and not signer:
        # Without a signer, the name must not have a colon.
        messages: tuple[str, ...] = (
            'ClusterTrustBundle without signer name must not have ":" in its name',
        )
    elif "/" in signer:
        prefix = signer.replace("/", ":")
        signer = signer.replace(":", "/")
        messages = (
            f"ClusterTrustBundle for signerName {signer} must be named with prefix {prefix}:",
        )
    else:
        messages = dns_subdomain(rest)
    for message in messages:
        errors.invalid(at, f"not a valid clustertrustbundlename: {message}")


def _refuse_signer(errors: Errors, signer: str, at: Path) -> None:
    """Refuse a signer that is not a domain and a path.

    Go: `ValidateSignerName`.
    """
    if not signer:
        errors.required(at)
        return
    domain, _, path = signer.partition("/")
    if signer.count("/") != 1:
        errors.invalid(
            at, "must be a fully qualified domain and path of the form 'example.com/signer-name'"
        )
        return
    if size(domain) > LONGEST_DOMAIN:
        errors.too_long(at, LONGEST_DOMAIN)
    labels = domain.split(".")
    _refuse_first(errors, ((label, dns_label(label)) for label in labels), at)
    if len(labels) == 1:
        errors.invalid(at, "should be a domain with at least two segments separated by dots")
    _refuse_first(errors, ((part, dns_subdomain(part)) for part in path.split(".")), at)
    if size(signer) > LONGEST_SIGNER:
        errors.too_long(at, LONGEST_SIGNER)


def _refuse_first(errors: Errors, parts: Iterator[tuple[str, tuple[str, ...]]], at: Path) -> None:
    """Refuse the errors of the first part that has any."""
    part, messages = next((each for each in parts if each[1]), ("", ()))
    errors.invalid_each(at, (f"validating label {quoted(part)}: {message}" for message in messages))


def refuse_certificate(
    errors: Errors, certificate: dict[str, Any], at: Path
) -> Iterator[tuple[str, Path]]:
    """Refuse an invalid signer, key type, lifetime or annotation, and missing paths; yield the
    files.
    """
    signer = certificate.get("signerName", "")
    _refuse_signer(errors, signer, (*at, "signerName"))
    _refuse_annotations(errors, certificate.get("userAnnotations", {}), (*at, "userAnnotations"))
    refuse_id(errors, certificate.get("user", 0), (*at, "user"))
    if certificate.get("keyType", "") not in KEY_TYPES:
        errors.not_supported((*at, "keyType"), KEY_TYPES)
    seconds, place = certificate.get("maxExpirationSeconds"), (*at, "maxExpirationSeconds")
    if seconds is not None:
        host = signer.partition("/")[0]
        of_kubernetes = f".{host}".endswith(".kubernetes.io")
        longest = LONGEST_OF_KUBERNETES if of_kubernetes else LONGEST_CERTIFICATE
        if seconds < SHORTEST_CERTIFICATE:
            errors.invalid(
                place, f"if provided, maxExpirationSeconds must be >= {SHORTEST_CERTIFICATE}"
            )
        if seconds > longest:
            errors.invalid(place, f"if provided, maxExpirationSeconds must be <= {longest}")
    given = [name for name in _PATHS if certificate.get(name)]
    if not given:
        errors.required(
            at, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath"
        )
    for name in given:
        refuse_reserved(errors, certificate[name], (*at, name))
        yield certificate[name], (*at, name)


def _refuse_annotations(errors: Errors, annotations: dict[str, str], at: Path) -> None:
    """Refuse keys without a domain, and too much text.

    Go: `ValidateUserAnnotations`, `IsDomainPrefixedKey`.
    """
    for key in annotations:
        messages = qualified_name(key.lower())
        if not key:
            errors.required((*at, key), shown=at)
        elif messages:
            errors.invalid_each((*at, key), messages, at, key.lower())
        elif "/" not in key:
            detail = 'must be a domain-prefixed key (such as "acme.io/foo")'
            errors.invalid((*at, key), detail, at, key.lower())
    refuse_long_annotations(errors, annotations, at)
