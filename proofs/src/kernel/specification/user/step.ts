/**
 * What user programs do between two entries. An access changes no page that an observer sees unless it
 * is the observer's own turn; and then all that it depends on, tables and frame, is seen. What else an
 * instruction does is for `instruction.ts`.
 */
import { implies, not, or, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, type Place, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { isClosed, isLow } from "../confidentiality/labels.js";
import { obeys } from "../confidentiality/policy.js";
import { isLowTurn, isSeen } from "../confidentiality/view.js";
import { goesOn, mayAccess } from "./walk.js";
import { anyAccess, type Walk, type Walked } from "./walked.js";

const ZERO = number64(0);

/** The policy, where the way leads, and of who runs. */
const policed = (state: State, { steps }: Walked): Term[] => [
  obeys(state, fields.CURRENT, []),
  obeys(state, fields.THREAD_SPACE.page, [state.current]),
  ...steps.map(({ table, index }) => obeys(state, fields.ENTRY, [table, index])),
];

function stated(
  way: Walk | undefined,
  turn: (state: State) => Term,
  asked: typeof changed,
): Statement {
  const access = anyAccess(way);
  const { state, begun } = access;
  const perhaps = [...access.perhaps, ...policed(state, access)];
  return {
    hypotheses: [...begun, isLow(ZERO), not(isClosed(ZERO)), turn(state)],
    obligations: asked(access).map((one) => ({ ...one, perhaps })),
  };
}

const frameOf = ({ pages }: Walked) => pages[2]!;

/** Whatever is written, registers and frame, is not seen. */
function changed(access: Walked): Obligation[] {
  const { state, address, steps } = access;
  const mayStore = mayAccess(address, steps, "store");
  return [
    { claim: "who runs is not seen", goal: not(isLow(state.current)) },
    {
      claim: "what it may write is not seen",
      goal: implies(mayStore, not(isLow(frameOf(access)))),
    },
  ];
}

/** Whatever is looked at, registers, tables and frame, is seen. */
function lookedAt(access: Walked): Obligation[] {
  const { state, address, steps } = access;
  const [first, second, last] = steps;
  const isSeenOf = (claim: string, place: Place, when: readonly Term[] = []) => ({
    ...{ claim, goal: isSeen(state, fields.ENTRY, place), when },
  });
  const ways = [goesOn(first.entry), goesOn(second.entry)];
  const mayRead = or(mayAccess(address, steps, "load"), mayAccess(address, steps, "fetch"));
  return [
    { claim: "who runs is seen", goal: isLow(state.current) },
    { claim: "and the space that it runs in", goal: isSeen(state, fields.SPACE, []) },
    isSeenOf("the root table is seen", [first.table, first.index]),
    isSeenOf("the middle table is seen", [second.table, second.index], ways.slice(0, 1)),
    isSeenOf("the leaf table is seen", [last.table, last.index], ways),
    { claim: "what it may read is seen", goal: implies(mayRead, isLow(frameOf(access))) },
    {
      claim: "and what it may write",
      goal: implies(mayAccess(address, steps, "store"), isLow(frameOf(access))),
    },
  ];
}

export const unseenStatement = (way?: Walk) =>
  stated(way, (state) => not(isLowTurn(state)), changed);
export const ownStatement = (way?: Walk) => stated(way, isLowTurn, lookedAt);
