/** `ashlar prove`: theorems, each with its verdict, and what is trusted beside them. */
import { writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import type { Exhibit, Report, Theorem, TheoremResult } from "@ashlar/logic/prove";
import type { Chain } from "@ashlar/validate/machine/chain";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { verdictsOf } from "../prove/chain.js";
import { type Changed, changedOf } from "../prove/changed.js";
import { isAllProved, type ProveReport, proveText } from "../prove/report.js";
import {
  ingredientsOf,
  KERNEL_ROOMS,
  MACHINE,
  mayBeMeant,
  SOURCES,
  type Source,
} from "../prove/sources.js";
import { requirePlace } from "../report-file.js";
import { parseCount } from "../units.js";

/** What such a module exports. */
interface TheoremModule {
  readonly theorems: () => Theorem[];
  /** What its theorems rest on beside what all do. */
  readonly trusted?: readonly string[];
  /** What its room does not prove. */
  readonly notCovered?: readonly string[];
}

/** What a verdict rests on beside the statements themselves. */
const TRUSTED = [
  "the certificate checker, logic/src/sat/checker.ts",
  "the meaning of terms and its circuits: logic/src/term/meaning.ts, logic/src/circuit/, logic/src/decide/ (tested against evaluation, z3 and cvc5)",
  "the simplifier's rules at widths and for factors other than those at which logic/rules proves them (CAVEATS.md)",
  "Node.js, which runs all of it",
];

const HELP = `  ashlar prove logic/rules/add logic/rules/equal --mutants --cold --json
  ashlar prove rapilog --mutants --report theorems.html
  ashlar prove kernel spec
  ashlar prove machine --mutants
  ashlar prove --changed

Theorems of the kernel's image (machine) need Debian's gcc-riscv64-unknown-elf, which builds it.
A theorem is named by its id or by the beginning of one, such as logic or logic/rules/add.
Verdicts are kept by content in $XDG_CACHE_HOME/ashlar/proofs; --cold does without. They depend on
what states a theorem, the machine code that it is about, what instructions mean, and the prover;
--changed proves those of which one of these has changed, and says which. What is stated by other
code, but is the same, need not be proved again.
Status 1: something that was asked for is not proved, or a mutant not refuted.`;

interface Options {
  readonly mutants?: boolean;
  readonly cold?: boolean;
  readonly changed?: boolean;
  readonly threads: number;
  readonly limit?: number;
  readonly report?: string;
  readonly json?: boolean;
}

interface Result {
  readonly report: ProveReport;
  /** What is shown of theorems beside their verdicts, by their ids: only for a page. */
  readonly exhibits: ReadonlyMap<string, Exhibit>;
}

type MakeCommand = (nameAndArguments: string, description: string, example: string) => Command;

/** Adds the command. */
export function addProveCommand(makeCommand: MakeCommand): void {
  const command = makeCommand(
    "prove [theorems...]",
    "prove theorems, with certificates",
    "ashlar prove logic",
  );
  command
    .option("--mutants", "try wrong variants of each theorem too, which must be refuted")
    .option("--cold", "prove again what is known already")
    .option("--changed", "prove only what depends on something that has changed, and say on what")
    .option("--threads <count>", "at once", parseCount(1), availableParallelism())
    .option("--limit <seconds>", "give a theorem up after so long: unknown", parseCount(1))
    .option("--report <file>", "write a page that shows each theorem, its code and its mutants")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async (names: string[], options: Options) => {
      const all = await theoremsOfSources(names);
      const stranger = names.find(
        (name) => !all.some(({ theorems }) => meant(theorems, [name])[0]),
      );
      if (stranger !== undefined) command.error(`error: there is no theorem ${stranger}`);
      if (options.changed && options.cold)
        command.error("error: --changed is about what is known already, --cold does without");
      requirePlace(options.report);
      const { report, exhibits } = await run(all, names, options);
      print(report, options.json, () => proveText(report));
      if (options.report !== undefined) {
        const { provePage } = await import("../prove/page.js");
        writeFileSync(options.report, provePage(report, exhibits, names));
      }
      if (!isAllProved(report)) process.exitCode = Exit.failed;
    });
}

interface Chosen {
  readonly source: Source;
  readonly theorems: readonly Theorem[];
  readonly trusted: readonly string[];
  readonly notCovered: readonly string[];
}

async function theoremsOfSources(names: readonly string[]): Promise<Chosen[]> {
  const sources = SOURCES.filter((source) => mayBeMeant(source, names));
  return Promise.all(sources.map((source) => loaded(source, names.length === 0)));
}

