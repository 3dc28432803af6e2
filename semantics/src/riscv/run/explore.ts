/**
 * Runs code along all paths at once. Paths part where a condition is a variable's, and meet again
 * where they come to the same instruction within the same calls: the innermost call goes first, and
 * within it whoever is at the lowest address. That is a guess of what is behind; a wrong one costs
 * time, never truth, as paths exclude each other wherever they meet.
 */
import { and, any, bigintOf, FALSE, isLiteral, not, type Term } from "@ashlar/logic";
import type { Path } from "../../common/path.js";
import { Unfinished } from "../../common/unfinished.js";
import type { Privilege } from "../control/fields.js";
import { Cause } from "../machine.js";
import { type Context, Hart } from "./hart.js";
import type { Jump } from "./jump.js";
import type { Place } from "./place.js";
import {
  compareTrails,
  followed,
  isSamePlace,
  joinedTrails,
  returned,
  START,
  type Trail,
} from "./trail.js";

/** The state from which a run begins: whatever is not said is as after reset. */
export interface Beginning {
  readonly pc: Term;
  readonly memory: Place;
  /** By number. */
  readonly registers?: (index: number) => Term;
  /** Of control registers, by number. */
  readonly control?: ReadonlyMap<number, Term>;
  /** Machine mode, unless this is another. */
  readonly privilege?: Privilege;
  /** What is reserved for a store conditional, and how many bytes (8 bits); otherwise nothing is. */
  readonly reserved?: { readonly address: Term; readonly bytes: Term };
}

export interface ExploreOptions {
  /** Whether a run ends before the instruction at an address, unless it begins there. */
  readonly stopsAt?: (address: bigint) => boolean;
  /** How often code may go back to an address; rounds beyond are left out, and reported. */
  readonly roundsMax?: number;
  /** After so many instructions the run is given up. */
  readonly stepsMax?: number;
  readonly misaligned?: Context["misaligned"];
  /** What happens instead of the code at an address that is come to: whoever comes there is changed
   * as that code would change it, its place included. False where nothing goes on. */
  readonly contract?: (address: bigint) => Contract | undefined;
  /** Where a jump to an address that is not known may go, and when: these exclude each
   * other, and whoever goes elsewhere is an exception. Undefined where nothing is known. */
  readonly jumps?: (from: bigint, address: Term) => readonly Jump[] | undefined;
  /**
   * Whether paths are narrow: for who proves that no access fails. A path's condition then says nothing
   * of faults, so each of those reported must be shown not to happen.
   */
  readonly isNarrow?: boolean;
  /** Whether a condition can hold on a path. May always say yes; never no wrongly. */
  readonly isPossible?: (path: Term, condition: Term) => boolean;
}

/** Changes a hart that has come to the described code; whether it goes on. */
export type Contract = (hart: Hart) => boolean;

/** Came to where it was to stop, or to an address that is not known, such as its caller's. */
export interface Arrived {
  readonly condition: Term;
  readonly pc: Term;
  readonly hart: Hart;
}

export interface Excepted {
  readonly condition: Term;
  readonly cause: number;
  readonly value: Term;
  readonly pc: Term;
}

export interface LeftOut {
  readonly condition: Term;
  readonly pc: Term;
}

/**
 * What a run found. Exactly one of all these conditions holds for each beginning. Nothing is known
 * where one of `leftOut` holds, so a proof shows that none does.
 */
export interface Explored {
  kind: "explored";
  arrived: Arrived[];
  excepted: Excepted[];
  leftOut: LeftOut[];
}

export type Exploration = Explored | { kind: "unfinished"; reason: string; pc: Term };

interface State {
  readonly hart: Hart;
  trail: Trail;
}

/** Runs code on terms. */
export function explore(beginning: Beginning, options: ExploreOptions = {}): Exploration {
  return new Run(options).explore(beginning);
}

class Run implements Context {
  readonly exceptions = "end";
  readonly isNarrow: boolean;
  readonly misaligned: Context["misaligned"];
  readonly #found: Explored = { kind: "explored", arrived: [], excepted: [], leftOut: [] };
  readonly #arrived = new Map<Term, Hart>();
  readonly #options: ExploreOptions;
  #waiting: State[] = [];
  /** Paths that parted in this instruction. */
  #parted: Hart[] = [];
  #steps = 0;

  constructor(options: ExploreOptions) {
    this.#options = options;
    this.misaligned = options.misaligned ?? "done";
    this.isNarrow = options.isNarrow ?? false;
  }

