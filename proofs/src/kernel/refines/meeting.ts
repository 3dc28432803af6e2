/**
 * Where the kernel's code calls a routine of its own, so does the specification (`State.routine`). If
 * memory is the same there, word by word, and the routine may be called, then it is the same
 * afterwards too, whatever the routine does: so for what it leaves there are new variables, which both
 * sides share, and no question is about what happens within. What routines do is proved of each by
 * itself (`part.ts`), and so is the little that is supposed of what they leave.
 */
import {
  any,
  boolean,
  constant,
  equal,
  extract,
  FALSE,
  implies,
  type Term,
  TRUE,
  zeroExtend,
} from "@ashlar/logic";
import type { Callable, HostCall, World } from "@ashlar/semantics";
import { fields, type Lookup, type Outlook, type Routine, State } from "@ashlar/spec/kernel";
import { asTheImage } from "./claims.js";
import type { Part } from "./described.js";
import { Findings } from "./found.js";
import { write } from "./image.js";
import { isFresh, keepsEntries, renewed } from "./leaving.js";
import { addressOf, stateOf } from "./moment.js";
import type { RegionMemory } from "./region-memory.js";
import { followSpace, nowUses, toldIn } from "./told.js";

const low32 = (term: Term) => extract(term, 31, 0);
const spaceIn = (state: State) => low32(state.get(fields.SPACE));

/**
 * How a step is looked at to see what it relies on: what routines need is needed; what they rely on
 * themselves is looked at where it is not known to hold.
 */
export const needing =
  (parts: readonly Part[], isKnown: (before: State) => boolean = () => false) =>
  ({ name, parameters }: Routine, before: State): State | undefined => {
    const part = parts.find((one) => one.routine === name);
    if (part === undefined) return undefined;
    part.needs(before, parameters.map(low32));
    return part.relies && !isKnown(before) ? undefined : before.renewed(before.lookup);
  };

/** That the machine uses the space that a state says, and remembers what is there. */
const freshIn = (world: World, state: State): Term[] => [
  equal(toldIn(world).space, spaceIn(state)),
  isFresh(world.memories[0] as RegionMemory, toldIn(world), state),
];

/** Where the specification calls a routine. */
interface Site {
  readonly part: Part;
  readonly routine: Routine;
  readonly before: State;
  /** What is there when it is called, and what it leaves. */
  readonly memory: RegionMemory;
  readonly after: RegionMemory;
  readonly left: State;
}

/** A memory without what a routine does not look at. */
function without({ ignores = [] }: Part, memory: RegionMemory): RegionMemory {
  const rest = memory.fork();
  for (const field of ignores) rest.store(addressOf(field, []), constant(32, 0));
  return rest;
}

/** What is known at the beginning of what is proved. */
interface Beginning {
  /** Whether the invariants hold, at all places: they need not be shown again for what is called there. */
  readonly hasInvariants?: boolean;
  /** Whether what slots are for may be anything. */
  readonly isFoundAnything?: boolean;
  /** Whether it is known that what stands in a slot itself is what it is for, unless it stands for another. */
  readonly isLookedAt?: boolean;
  /** Which routines are called, if not any: of what others leave nothing is known, or need be. */
  readonly calls?: readonly Routine["name"][];
}

export class Meetings {
  readonly #sites: Site[] = [];
  readonly #memories = new Map<Lookup, RegionMemory>();
  #start: RegionMemory | undefined;
  #expected: State | undefined;
  readonly findings: Findings;

  /** At these parts both sides meet, where they are routines. */
  constructor(
    private readonly parts: readonly Part[],
    private readonly beginning: Beginning = {},
  ) {
    this.findings = new Findings(beginning.isLookedAt);
  }

  /** The state that a memory stands for: where the specification's step calls routines is noted. */
  begin(start: RegionMemory): State {
    this.#start = start.fork();
    const { pages, lookup } = stateOf(start);
    const routine = (one: Routine, before: State) => this.#meet(one, before);
    return State.of(pages, lookup, { routine, ...this.finding });
  }

  /**
   * How a step is looked at to see what it relies on: what routines need is needed, and what they
   * rely on themselves holds at the beginning of an entry.
   */
  get relying(): Outlook {
    const isAtStart = (before: State) => before.steps.length === 0;
    const needed = needing(this.parts, isAtStart);
    const routine = (one: Routine, before: State) =>
      this.#isLeftAlone(one) ? before.renewed(before.lookup) : needed(one, before);
    return { routine, ...this.finding };
  }

