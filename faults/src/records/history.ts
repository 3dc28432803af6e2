/**
 * What was done in one cycle, and in which order as far as anybody outside can know it.
 *
 * Two operations are ordered only if one was acknowledged before the other was issued
 * (completion-before-issue, FAST '13 section 3.3); all others ran at the same time, and either
 * order is right. Events are counted, not timed, so there are no ties. Noting an acknowledgement
 * late or an issue early only takes order away, so it never accuses a disk that is honest.
 */
import assert from "node:assert/strict";
import type { Flush, Operation, OperationName, Write } from "./operation.js";

/** An operation under judgement. */
export interface Event<T extends Operation = Operation> {
  operation: T;
  /** Count of the event at which it was issued. */
  issued: number;
  /** Count of the event at which it was acknowledged; Infinity while it was not, or failed. */
  acknowledged: number;
}

/** Which acknowledged writes must survive a power failure.
 * - `nbd`: those with FUA, and those acknowledged before a FLUSH was issued that was acknowledged;
 * - `every`: all;
 * - `prefix`: all that were acknowledged before something that survived was issued. */
export const PROMISES = ["nbd", "every", "prefix"] as const;
export type Promise_ = (typeof PROMISES)[number];

const key = ({ worker, number }: OperationName) => worker * 2 ** 32 + number;

export class History {
  readonly writes: Event<Write>[] = [];
  readonly #byName = new Map<number, Event>();
  readonly #indexes = new Map<number, number>();
  #events = 0;
  #flushedBefore = -1;
  /** After a flush that failed nobody knows what became of the writes issued before `until` that
   * no earlier flush covered, and a later one does not say: their client has to write again. */
  readonly #doubts: { acknowledgedFrom: number; issuedUntil: number }[] = [];

  constructor(readonly cycle: number) {}

  issue(operation: Operation): void {
    assert(operation.cycle === this.cycle && !this.#byName.has(key(operation)));
    const event = { operation, issued: this.#events++, acknowledged: Infinity };
    this.#byName.set(key(operation), event);
    if (operation.kind === "flush") return;
    this.#indexes.set(key(operation), this.writes.length);
    this.writes.push(event as Event<Write>);
  }

  /** Takes in a write that is on the disk though the ledger had no time to say that it was issued:
   * as early as can be, so that nothing counts as done before it. */
  admit(write: Write): number {
    this.issue(write);
    const index = this.writes.length - 1;
    this.writes[index]!.issued = 0;
    return index;
  }

  /** Notes the acknowledgement and gives the operation. */
  acknowledge(name: Pick<OperationName, "worker" | "number">): Operation {
    const event = this.#byName.get(key({ ...name, cycle: this.cycle }));
    assert(event !== undefined && event.acknowledged === Infinity);
    event.acknowledged = this.#events++;
    if (event.operation.kind === "flush") this.#noteFlush(event as Event<Flush>);
    return event.operation;
  }

  /** Notes that an operation was answered with an error: it may have happened or not. */
  fail(name: Pick<OperationName, "worker" | "number">): void {
    const event = this.#byName.get(key({ ...name, cycle: this.cycle }));
    assert(event !== undefined && event.acknowledged === Infinity);
    const issuedUntil = this.#events++;
    if (event.operation.kind === "flush")
      this.#doubts.push({ acknowledgedFrom: this.#flushedBefore, issuedUntil });
  }

  #noteFlush(flush: Event<Flush>): void {
    this.#flushedBefore = Math.max(this.#flushedBefore, flush.issued);
  }

  /** Index in `writes`, or undefined where it was never issued. */
  indexOf(name: OperationName): number | undefined {
    return name.cycle === this.cycle ? this.#indexes.get(key(name)) : undefined;
  }

  /** Whether a write had to be durable at the end, by the promise that looks at nothing else. */
  isDurable(write: Event<Write>, promise: Exclude<Promise_, "prefix">): boolean {
    if (write.acknowledged === Infinity) return false;
    if (promise === "every") return true;
    if (write.operation.fua) return true;
    return write.acknowledged < this.#flushedBefore && !this.#isDoubtful(write);
  }

  #isDoubtful({ issued, acknowledged }: Event): boolean {
    return this.#doubts.some(
      ({ acknowledgedFrom, issuedUntil }) =>
        acknowledged > acknowledgedFrom && issued < issuedUntil,
    );
  }
}
