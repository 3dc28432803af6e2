/**
 * Calls, which both sides must make alike. The WebAssembly function runs first; each of its calls
 * leaves an arbitrary world with arbitrary results, and gets a number. The machine's call is one of
 * these: it must be made with the same arguments, memory and globals, and then finds the same. Which
 * one it is says the number of the call before it, which each side carries along: so both make the
 * same calls in the same order, or the numbers differ in the end.
 *
 * A function's result is a function of what it was called with: recursion is induction on the
 * number of calls.
 */
import {
  arrayOf,
  bitVector,
  constant,
  equal,
  numberOf,
  sortOf,
  type Term,
  TRUE,
  variable,
} from "@ashlar/logic";
import {
  type Callable,
  giveUp,
  type HostCall,
  TermMemory,
  type World,
  widthOf,
} from "@ashlar/semantics";
import type { Effects } from "./effects.js";
import type { Step } from "./layout.js";
import { nameOf, valuesOf } from "./steps.js";

export const HISTORY_BITS = 16;
export const historyNumber = (value: number) => constant(HISTORY_BITS, value);

/** What a call finds or leaves. */
export interface Moment {
  /** Of the caller and, by index, of the module. */
  readonly values: readonly Term[];
  readonly globals: readonly (Term | undefined)[];
  readonly memory: TermMemory | undefined;
}

/** A function of the module, by its index; or an instruction that an import is, by its name. */
export type Callee = number | string;

export interface Call {
  readonly callee: Callee;
  readonly condition: Term;
  /** The number of the call before it. */
  readonly after: Term;
  readonly number: Term;
  readonly before: Moment;
  readonly outcome: Moment;
}

/** One thing to show. */
export interface Goal {
  readonly says: string;
  readonly when: Term;
  readonly goal: Term;
}

/** The byte that two memories are compared at: an arbitrary one. */
export const anyAddress = () => variable("any address", bitVector(32));

export function sameMemory(one: TermMemory | undefined, other: TermMemory | undefined): Term {
  if (one === undefined || other === undefined) return TRUE;
  return equal(one.load(anyAddress(), 1), other.load(anyAddress(), 1));
}

const arrayLeft = (number: number) => variable(`call ${number} memory`, arrayOf(32, 8));
/** The memory that a call leaves, if it changes it. */
export const memoryLeft = ({ number }: Call) => arrayLeft(numberOf(number));

export class History {
  readonly calls: Call[] = [];
  #last = 0;

  constructor(
    /** The place of the number among the world's globals, behind the module's own. */
    readonly place: number,
    private readonly effects: readonly Effects[],
    readonly pages: Term,
  ) {}

  /** The next number. */
  next(): number {
    if (++this.#last >= 1 << HISTORY_BITS) giveUp("too many calls");
    return this.#last;
  }

  /** What happens at a call of the WebAssembly function. */
  host(callee: number, type: Callable["type"]): NonNullable<Callable["host"]> {
    return (call: HostCall) => {
      const { world } = call;
      const effects = this.effects[callee]!;
      if (effects.size) giveUp("it calls what may change the memory's size");
      const number = this.next();
      const named = (what: string, width: number) =>
        variable(`call ${number} ${what}/${width}`, bitVector(width));
      const results = type.results.map((result, at) =>
        named(`result ${at}`, widthOf(result) ?? 32),
      );
      const memory = world.memories[0] as TermMemory | undefined;
      const before = momentOf(world, call.parameters);
      const after = world.globals[this.place]!;
      world.globals.forEach((value, at) => {
        if (value !== undefined && effects.globals.has(at))
          world.globals[at] = named(`global ${at}`, sortOf(value));
      });
      world.globals[this.place] = historyNumber(number);
      if (memory !== undefined && effects.memory)
        world.memories[0] = TermMemory.of(arrayLeft(number), this.pages);
      this.calls.push({
        ...{ callee, condition: call.condition, after, number: historyNumber(number), before },
        outcome: momentOf(world, results),
      });
      return results;
    };
  }

  /** What happens where it calls an import that is instructions of the machine's. */
  inline(steps: readonly Step[]): NonNullable<Callable["host"]> {
    return ({ condition, parameters, world }: HostCall) => {
      for (const step of steps) {
        const number = historyNumber(this.next());
        const before = momentOf(world, valuesOf(step, parameters));
        const after = world.globals[this.place]!;
        world.globals[this.place] = number;
        const outcome = momentOf(world, []);
        this.calls.push({ callee: nameOf(step), condition, after, number, before, outcome });
      }
      return [];
    };
  }
}

const momentOf = ({ globals, memories }: World, values: readonly Term[]): Moment => ({
  ...{ values, globals: globals.slice() },
  memory: (memories[0] as TermMemory | undefined)?.fork(),
});
