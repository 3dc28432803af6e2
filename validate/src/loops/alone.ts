/**
 * One side has ended: the other goes on alone, past a few heads of loops, and then both must have come
 * to the same. So it is where a compiler has moved a loop's test: then one side leaves the loop a
 * test earlier than the other.
 */
import { and, type DecisionBudget, FALSE, not, type Term } from "@ashlar/logic";
import { type Explored, giveUp, type riscv } from "@ashlar/semantics";
import { ending } from "../ending.js";
import type { MachineMemory } from "../machine-memory.js";
import { isPossible, show } from "../show.js";
import { type Sides, showAddress } from "../sides.js";
import { faultsOf } from "./faults.js";

const HEADS_MAX = 3;

export class Alone {
  constructor(
    private readonly sides: Sides,
    private readonly budget: DecisionBudget,
  ) {}

  /** Where the machine has ended, WebAssembly goes on until it has. */
  wasm(
    { returned, reached }: Explored,
    arrived: riscv.Arrived,
    facts: readonly Term[],
    heads = HEADS_MAX,
  ): void {
    const { frame, history } = this.sides;
    const condition = and(arrived.condition, returned?.condition ?? FALSE);
    show(this.budget, facts, ending(frame, history, returned, { ...arrived, condition }));
    for (const { condition: when, world, ...at } of reached) {
      const known = [...facts, arrived.condition, when];
      if (!isPossible(known)) continue;
      if (heads === 0) giveUp("it has ended where wasm goes round");
      const next = this.sides.runWasm({ at, world });
      const traps = next.traps.map((trap) => not(trap.condition));
      this.wasm(next, arrived, [...known, ...traps], heads - 1);
    }
  }

  /** Where WebAssembly has ended, the machine goes on until it has. */
  machine(
    returned: NonNullable<Explored["returned"]>,
    { condition, pc, hart }: riscv.Arrived,
    facts: readonly Term[],
    heads = HEADS_MAX,
  ): void {
    const { frame, history } = this.sides;
    const known = [...facts, condition, returned.condition];
    if (!isPossible(known)) return;
    if (heads === 0) giveUp(`at ${showAddress(pc)} it goes round where wasm has ended`);
    // It makes no call any more that WebAssembly could have made.
    history.calls.length = 0;
    const { run, goals } = this.sides.runMachine({
      ...{ pc, registers: hart.registers, memory: hart.memory as MachineMemory },
    });
    show(this.budget, known, [...goals, ...faultsOf(run)]);
    for (const next of run.arrived)
      if (this.sides.isHead(next.pc)) this.machine(returned, next, known, heads - 1);
      else show(this.budget, known, ending(frame, history, returned, next));
  }
}
