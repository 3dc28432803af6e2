/**
 * Loops seen going round: both sides run on random numbers, from head to head, before anything is
 * asked of a solver. What relates the sides of a loop holds here too; so most of what could relate
 * them, and does not, is known to be wrong at once.
 *
 * Only where stack, instance and linear memory lie stays unknown, since that is how an access is
 * found. Nothing is proved by a sample, and where none came nothing is known.
 */
import {
  ArrayValue,
  type Assignment,
  arrayOf,
  bigintOf,
  evaluate,
  evaluateAll,
  isLiteral,
  sortOf,
  specialised,
  type Term,
  type Value,
  variable,
} from "@ashlar/logic";
import { Random } from "@ashlar/rapilog/random";
import type { MachineMemory } from "../machine-memory.js";
import type { Moment, Sides } from "../sides.js";
import type { Ahead } from "./ahead.js";
import type { Candidate } from "./candidate.js";
import { candidatesOf } from "./candidates.js";
import { type Location, machineLocations, Node, wasmLocations } from "./node.js";
import { type Heads, pathOf } from "./path.js";

/** The same each time. */
const SEED = 1;
const STATES = 32;
/** Of one state, and of all. */
const [STEPS_MAX, ALL_STEPS_MAX] = [30, 200];
const MEMORY_BYTES = 4096;
/** What does not happen in so many rounds is not looked for. */
const ROUNDS_ENOUGH = 8;

/** All that a sample has are numbers. */
const NONE: ReadonlyMap<Term, Term> = new Map();

/** A loop as it was come to, and as it was at its head each time that it had gone round. */
interface Entry {
  readonly first: Moment;
  readonly later: Moment[];
}

interface Sample extends Entry {
  readonly state: Assignment;
}

export class Samples {
  readonly #found = new Map<string, Sample[]>();
  #steps = 0;

  constructor(
    private readonly sides: Sides,
    private readonly ahead: Ahead,
  ) {
    const random = new Random(SEED);
    for (let count = 0; count < STATES && this.#steps < ALL_STEPS_MAX; count++)
      this.#run(this.#anyState(random));
  }

  /** Whether candidates were seen to fail, by what they say. */
  disproved(node: Node, open: readonly Node[]): Set<string> {
    const wrong = new Set<string>();
    for (const { first, later, state } of this.#found.get(pathOf(open)) ?? []) {
      const candidates = candidatesOf(
        { first, variant: node.variant, strides: node.strides, numbers: NONE },
        this.ahead.of(first),
      ).filter(({ says }) => !wrong.has(says));
      for (const moment of later)
        for (const { says } of failing(candidates, moment, state)) wrong.add(says);
    }
    return wrong;
  }

  /** What rounds of the last of some nodes were seen to change. */
  changed(open: readonly Heads[]): Set<Location> {
    const found = new Set<Location>();
    for (const { first, later } of this.#found.get(pathOf(open)) ?? [])
      for (const values of [wasmLocations, machineLocations])
        for (const [place, value] of values(first))
          if (later.some((moment) => (values(moment).get(place) ?? value) !== value))
            found.add(place);
    return found;
  }

  /** Whether both sides may come to two heads from the last of some nodes, as far as was seen. */
  mayCome(open: readonly Heads[], to: Heads): boolean {
    const rounds = this.#found.get(pathOf(open))?.flatMap(({ later }) => later) ?? [];
    return rounds.length < ROUNDS_ENOUGH || this.#found.has(pathOf([...open, to]));
  }

  #run(state: Assignment): void {
    const { history, frame } = this.sides;
    const open: { node: Node; sample: Sample }[] = [];
    let moment: Moment | undefined = this.sides.start;
    for (let steps = 0; steps < STEPS_MAX; steps++) {
      this.#steps++;
      moment = this.#next(moment, state);
      if (moment === undefined) return;
      const address = bigintOf(moment.machine.pc);
      const { label } = moment.wasm.at!;
      const place = open.findIndex(({ node }) => node.isAt(label, address));
      if (place >= 0) {
        open.length = place + 1;
        open[place]!.sample.later.push(moment);
        continue;
      }
      const sample = { state, first: moment, later: [] };
      open.push({ node: new Node(moment, history, frame.options.pages), sample });
      const path = pathOf(open.map(({ node }) => node));
      this.#found.set(path, [...(this.#found.get(path) ?? []), sample]);
    }
  }

  /** Where both sides come next, in numbers; nothing where one of them ends. */
  #next(from: Moment, state: Assignment): Moment | undefined {
    const { traps, reached } = this.sides.runWasm(from.wasm);
    const holds = ({ condition }: { condition: Term }) => evaluate(condition, state) === 1n;
    if (traps.some(holds)) return undefined;
    const next = reached.find(holds);
    const arrived = next && this.sides.runMachine(from.machine).run.arrived.find(holds);
    if (next === undefined || arrived === undefined) return undefined;
    if (!isLiteral(arrived.pc) || !this.sides.heads.has(Number(bigintOf(arrived.pc))))
      return undefined;
    return inNumbers(
      {
        wasm: { at: next, world: next.world },
        machine: {
          ...{ pc: arrived.pc, registers: arrived.hart.registers },
          memory: (arrived.hart.memory as MachineMemory).fork(),
        },
        facts: [],
      },
      state,
    );
  }