/** What cannot be loaded here is left out, and said to be, where everything was asked for. */
async function loaded(source: Source, isOptional: boolean): Promise<Chosen> {
  try {
    const {
      theorems,
      trusted = [],
      notCovered = [],
    } = (await import(source.module)) as TheoremModule;
    return { source, theorems: theorems(), trusted, notCovered };
  } catch (error) {
    const isMissing = error instanceof AshlarError && error.code === "tools-missing";
    if (!isMissing || !isOptional || source.room === undefined) throw error;
    const notCovered = [`${source.room}: ${error.message}`];
    return { source, theorems: [], trusted: [], notCovered };
  }
}

/** The theorems that names stand for; all of them if there are no names. */
function meant(theorems: readonly Theorem[], names: readonly string[]): Theorem[] {
  const isMeant = (id: string) =>
    names.some((name) => id === name || id.startsWith(`${name.replace(/\/$/, "")}/`));
  return theorems.filter(({ id }) => names.length === 0 || isMeant(id));
}

async function run(
  all: readonly Chosen[],
  names: readonly string[],
  options: Options,
): Promise<Result> {
  const start = performance.now();
  const progress = startProgress();
  const chosen = all
    .map((part) => ({ ...part, theorems: meant(part.theorems, names) }))
    .filter(({ theorems }) => theorems.length > 0 || names.length === 0);
  const parts: Proved[] = [];
  try {
    for (const { source, theorems } of chosen)
      parts.push(await proveOf(source, theorems, options, progress.step));
  } finally {
    progress.done();
  }
  const changed = parts.flatMap((part) => part.changed ?? []);
  const chains = await chainsOf(chosen, parts, names, options);
  const asked = chosen.flatMap((part) => part.theorems).length;
  const report = {
    theorems: parts.flatMap((part) => part.theorems),
    mutants: parts.flatMap((part) => part.mutants),
    seconds_total: (performance.now() - start) / 1000,
    trusted: [...TRUSTED, ...chosen.flatMap(({ trusted }) => trusted)],
    not_covered: chosen.flatMap(({ notCovered }) => notCovered),
    ...(options.changed && { changed, untouched: asked - changed.length }),
    ...(chains && { chains }),
  };
  return { report, exhibits: new Map(parts.flatMap((part) => [...part.exhibits])) };
}

/**
 * What is known from the specification down to machine code, where all of that was asked for. What this
 * run was not asked for is what was kept of it.
 */
async function chainsOf(
  chosen: readonly Chosen[],
  parts: readonly Proved[],
  names: readonly string[],
  { cold, changed }: Options,
): Promise<Chain[] | undefined> {
  const isAsked = names.length === 0 || names.includes(MACHINE);
  const isThere = chosen.some(({ source, theorems }) => source.room === MACHINE && theorems.length);
  if (!isAsked || !isThere || changed) return undefined;
  const { chains } = await import("@ashlar/validate/machine/chain");
  const { VerdictCache } = await import("@ashlar/logic/prove");
  const kept = new Map<string, TheoremResult["verdict"] | undefined>();
  for (const { source, theorems } of await theoremsOfSources(KERNEL_ROOMS)) {
    const cache = new VerdictCache(cacheFolder(), await ingredientsOf(source));
    for (const theorem of theorems)
      kept.set(theorem.id, cold ? undefined : cache.get(theorem).theorem?.verdict);
  }
  return chains(
    verdictsOf(
      parts.flatMap(({ theorems }) => theorems),
      kept,
    ),
  );
}

/** What was proved of one source. */
interface Proved extends Report {
  readonly changed?: readonly Changed[];
}

async function proveOf(
  source: Chosen["source"],
  theorems: readonly Theorem[],
  { mutants = false, cold, threads, limit, report, changed: isOfChanged }: Options,
  progress: (text: string) => void,
): Promise<Proved> {
  const { proveAll, VerdictCache } = await import("@ashlar/logic/prove");
  const module = import.meta.resolve(source.module);
  const cache = new VerdictCache(cacheFolder(), await ingredientsOf(source));
  const changed = isOfChanged ? changedOf(theorems, cache) : undefined;
  const ids = new Set(changed?.map(({ id }) => id));
  const proved = await proveAll({
    ...{ module, mutants: () => mutants, threads, progress },
    theorems: changed === undefined ? theorems : theorems.filter(({ id }) => ids.has(id)),
    exhibits: report !== undefined,
    ...(limit !== undefined && { limit_seconds: limit }),
    ...(cold ? {} : { cache }),
  });
  return { ...proved, ...(changed && { changed }) };
}

function cacheFolder(): string {
  const caches = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(caches, "ashlar", "proofs");
}
