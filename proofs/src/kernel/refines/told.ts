/**
 * What the kernel has told the machine: it stands behind the module's globals, so it parts and meets
 * with the paths. The machine may remember entries of page tables from before the last fence, so what
 * objects were then is kept.
 */
import { equal, FALSE, ite, sortOf, type Term, TRUE, variable } from "@ashlar/logic";
import type { HostCall, Module, World } from "@ashlar/semantics";
import type { RegionMemory } from "./region-memory.js";

export interface Told {
  /** The page of the root table that the machine uses: 32 bits. */
  readonly space: Term;
  /** A bit for each source that may interrupt. */
  readonly interrupts: Term;
  /** Whether the timer was armed. */
  readonly isArmed: Term;
  /** What objects were when the machine was last told to forget. */
  readonly objects: Term;
}

const PARTS = ["space", "interrupts", "isArmed", "objects"] as const;

/** What it was told before the entry; the timer runs. */
export function remember(world: World, told: Omit<Told, "isArmed">): void {
  const all: Told = { ...told, isArmed: FALSE };
  world.globals.push(...PARTS.map((part) => all[part]));
}

/** The same where it may have been told anything. */
export function rememberAnything(world: World): Told {
  const start = world.globals.length - PARTS.length;
  PARTS.forEach((part, at) => {
    if (part !== "isArmed")
      world.globals[start + at] = variable(
        `told before: ${part}`,
        sortOf(world.globals[start + at]!),
      );
  });
  return toldIn(world);
}

export function toldIn({ globals }: World): Told {
  const parts = globals.slice(-PARTS.length);
  return Object.fromEntries(PARTS.map((part, at) => [part, parts[at]!])) as unknown as Told;
}

function tell(world: World, news: Partial<Told>): void {
  const start = world.globals.length - PARTS.length;
  PARTS.forEach((part, at) => {
    if (news[part] !== undefined) world.globals[start + at] = news[part];
  });
}

const objectsIn = ({ memories }: World) => (memories[0] as RegionMemory).objects;

/** The machine uses a space, and remembers nothing but what is there now. */
export const nowUses = (world: World, space: Term): void =>
  tell(world, { space, objects: objectsIn(world) });

const HEARD: Readonly<Record<string, (world: World, value: Term) => void>> = {
  setAddressSpace: nowUses,
  fence: (world) => tell(world, { objects: objectsIn(world) }),
  setInterrupts: (world, interrupts) => tell(world, { interrupts }),
  armTimer: (world) => tell(world, { isArmed: TRUE }),
};

/** The machine uses another space if the state says so now; it then remembers nothing before that. */
export function followSpace(world: World, before: Term, after: Term): void {
  const told = toldIn(world);
  const isSame = equal(before, after);
  tell(world, {
    space: ite(isSame, told.space, after),
    objects: ite(isSame, told.objects, objectsIn(world)),
  });
}

/** What happens when the kernel calls one of its imports. */
export const machineOf = (module: Module) => (index: number) => {
  const name = module.functions[index]!.import?.name;
  const heard = name === undefined ? undefined : HEARD[name];
  if (heard === undefined) return undefined;
  return ({ world, parameters }: HostCall): Term[] => {
    heard(world, parameters[0]!);
    return [];
  };
};
