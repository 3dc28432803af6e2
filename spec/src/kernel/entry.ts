/** The kernel's entry points: all system calls, by number. */
import * as numbers from "@ashlar/kernel/interface";
import { number64 } from "../number.js";
import * as cnode from "./cnode.js";
import * as indirection from "./indirection.js";
import type { State } from "./state.js";
import type { Arguments, Outcome, SystemCall } from "./system-call.js";
import * as thread from "./thread.js";
import * as untyped from "./untyped.js";

export const SYSTEM_CALLS: readonly { readonly name: string; readonly call: SystemCall }[] = [
  { name: "untypedRetype", call: untyped.retype },
  { name: "untypedReclaim", call: untyped.reclaim },
  { name: "cnodeCopy", call: cnode.copy },
  { name: "cnodeMint", call: cnode.mint },
  { name: "cnodeMove", call: cnode.move },
  { name: "cnodeDelete", call: cnode.remove },
  { name: "indirectionCreate", call: indirection.create },
  { name: "indirectionInvalidate", call: indirection.invalidate },
  { name: "threadConfigure", call: thread.configure },
];

/** What a call by the running thread does; `number` is a literal. */
export function systemCall(state: State, number: number, registers: Arguments): Outcome {
  const entry = SYSTEM_CALLS[number];
  if (entry === undefined) return { state, result: number64(numbers.NO_SUCH_CALL) };
  return entry.call(state, registers);
}
