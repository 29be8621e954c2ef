"""Which rules the settings choose, and what their findings weigh."""

from __future__ import annotations

from podlint.config.config import Config, parse_config
from podlint.config.layers import layers_at
from podlint.engine.choice import Choice
from podlint.engine.chooser import Chooser
from podlint.finding.severity import Severity
from podlint.rule.packs import BUILTIN, load_package

RULES = load_package(BUILTIN)


def chosen(**settings: object) -> dict[str, Choice]:
    config = Config.model_validate(settings)
    choices = Chooser(RULES, config).choices(layers_at(config, "web.yaml", None))
    return {each.rule.name: each for each in choices}


def names(**settings: object) -> set[str]:
    return set(chosen(**settings))


def test_the_default_is_the_recommended_profile() -> None:
    assert names() == names(profile="recommended")
    assert "missing-command" in names()
    assert "missing-command" not in names(profile="minimal")
    assert "undefined-volume" in names(profile="minimal")
    assert names(profile="minimal") < names() < names(profile="strict")


def test_a_profile_follows_from_what_problems_may_weigh() -> None:
    by_weight = {
        "minimal": {Severity.ERROR},
        "recommended": {Severity.ERROR, Severity.WARNING},
        "strict": set(Severity),
    }
    for profile, weights in by_weight.items():
        assert names(profile=profile, preview=True) == {
            rule.name for rule in RULES if rule.at_most in weights
        }


def test_select_replaces_the_profile() -> None:
    assert names(select=["missing-command"]) == {"missing-command"}
    probes = {rule.name for rule in RULES if rule.subject == "probes"}
    wanted = probes - {"probe-port-not-open"}
    assert names(select=["probes/*"], ignore=["probe-port-not-open"]) == wanted


def test_extend_select_adds_and_ignore_takes_away() -> None:
    found = names(profile="minimal", extend_select=["missing-command"], ignore=["validity/*"])
    assert "missing-command" in found
    assert "undefined-volume" not in found


def test_an_alias_selects() -> None:
    assert names(select=["CKV_K8S_22"]) == {"writable-root-file-system"}


def test_a_ruleset_version_leaves_out_what_came_later() -> None:
    assert names(ruleset="0.0") == set()
    later = {
        rule.name
        for rule in RULES
        if rule.since != "0.1" or dict(rule.earlier).get("0.1") is Severity.INFO
    }
    assert "incomplete-object" in later
    assert names(ruleset="0.1") == names() - later


def test_a_configured_severity_is_a_weight_and_selects_nothing() -> None:
    severity = {"missing-command": Severity.ERROR}
    weighed = chosen(severity=severity)["missing-command"]
    assert weighed.weigh(None) is weighed.weigh(Severity.INFO) is Severity.ERROR
    assert not weighed.shows(Severity.INFO)
    assert "missing-command" not in names(profile="minimal", severity=severity)
    lowered = chosen(severity={"undefined-volume": Severity.INFO}, profile="minimal")
    assert lowered["undefined-volume"].shows(None)


def severities(**settings: object) -> dict[str, Severity | None]:
    found = chosen(**settings)
    return {name: each.severity for name, each in found.items() if each.rule.subject == "probes"}


def test_severities_may_be_given_by_pattern_the_last_and_the_more_exact_counting() -> None:
    assert set(severities().values()) == {None}
    assert set(severities(severity={"probes/*": "info"}).values()) == {Severity.INFO}
    late = severities(severity={"undefined-probe-port": "error", "probes/*": "info"})
    assert late["undefined-probe-port"] == Severity.ERROR
    assert set(late.values()) == {Severity.INFO, Severity.ERROR}
    by_alias = chosen(severity={"CKV_K8S_16": "error"})
    assert [name for name, each in by_alias.items() if each.severity] == ["privileged-container"]
    named = severities(severity={"probes/undefined-probe-port": "warning", "probes/*": "info"})
    assert named["undefined-probe-port"] == Severity.WARNING
    two = severities(severity={"probes/*": "info", "*-port": "warning", "images/*": "error"})
    assert two["undefined-probe-port"] == Severity.WARNING
    assert two["probe-timeout-exceeds-period"] == Severity.INFO
    assert set(severities(severity={"*-port": "warning", "*": "info"}).values()) == {Severity.INFO}


def test_a_later_layer_overrides_whatever_its_pattern() -> None:
    config = parse_config(
        {
            "severity": {"undefined-probe-port": "error"},
            "namespaces": {"shop": {"severity": {"probes/*": "info"}}},
        }
    )
    choices = Chooser(RULES, config).choices(layers_at(config, "web.yaml", "shop"))
    (found,) = [each for each in choices if each.rule.name == "undefined-probe-port"]
    assert found.severity == Severity.INFO


def test_an_earlier_ruleset_keeps_earlier_severities() -> None:
    now = chosen()["privileged-container"]
    then = chosen(ruleset="0.1")["privileged-container"]
    assert (now.weigh(Severity.ERROR), then.weigh(Severity.ERROR)) == (
        Severity.ERROR,
        Severity.WARNING,
    )
    assert "privileged-container" in names(profile="minimal")
    assert "privileged-container" not in names(profile="minimal", ruleset="0.1")


def test_sections_that_change_one_rule_share_the_choice_of_all_others() -> None:
    sections = {f"team-{n}": {"severity": {"privileged-container": "info"}} for n in range(30)}
    config = parse_config({"namespaces": {**sections, "team-0": {"ignore": ["probes/*"]}}})
    chooser = Chooser(RULES, config)
    everywhere = chooser.choices(layers_at(config, "web.yaml", None))
    for number in range(1, 30):
        section = chooser.choices(layers_at(config, "web.yaml", f"team-{number}"))
        changed = [
            one.rule.name
            for one, other in zip(section, everywhere, strict=True)
            if one is not other
        ]
        assert changed == ["privileged-container"]
    without = chooser.choices(layers_at(config, "web.yaml", "team-0"))
    assert {*without} == {each for each in everywhere if each.rule.subject != "probes"}