  /** Whether a routine is one that is not called: what it leaves may be anything. */
  #isLeftAlone({ name }: Routine): boolean {
    const { calls } = this.beginning;
    const isPart = this.parts.some((part) => part.routine === name);
    return isPart && calls !== undefined && !calls.includes(name);
  }

  /** Looks at all that is known of what slots are for. */
  look(before: State): void {
    this.findings.known(before);
  }

  /** How what slots are for is looked at. */
  get finding(): Outlook {
    return this.beginning.isFoundAnything ? { found: this.findings.found } : {};
  }

  #isAtStart(memory: RegionMemory): boolean {
    return memory.isAs(this.#start!);
  }

  /** The state that a memory stands for when something is looked for. */
  seenIn(memory: RegionMemory): State {
    const { pages, lookup } = stateOf(memory);
    return State.of(pages, lookup, this.#isAtStart(memory) ? this.finding : {});
  }

  /** What comes of that step: so it is known when it calls them. */
  end(expected: State): void {
    this.#expected = expected;
  }

  #meet(routine: Routine, before: State): State | undefined {
    const part = this.parts.find((one) => one.routine === routine.name);
    if (part === undefined) return undefined;
    const memory = this.image(before);
    const after = renewed(memory, before, `${routine.name} ${this.#sites.length}`);
    const left = stateOf(after);
    this.#memories.set(left.lookup, after);
    this.#sites.push({ part, routine, before, memory, after, left });
    return before.renewed(left.lookup);
  }

  /** The memory as a state of the specification says. */
  image({ steps }: State): RegionMemory {
    const image = this.#start!.fork();
    write(image, steps, this.#memories);
    return image;
  }

  /** What is known of what was found, and of what routines leave. */
  get known(): Term[] {
    const found = this.findings.known(stateOf(this.#start!));
    const left = this.#sites.flatMap(({ part, routine, before, left }) => [
      keepsEntries(before, left),
      ...(this.#isLeftAlone(routine)
        ? []
        : (part.leaves?.(before, left, routine.parameters.map(low32)) ?? [])),
    ]);
    return [...found, ...left];
  }

  /** When the specification calls a routine there. */
  #isThere({ left }: Site): Term {
    const step = this.#expected!.steps.find(
      (one) => "renewed" in one && one.renewed === left.lookup,
    );
    return step?.when ?? FALSE;
  }

  /**
   * What must hold where a part is called. At the beginning the invariants do: of an entry, and of a
   * part that relies on them, because who calls that shows them for the parts that it calls, too.
   */
  needs({ needs, relies }: Part, memory: RegionMemory, parameters: readonly Term[]): Term[] {
    const before = this.seenIn(memory);
    const areKnown = this.beginning.hasInvariants && this.#isAtStart(memory);
    const relied = areKnown ? [] : (relies?.(before, parameters) ?? []);
    return [...needs(before, parameters), ...relied];
  }

  /** What must hold where the code calls what the specification calls there. */
  #meets({ part, routine, memory: must }: Site, memory: RegionMemory, parameters: readonly Term[]) {
    const also = routine.parameters.slice(parameters.length);
    const all = [...parameters, ...also.map(low32)];
    const passed = routine.parameters.map((one, at) => equal(one, zeroExtend(all[at]!, 64)));
    const [its, others] = [memory, must].map((one) => without(part, one));
    const same = asTheImage(its!, others!).map(({ goal }) => goal);
    return [...this.needs(part, memory, all), ...passed, ...same];
  }

  /**
   * What a call of an entry's rest must find, which is all as it was before the entry; it leaves what
   * the entry must leave, and has told the machine what the entry must.
   */
  rest =
    (passed: readonly Term[]): NonNullable<Callable["host"]> =>
    ({ world, parameters, require }: HostCall): readonly Term[] => {
      const memory = world.memories[0] as RegionMemory;
      require(boolean(this.#isAtStart(memory)));
      for (const [at, one] of parameters.entries()) require(equal(one, passed[at]!));
      memory.become(TRUE, this.image(this.#expected!));
      nowUses(world, spaceIn(stateOf(memory)));
      return [];
    };

  /** What a call of a routine must find, and leaves. */
  contract =
    (parts: readonly Part[]): NonNullable<Callable["host"]> =>
    ({ world, parameters, require }: HostCall): readonly Term[] => {
      const memory = world.memories[0] as RegionMemory;
      const before = stateOf(memory);
      const sites = this.#sites.filter(({ part }) => parts.includes(part));
      require(any(sites.map((site) => this.#isThere(site))));
      for (const site of sites)
        for (const goal of this.#meets(site, memory, parameters))
          require(implies(this.#isThere(site), goal));
      const beginsFresh = parts.some((part) => part.beginsFresh);
      if (beginsFresh) for (const goal of freshIn(world, before)) require(goal);
      for (const site of sites) memory.become(this.#isThere(site), site.after);
      const after = spaceIn(stateOf(memory));
      if (beginsFresh) nowUses(world, after);
      else followSpace(world, spaceIn(before), after);
      return [];
    };
}
