/** What `ashlar prove` found as one page: each theorem a line that opens to all that is behind it. */
import { escaped, page } from "@ashlar/faults/page";
import type { Exhibit, MutantResult, TheoremResult } from "@ashlar/logic/prove";
import { digits } from "../table.js";
import { codeParts, formalParts } from "./exhibit-parts.js";
import { isAllProved, type ProveReport } from "./report.js";
import { STYLE } from "./style.js";

/** The page as text. */
export function provePage(
  report: ProveReport,
  exhibits: ReadonlyMap<string, Exhibit>,
  names: readonly string[],
): string {
  const asked = ["ashlar prove", ...names].join(" ");
  const mutants = grouped(report.mutants);
  const theorems = report.theorems.map((theorem) =>
    theoremPart(theorem, exhibits.get(theorem.id), mutants.get(theorem.id)),
  );
  const body = `${header(asked, report)}
<section class="theorems">
${theorems.join("\n")}
</section>
${notes("What is trusted", report.trusted)}
${notes("What is not covered", report.not_covered)}`;
  return page({ title: asked, style: STYLE, body });
}

function grouped(mutants: readonly MutantResult[]): Map<string, MutantResult[]> {
  const groups = new Map<string, MutantResult[]>();
  for (const mutant of mutants)
    groups.set(mutant.theorem, [...(groups.get(mutant.theorem) ?? []), mutant]);
  return groups;
}

function header(asked: string, report: ProveReport): string {
  const { theorems, mutants, seconds_total } = report;
  const count = <Row>(rows: readonly Row[], isCounted: (row: Row) => boolean) =>
    `${rows.filter(isCounted).length} of ${rows.length}`;
  const facts: [string, string][] = [
    ["proved", count(theorems, ({ verdict }) => verdict === "proved")],
    ["with a certificate checked", count(theorems, ({ certificate }) => certificate !== null)],
    [
      "mutants refuted",
      mutants.length === 0 ? "not tried" : count(mutants, ({ verdict }) => verdict === "refuted"),
    ],
    ["seconds in all", digits(seconds_total)],
  ];
  const settings = [
    `${theorems.filter(({ cached }) => cached).length} verdicts were known already, by content`,
    `Node.js ${process.version}, ${process.platform} ${process.arch}`,
  ];
  const isGood = isAllProved(report);
  return `<header>
<p class="target">${escaped(asked)}</p>
<h1 class="${isGood ? "clean" : "broken"}">${isGood ? "All that was asked for is proved" : "Not all that was asked for is proved"}</h1>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>
<p class="settings">${settings.map(escaped).join(" · ")}</p>
</header>`;
}

function theoremPart(
  theorem: TheoremResult,
  exhibit: Exhibit | undefined,
  mutants: readonly MutantResult[] | undefined,
): string {
  const { id, says, verdict, certificate, cached, seconds } = theorem;
  const facts = [
    certificate === null ? "not certified" : "certified",
    `${digits(seconds)} s`,
    cached ? "cached" : "fresh",
  ];
  return `<details class="theorem"${verdict === "proved" ? "" : " open"}>
<summary><span class="${verdict}">${verdict}</span><span class="id">${escaped(id)}</span><span class="facts">${facts.join(" · ")}</span><span class="says">${escaped(says)}</span></summary>
<div class="parts">
${counterexample(theorem)}
${exhibit === undefined ? "<p>The formal text of this theorem is in its source only.</p>" : formalParts(exhibit) + codeParts(exhibit)}
${mutantsPart(mutants)}
</div>
</details>`;
}

function counterexample({ reason, verdict, trace }: TheoremResult): string {
  if (reason === null) return "";
  const title = verdict === "refuted" ? "Counterexample" : "Why there is no verdict";
  return `<div class="counterexample"><h3>${title}</h3><p>${escaped(reason)}</p>${traceText(trace)}</div>`;
}

const traceText = (trace: readonly string[]) =>
  trace.length === 0 ? "" : `<pre class="trace">${trace.map(escaped).join("\n")}</pre>`;

function mutantsPart(mutants: readonly MutantResult[] | undefined): string {
  if (mutants === undefined) return "<p>Its mutants were not tried: that takes --mutants.</p>";
  const refuted = mutants.filter(({ verdict }) => verdict === "refuted").length;
  const rows = mutants.map(
    ({ id, verdict, reason, trace }) =>
      `<tr><td class="${verdict === "refuted" ? "proved" : "survived"}">${verdict}</td><td><code>${escaped(id.slice(id.search(/[#@]/)))}</code><br>${escaped(reason)}${folded(trace)}</td></tr>`,
  );
  return `<details class="part"${refuted === mutants.length ? "" : " open"}><summary>Mutants, wrong on purpose: ${refuted} of ${mutants.length} refuted</summary>
<div class="scroll"><table class="mutants"><tbody>${rows.join("\n")}</tbody></table></div></details>`;
}

const folded = (trace: readonly string[]) =>
  trace.length === 0
    ? ""
    : `<details class="formula"><summary>trace</summary>${traceText(trace)}</details>`;

function notes(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<section class="notes"><h2>${title}</h2><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}</ul></section>`;
}
