/**
 * Waiting for descriptors and calling their handlers, turn by turn, on a thread of its own.
 *
 * Nothing here blocks but the wait, and a handler does a bounded amount of work per turn, so no
 * client starves another.
 */
import { Poller } from "../linux/index.js";

/** Something with a descriptor in the loop. */
export interface Handler {
  ready(events: number): void;
}

export interface LoopHooks {
  /** At the beginning of each turn, before the handlers. */
  turn(): void;
  /** Before sleeping: false if there is something to do after all. */
  maySleep(): boolean;
  /** About once per second, and at most a second late. */
  housekeeping(now_ms: number): void;
}

const HOUSEKEEPING_ms = 1000;
/** How long to look for more work before sleeping. */
const POLL_ms = Number(process.env["ASHLAR_POLL"] ?? 0.02);

export class Loop {
  readonly #poller = new Poller();
  readonly #handlers: (Handler | undefined)[] = [];
  readonly #freeTags: number[] = [];
  readonly #hooks: LoopHooks;
  #stopped = false;

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
    let next_ms = 0;
    while (!this.#stopped) {
      const count = this.#wait();
      this.#hooks.turn();
      for (let index = 0; index < count; index++)
        this.#handlers[this.#poller.tag(index)]?.ready(this.#poller.ready(index));
      const now_ms = performance.now();
      if (now_ms < next_ms) continue;
      next_ms = now_ms + HOUSEKEEPING_ms;
      this.#hooks.housekeeping(now_ms);
    }
    this.#poller.close();
  }

  #wait(): number {
    const until_ms = performance.now() + POLL_ms;
    do {
      const count = this.#poller.wait(0);
      if (count > 0) return count;
    } while (performance.now() < until_ms);
    return this.#hooks.maySleep() ? this.#poller.wait(HOUSEKEEPING_ms) : 0;
  }
}
