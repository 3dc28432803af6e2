/**
 * Code with loops, cut at the head of each: a walk goes from the function's start or from one head,
 * with anything in the locals, to the next head or the end. Its ways are said in full: when each is
 * taken, and what locals, globals and memory are then.
 */
import { any, equal, implies, not, select, type Term } from "@ashlar/logic";
import {
  type Explored,
  explore,
  exploreFrom,
  localTypes,
  loopsOf,
  type World,
} from "@ashlar/semantics";
import { type Obligation, same } from "../../prove/statement.js";
import { anyOf, type Core, explored, type Moment } from "../core.js";
import type { FunctionName } from "../functions.js";
import { GLOBAL_NAMES, type GlobalName, globalIn, globalOf } from "../globals.js";
import { type Callees, startOf } from "../overlay/theorem.js";
import { anyAddress } from "../terms.js";

/** Numbers of locals, by what they are for: only proposed. */
export type Names = Readonly<Record<string, number>>;

export interface Walk<Locals extends Names> {
  readonly moment: Moment;
  /** The locals where it begins. */
  readonly local: (name: keyof Locals) => Term;
  readonly run: Explored;
  readonly names: Locals;
  /** The label of a head, by the loop's number in the order of the code. */
  readonly labels: readonly number[];
}

/** The start of a function, or the head of one of its loops. */
export type Place = "start" | number;

export interface Walking<Locals extends Names> {
  readonly name: FunctionName;
  readonly names: Locals;
  readonly from: Place;
  /** What stands for callees; it is told the walk's first locals. */
  readonly callees?: (local: (name: keyof Locals) => Term) => Callees;
  /** Loops that are run through instead of cut, which go round eight times. */
  readonly through?: readonly number[];
}

const roundsMax = 9;

export function walkOf<Locals extends Names>(core: Core, walking: Walking<Locals>): Walk<Locals> {
  const { name, names, from, callees, through = [] } = walking;
  const numbers = new Map(Object.entries(names).map(([what, number]) => [number, what]));
  const locals: Term[] = [];
  const local = (what: keyof Locals) => locals[names[what]!]!;
  const count = startOf(core, name, NO_NAMES).moment.callable.type.parameters.length;
  const parameterNames = Array.from({ length: count }, (_, at) => numbers.get(at) ?? `local ${at}`);
  const { moment } = startOf(core, name, parameterNames, callees?.(local));
  const { callable } = moment;
  const types = localTypes(callable);
  locals.push(...types.map((type, at) => anyOf(numbers.get(at) ?? `local ${at}`, type)));
  const labels = loopsOf(callable).map(({ label }) => label);
  const cuts = labels.filter((_, at) => !through.includes(at));
  const options = { cuts, roundsMax };
  const run =
    from === "start"
      ? explore(callable, locals.slice(0, count), moment.world, options)
      : exploreFrom(
          callable,
          { label: labels[from]!, locals: locals.slice(), stack: [] },
          moment.world,
          options,
        );
  return { moment, local, run: explored(run), names, labels };
}

/** More than any function has parameters. */
const NO_NAMES = Array.from({ length: 8 }, (_, at) => `local ${at}`);

/** Where a walk has come to. */
export interface Arrival<Locals extends Names> {
  readonly world: World;
  readonly local: (name: keyof Locals) => Term;
}

/** One way that a walk can take. */
export interface Way<Locals extends Names> {
  readonly what: string;
  readonly to: "end" | number;
  readonly when: Term;
  /** What is returned. */
  readonly results?: readonly Term[];
  /** Locals at the head. */
  readonly locals?: Partial<Record<keyof Locals, Term>>;
  /** Those that stay. */
  readonly kept?: readonly (keyof Locals)[];
  /** The globals that change. */
  readonly globals?: Partial<Record<GlobalName, Term>>;
  /** The globals of which nothing is said here. */
  readonly open?: readonly GlobalName[];
  /** Every byte of memory; they stay, if that is left out. */
  readonly byteAt?: (address: Term) => Term;
  /** Whether nothing is said here of the byte at an address. */
  readonly isOpen?: (address: Term) => Term;
  readonly more?: (arrival: Arrival<Locals>) => readonly Obligation[];
}

interface Exit<Locals extends Names> extends Arrival<Locals> {
  readonly condition: Term;
  readonly results: readonly Term[];
}

