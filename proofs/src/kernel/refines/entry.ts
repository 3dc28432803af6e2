/**
 * What one entry of the kernel does is what the specification says: from any memory in which the
 * invariants hold where the entry looks, it does not trap, it ends, and it leaves a memory that
 * stands for the specification's next state. That is said of one arbitrary page and slot, whose type
 * afterwards decides which fields it has.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  any,
  bitVector,
  boolean,
  equal,
  not,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { type Explored, explore } from "@ashlar/semantics";
import { type Claim, number64 } from "@ashlar/spec";
import {
  type Arguments,
  type Field,
  fields,
  type Place,
  pageInvariants,
  placeInvariants,
  referenceInvariants,
  type State,
  systemCall,
} from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../prove/statement.js";
import { type Core, explored, indexOf } from "../../rapilog/core.js";
import { PLACES, slotsOf } from "../relation.js";
import { anyRegisters, arbitraryMoment, fieldIn } from "./moment.js";
import type { RegionMemory } from "./region-memory.js";

/** A system call, and the invariants that it relies on. */
export interface Entry {
  /** The function's name, and the end of the theorem's. */
  readonly name: string;
  readonly number: number;
  readonly says: string;
  /** At the pages that it looks at, beside the running thread's. */
  readonly relies: (state: State, registers: Arguments) => readonly Claim[];
}

const ZERO = number64(0);

/** What every call relies on: a thread makes it, and page 0 is nothing. */
function hypotheses(state: State, relied: readonly Claim[]): Term[] {
  const { current } = state;
  const claims = [
    ...pageInvariants(state, ZERO),
    ...placeInvariants(state, current),
    ...referenceInvariants(state, current),
    ...relied,
  ];
  const isThread = equal(state.get(fields.TYPE, current), number64(numbers.THREAD));
  return [isThread, ...new Set(claims.map(({ holds }) => holds))];
}

/** It does not trap, and no path is left out. */
function endings({ traps, leftOut, returned }: Explored): Obligation[] {
  return [
    { claim: "it returns", goal: boolean(returned !== undefined) },
    { claim: "it does not trap", goal: not(any(traps.map(({ condition }) => condition))) },
    { claim: "it ends", goal: not(any(leftOut.map(({ condition }) => condition))) },
  ];
}

const PAGE = zeroExtend(variable("page", bitVector(20)), 64);
const SLOT = zeroExtend(variable("slot", bitVector(9)), 64);

function placeOf(field: Field): Place {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  return perSlot === 0 ? [PAGE] : [PAGE, SLOT];
}

/** How many slots, entries or registers a page has of a field. */
const COUNTS: ReadonlyMap<Field, number> = new Map([
  [fields.REGISTER, numbers.REGISTERS],
  [fields.MAPPING, numbers.MAPPING_SLOTS],
]);

/** Where a field means something: of pages that there are, of the types that have it. */
function meaning(field: Field, type: Term, pages: Term): Term[] {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  const isPage = ult(PAGE, pages);
  const { types } = field;
  const ofType = types && any(types.map((one) => equal(type, number64(one))));
  const count = COUNTS.get(field) ?? Math.max(...(types ?? []).map(slotsOf));
  const isSlot = perSlot === 0 ? [] : [ult(SLOT, number64(count))];
  return [isPage, ...isSlot, ...(ofType ? [ofType] : [])];
}

/** Each field is what it must be, wherever it means something. */
function agreement(memory: RegionMemory, expected: State): Obligation[] {
  const type = fieldIn(memory, fields.TYPE, [PAGE]);
  return [...PLACES.keys()].map((field) => {
    const place = placeOf(field);
    const sides = [fieldIn(memory, field, place), expected.get(field, ...place)] as const;
    const when = meaning(field, type, expected.pages);
    return { claim: `${field.name} is as it must be`, goal: equal(...sides), sides, when };
  });
}

/** That the code of an entry does what the specification says. */
export function entryStatement(kernel: Core, { name, number, relies }: Entry): Statement {
  const { functions, world, state } = arbitraryMoment(kernel.module);
  const registers = anyRegisters() as unknown as Arguments;
  const callable = functions[indexOf(kernel.module, name)]!;
  const parameters = registers.slice(0, callable.type.parameters.length);
  const run = explored(explore(callable, parameters, world));
  const memory = run.returned?.world.memories[0] as RegionMemory | undefined;
  const expected = systemCall(state, number, registers);
  return {
    hypotheses: hypotheses(state, relies(state, registers)),
    obligations: [...endings(run), ...(memory === undefined ? [] : agreement(memory, expected))],
    together: true,
  };
}
