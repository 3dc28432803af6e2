/** What outlives a call: globals, memories, data segments (the standard's store, section 4.2.3). */
import type { Term } from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import type { Code } from "../code.js";
import type { Memory } from "../machine.js";
import type { FunctionType } from "../types.js";

/** A memory that a run can take apart and put together. */
export interface ForkingMemory extends Memory {
  fork(): ForkingMemory;
  /** This where the join's first path was taken, the other where its second was. */
  joined(other: ForkingMemory, join: Join): ForkingMemory;
}

export interface World {
  /** By address; undefined for types that are not executed. */
  globals: (Term | undefined)[];
  memories: ForkingMemory[];
  /** Empty once dropped. */
  segments: Uint8Array[];
}

export const DROPPED = new Uint8Array();

export function forkWorld({ globals, memories, segments }: World): World {
  return {
    globals: globals.slice(),
    memories: memories.map((memory) => memory.fork()),
    segments: segments.slice(),
  };
}

export function joinWorlds(first: World, second: World, join: Join): World {
  if (first.segments.some((segment, at) => segment !== second.segments[at]))
    giveUp("a data segment is dropped on one of two paths");
  return {
    globals: first.globals.map((value, at) => chosen(value, second.globals[at], join)),
    memories: first.memories.map((memory, at) => memory.joined(second.memories[at]!, join)),
    segments: first.segments,
  };
}

function chosen(first: Term | undefined, second: Term | undefined, join: Join): Term | undefined {
  if (first === undefined || second === undefined) return undefined;
  return join.choose(first, second);
}

/** A module's view of a world: what its indices mean there. */
export interface View {
  functions: readonly Callable[];
  globals: readonly number[];
  memories: readonly number[];
  segments: readonly number[];
}

/** A function with all that is needed to call it. */
export interface Callable {
  type: FunctionType;
  /** Its name or index, for people. */
  name: string;
  /** Its body, and the module that this belongs to. */
  code: Code | undefined;
  view: View | undefined;
  /**
   * What happens instead of its body: a host's function, or a contract that was proved about the
   * body. Gives the results. Without body and this a run cannot go on.
   */
  host?: (call: HostCall) => readonly Term[];
}

/** A call whose callee is described, not run. */
export interface HostCall {
  readonly parameters: readonly Term[];
  /** Under which it happens. */
  readonly condition: Term;
  /** To read, and to change. */
  readonly world: World;
  /** The caller must see to this: it is among the run's obligations. */
  require(condition: Term): void;
  /** The callee sees to this, by what was proved about it. */
  assume(condition: Term): void;
}
