"""The style of the page: light and dark, narrow and wide."""

from podlint.report.html.palette import DRAWINGS, PALETTE

_PAGE = """\
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 0 1.5rem 2rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
header { border-bottom: 1px solid var(--line); padding: .75rem 0; }
h1 { margin: 0; font-size: 1rem; font-weight: 600; color: var(--faint); }
h2 { margin: 1.5rem 0 0; font-size: 1.6rem; line-height: 1.25; }
h3 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
small, .faint, footer { color: var(--faint); }
.faint { margin: 0 0 .5rem; font-size: .9rem; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem;
  font-size: .9rem; }
nav { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
nav h2 { font-size: 1.15rem; }
nav ul { columns: 20rem; column-gap: 2rem; margin: .5rem 0 0; padding: 0; list-style: none; }
nav li { break-inside: avoid; padding: .15rem 0; }
nav small { display: block; }
article + article { border-top: 2px solid var(--line); margin-top: 2.5rem; }
h3.error { color: var(--error); }
h3.warning { color: var(--warning); }
.partial { border-left: 4px solid var(--warning); padding-left: .75rem; }
.parts { display: grid; grid-template-columns: minmax(0, 1fr); column-gap: 2.5rem; }
.findings ol { margin: 0; padding: 0; list-style: none; }
.findings li { border-left: 4px solid var(--line); background: var(--card);
  border-radius: 0 6px 6px 0; margin: 0 0 .75rem; padding: .5rem .75rem; font-size: .95rem; }
.findings li.error { border-color: var(--error); }
.findings li.warning { border-color: var(--warning); }
.findings li.info { border-color: var(--info); }
.findings p { margin: 0 0 .25rem; }
.findings code { font-size: .85em; }
.badge { font-weight: 600; }
.badge.error, .violated { color: var(--error); }
.badge.warning { color: var(--warning); }
.badge.info { color: var(--info); }
.ok { color: var(--ok); }
.violated { font-weight: 600; }
table { border-collapse: collapse; width: 100%; max-width: 56rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left;
  vertical-align: top; font-weight: 400; }
thead th { color: var(--faint); font-weight: 600; }
.label, .hidden { display: none; }
.times td:nth-child(n+3) { white-space: nowrap; }
.numbers thead th + th, .numbers td { text-align: right; font-variant-numeric: tabular-nums; }
"""

_WIDE_AND_NARROW = """\
@media (min-width: 64rem) {
  .parts { grid-template-columns: minmax(0, 1fr) 24rem; grid-template-rows: auto 1fr; }
  .overview { grid-area: 1 / 1; }
  .overview td:nth-child(2) { white-space: nowrap; }
  .details { grid-area: 2 / 1; }
  .findings { grid-area: 1 / 2 / 3 / 3; }
}
@media (max-width: 40rem) {
  body { padding: 0 1rem 1.5rem; }
  .stack, .stack tbody, .stack tr, .stack th, .stack td { display: block; }
  .stack thead { display: none; }
  .stack tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .stack th, .stack td { border: 0; padding: 0; }
  .stack th { font-weight: 600; }
  .stack .label { display: inline; color: var(--faint); }
  .stack.numbers td { text-align: left; }
  .stack.times td { white-space: normal; }
}
@media print { article { break-before: page; } }
"""

STYLE = PALETTE + _PAGE + DRAWINGS + _WIDE_AND_NARROW
"""The style sheet."""
