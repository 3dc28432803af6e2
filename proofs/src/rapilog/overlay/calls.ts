/** Callees of which only it matters with what they are called, and that they are. */
import { arrayOf, equal, implies, select, type Term, variable } from "@ashlar/logic";
import { type Explored, type HostCall, TermMemory, type World } from "@ashlar/semantics";
import type { Obligation } from "../../prove/statement.js";
import { anyAddress } from "../terms.js";

const memoryAfterCall = () => variable("memory after the call", arrayOf(32));

/** A call with these parameters, after which memory is another one. */
export function expectCall(call: HostCall, expected: readonly Term[]): void {
  call.parameters.forEach((parameter, at) => {
    call.require(equal(parameter, expected[at]!));
  });
  call.world.memories[0] = TermMemory.of(memoryAfterCall(), call.world.memories[0]!.pages);
}

/** That it was called, last of all that changes memory. */
export function wasCalled(world: World): Obligation {
  const address = anyAddress();
  return {
    claim: "memory is afterwards what the call leaves",
    goal: equal(world.memories[0]!.load(address, 1), select(memoryAfterCall(), address)),
  };
}

/** That the calls are made with what they must be made with. */
export const areRight = (run: Explored): Obligation[] =>
  run.obligations.map(({ condition, required }) => ({
    claim: "the call is made with what it must be",
    goal: implies(condition, required),
  }));
