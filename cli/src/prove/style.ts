/** What the page of theorems needs beside the style of all pages. */
export const STYLE = `
code, pre { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
pre { margin: 0; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.theorems { margin-top: 20px; }
.theorem { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-bottom: 8px; }
.theorem > summary { display: grid; grid-template-columns: 1em 5.5em minmax(0, 1fr) auto; gap: 2px 10px; padding: 8px 12px; list-style: none; align-items: baseline; }
.theorem > summary::-webkit-details-marker { display: none; }
.theorem > summary::before { content: "▸"; color: var(--quiet); }
.theorem[open] > summary::before { content: "▾"; }
.theorem > summary .says { grid-column: 2 / -1; color: var(--quiet); font-size: 13px; }
.theorem[open] > summary .says { color: var(--ink); }
.id { font-weight: 600; overflow-wrap: anywhere; }
.facts { color: var(--quiet); font-size: 13px; font-variant-numeric: tabular-nums; text-align: right; }
.proved { color: var(--good); font-weight: 600; }
.refuted, .unknown, .survived { color: var(--bad); font-weight: 600; }
.parts { border-top: 1px solid var(--line); padding: 8px 12px 12px; display: grid; gap: 8px; min-width: 0; }
.parts > * { min-width: 0; }
.parts h3 { font-size: 14px; margin: 8px 0 0; }
.part > summary, .formula > summary { color: var(--quiet); font-size: 13px; }
.part > summary { padding: 4px 0; }
.formula > summary code { color: var(--ink); overflow-wrap: anywhere; }
.formula pre { border-left: 2px solid var(--line); margin-top: 4px; }
.claims td:first-child { width: 34%; }
.claims code { overflow-wrap: anywhere; }
.when { color: var(--quiet); }
.code td { padding: 1px 12px; border: 0; white-space: nowrap; font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
.code .line { color: var(--quiet); white-space: pre; }
.code .first td { border-top: 1px solid var(--line); }
.counterexample { border-left: 3px solid var(--bad); padding-left: 12px; overflow-wrap: anywhere; }
.trace { white-space: pre; overflow-x: auto; overflow-wrap: normal; }
.mutants td:nth-child(2) { overflow-wrap: anywhere; }
.notes li { margin: 4px 0; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .theorem > summary { grid-template-columns: 1em minmax(0, 1fr) auto; }
  .theorem > summary .id { grid-column: 2 / -1; grid-row: 2; }
  .theorem > summary .says { grid-column: 2 / -1; }
  .claims td { display: block; width: auto !important; border: 0; }
  .claims tr { display: block; border-bottom: 1px solid var(--line); }
  .claims tr:last-child { border: 0; }
}
`;
