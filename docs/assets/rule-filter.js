// The filter of the rule index. The page works without it: it holds all rules as plain tables.
"use strict";

(() => {
  const data = document.getElementById("rule-facts");
  if (!data) return;
  const { rules, symptoms } = JSON.parse(data.textContent);

  // Each row with the facts about its rule; the link in the first cell tells which one.
  const rows = [...document.querySelectorAll(".md-content tbody tr")].map((row) => {
    const name = row.querySelector("a").textContent;
    const facts = rules[name];
    const text = [row.textContent, ...facts.aliases].join(" ").toLowerCase();
    return { row, facts, text };
  });

  const valuesOf = (key) => {
    const found = new Set(Object.values(rules).flatMap((facts) => facts[key]));
    return [...found].sort();
  };
  const choices = {
    severity: { label: "Severity", values: ["error", "warning", "info"] },
    subject: { label: "Subject", values: valuesOf("subject") },
    fix: { label: "Fixable", values: ["yes", "no"] },
    symptoms: { label: "Symptom", values: symptoms },
    standards: { label: "Standard", values: valuesOf("standards") },
  };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const labelled = (label, control) =>
    element("div", {}, element("label", { htmlFor: control.id }, label), control);

  const words = element("input", { id: "filter-words", type: "search", autocomplete: "off" });
  const selects = Object.entries(choices).map(([key, { label, values }]) => {
    const options = values.map((value) => element("option", { value }, value));
    const any = element("option", { value: "" }, "any");
    const select = element("select", { id: `filter-${key}` }, any, ...options);
    return { key, select, field: labelled(label, select) };
  });
  const count = element("output", { className: "rule-filter__count" });
  count.setAttribute("aria-live", "polite");
  const reset = element("button", { type: "reset" }, "Show all");
  const form = element(
    "form",
    { className: "rule-filter" },
    labelled("Words, other names", words),
    ...selects.map(({ field }) => field),
    element("div", { className: "rule-filter__end" }, reset, count),
  );
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the rules");

  const matches = ({ facts, text }) => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    return (
      wanted.every((word) => text.includes(word)) &&
      selects.every(({ key, select }) => !select.value || [facts[key]].flat().includes(select.value))
    );
  };

  // A heading belongs to the table that follows it, as does its entry in the table of contents.
  const sections = [...document.querySelectorAll(".md-content h2")].map((heading) => {
    let next = heading.nextElementSibling;
    while (next && !next.querySelector("table") && next.tagName !== "TABLE") {
      next = next.nextElementSibling;
    }
    const entry = document.querySelectorAll(`.md-nav--secondary a[href="#${heading.id}"]`);
    return { heading, table: next, entries: [...entry].map((link) => link.closest("li")) };
  });

  const apply = () => {
    let shown = 0;
    for (const each of rows) {
      const visible = matches(each);
      each.row.hidden = !visible;
      shown += visible;
    }
    for (const { heading, table, entries } of sections) {
      const empty = !table.querySelector("tbody tr:not([hidden])");
      for (const each of [heading, table, ...entries]) {
        each.classList.toggle("rule-filter--none", empty);
        each.hidden = empty;
      }
    }
    count.value = `${shown} of ${rows.length} rules`;
  };

  // The address holds the choice, so that it can be linked to: ?severity=error&symptoms=Pending
  const remember = () => {
    const query = new URLSearchParams();
    if (words.value) query.set("words", words.value);
    for (const { key, select } of selects) if (select.value) query.set(key, select.value);
    const text = query.toString();
    history.replaceState(null, "", (text ? `?${text}` : location.pathname) + location.hash);
  };
  const recall = () => {
    const query = new URLSearchParams(location.search);
    words.value = query.get("words") || "";
    for (const { key, select } of selects) select.value = query.get(key) || "";
  };

  form.addEventListener("input", () => {
    apply();
    remember();
  });
  form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("input"))));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".md-content h2").before(form);
  recall();
  apply();
})();
