"""The script of the page: it filters the findings. It gets everything from the page itself."""

SCRIPT = """\
"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const state = form.querySelector("output");
  const sections = [...document.querySelectorAll("main > section.file")].map((node) => ({
    node,
    file: node.dataset.file,
    items: [...node.querySelectorAll(":scope > ol > li")].map((item) => ({
      node: item,
      severity: item.className,
      rule: item.dataset.rule,
      namespace: item.dataset.namespace,
      builds: item.dataset.builds.split("//"),
      text: (node.dataset.file + " " + item.textContent).toLowerCase(),
    })),
  }));
  const total = sections.reduce((sum, each) => sum + each.items.length, 0);
  const apply = () => {
    const given = new FormData(form);
    const boxes = form.querySelectorAll("[name=severity]");
    const severities = new Set(given.getAll("severity"));
    const words = (given.get("text") || "").toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const section of sections) {
      let here = 0;
      const inFile = !given.get("file") || given.get("file") === section.file;
      for (const item of section.items) {
        const fits =
          inFile &&
          (!boxes.length || severities.has(item.severity)) &&
          (!given.get("rule") || given.get("rule") === item.rule) &&
          (!given.get("namespace") || given.get("namespace") === item.namespace) &&
          (!given.get("builds") || item.builds.includes(given.get("builds"))) &&
          words.every((word) => item.text.includes(word));
        if (item.node.hidden === fits) item.node.hidden = !fits;
        here += fits;
      }
      if (section.node.hidden === here > 0) section.node.hidden = here === 0;
      shown += here;
    }
    state.textContent = shown + " of " + total + " findings shown";
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, total > 2000 ? 200 : 0);
  });
  form.addEventListener("reset", () => setTimeout(apply, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
"""
