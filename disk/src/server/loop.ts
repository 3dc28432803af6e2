/**
 * Waiting for descriptors and calling their handlers, turn by turn, on a thread of its own.
 *
 * Nothing here blocks but the wait, and a handler does a bounded amount of work per turn, so no
 * client starves another.
 */
import { performance } from "node:perf_hooks";
import { Poller } from "../linux/index.js";
import { LOOK_ms, Lockstep } from "./lockstep.js";

/** Something with a descriptor in the loop. */
export interface Handler {
  ready(events: number): void;
}

export interface LoopHooks {
  /** At the beginning of each turn, before the handlers. */
  turn(): void;
  /** Before sleeping: false if there is something to do after all. */
  maySleep(): boolean;
  /** How many requests have been served so far. */
  requests(): number;
  /** About once per second, and at most a second late. */
  housekeeping(now_ms: number): void;
}

const HOUSEKEEPING_ms = 1000;
/** A busy loop looks at the clock only now and then. */
const TURNS_PER_LOOK = 64;

export class Loop {
  readonly #poller = new Poller();
  readonly #handlers: (Handler | undefined)[] = [];
  readonly #freeTags: number[] = [];
  readonly #hooks: LoopHooks;
  readonly #lockstep = new Lockstep();
  #requestsSeen = 0;
  #stopped = false;
  #nextHousekeeping_ms = 0;

  constructor(hooks: LoopHooks) {
    this.#hooks = hooks;
  }

  /** Watches a descriptor; the result is its tag. */
  add(fd: number, events: number, handler: Handler): number {
    const tag = this.#freeTags.pop() ?? this.#handlers.length;
    this.#handlers[tag] = handler;
    this.#poller.add(fd, events, tag);
    return tag;
  }

  modify(fd: number, events: number, tag: number): void {
    this.#poller.modify(fd, events, tag);
  }

  /** Stops watching; the descriptor stays open. An event of this turn may still reach the tag's
   * next owner, so handlers take readiness as a hint. */
  remove(fd: number, tag: number): void {
    this.#poller.remove(fd);
    this.#handlers[tag] = undefined;
    this.#freeTags.push(tag);
  }

  stop(): void {
    this.#stopped = true;
  }

  run(): void {
    for (let turn = 0; !this.#stopped; turn++) {
      const count = this.#wait();
      this.#hooks.turn();
      for (let index = 0; index < count; index++)
        this.#handlers[this.#poller.tag(index)]?.ready(this.#poller.ready(index));
      if (count === 0 || turn % TURNS_PER_LOOK === 0) this.#keepHouse();
    }
    this.#poller.close();
  }

  #keepHouse(): void {
    const now_ms = performance.now();
    if (now_ms < this.#nextHousekeeping_ms) return;
    this.#nextHousekeeping_ms = now_ms + HOUSEKEEPING_ms;
    this.#hooks.housekeeping(now_ms);
  }

  #wait(): number {
    const requests = this.#hooks.requests();
    const served = requests - this.#requestsSeen;
    this.#requestsSeen = requests;
    if (this.#lockstep.isLikely(served)) {
      const count = this.#look();
      this.#lockstep.learn(count > 0);
      if (count > 0) return count;
    }
    return this.#poller.wait(this.#hooks.maySleep() ? HOUSEKEEPING_ms : 0);
  }

  #look(): number {
    const until_ms = performance.now() + LOOK_ms;
    do {
      const count = this.#poller.wait(0);
      if (count > 0) return count;
    } while (performance.now() < until_ms);
    return 0;
  }
}
