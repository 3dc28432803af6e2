/** The report as one page. */
import { escaped, page } from "../page/index.js";
import { FAILURES } from "../taxonomy.js";
import {
  colourOf,
  FATES,
  failuresByCycle,
  failuresByKind,
  fates,
  grouped,
  KINDS,
  latencies,
} from "./plots.js";
import { OUTCOMES, outcomeOf, type Report, warningOf } from "./report.js";
import { STYLE } from "./style.js";

const LISTED_MAX = 200;

const PROMISES: Record<Report["promise"], string> = {
  nbd: "what FLUSH and FUA covered must survive",
  every: "every acknowledged write must survive",
  prefix: "whatever was acknowledged before something that survived must survive",
};

/** The page as text. */
export function reportPage(report: Report): string {
  const title = `Power failures: ${report.target}`;
  const body = `${verdict(report)}
<section class="plots">
${figure("Failures by kind", failuresByKind(report))}
${figure("Failures by cycle", failuresByCycle(report), legend(KINDS.filter((kind) => report.counts[kind] > 0)))}
${figure("What became of the writes", fates(report), legend(Object.keys(FATES), FATES))}
${figure("Latency of acknowledged writes", latencies(report))}
</section>
${kindTable(report)}
${failureTable(report)}`;
  return page({ title, style: STYLE, body });
}

function verdict(report: Report): string {
  const outcome = outcomeOf(report);
  const facts: [string, string][] = [
    ["power failures", grouped(report.cycles)],
    ["writes acknowledged", grouped(report.acknowledged)],
    ["had to survive", grouped(report.required)],
    ["did not", grouped(report.lost)],
  ];
  const settings = [
    `promise: ${PROMISES[report.promise]}`,
    `${grouped(report.span_bytes / 1024 ** 2)} MiB written by ${report.workers} clients, ${report.depth} requests deep`,
    `atom ${report.atom_bytes} bytes`,
    `latency median ${milliseconds(report.latency_us.p50)}, p99 ${milliseconds(report.latency_us.p99)}, worst ${milliseconds(report.latency_us.max)}`,
    `seed ${report.seed}`,
    ...[warningOf(report) ?? []].flat(),
  ];
  return `<header>
<p class="target">${escaped(report.target)}</p>
<h1 class="${outcome}">${capitalised(OUTCOMES[outcome])}</h1>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>
<p class="settings">${settings.map(escaped).join(" · ")}</p>
</header>`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function milliseconds(latency_us: number): string {
  return `${Number((latency_us / 1000).toPrecision(3))} ms`;
}

function figure(title: string, svg: string, key = ""): string {
  return `<figure><figcaption>${title}</figcaption>${svg}${key}</figure>`;
}

function legend(names: readonly string[], words: Record<string, string> = {}): string {
  const items = names.map(
    (name) =>
      `<li><span class="swatch" style="background:${colourOf(name)}"></span>${words[name] ?? name}</li>`,
  );
  return `<ul class="legend">${items.join("")}</ul>`;
}

function kindTable(report: Report): string {
  const inCycles = (kind: (typeof KINDS)[number]) =>
    report.history.filter(({ counts }) => counts[kind] !== undefined).length;
  const rows = KINDS.map(
    (kind) =>
      `<tr><td>${kind}</td><td>${FAILURES[kind]}</td><td class="number">${report.counts[kind]}</td><td class="number">${inCycles(kind)}</td></tr>`,
  );
  return `<section><h2>Kinds of failure</h2><div class="scroll"><table>
<thead><tr><th>kind</th><th>what it is</th><th class="number">times</th><th class="number">in cycles</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></section>`;
}

function failureTable({ failures }: Report): string {
  if (failures.length === 0) return "";
  const listed = failures.slice(0, LISTED_MAX);
  const rows = listed.map(
    ({ kind, cycle, lba, detail }) =>
      `<tr><td class="number">${cycle}</td><td class="number">${lba}</td><td>${kind}</td><td>${escaped(detail)}</td></tr>`,
  );
  const title =
    failures.length > listed.length ? `The first ${listed.length} failures` : "The failures";
  return `<section><h2>${title}</h2><div class="scroll"><table>
<thead><tr><th class="number">cycle</th><th class="number">sector</th><th>kind</th><th>what</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></section>`;
}
