/** What a run of the machine must never do. */
import { FALSE } from "@ashlar/logic";
import type { riscv } from "@ashlar/semantics";
import type { Goal } from "../history.js";
import { showAddress } from "../sides.js";

export const faultsOf = (machine: riscv.Explored): Goal[] =>
  machine.excepted.map(({ condition, pc }) => ({
    says: `what the instruction at ${showAddress(pc)} accesses is its own`,
    ...{ when: condition, goal: FALSE },
  }));
