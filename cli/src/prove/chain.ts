/** The chains of proofs through the kernel, entry by entry, as a table. */
import type { TheoremResult } from "@ashlar/logic/prove";
import type { Chain, Link, LinkName, LinkVerdict } from "@ashlar/validate/machine/chain";
import { table } from "../table.js";

type Known = Exclude<LinkVerdict, "none">;

/** What this run found of a theorem, what was kept of it before, or that nobody has stated it. */
export function verdictsOf(
  results: readonly TheoremResult[],
  kept: ReadonlyMap<string, TheoremResult["verdict"] | undefined>,
): (id: string) => Known {
  const found = new Map(results.map(({ id, verdict }) => [id, verdict]));
  return (id) => found.get(id) ?? (kept.has(id) ? (kept.get(id) ?? "unknown") : "open");
}

/** Where each link is, from above, with the column that has its verdicts. */
const PICTURE = `
  integrity · confidentiality           what the specification guarantees, in every state
            │                           with the invariants, which every entry keeps
      specification
            │  specification to wasm    kernel.wasm does what the specification says
       kernel.wasm
            │  wasm to machine code     the image's functions do what kernel.wasm's do
    RISC-V machine code
            │  way in and out           trap.S and machine.c call them and come back
       user programs

  proved: all of it, with certificates. unknown: stated, and not proved here yet. open: not stated
  yet. (2): so many theorems are missing. –: there is nothing to say.`;

const HEADS: readonly (readonly [link: LinkName, head: string])[] = [
  ...(["integrity", "confidentiality", "invariants"] as const).map((name) => [name, name] as const),
  ["specification to wasm", "spec. to wasm"],
  ["wasm to machine code", "wasm to machine"],
  ["way in and out", "in and out"],
];

/** A verdict, and how many theorems are missing where that is more than one. */
function linkText({ verdict, lacks }: Link): string {
  const lacking = Object.keys(lacks).length;
  if (verdict === "none") return "–";
  return lacking > 1 ? `${verdict} (${lacking})` : verdict;
}

/** The table, and what of it is missing. */
export function chainText(chains: readonly Chain[]): string {
  const rows = chains.map(({ entry, verdict, links }) => [
    ...[entry, ...HEADS.map(([link]) => linkText(links[link])), verdict],
  ]);
  const counted = (is: (chain: Chain) => boolean) => `${chains.filter(is).length}`;
  const sums = HEADS.map(([link]) => counted(({ links }) => isWhole(links[link].verdict)));
  const all = ["proved", ...sums, counted(({ verdict }) => verdict === "proved")];
  return [
    "The chain of proofs, for each way into the kernel:",
    PICTURE,
    "",
    table(["entry", ...HEADS.map(([, head]) => head), "chain"], [...rows, all]),
    "",
    "An entry's chain holds in states with the invariants: so all that other entries lack there, it lacks.",
    ...missing(chains),
  ].join("\n");
}

const isWhole = (verdict: LinkVerdict) => verdict === "proved" || verdict === "none";
const SHOWN = 12;

/** Theorems that chains wait for, those first for which most do. */
function missing(chains: readonly Chain[]): string[] {
  const waiting = new Map<string, { verdict: LinkVerdict; entries: Set<string> }>();
  for (const { entry, links } of chains)
    for (const { lacks } of Object.values(links))
      for (const [id, verdict] of Object.entries(lacks)) {
        const one = waiting.get(id) ?? { verdict, entries: new Set() };
        waiting.set(id, one);
        one.entries.add(entry);
      }
  const sorted = [...waiting].sort(([, one], [, other]) => other.entries.size - one.entries.size);
  if (sorted.length === 0) return [];
  const lines = sorted
    .slice(0, SHOWN)
    .map(([id, { verdict, entries }]) => `  ${id}: ${verdict}, for ${entriesText(entries)}`);
  const more = sorted.length - SHOWN;
  return [
    "Chains wait for:",
    ...lines,
    ...(more > 0 ? [`  and ${more} more (--json has all)`] : []),
  ];
}

const entriesText = (entries: ReadonlySet<string>) =>
  entries.size === 1 ? [...entries][0]! : `${entries.size} entries`;
