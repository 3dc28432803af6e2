/**
 * What WebAssembly is about to compute from a loop's head on, until it comes to a head again or ends.
 * Where a compiler has moved a loop's test to its end, the machine has done that already: it holds
 * values that the other side has yet to load, and knows how a test ends that the other side has yet to
 * make.
 *
 * It is computed once for any values at the head; what it is at a moment is read off with that moment's
 * values put in.
 */
import {
  add,
  arrayOf,
  BOOLEAN,
  bigintOf,
  bitVector,
  constant,
  extract,
  isArray,
  isLiteral,
  replaced,
  shapeOf,
  sortOf,
  sub,
  type Term,
  variable,
  within,
} from "@ashlar/logic";
import { type Explored, type ForkingMemory, TermMemory, Unfinished } from "@ashlar/semantics";
import { anyAddress } from "../history.js";
import type { Moment, Sides, WasmMoment } from "../sides.js";

/** Of values, of tests, and of addresses. */
const COUNT_MAX = 24;
/** Accesses no farther behind one are found from its address too. */
const RECORD_BYTES = 4096n;
const WIDTH_MIN = 8;
/** Of locals. */
const WIDTHS = new Set([32, 64]);
const CONNECTIVES = new Set(["and", "or", "not", "if-then-else"]);

/** One for each loop of a function. */
export class Ahead {
  readonly #loops = new Map<number, LoopAhead>();

  constructor(private readonly sides: Sides) {}

  of(moment: Moment): LoopAhead {
    const { label } = moment.wasm.at!;
    const known = this.#loops.get(label) ?? new LoopAhead(this.sides, moment);
    this.#loops.set(label, known);
    return known;
  }
}

interface Computed {
  readonly values: readonly Term[];
  readonly tests: readonly Term[];
  /** In linear memory, of what it reads and writes: 32 bits. */
  readonly addresses: readonly Term[];
}

export class LoopAhead {
  readonly #memory = variable("memory ahead", arrayOf(32, 8));
  readonly #any: WasmMoment;
  readonly #computed: Computed;
  readonly #reads: readonly Term[];
  readonly #known = new WeakMap<WasmMoment, Computed>();

  constructor(sides: Sides, { wasm }: Moment) {
    const { world } = sides.start.wasm;
    const { label, locals, stack } = wasm.at!;
    const any = (what: string) => (value: Term, at: number) =>
      variable(`${what} ${at} ahead`, bitVector(sortOf(value)));
    const { pages } = sides.frame.options;
    const memories = world.memories.map(() => TermMemory.of(this.#memory, pages));
    this.#any = {
      at: { label, locals: locals.map(any("local")), stack: stack.map(any("operand")) },
      world: { ...world, memories },
    };
    this.#computed = this.#templates(sides, pages);
    const { values, tests, addresses } = this.#computed;
    this.#reads = within([...values, ...tests, ...addresses]).filter(
      (term) => shapeOf(term).operator === "select",
    );
  }

  /** Numbers in the tests, and those beside them. */
  get numbers(): readonly Term[] {
    const literals = within(this.#computed.tests).filter(
      (term) => isLiteral(term) && WIDTHS.has(sortOf(term)),
    );
    const beside = literals.flatMap((literal) =>
      [0, 1, -1].map((distance) => add(literal, constant(sortOf(literal), distance))),
    );
    return [...new Set(beside)].slice(0, COUNT_MAX);
  }

  /** In the order of what was computed for any values, so that they can be compared. */
  at({ wasm }: Moment): Computed {
    const known = this.#known.get(wasm) ?? this.#read(wasm);
    this.#known.set(wasm, known);
    return known;
  }

