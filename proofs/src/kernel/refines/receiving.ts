/** Parts of the kernel's code that receive (`parts.ts`): what threads have to say, or bits. */
import { all, equal, implies, not, type Term, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { receiveAfter, receiveAt, type State, take } from "@ashlar/spec/kernel";
import type { Part } from "./described.js";
import { isLaidOut, mayWake } from "./needed.js";
import { mayReceiveAfter, mayReceiveAt, mayStayAside, mayTake } from "./needed-to-receive.js";

const wide = (term: Term) => zeroExtend(term, 64);

/** What it takes to take what a thread has to say; a third one may have to be woken then. */
const mayTakeBeside = (state: State, parameters: readonly Term[]): Term[] => {
  const [sender, endpoint, other] = parameters.map(wide);
  return [
    ...isLaidOut(state),
    ...mayTake(state, sender!, endpoint!),
    ...mayStayAside(state, sender!, endpoint!, other!),
  ];
};

/** If somebody else may be woken then, that is so. */
const staysAwakable = (before: State, after: State, parameters: readonly Term[]): Term[] => {
  const other = wide(parameters[2]!);
  const might = all([not(equal(other, number64(0))), ...mayTakeBeside(before, parameters)]);
  return mayWake(after, other).map((need) => implies(might, need));
};

/** A routine, and what it needs beside that memory is laid out as it is. */
const receiving = (
  routine: "take" | "receiveAt" | "receiveAfter",
  { file, ...rest }: { readonly file: string } & Pick<Part, "says" | "needs"> & Partial<Part>,
  does: (state: State, ...parameters: Term[]) => State,
): Part => ({
  ...{ routine, name: `${file}/${routine}`, ...rest },
  does: (state, parameters) => ({ after: does(state, ...parameters.map(wide)), results: [] }),
});

export const RECEIVING: readonly Part[] = [
  receiving(
    "take",
    {
      ...{ file: "endpoint", says: "takes what a thread has to say", also: 1 },
      ...{ needs: mayTakeBeside, leaves: staysAwakable, isSaidInFull: true },
    },
    (state, sender, endpoint) => take(state, sender!, endpoint!),
  ),
  receiving(
    "receiveAt",
    {
      ...{ file: "endpoint", says: "takes what there is at an endpoint, or waits for it" },
      needs: (state, [endpoint]) => [...isLaidOut(state), ...mayReceiveAt(state, wide(endpoint!))],
    },
    (state, endpoint) => receiveAt(state, endpoint!),
  ),
  receiving(
    "receiveAfter",
    {
      ...{ file: "reply", says: "takes what there is after a reply, or waits for it" },
      beginsFresh: true,
      needs: (state, [endpoint, caller]) => [
        ...isLaidOut(state),
        ...mayReceiveAfter(state, wide(endpoint!), wide(caller!)),
      ],
    },
    (state, endpoint, caller) => receiveAfter(state, endpoint!, caller!),
  ),
];
