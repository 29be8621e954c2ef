"""The style of the page: light and dark, narrow and wide, and on paper."""

from podlint.report.html.palette import DRAWINGS, PALETTE

_PAGE = """\
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.5rem 2rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
header { border-bottom: 1px solid var(--line); padding: .75rem 0; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
code, pre { font: .9em ui-monospace, monospace; }
code { overflow-wrap: anywhere; }
small, footer { color: var(--faint); font-weight: 400; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem;
  font-size: .9rem; }
summary h2 { display: inline; }
.totals { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; padding: 0;
  list-style: none; }
.totals li { border: 1px solid var(--line); border-left: 4px solid var(--line);
  border-radius: 6px; padding: .5rem 1rem; }
.totals b { font-size: 1.6rem; margin-right: .25rem; }
.totals .error, .file > ol > .error { border-left-color: var(--error); }
.totals .warning, .file > ol > .warning { border-left-color: var(--warning); }
.totals .info, .file > ol > .info { border-left-color: var(--info); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
  gap: 1rem 2.5rem; align-items: start; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem .25rem 0; text-align: left;
  font-weight: 400; vertical-align: middle; }
thead th { color: var(--faint); font-weight: 600; }
td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; }
td:nth-child(3) { width: 30%; }
.charts rect { fill: var(--bar); }
.charts svg { display: block; forced-color-adjust: none; }
.hidden { display: none; }
.pod { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .75rem;
  padding: .35rem .75rem; }
.pod summary { cursor: pointer; font-size: .9rem; }
.pod h4 { margin: .75rem 0 0; font-size: .95rem; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
  gap: .75rem 1.25rem; align-items: end;
  border: 1px solid var(--line); border-radius: 6px; background: var(--card);
  margin: 1.5rem 0; padding: .75rem 1rem; }
form h2, form fieldset, form output { grid-column: 1 / -1; margin: 0; font-size: 1rem; }
form > label { display: grid; gap: .15rem; min-width: 0; }
form > label > *, form > button { box-sizing: border-box; height: 2rem; }
form > button { justify-self: start; padding: 0 .75rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .75rem; }
legend { float: left; padding: 0; }
input, select, button { font: inherit; max-width: 100%; min-width: 0; }
output { color: var(--faint); }
.file { content-visibility: auto; contain-intrinsic-size: auto 30rem; }
.file > ol { margin: 0; padding: 0; list-style: none; }
.file > ol > li { border-left: 4px solid var(--line); background: var(--card);
  border-radius: 0 6px 6px 0; margin: 0 0 .75rem; padding: .5rem .75rem; }
.place { font-size: .9rem; color: var(--faint); }
.message { font-weight: 600; }
.badge { font-weight: 600; }
.error .badge { color: var(--error); }
.warning .badge { color: var(--warning); }
.info .badge { color: var(--info); }
pre { margin: .5rem 0; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: 4px;
  background: var(--page); overflow-x: auto; }
.number { color: var(--faint); user-select: none; }
mark { background: var(--mark); color: inherit; text-decoration: underline; }
@media (max-width: 40rem) { body { padding: 0 1rem 1.5rem; } }
@media print {
  body { max-width: none; }
  form, .skip { display: none; }
  .file { content-visibility: visible; }
  .file > ol > li { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
"""

STYLE = PALETTE + DRAWINGS + _PAGE
"""The style sheet."""