function exitsOf<Locals extends Names>(walk: Walk<Locals>, to: "end" | number): Exit<Locals>[] {
  const { run, labels, names } = walk;
  if (to === "end") {
    const local = () => {
      throw new Error("at its end a function has no locals");
    };
    return run.returned === undefined ? [] : [{ ...run.returned, local }];
  }
  return run.reached
    .filter(({ label }) => label === labels[to])
    .map(({ condition, world, locals }) => ({
      ...{ condition, world, results: [] },
      local: (name) => locals[names[name]!]!,
    }));
}

const NAMES_OF_PLACES = ["first", "second", "third", "fourth", "fifth"];
const placed = (to: "end" | number) =>
  to === "end" ? "to its end" : `to the head of its ${NAMES_OF_PLACES[to]} loop`;

/** That a walk takes these ways, each exactly when it is said, and no others. */
export function takes<Locals extends Names>(
  walk: Walk<Locals>,
  ways: readonly Way<Locals>[],
): Obligation[] {
  const targets = [...new Set(ways.map(({ to }) => to))];
  return [
    ...targets.map((to): Obligation => {
      const conditions = exitsOf(walk, to).map(({ condition }) => condition);
      const whens = ways.filter((way) => way.to === to).map(({ when }) => when);
      return { claim: `it goes ${placed(to)} just then`, goal: equal(any(conditions), any(whens)) };
    }),
    { claim: "it goes nowhere else", goal: not(any(elsewhere(walk, targets))) },
    // What is wrong is mostly wrong of the state, which is quicker to see than what more is claimed.
    ...ways.flatMap((way) => claimsOf(walk, way, (exit) => stateClaims(walk, way, exit))),
    ...ways.flatMap((way) => claimsOf(walk, way, (exit) => way.more?.(exit) ?? [])),
  ];
}

function elsewhere<Locals extends Names>(walk: Walk<Locals>, targets: readonly ("end" | number)[]) {
  const others: ("end" | number)[] = ["end", ...walk.labels.keys()];
  return others
    .filter((to) => !targets.includes(to))
    .flatMap((to) => exitsOf(walk, to).map(({ condition }) => condition));
}

function claimsOf<Locals extends Names>(
  walk: Walk<Locals>,
  way: Way<Locals>,
  about: (exit: Exit<Locals>) => readonly Obligation[],
): Obligation[] {
  const exits = exitsOf(walk, way.to);
  return exits.flatMap((exit) =>
    about(exit).map((obligation) => ({
      ...{ ...obligation, claim: `${way.what}: ${obligation.claim}` },
      when: [way.when, ...(exits.length > 1 ? [exit.condition] : []), ...(obligation.when ?? [])],
    })),
  );
}

function stateClaims<Locals extends Names>(
  { moment, local }: Walk<Locals>,
  way: Way<Locals>,
  exit: Exit<Locals>,
): Obligation[] {
  const { results = [], locals = {}, kept = [], globals = {}, open = [] } = way;
  const address = anyAddress();
  const byteAt = way.byteAt ?? ((at: Term) => select(moment.memory, at));
  const byte = equal(exit.world.memories[0]!.load(address, 1), byteAt(address));
  const stays = way.isOpen === undefined ? byte : implies(not(way.isOpen(address)), byte);
  const named = Object.entries(locals) as [string, Term][];
  return [
    ...same(
      results.map((result, at) => ["it returns what it must", exit.results[at]!, result] as const),
    ),
    ...same(
      named.map(([name, value]) => [`local ${name} is as it must be`, exit.local(name), value]),
    ),
    ...same(kept.map((name) => [`local ${String(name)} stays`, exit.local(name), local(name)])),
    ...same(
      GLOBAL_NAMES.filter((name) => !open.includes(name)).map((name) => [
        globals[name] === undefined ? `${name} stays` : `${name} is as it must be`,
        globalIn(exit.world.globals, name),
        globals[name] ?? globalOf(moment, name),
      ]),
    ),
    {
      claim: way.isOpen ? "the other bytes stay" : "every byte is as it must be",
      goal: stays,
    },
  ];
}

/** What is claimed wherever a walk comes to, whichever way it takes. */
export function wherever<Locals extends Names>(
  walk: Walk<Locals>,
  claims: (
    to: "end" | number,
    exit: Arrival<Locals> & { results: readonly Term[] },
  ) => Obligation[],
): Obligation[] {
  const all: ("end" | number)[] = ["end", ...walk.labels.keys()];
  return all.flatMap((to) =>
    exitsOf(walk, to).flatMap((exit) =>
      claims(to, exit).map((claim) => ({
        ...{ ...claim, claim: `${placed(to)}: ${claim.claim}` },
        when: [exit.condition, ...(claim.when ?? [])],
      })),
    ),
  );
}
