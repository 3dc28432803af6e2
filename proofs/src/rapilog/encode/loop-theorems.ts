/**
 * The theorems about the two loops that compute checksums, `checksum` and the one in `write`: how
 * they start, what a round does, how they end. `meta-arguments.ts` puts them together.
 */
import { add, constant, equal, type Term } from "@ashlar/logic";
import { type Callable, loopsOf } from "@ashlar/semantics";
import type { StatedTheorem, Statement } from "../../prove/statement.js";
import { type Change, changesIn, type Region } from "../changes.js";
import { arbitraryMoment, type Core, coreBytes, coreOf, indexOf } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { COPY, type LoopRun, type Places, SUM } from "./loops.js";
import { endStatement, isWholeRounds, roundStatement, startStatement } from "./round.js";

/** The parts of a function with one loop. */
interface Parts {
  readonly start: Region;
  readonly round: Region;
  readonly end: Region;
}

interface Family {
  readonly name: string;
  readonly says: string;
  readonly places: Places;
  readonly statement: (core: Core) => Statement;
  readonly changes: (core: Core, callable: Callable, parts: Parts) => Change[];
}

const BRANCH = 0x0c;
const COMPARISONS = /^i32\.[lg]t_u/;

function partsOf({ bytes }: Core, { code }: Callable, loop: number): Parts {
  const { target, end } = code!.labels[loop]!;
  const offset = (at: number) => code!.offsets[at] ?? Number.POSITIVE_INFINITY;
  const leaves = code!.offsets.findIndex((at, index) => index >= end && bytes[at] === BRANCH);
  return {
    start: { from: 0, to: offset(target) },
    round: { from: offset(target), to: offset(end) },
    end: { from: offset(end), to: leaves < 0 ? Number.POSITIVE_INFINITY : offset(leaves) },
  };
}

const checksumResult = ({ run }: LoopRun) => run.returned?.results[0];

/** `write` hands the sum to the function that `seal` is about. */
const SUM_PARAMETER = 3;
const sealedSum =
  (core: Core) =>
  ({ moment: { calls } }: LoopRun): Term | undefined => {
    const seal = functionIn(core, "append");
    return calls.find(({ index }) => index === seal)?.parameters[SUM_PARAMETER];
  };

const isComparison = ({ what }: Change) => COMPARISONS.test(what);
const isLong = ({ what }: Change) => what.startsWith("i64.const");

const roundChanges: Family["changes"] = (core, callable, { round }) =>
  changesIn(core.bytes, callable, round).filter((change) => !isComparison(change));
const endChanges: Family["changes"] = (core, callable, { round, end }) => [
  ...changesIn(core.bytes, callable, round).filter(isComparison),
  ...changesIn(core.bytes, callable, end),
];

const FAMILIES: readonly Family[] = [
  {
    name: "checksum-start",
    says: "checksum(address, bytes) comes to its loop with the lanes P1, P2, 0, P3, at the address, to go up to address + bytes",
    places: SUM,
    statement: (core) =>
      startStatement(core, SUM, ({ at, limit, bytes }, [address, length]) => [
        { claim: "it begins at the address", goal: equal(at, address!) },
        { claim: "it goes up to the range's end", goal: equal(limit, add(address!, length!)) },
        { claim: "the length is that of the range", goal: equal(bytes, length!) },
      ]),
    changes: (core, callable, { start }) => changesIn(core.bytes, callable, start),
  },
  {
    name: "checksum-step",
    says: "one round of checksum, from any lanes, with whole rounds left within memory: each lane takes in its word by a step; it goes on 32 bytes further; memory and globals stay; no trap",
    places: SUM,
    statement: (core) => roundStatement(core, SUM),
    changes: roundChanges,
  },
  {
    name: "checksum-finish",
    says: "where no round is left, checksum returns the finish of its four lanes; no trap",
    places: SUM,
    statement: (core) => endStatement(core, SUM, checksumResult),
    changes: endChanges,
  },
  {
    name: "copy-start",
    says: "if write comes to the loop that copies and sums, the lanes are P1, P2, 0, P3, the source is write's own, and its whole length, a multiple of 512, is left",
    places: COPY,
    statement: (core) =>
      startStatement(core, COPY, ({ at, limit, words }, [, length, source]) => [
        { claim: "it begins with the first word", goal: equal(at, constant(32, 0)) },
        { claim: "it goes up to the length", goal: equal(limit, length!) },
        { claim: "it copies from write's source", goal: equal(words, source!) },
        { claim: "the length is a multiple of 512", goal: isWholeRounds(length!, 9) },
      ]),
    changes: (core, callable, { start }) =>
      changesIn(core.bytes, callable, start).filter(isLong).slice(-3),
  },
  {
    name: "copy-step",
    says: "one round of the loop that copies and sums: each lane takes in its word by a step; the 32 bytes of the copy are exactly the words summed, and no other byte of memory changes; no trap",
    places: COPY,
    statement: (core) => roundStatement(core, COPY),
    changes: roundChanges,
  },
  {
    name: "copy-finish",
    says: "where no round is left, write hands the finish of the four lanes to the function that seals the record; no trap of its own",
    places: COPY,
    statement: (core) => endStatement(core, COPY, sealedSum(core)),
    changes: endChanges,
  },
];

/** The theorems about a core, by default the one that `ashlar serve` runs. */
export function loopTheorems(core: Core = coreOf(coreBytes())): StatedTheorem[] {
  return FAMILIES.map(({ name, says, places, statement, changes }) =>
    coreTheorem(core, {
      ...{ id: `rapilog/encode/${name}`, says, statement },
      functions: ({ module }) => new Map([[places.name, indexOf(module, places.name)]]),
      changes: (core) => {
        const { callable } = arbitraryMoment(core.module, indexOf(core.module, places.name));
        return changes(core, callable, partsOf(core, callable, loopsOf(callable)[0]!.label));
      },
    }),
  );
}
