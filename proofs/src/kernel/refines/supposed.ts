/** What is supposed of threads where a step looks at many is part of the invariants. */
import type { Theorem } from "@ashlar/logic/prove";
import type { Claim } from "@ashlar/spec";
import { fields, type State, threadInvariants } from "@ashlar/spec/kernel";
import { stated } from "../../prove/stated.js";
import type { Statement } from "../../prove/statement.js";
import type { Core } from "../../rapilog/core.js";
import { PAGE } from "./claims.js";
import { arbitraryMoment } from "./moment.js";
import { neighbours } from "./said.js";

const follows = (kernel: Core, claimed: (state: State) => Claim[]): Statement => {
  const { state } = arbitraryMoment(kernel.module);
  return {
    hypotheses: threadInvariants(state, PAGE).map(({ holds }) => holds),
    obligations: claimed(state).map(({ claim, holds }) => ({ claim, goal: holds })),
  };
};

export const supposedTheorem = (kernel: Core): Theorem =>
  stated({
    id: "kernel/refines/supposed",
    says: "what is supposed of a thread's neighbours follows from the invariants",
    build: () => follows(kernel, (state) => neighbours(state, PAGE)),
    wrong: {
      "of its server's": () =>
        follows(kernel, (state) => neighbours(state, state.get(fields.THREAD.server, PAGE))),
    },
  });
