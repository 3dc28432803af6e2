/** That the code of a part does what its contract says, of any moment in which it may be called. */
import {
  and,
  bitVector,
  boolean,
  equal,
  extract,
  ite,
  not,
  type Term,
  variable,
} from "@ashlar/logic";
import { explore, type Returned } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { fields, type State } from "@ashlar/spec/kernel";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import { anyOf, type Core, explored } from "../../rapilog/core.js";
import { asTheImage, endings, entryIn, isTable } from "./claims.js";
import { contractsOf } from "./contracts.js";
import type { Part } from "./described.js";
import { isTyped } from "./image.js";
import { isFresh, keepsEntries, keepsSources, mayChange } from "./leaving.js";
import { Meetings } from "./meeting.js";
import { arbitraryMoment } from "./moment.js";
import { functionIndex } from "./names.js";
import { PARTS } from "./parts.js";
import type { RegionMemory } from "./region-memory.js";
import { rememberAnything, type Told, toldIn } from "./told.js";

const low32 = (term: Term) => extract(term, 31, 0);

/** The machine uses the space that the state says, and remembers what is there. */
function staysFresh({ world }: Returned, before: Told, state: State, after: State): Obligation[] {
  const memory = world.memories[0] as RegionMemory;
  const told = toldIn(world);
  return [
    ...same([
      ["the machine uses the space", told.space, low32(after.get(fields.SPACE))],
      ["the sources that may interrupt are the same", told.interrupts, before.interrupts],
    ]),
    { claim: "the timer goes on", goal: not(told.isArmed) },
    {
      claim: "the machine remembers no entry that was changed",
      goal: isFresh(memory, told, state),
    },
  ];
}

/** The machine uses another space where the state does, and then it remembers no more than that. */
function telling(run: Returned, before: Told, state: State, after: State): Obligation[] {
  const [was, becomes] = [state, after].map((one) => low32(one.get(fields.SPACE)));
  const memory = run.world.memories[0] as RegionMemory;
  const told = toldIn(run.world);
  const isSame = equal(was!, becomes!);
  const entries = (objects: Term) => entryIn(memory.withObjects(objects));
  const remembered = ite(isSame, entries(before.objects), entryIn(memory));
  return [
    ...same([
      ["the machine uses the space", told.space, ite(isSame, before.space, becomes!)],
      ["the sources that may interrupt are the same", told.interrupts, before.interrupts],
    ]),
    { claim: "the timer goes on", goal: not(told.isArmed) },
    {
      claim: "the machine remembers no more",
      goal: equal(entries(told.objects), remembered),
      when: [isTable(state)],
    },
  ];
}

/** What is supposed of what a routine leaves; and each change is of a field that its page has. */
function ofRoutine(
  { routine, ignores = [], leaves, isSaidInFull, does }: Part,
  state: State,
  after: State,
  parameters: readonly Term[],
  meetings: Meetings,
): Obligation[] {
  if (routine === undefined) return [];
  const inFull = isSaidInFull ? does(state, parameters).after : after;
  return [
    ...after.steps.map((step, at) => ({
      claim: `change ${at} is of a field that its page has, and that routines change`,
      goal: and(boolean(mayChange(step)), isTyped(step, after)),
    })),
    ...ignores.flatMap((field) => {
      const other = does(state.with(field, [], number64(0)), parameters).after;
      return asTheImage(meetings.image(other), meetings.image(after));
    }),
    { claim: "entries of page tables stay", goal: keepsEntries(state, after) },
    { claim: "the sources that may interrupt stay", goal: keepsSources(state, after) },
    ...(leaves?.(state, inFull, parameters) ?? []).map((goal) => ({
      claim: "what holds when it has ended",
      goal,
    })),
  ];
}

export function partStatement(kernel: Core, part: Part): Statement {
  const others = PARTS.filter((other) => other.name !== part.name);
  const meetings = new Meetings(others, { hasInvariants: part.supposes !== undefined });
  const { functions, world, state } = arbitraryMoment(kernel.module, contractsOf(others, meetings));
  const memory = world.memories[0] as RegionMemory;
  const callable = functions[functionIndex(part.name)]!;
  const parameters = callable.type.parameters.map((type, at) => anyOf(`parameter ${at}`, type));
  const also = Array.from({ length: part.also ?? 0 }, (_, at) =>
    variable(`known parameter ${at}`, bitVector(32)),
  );
  const given = [...parameters, ...also];
  const invariants = (part.supposes ?? part.relies)?.(state, given) ?? [];
  const needs = [...part.needs(state, given), ...invariants];
  const { after, results, globals = [] } = part.does(meetings.begin(memory), given);
  meetings.end(after);
  const left = globals.map(([global, when, value]) => ite(when, value, world.globals[global]!));
  const told = part.beginsFresh ? toldIn(world) : rememberAnything(world);
  const run = explored(explore(callable, parameters, world, { isNarrow: true }));
  const { returned } = run;
  const claims = returned && [
    ...same(results.map((result, at) => ["what it returns", returned.results[at]!, result])),
    ...same(
      globals.map(([global], at) => [
        "what is left in globals",
        returned.world.globals[global]!,
        left[at]!,
      ]),
    ),
    ...asTheImage(returned.world.memories[0] as RegionMemory, meetings.image(after)),
    ...(part.beginsFresh ? staysFresh : telling)(returned, told, state, after),
  ];
  return {
    hypotheses: [...needs, ...meetings.known],
    obligations: [
      ...endings(run),
      ...(claims ?? []),
      ...ofRoutine(part, state, after, given, meetings),
    ],
    atOnce: true,
  };
}
