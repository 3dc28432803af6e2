/** A theorem's formal text and its code, as parts of a page. */
import { escaped } from "@ashlar/faults/page";
import type { Exhibit, FormalGoal, Listing, ListingLine } from "@ashlar/logic/prove";

/** Longer formulas show their beginning, and open to the whole. */
const SHOWN_MAX = 160;

function formula(text: string): string {
  if (text.length <= SHOWN_MAX) return `<code>${escaped(text)}</code>`;
  const start = text.slice(0, SHOWN_MAX);
  return `<details class="formula"><summary><code>${escaped(start)} …</code></summary><pre>${escaped(text)}</pre></details>`;
}

/** Hypotheses, goals, and the names that both use. */
export function formalParts({ definitions, hypotheses, goals }: Exhibit): string {
  const given = hypotheses.map((text) => `<tr><td>${formula(text)}</td></tr>`).join("");
  const parts = [
    given === ""
      ? "<h3>For all values</h3>"
      : `<h3>Given</h3><div class="scroll"><table><tbody>${given}</tbody></table></div>`,
    `<h3>It is shown</h3><div class="scroll"><table class="claims"><tbody>${goals.map(goalRow).join("\n")}</tbody></table></div>`,
  ];
  if (definitions.length > 0)
    parts.push(
      `<details class="part"><summary>${definitions.length} names in these formulas</summary><div class="scroll"><pre>${definitions.map(escaped).join("\n")}</pre></div></details>`,
    );
  return parts.join("\n");
}

function goalRow({ claim, when, goal }: FormalGoal): string {
  const only = when.map((text) => `<div class="when">where ${formula(text)}</div>`).join("");
  return `<tr><td>${escaped(claim)}</td><td>${formula(goal)}${only}</td></tr>`;
}

/** The functions that a theorem is about. */
export function codeParts({ code }: Exhibit): string {
  return code.map(listing).join("\n");
}

function listing({ name, lines }: Listing): string {
  const rows = lines.map((line, at) => codeRow(line, lines[at - 1]));
  return `<details class="part"><summary>Code: ${escaped(name)}, ${lines.length} instructions</summary>
<div class="scroll"><table class="code"><tbody>${rows.join("\n")}</tbody></table></div></details>`;
}

/** The source line stands beside the first of its instructions only. */
function codeRow({ offset, text, source }: ListingLine, before: ListingLine | undefined): string {
  const isNew = source !== null && source[0] !== before?.source?.[0];
  const line = isNew ? `${source[0].padEnd(28)} ${source[1]}` : "";
  return `<tr${isNew ? ' class="first"' : ""}><td>0x${offset.toString(16)}</td><td>${escaped(text)}</td><td class="line">${escaped(line)}</td></tr>`;
}
