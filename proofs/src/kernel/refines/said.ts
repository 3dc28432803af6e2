/** Which invariants say something of which fields: what a step that looks at these relies on. */
import { and, equal, ite, or, type Term } from "@ashlar/logic";
import { type Claim, number64, where } from "@ashlar/spec";
import {
  domainInvariants,
  type Field,
  fields,
  interruptInvariants,
  isThread,
  mappingInvariants,
  objectInvariants,
  queueInvariants,
  referenceInvariants,
  type State,
  threadInvariants,
} from "@ashlar/spec/kernel";

const ZERO = number64(0);

type Invariants = (state: State, page: Term, slot: Term) => Claim[];

const { ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE, THREAD } = fields;

/** Of invariants, those with these words. */
const only =
  (invariants: Invariants, ...words: string[]): Invariants =>
  (state, page, slot) =>
    invariants(state, page, slot).filter(({ claim }) => words.includes(claim));

const thread = (...words: string[]) => only(threadInvariants, ...words);
const queue = (...words: string[]) => only(queueInvariants, ...words);

/** What steps use of "its neighbours name it", which says more: in no queue nobody has any. */
export function neighbours(state: State, page: Term): Claim[] {
  const [next, previous] = [state.get(THREAD.next, page), state.get(THREAD.previous, page)];
  const isNone = (of: Term) => equal(of, ZERO);
  const isThreadOrNone = (of: Term, back: Field) =>
    or(isNone(of), and(isThread(state, of), equal(state.get(back, of), page)));
  const holds = ite(
    isNone(state.get(THREAD.queue, page)),
    and(isNone(next), isNone(previous)),
    and(isThreadOrNone(next, THREAD.previous), isThreadOrNone(previous, THREAD.next)),
  );
  return [
    {
      claim: "neighbours are threads, which name it",
      holds: where(isThread(state, page), () => holds),
    },
  ];
}

export type Said = readonly (readonly [Invariants, readonly Field[]])[];

const OF_CAPABILITIES: Said = [
  [
    objectInvariants,
    [...Object.values(fields.SLOT), ...Object.values(fields.TARGET), fields.FIRST, fields.END],
  ],
  [
    referenceInvariants,
    [
      ...[fields.ROOT, fields.THREAD_SPACE, fields.HANDLER, fields.IRQ],
      ...[fields.LISTENS, fields.LISTENER],
    ].flatMap(({ page, generation }) => [page, generation]),
  ],
];
const OF_OTHERS: Said = [
  [interruptInvariants, [fields.IRQ_DOMAIN, fields.MASK]],
  [mappingInvariants, [fields.MAPPING, fields.ENTRY, fields.CURSOR]],
];

/** Which invariants say something of which fields. */
export const SAID: Said = [
  ...OF_CAPABILITIES,
  [threadInvariants, [...Object.values(fields.THREAD), fields.FAULT.isFaulted]],
  [
    queueInvariants,
    [
      ...[ENDPOINT_QUEUE, NOTIFICATION_QUEUE, READY_QUEUE].flatMap((queue) => Object.values(queue)),
      ...[fields.READY_MAP, fields.SIGNALLED],
    ],
  ],
  ...OF_OTHERS,
];

/** Less of threads and queues, for steps that look at many of these. */
export const SAID_OF_QUEUES: Said = [
  ...OF_CAPABILITIES,
  [thread("a thread has a state"), [THREAD.state]],
  [thread("and a priority"), [THREAD.priority]],
  [thread("it is where its state says"), [THREAD.state, THREAD.domain, THREAD.queue]],
  [neighbours, [THREAD.next, THREAD.previous, THREAD.queue]],
  [thread("caller and server name each other"), [THREAD.caller, THREAD.server]],
  [thread("who has faulted waits for what becomes of it"), [fields.FAULT.isFaulted, THREAD.isCall]],
  [queue("an endpoint's queue is one"), Object.values(ENDPOINT_QUEUE)],
  [
    queue("a notification's queue is one, and empty while bits are set"),
    [...Object.values(NOTIFICATION_QUEUE), fields.SIGNALLED],
  ],
  [
    queue("a domain's queue is one, and its map says whether it is empty"),
    [...Object.values(READY_QUEUE), fields.READY_MAP],
  ],
  [domainInvariants, [fields.READY_MAP, fields.MASK]],
  ...OF_OTHERS,
];