  #anyState(random: Random): Assignment {
    const { parameters, frame, target } = this.sides;
    const state = new Map<Term, Value>();
    const put = (name: Term | undefined, value: bigint) => {
      if (name !== undefined && !isLiteral(name))
        state.set(name, BigInt.asUintN(sortOf(name), value));
    };
    let word = anyWord(random);
    for (const parameter of parameters) {
      if (random.chance(0.8)) word = anyWord(random);
      put(parameter, word);
    }
    frame.options.globals.forEach((name, at) => {
      const { initial } = target.module.globals[at]!;
      put(name, initial?.kind === "i32" ? BigInt(initial.value) : anyWord(random));
    });
    put(frame.options.pages, 2n);
    const mask = random.pick([0, 1, 3, 0x7f, 0xff]);
    const period = random.bytes(random.pick([4, 16, 64, MEMORY_BYTES]));
    const bytes = Array.from({ length: MEMORY_BYTES }, (_, at) =>
      BigInt(period[at % period.length]! & mask),
    );
    const memory = new ArrayValue(0n, new Map(bytes.map((byte, at) => [BigInt(at), byte])));
    return state.set(variable("memory", arrayOf(32, 8)), memory);
  }
}

function failing(candidates: readonly Candidate[], moment: Moment, state: Assignment) {
  const claims = candidates.map(({ holds }) => holds(moment));
  const values = evaluateAll(claims, state);
  return candidates.filter((_, at) => values[at] !== 1n);
}

/** A moment with its numbers put in for what a state decides. */
function inNumbers({ wasm, machine, facts }: Moment, state: Assignment): Moment {
  const { label, locals, stack } = wasm.at!;
  const { pc, registers, memory } = machine;
  const words = [...memory.stackWords()];
  const globals = wasm.world.globals.filter((value) => value !== undefined);
  const known = [...locals, ...stack, ...registers, ...words.map(([, word]) => word), ...globals];
  const numbers = specialised(known, state).values();
  const number = () => numbers.next().value!;
  const at = { label, locals: locals.map(number), stack: stack.map(number) };
  const numbered = { pc, registers: registers.map(number), memory };
  for (const [offset] of words) memory.setStackWord(offset, number());
  const world = {
    ...wasm.world,
    globals: wasm.world.globals.map((value) => (value === undefined ? value : number())),
  };
  return { wasm: { at, world }, machine: numbered, facts };
}

/** Numbers that loops are told: few rounds, or where something lies in memory. */
function anyWord(random: Random): bigint {
  if (random.chance(0.45)) return BigInt(random.below(20));
  if (random.chance(0.7)) return BigInt(1024 + 4 * random.below(512));
  const word = (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));
  return word >> BigInt(random.below(64));
}
