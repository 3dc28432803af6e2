/**
 * Both sides at the heads of two loops that go round together. What no round changes is what it was
 * when the loops were come to; what some round changes is arbitrary, but for the relation between the
 * two sides (`candidates.ts`), which each round keeps. Memory, globals and the calls made are the same
 * on both sides.
 */
import {
  arrayOf,
  bigintOf,
  bitVector,
  equal,
  sortOf,
  type Term,
  TRUE,
  variable,
} from "@ashlar/logic";
import { type LoopState, TermMemory } from "@ashlar/semantics";
import type { Cut } from "../explain/step.js";
import { type Goal, type History, historyNumber, sameMemory } from "../history.js";
import type { MachineMemory } from "../machine-memory.js";
import type { Moment } from "../sides.js";
import { freshly, type Heads, type Naming } from "./path.js";
import { noteStride } from "./strides.js";

/** A value of one side: a local, an operand, a register, a word of the stack. */
export type Location = `local ${number}` | `operand ${number}` | `x${number}` | `stack ${number}`;

const REGISTERS = Array.from({ length: 31 }, (_, at) => at + 1);

type Values = ReadonlyMap<Location, Term>;

/** Made once for each moment, since all that is said of it asks for them. */
function onceForEach(read: (moment: Moment) => Values): (moment: Moment) => Values {
  const known = new WeakMap<Moment, Values>();
  return (moment) => {
    const values = known.get(moment) ?? read(moment);
    known.set(moment, values);
    return values;
  };
}

export const wasmLocations = onceForEach(({ wasm }) => {
  const { locals, stack } = wasm.at!;
  return new Map<Location, Term>([
    ...locals.map((value, at): [Location, Term] => [`local ${at}`, value]),
    ...stack.map((value, at): [Location, Term] => [`operand ${at}`, value]),
  ]);
});

export const machineLocations = onceForEach(({ machine }) => {
  const words = [...machine.memory.stackWords()];
  return new Map<Location, Term>([
    ...REGISTERS.map((at): [Location, Term] => [`x${at}`, machine.registers[at]!]),
    ...words.map(([at, value]): [Location, Term] => [`stack ${at}`, value]),
  ]);
});

/** A moment with another value in one place. */
export function withValue(moment: Moment, place: Location, value: Term): Moment {
  const { wasm, machine } = moment;
  const [kind, number] = place.startsWith("x") ? ["x", place.slice(1)] : place.split(" ");
  const index = Number(number);
  const { locals, stack } = wasm.at!;
  const { registers, memory } = machine;
  if (kind === "x")
    return { ...moment, machine: { ...machine, registers: registers.with(index, value) } };
  if (kind === "stack") {
    const changed = memory.fork();
    changed.setStackWord(index, value);
    return { ...moment, machine: { ...machine, memory: changed } };
  }
  const at =
    kind === "local"
      ? { ...wasm.at!, locals: locals.with(index, value) }
      : { ...wasm.at!, stack: stack.with(index, value) };
  return { ...moment, wasm: { ...wasm, at } };
}

export class Node {
  readonly label: number;
  readonly address: bigint;
  /** What some round changes. */
  readonly variant = new Set<Location>();
  /** By how much each round changes it, if that is known. */
  readonly strides = new Map<Location, bigint | undefined>();
  /** Of what is a number whenever the loop is come to, though that is not how it is written. */
  numbers: ReadonlyMap<Term, Term> = new Map();
  readonly variantGlobals = new Set<number>();
  isMemoryVariant = false;
  isHistoryVariant = false;

  constructor(
    readonly first: Moment,
    private readonly history: History,
    private readonly pages: Term,
    private readonly naming: Naming = freshly,
  ) {
    ({ label: this.label, address: this.address } = Node.headsOf(first));
  }

  /** Where both sides are. */
  static headsOf({ wasm, machine }: Moment): Heads {
    return { label: wasm.at!.label, address: bigintOf(machine.pc) };
  }

  /** The cut that it is about. */
  get heads(): Cut {
    return { label: this.label, address: Number(this.address) };
  }

  /** What some round changes, by name. */
  get changes(): string[] {
    const globals = Array.from(this.variantGlobals, (at) => `global ${at}`);
    return [
      ...[...this.variant, ...globals],
      ...(this.isMemoryVariant ? ["memory"] : []),
      ...(this.isHistoryVariant ? ["the calls made"] : []),
    ];
  }

  isAt(label: number, address: bigint): boolean {
    return this.label === label && this.address === address;
  }

