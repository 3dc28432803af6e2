/** Theorems about the core's code: how they are proved, shown, and tried on changed code. */
import type { Listing } from "@ashlar/logic/prove";
import { disassemble } from "@ashlar/semantics";
import { exhibitOf } from "../prove/exhibit.js";
import { proveStatement, type StatedTheorem, type Statement } from "../prove/statement.js";
import { type Change, changed } from "./changes.js";
import { type Core, coreOf } from "./core.js";
import { sourceLines } from "./source-lines.js";

export interface CoreClaim {
  readonly id: string;
  /** What it says, in plain words. */
  readonly says: string;
  /** The functions whose code it is about, by name. */
  readonly functions: (core: Core) => ReadonlyMap<string, number>;
  readonly statement: (core: Core) => Statement;
  /** Changes of the code under which it must be refuted. */
  readonly changes: (core: Core) => readonly Change[];
  /** What must be refuted of changed code, where the statement is more general than that. */
  readonly narrower?: (core: Core) => Statement;
}

/** A theorem about a core. */
export function coreTheorem(core: Core, claim: CoreClaim): StatedTheorem {
  const { id, says, statement, narrower = statement } = claim;
  return {
    ...{ id, says, statement: () => statement(core) },
    prove: () => proveStatement(() => statement(core)),
    mutants: () =>
      claim.changes(core).map((change) => ({
        id: `${id}#0x${change.offset.toString(16)} ${change.what}`,
        prove: () => proveStatement(() => narrower(coreOf(changed(core.bytes, change)))),
      })),
    exhibit: () => exhibitOf(() => statement(core), listings(core, claim.functions(core))),
  };
}

/** The code of functions, each instruction with the line that it was compiled from. */
function listings({ module }: Core, functions: ReadonlyMap<string, number>): Listing[] {
  const lineOf = sourceLines();
  return [...functions].map(([name, index]) => ({
    name,
    lines: disassemble(module, index).map(({ offset, text }) => {
      const line = lineOf(offset);
      return { offset, text, source: line === undefined ? null : [line.place, line.text] };
    }),
  }));
}
