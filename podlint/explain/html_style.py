"""The style of the page: light and dark, narrow and wide."""

STYLE = """\
:root { color-scheme: light dark; --text: #1f2328; --page: #ffffff; --faint: #59636e;
  --line: #d1d9e0; --init: #9a6700; --sidecar: #8250df; --app: #1a7f37; --bar: #0969da;
  --decides: #cf222e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --page: #0d1117; --faint: #9198a1; --line: #3d444d; --init: #d29922;
    --sidecar: #ab7df8; --app: #3fb950; --bar: #4493f8; --decides: #f85149; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
article + article { border-top: 2px solid var(--line); margin-top: 2rem; }
h1 { margin: 1rem 0 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
code, h1 { overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; }
small, .where { color: var(--faint); }
.where { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 50%; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .75rem .25rem 0; text-align: left;
  vertical-align: top; }
th { color: var(--faint); font-weight: 600; }
.numbers th + th, .numbers td + td { text-align: right; font-variant-numeric: tabular-nums; }
.numbers td + td, .times th, .times td { white-space: nowrap; }
.start td:nth-child(2) { white-space: normal; min-width: 10rem; }
.ok { color: var(--app); } .refused { color: var(--decides); font-weight: 600; }
svg { display: block; width: 100%; min-width: 30rem; max-width: 45rem; height: auto;
  margin: .5rem 0; }
svg text { fill: var(--text); font: 13px system-ui, sans-serif; }
svg .name { font-weight: 600; }
svg .faint { fill: var(--faint); }
.bar { fill: var(--bar); } .decides { fill: var(--decides); }
.init { fill: var(--init); } .sidecar { fill: var(--sidecar); } .app { fill: var(--app); }
.grid { stroke: var(--line); }
@media (max-width: 40rem) {
  body { padding: .75rem; font-size: 15px; }
  th, td { padding-right: .5rem; }
  .times th, .times td { white-space: normal; }
  .start td:nth-child(2) { min-width: 6rem; }
  .checks small { display: none; }
}
"""
