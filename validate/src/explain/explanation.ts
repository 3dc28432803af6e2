/**
 * How a function was proved, or how far that came: its code in chunks from cut to cut, both sides of
 * each, and what relates them where they are cut.
 */
import { findJumps } from "../function.js";
import { type InputOptions, inputsOf } from "../inputs.js";
import { loopHeads } from "../loops/heads.js";
import type { Pair } from "../pairing.js";
import type { Refusal } from "../report.js";
import { Target } from "../target.js";
import { type Line, machineRegion, wasmRegion } from "./region.js";
import type { Cut, Step } from "./step.js";

/** Proved; where the proof stopped without success; or neither, since it stopped elsewhere. */
export type ChunkState = "proved" | "stopped here" | "not finished";

/** What both sides do from a cut, or from the start, to the next cuts and the end. */
export interface Chunk {
  /** `null`: the function's start. */
  readonly from: Cut | null;
  readonly state: ChunkState;
  /** What was being done when a proof stopped here. */
  readonly doing: string | null;
  /** What relates both sides at its cut; nothing where that was not found. */
  readonly relation: readonly string[];
  /** What rounds from this cut change; all else is what it was when the cut was come to. */
  readonly changes: readonly string[];
  readonly wasm: readonly Line[];
  readonly machine: readonly Line[];
}

export interface Explanation {
  readonly kind: "explanation";
  readonly name: string;
  /** Whether both sides were cut at loops' heads: otherwise there is one chunk, with all rounds. */
  readonly isCut: boolean;
  readonly chunks: readonly Chunk[];
}

/** Puts together what was told of a function with its code on both sides. */
export function explanationOf(
  module: Uint8Array,
  program: Uint8Array,
  name: string,
  steps: readonly Step[],
  options: InputOptions = {},
): Explanation | Refusal {
  const inputs = inputsOf(module, program, options);
  if (inputs.kind === "refused") return inputs;
  const pair = inputs.pairs.find((one) => one.name === name);
  if (pair === undefined) return { kind: "explanation", name, isCut: false, chunks: [] };
  const target = new Target(inputs.module, inputs.program, inputs.layout, inputs.pairs);
  return explain(target, pair, steps);
}

/** The same of one function of programs that are read already. */
export function explain(
  target: Target,
  { index, name, symbol }: Pair,
  steps: readonly Step[],
): Explanation {
  if (symbol === undefined) return { kind: "explanation", name, isCut: false, chunks: [] };
  const { address } = symbol;
  findJumps(target, index, address);
  const last = steps.slice(steps.findLastIndex(({ kind }) => kind === "begins"));
  const isCut = last.some((step) => step.kind === "begins" && step.isCut);
  const heads = isCut ? loopHeads(address, target) : new Set<number>();
  const chunks = cutsIn(last).map((from): Chunk => {
    const about = last.filter((step) => isAbout(step, from));
    return {
      ...{ from, ...stateOf(about), ...relationOf(about) },
      wasm: wasmRegion(target.module, index, from?.label, isCut),
      machine: machineRegion(from?.address ?? address, heads, target),
    };
  });
  return { kind: "explanation", name, isCut, chunks };
}

const cutOf = (step: Step): Cut | null | undefined => {
  if (step.kind === "begins") return undefined;
  return "from" in step ? step.from : step.at;
};

const isSame = (one: Cut | null, other: Cut | null) =>
  one?.label === other?.label && one?.address === other?.address;

function isAbout(step: Step, from: Cut | null): boolean {
  const cut = cutOf(step);
  return cut !== undefined && isSame(cut, from);
}

/** The start and every cut that was come to, each once. */
function cutsIn(steps: readonly Step[]): (Cut | null)[] {
  const cuts: (Cut | null)[] = [null];
  for (const step of steps) {
    const cut = cutOf(step);
    if (cut && !cuts.some((one) => isSame(one, cut))) cuts.push(cut);
  }
  return cuts;
}

const DOING = {
  relating: "looking for what relates both sides",
  comparing: "proving that both sides do the same to the next cut",
  keeping: "proving that the relation holds when this is come to, and after each round",
} as const;

/** How often each thing that was begun was not ended. */
const ENDS = { relating: "related", comparing: "compared", keeping: "kept" } as const;

function stateOf(about: readonly Step[]): Pick<Chunk, "state" | "doing"> {
  const count = (wanted: Step["kind"]) => about.filter(({ kind }) => kind === wanted).length;
  const open = (Object.keys(ENDS) as (keyof typeof ENDS)[]).find(
    (kind) => count(kind) > count(ENDS[kind]),
  );
  if (open !== undefined) return { state: "stopped here", doing: DOING[open] };
  const isKept = count("relating") === count("kept");
  return { state: count("compared") > 0 && isKept ? "proved" : "not finished", doing: null };
}

function relationOf(about: readonly Step[]): Pick<Chunk, "relation" | "changes"> {
  const found = about.findLast((step) => step.kind === "related");
  return { relation: found?.relation ?? [], changes: found?.changes ?? [] };
}
