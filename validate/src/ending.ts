/** What is the same when both sides have returned. */
import { equal, FALSE, signExtend, type Term } from "@ashlar/logic";
import { type Explored, giveUp, riscv, type TermMemory } from "@ashlar/semantics";
import type { Frame } from "./frame.js";
import { type Goal, type History, sameMemory } from "./history.js";
import type { MachineMemory } from "./machine-memory.js";
import { showAddress } from "./sides.js";

const { Register, SAVED } = riscv;

/** The machine has come to an address that is no loop's head: its caller's, if all is well. */
export function ending(
  frame: Frame,
  history: History,
  returned: Explored["returned"],
  { condition: when, pc, hart }: riscv.Arrived,
): Goal[] {
  const goal = (says: string, goal: Term): Goal => ({ says, when, goal });
  if (pc !== frame.returnAddress)
    return [goal(`it does not go to ${showAddress(pc)}`, equal(pc, frame.returnAddress))];
  if (returned === undefined) return [goal("it traps as wasm does", FALSE)];
  const { world } = returned;
  const memory = hart.memory as MachineMemory;
  const linear = sameMemory(memory.linear, world.memories[0] as TermMemory | undefined);
  return [
    ...savedRegisters(frame, hart, goal),
    ...results(returned, hart, goal),
    ...globals(world.globals.slice(0, history.place), memory, goal),
    goal("memory", linear),
    goal("the calls made", equal(memory.history, world.globals[history.place]!)),
  ];
}

type Make = (says: string, goal: Term) => Goal;

function savedRegisters(frame: Frame, hart: riscv.Hart, goal: Make): Goal[] {
  const { unsaved = [] } = frame.options.layout;
  return SAVED.filter((register) => !unsaved.includes(register)).map((register) =>
    goal(`x${register} is as before`, equal(hart.register(register), frame.register(register))),
  );
}

function results({ results }: { results: readonly Term[] }, hart: riscv.Hart, goal: Make): Goal[] {
  if (results.length > 1) giveUp("it has several results");
  return results.map((value) =>
    goal("the result", equal(hart.register(Register.a0), signExtend(value, 64))),
  );
}

function globals(values: readonly (Term | undefined)[], memory: MachineMemory, goal: Make): Goal[] {
  return values.flatMap((value, at) => {
    const own = memory.global(at);
    if (value === undefined || own === undefined) return [];
    return [goal(`global ${at}`, equal(own, value))];
  });
}
