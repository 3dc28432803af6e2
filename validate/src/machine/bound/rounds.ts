/**
 * How often code comes to the heads of its loops: it is run along all paths, from any registers and
 * memory, until no path goes on. Paths of more rounds are cut off, and the solver has to prove that
 * there are none. What is called may leave anything.
 */
import {
  any,
  arrayOf,
  bigintOf,
  bitVector,
  concat,
  constant,
  decide,
  equal,
  extract,
  isLiteral,
  mark,
  not,
  release,
  type Term,
  variable,
} from "@ashlar/logic";
import { riscv, Unfinished } from "@ashlar/semantics";
import { isPossible } from "../../show.js";
import type { Image } from "../trap/image.js";
import { A0, afterC, KERNEL_REGISTERS, long, memoryWith, variable64 } from "../trap/moment.js";

/** What is known of an argument: all of it, or how it lies in words of 8 bytes. */
export interface Argument {
  readonly value?: bigint;
  readonly aligned?: bigint;
}

export interface Rounds {
  /** How often each instruction is come to at most, heads of loops included. */
  readonly visits: ReadonlyMap<number, number>;
  /** What calls pass, by their functions' addresses: on each path to one. */
  readonly passed: ReadonlyMap<number, readonly (readonly Argument[])[]>;
  /** The words of the certificates that no path is longer. */
  readonly certificate_words: number;
}

/** What is run, and what is not looked into. */
export interface Code {
  readonly image: Image;
  readonly start: number;
  /** Functions that it calls, and their names. */
  readonly called: ReadonlyMap<number, string>;
  readonly never: ReadonlySet<number>;
  readonly given: readonly Argument[];
}

const [FIRST_ROUNDS, MOST_ROUNDS] = [4, 1024];
const STEPS_MAX = 20_000;
const ALIGNMENT_BITS = 3;
const PASSED = 3;

/** Undefined: it may go round more often, as far as is known. */
export function roundsOf(code: Code): Rounds | undefined {
  for (let rounds = FIRST_ROUNDS; rounds <= MOST_ROUNDS; rounds *= 2) {
    const start = mark();
    try {
      const found = roundsWithin(code, rounds);
      if (found !== undefined) return found;
    } finally {
      release(start);
    }
  }
  return undefined;
}

function roundsWithin(code: Code, roundsMax: number): Rounds | undefined {
  const visits = new Map([[code.start, 1]]);
  const passed = new Map<number, Argument[][]>();
  const contract = (at: bigint): riscv.Contract | undefined => {
    const address = Number(at);
    const name = code.called.get(address);
    if (code.never.has(address)) return () => false;
    if (name === undefined) {
      visits.set(address, (visits.get(address) ?? 0) + 1);
      return undefined;
    }
    return (hart) => {
      const found = Array.from({ length: PASSED }, (_, which) =>
        knownOf(hart.register(A0 + which)),
      );
      passed.set(address, [...(passed.get(address) ?? []), found]);
      afterC(code.image, hart, name);
      return true;
    };
  };
  const explored = riscv.explore(
    {
      pc: long(code.start),
      memory: memoryWith(code.image, variable("memory", arrayOf(64, 8))),
      registers: (register) => beforeIn(code, register),
    },
    {
      ...{ misaligned: "exception", isNarrow: true, stepsMax: STEPS_MAX, roundsMax, contract },
      isPossible: (path, condition) => isPossible([path, condition]),
    },
  );
  if (explored.kind === "unfinished") throw new Unfinished(explored.reason);
  const verdict = decide([], not(any(explored.leftOut.map(({ condition }) => condition))));
  if (verdict.verdict !== "proved") return undefined;
  return { visits, passed, certificate_words: verdict.certificate.length };
}

function beforeIn({ given }: Code, register: number): Term {
  const fixed = KERNEL_REGISTERS.get(register);
  if (register === 0) return long(0);
  if (fixed !== undefined) return long(fixed);
  const { value, aligned } = given[register - A0] ?? {};
  if (value !== undefined) return long(value);
  if (aligned === undefined) return variable64(`x${register}`);
  const high = variable(`x${register} in words`, bitVector(64 - ALIGNMENT_BITS));
  return concat(high, constant(ALIGNMENT_BITS, aligned));
}

function knownOf(term: Term): Argument {
  if (isLiteral(term)) return { value: bigintOf(term) };
  const low = equal(extract(term, ALIGNMENT_BITS - 1, 0), constant(ALIGNMENT_BITS, 0));
  return isPossible([not(low)]) ? {} : { aligned: 0n };
}
