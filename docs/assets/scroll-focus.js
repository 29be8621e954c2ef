// Tables that scroll sideways can be scrolled with the keyboard.
"use strict";

addEventListener("load", () => {
  const mark = () => {
    for (const each of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (each.scrollWidth <= each.clientWidth) continue;
      each.tabIndex = 0;
      each.setAttribute("role", "group");
      each.setAttribute("aria-label", "Table, scrolls sideways");
    }
  };
  mark();
  addEventListener("resize", mark);
});