  explore(beginning: Beginning): Exploration {
    const { pc, memory, registers, privilege, reserved, control = new Map() } = beginning;
    const hart = new Hart(this, memory, pc);
    if (reserved !== undefined) {
      hart.reservedAddress = reserved.address;
      hart.reservedBytes = reserved.bytes;
    }
    if (privilege !== undefined) hart.privilege = privilege;
    if (registers)
      hart.registers = hart.registers.map((zero, at) => (at === 0 ? zero : registers(at)));
    for (const [number, value] of control) hart.hold(number, value);
    let current: State | undefined = { hart, trail: START };
    try {
      this.#step(current);
      for (current = this.#next(); current !== undefined; current = this.#next())
        this.#step(current);
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      return { kind: "unfinished", reason: error.reason, pc: current?.hart.pc ?? pc };
    }
    for (const [at, arrived] of this.#arrived)
      this.#found.arrived.push({ condition: arrived.path.all, pc: at, hart: arrived });
    return this.#found;
  }

  /** Runs one instruction; all paths behind it wait. */
  #step({ hart, trail }: State): void {
    const { stepsMax = Number.POSITIVE_INFINITY } = this.#options;
    if (++this.#steps > stepsMax)
      throw new Unfinished(`not at its end after ${stepsMax} instructions`);
    const from = hart.pc;
    hart.step();
    const paths = hart.isOver ? this.#parted : [hart, ...this.#parted];
    this.#parted = [];
    for (const path of paths)
      for (const one of this.#jumped(path, from)) this.#goOn({ hart: one, trail }, from);
  }

  /** A path for each place to which a jump may go. */
  #jumped(hart: Hart, from: Term): readonly Hart[] {
    const jumps = isLiteral(hart.pc) ? undefined : this.#options.jumps?.(bigintOf(from), hart.pc);
    if (jumps === undefined) return [hart];
    const paths = jumps.map(({ condition, target }) => {
      const path = hart.fork();
      path.pc = target;
      path.path = hart.path.with(condition);
      return path;
    });
    hart.pc = from;
    this.excepted(hart, not(any(jumps.map(({ condition }) => condition))), Cause.FetchFault, from);
    return paths;
  }

  #goOn(state: State, from: Term): void {
    const { hart } = state;
    if (hart.path.all === FALSE) return;
    if (this.#hasArrived(hart)) return;
    state.trail = followed(state.trail, hart.instruction!, bigintOf(from), bigintOf(hart.pc));
    if (!this.#isBehindContracts(state)) return;
    const { roundsMax = Number.POSITIVE_INFINITY } = this.#options;
    if (state.trail.rounds > roundsMax)
      this.#found.leftOut.push({ condition: hart.path.all, pc: hart.pc });
    else this.#waiting.push(state);
  }

  #hasArrived(hart: Hart): boolean {
    const stops = !isLiteral(hart.pc) || this.#options.stopsAt?.(bigintOf(hart.pc));
    if (stops) this.#arrive(hart);
    return stops === true;
  }

  /** Goes on behind code that is described, of which one piece may follow another. */
  #isBehindContracts(state: State): boolean {
    const { hart } = state;
    for (;;) {
      const contract = this.#options.contract?.(bigintOf(hart.pc));
      if (contract === undefined) return true;
      if (!contract(hart)) return false;
      state.trail = returned(state.trail, hart.pc);
      if (this.#hasArrived(hart)) return false;
    }
  }

  #arrive(hart: Hart): void {
    const first = this.#arrived.get(hart.pc);
    if (first === undefined) this.#arrived.set(hart.pc, hart);
    else first.joinWith(hart);
  }

  /** The state furthest behind, with all that are at the same place. */
  #next(): State | undefined {
    const [one, ...others] = this.#waiting;
    if (one === undefined) return undefined;
    const state = others.reduce((first, other) => (isBehind(other, first) ? other : first), one);
    this.#waiting = this.#waiting.filter((other) => {
      if (other === state) return false;
      if (other.hart.pc !== state.hart.pc || !isSamePlace(other.trail, state.trail)) return true;
      state.hart.joinWith(other.hart);
      state.trail = joinedTrails(state.trail, other.trail);
      return false;
    });
    return state;
  }

  // What the hart asks

  isPossible(path: Path, condition: Term): boolean {
    const { isPossible } = this.#options;
    return isPossible === undefined || isPossible(path.all, condition);
  }

  add(hart: Hart): void {
    this.#parted.push(hart);
  }

  excepted(hart: Hart, condition: Term, cause: number, value: Term): void {
    const all = and(hart.path.all, condition);
    if (all !== FALSE) this.#found.excepted.push({ condition: all, cause, value, pc: hart.pc });
  }
}

function isBehind(one: State, other: State): boolean {
  const order = compareTrails(one.trail, other.trail);
  return order < 0 || (order === 0 && bigintOf(one.hart.pc) < bigintOf(other.hart.pc));
}
