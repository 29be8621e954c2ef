"""The colors of podlint's pages, and the style of the drawings on them."""

__all__ = ["DRAWINGS", "PALETTE"]

PALETTE = """\
:root { color-scheme: light dark; --text: #1f2328; --page: #ffffff; --faint: #59636e;
  --line: #d1d9e0; --card: #f6f8fa; --link: #0969da; --ok: #1a7f37; --init: #9a6700;
  --sidecar: #8250df; --app: #1a7f37; --bar: #6f86a0; --decides: #0a53be; --mark: #fff8c5;
  --error: #cf222e; --warning: #9a6700; --info: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --page: #0d1117; --faint: #9198a1; --line: #3d444d; --card: #151b23;
    --link: #4493f8; --ok: #3fb950; --init: #d29922; --sidecar: #ab7df8; --app: #3fb950;
    --bar: #66788c; --decides: #79b8ff; --mark: #2b2300; --error: #f85149; --warning: #d29922;
    --info: #4493f8; }
}
"""
"""Variables with the colors, for light and dark screens."""

DRAWINGS = """\
svg.drawing { display: block; width: 100%; max-width: 56rem; margin: .25rem 0 .5rem; }
svg.drawing text { fill: var(--text); font: 14px system-ui, sans-serif; paint-order: stroke;
  stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
svg.drawing .name { font-weight: 600; }
svg.drawing .faint { fill: var(--faint); }
svg.drawing .end { text-anchor: end; }
svg.drawing, .swatch { forced-color-adjust: none; }
.bar { fill: var(--bar); background: var(--bar); }
.decides { fill: var(--decides); background: var(--decides); }
.init { fill: var(--init); background: var(--init); }
.sidecar { fill: var(--sidecar); background: var(--sidecar); }
.never { fill: none; stroke: var(--error); stroke-dasharray: 4 3; }
.swatch.never { border: 1px dashed var(--error); }
.circle { color: var(--error); }
.app { fill: var(--app); background: var(--app); }
.grid { stroke: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem; padding: 0;
  list-style: none; font-size: .9rem; }
.swatch { display: inline-block; width: 1rem; height: .75rem; border-radius: 2px;
  margin-right: .4rem; }
"""
"""Drawings as inline SVG of the class `drawing`, and the legends below them."""