  #read({ at, world }: WasmMoment): Computed {
    const by = new Map<Term, Term>();
    const put = (names: readonly (Term | undefined)[], values: readonly (Term | undefined)[]) => {
      for (const [index, name] of names.entries()) {
        const value = values[index];
        if (name !== undefined && value !== undefined && !isLiteral(name)) by.set(name, value);
      }
    };
    put(this.#any.at!.locals, at!.locals);
    put(this.#any.at!.stack, at!.stack);
    put(this.#any.world.globals, world.globals);
    for (const read of this.#reads) {
      const [index] = replaced([shapeOf(read).parts[1]!], by);
      by.set(read, world.memories[0]!.load(index!, 1));
    }
    const { values, tests, addresses } = this.#computed;
    return {
      ...{ values: replaced(values, by), tests: replaced(tests, by) },
      addresses: replaced(addresses, by),
    };
  }

  /** The tests that have just been made where it has come round, in words of what it has now. */
  #behind({ reached }: Explored): Term[] {
    const { label, locals: names } = this.#any.at!;
    return reached
      .filter((one) => one.label === label)
      .flatMap((round) => {
        const by = new Map<Term, Term>();
        round.locals.forEach((value, at) => {
          for (const [part, name] of namesWithin(value, names[at]!))
            if (!isLiteral(part) && !by.has(part)) by.set(part, name);
        });
        // What is not there any more stays without a name.
        for (const name of names)
          if (!by.has(name)) by.set(name, variable(`${name} lost`, bitVector(sortOf(name))));
        return replaced(testsOf([round]), by);
      });
  }

  #templates(sides: Sides, pages: Term): Computed {
    try {
      const run = sides.runWasm(this.#any);
      const { locals, stack } = this.#any.at!;
      const own = new Set([...locals, ...stack, ...this.#any.world.globals, this.#memory, pages]);
      const isOwn = (term: Term) =>
        within([term]).every((part) => {
          const { operator } = shapeOf(part);
          return isArray(sortOf(part)) || operator === "variable" ? own.has(part) : true;
        });
      const tests = testsOf([
        ...run.reached,
        ...(run.returned ? [run.returned] : []),
        ...run.traps,
      ]);
      const values = valuesOf(run, tests).filter((value) => !own.has(value));
      return {
        values: values.filter(isOwn).slice(0, COUNT_MAX),
        tests: [
          ...tests.filter(isOwn).slice(0, COUNT_MAX),
          ...this.#behind(run).filter(isOwn).slice(0, COUNT_MAX),
        ],
        addresses: addressesOf(run, [...values, ...tests])
          .filter(isOwn)
          .slice(0, COUNT_MAX),
      };
    } catch (error) {
      if (error instanceof Unfinished) return { values: [], tests: [], addresses: [] };
      throw error;
    }
  }
}

/** What a value says of what it was computed from: how that is written with the value's own name. */
function* namesWithin(value: Term, name: Term): Iterable<readonly [Term, Term]> {
  yield [value, name];
  const { operator, parts } = shapeOf(value);
  const [one, other] = parts;
  if (operator === "concat" && isLiteral(one!))
    yield [other!, extract(name, sortOf(other!) - 1, 0)];
  if (operator === "add" && isLiteral(one!)) yield [other!, sub(name, one!)];
}

/** What the conditions are made of, under which the run goes where. */
function testsOf(ends: readonly { readonly condition: Term }[]): Term[] {
  const open = ends.map(({ condition }) => condition);
  const found = new Set<Term>();
  const seen = new Set<Term>();
  for (let term = open.pop(); term !== undefined; term = open.pop()) {
    if (seen.has(term) || isLiteral(term) || sortOf(term) !== BOOLEAN) continue;
    seen.add(term);
    const { operator, parts } = shapeOf(term);
    if (CONNECTIVES.has(operator)) open.push(...parts);
    else found.add(term);
  }
  return [...found];
}

/** What is written to memory, byte by byte: memory before, address, value. */
function writes(memory: ForkingMemory): (readonly Term[])[] {
  return within([memory.load(anyAddress(), 1)])
    .map(shapeOf)
    .filter(({ operator }) => operator === "store")
    .map(({ parts }) => parts);
}

/** Where memory is read and written: of what lies together, where it begins. */
function addressesOf({ reached }: Explored, computed: readonly Term[]): Term[] {
  const read = within(computed)
    .map(shapeOf)
    .filter(({ operator }) => operator === "select");
  const written = reached.flatMap(({ world }) => world.memories.flatMap(writes));
  const all = [...read.map(({ parts }) => parts), ...written].map((parts) => parts[1]!);
  const isBehind = (one: Term, other: Term) => {
    const distance = sub(one, other);
    return isLiteral(distance) && bigintOf(distance) < RECORD_BYTES;
  };
  const known = [...new Set(all)].filter((address) => !isLiteral(address));
  return known.filter((one) => !known.some((other) => other !== one && isBehind(one, other)));
}

/** What it goes on with, returns, writes or compares. */
function valuesOf({ reached, returned }: Explored, tests: readonly Term[]): Term[] {
  const all = [
    ...reached.flatMap(({ world }) => world.memories.flatMap(writes)).map((parts) => parts[2]!),
    ...reached.flatMap(({ locals, stack }) => [...locals, ...stack]),
    ...(returned?.results ?? []),
    ...tests.flatMap((test) => shapeOf(test).parts),
  ];
  const isValue = (term: Term) => !isArray(sortOf(term)) && sortOf(term) >= WIDTH_MIN;
  return [...new Set(all)].filter((term) => !isLiteral(term) && isValue(term));
}