  /** What was changed when both sides came here by the same way before, and where they were seen to. */
  expect(before: Node | undefined, seen: Iterable<Location>): void {
    for (const place of [...(before?.variant ?? []), ...seen]) this.variant.add(place);
    for (const at of before?.variantGlobals ?? []) this.variantGlobals.add(at);
    this.isMemoryVariant ||= before?.isMemoryVariant ?? false;
    this.isHistoryVariant ||= before?.isHistoryVariant ?? false;
  }

  /** Takes note of what a round has changed; whether that is news. */
  note(before: Moment, after: Moment): boolean {
    const size = this.#size;
    for (const values of [wasmLocations, machineLocations]) {
      const later = values(after);
      for (const [place, value] of values(before)) {
        const now = later.get(place);
        if (now !== value) this.variant.add(place);
        if (now !== undefined && this.variant.has(place))
          noteStride(this.strides, place, [value, now]);
      }
    }
    this.#noteWorld(before, after);
    return this.#size > size;
  }

  get #size(): number {
    const flags = Number(this.isMemoryVariant) + Number(this.isHistoryVariant);
    return this.variant.size + this.variantGlobals.size + flags;
  }

  #noteWorld(before: Moment, after: Moment): void {
    const [one, other] = [before.machine.memory, after.machine.memory];
    before.wasm.world.globals.forEach((value, at) => {
      if (at === this.history.place) return;
      if (after.wasm.world.globals[at] !== value || one.global(at) !== other.global(at))
        this.variantGlobals.add(at);
    });
    const same = (x: TermMemory, y: TermMemory) => sameMemory(x, y) === TRUE;
    const memories = [before, after].map(({ wasm }) => wasm.world.memories[0] as TermMemory);
    const isSame = memories[0] === undefined || same(memories[0], memories[1]!);
    if (!isSame || !same(one.linear, other.linear)) this.isMemoryVariant = true;
    if (one.history !== other.history) this.isHistoryVariant = true;
  }

  /** Any moment at these heads, as far as is known of it so far. */
  generic(): Moment {
    const { wasm, machine, facts } = this.first;
    const memory = machine.memory.fork();
    const value = (place: Location, known: Term) =>
      this.variant.has(place) ? this.#unknown(place, known) : known;
    const { label, locals, stack } = wasm.at!;
    const at: LoopState = {
      label,
      locals: locals.map((known, index) => value(`local ${index}`, known)),
      stack: stack.map((known, index) => value(`operand ${index}`, known)),
    };
    const registers = machine.registers.map((known, index) => value(`x${index}`, known));
    for (const [offset, known] of memory.stackWords())
      memory.setStackWord(offset, value(`stack ${offset}`, known));
    const world = this.#world(memory);
    return { wasm: { at, world }, machine: { pc: machine.pc, registers, memory }, facts };
  }

  #unknown(what: string, like: Term): Term {
    return variable(this.naming(`${what}/${sortOf(like)}`), bitVector(sortOf(like)));
  }

  /** What both sides share is the same unknown. */
  #world(memory: MachineMemory) {
    const { globals: known, memories, segments } = this.first.wasm.world;
    const globals = known.slice();
    for (const at of this.variantGlobals) {
      globals[at] = this.#unknown(`global ${at}`, known[at]!);
      memory.setGlobal(at, globals[at]);
    }
    let linear = memories.map((one) => one.fork());
    if (this.isMemoryVariant) {
      const array = variable(this.naming("memory"), arrayOf(32, 8));
      linear = linear.map(() => TermMemory.of(array, this.pages));
      memory.linear = TermMemory.of(array, this.pages);
    }
    if (this.isHistoryVariant) {
      globals[this.history.place] = historyNumber(this.history.next());
      memory.history = globals[this.history.place]!;
    }
    return { globals, memories: linear, segments };
  }

  /** What both sides must share wherever they come to these heads. */
  shared({ wasm, machine }: Moment): Goal[] {
    const { world } = wasm;
    const goal = (says: string, goal: Term): Goal => ({
      ...{ says: `at a loop's head: ${says}`, when: TRUE, goal },
    });
    const goals: Goal[] = [];
    if (this.isMemoryVariant)
      goals.push(
        goal("memory", sameMemory(machine.memory.linear, world.memories[0] as TermMemory)),
      );
    for (const at of this.variantGlobals) {
      const own = machine.memory.global(at);
      if (own !== undefined) goals.push(goal(`global ${at}`, equal(own, world.globals[at]!)));
    }
    if (this.isHistoryVariant)
      goals.push(
        goal("the calls made", equal(machine.memory.history, world.globals[this.history.place]!)),
      );
    return goals;
  }
}
