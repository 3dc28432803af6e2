/**
 * A lock in memory that processes share, for critical sections of a few microseconds.
 *
 * A holder may be killed at any instruction. The word therefore names it: the process and when
 * it took the lock, in milliseconds of the monotonic clock. A lock whose process is dead is taken
 * over, and so is one that has been held absurdly long (a thread that was terminated while its
 * process lives). A holder that was merely stopped for so long finds its lock gone when it goes
 * on and leaves it alone; what the lock protects must bear two writers in that case.
 */
import { monotonic_ns, sleepThread } from "../linux/index.js";

const FREE = 0n;
const TIME_BITS = 40n;
const TIME_MASK = (1n << TIME_BITS) - 1n;
/** Below this age a holder is not looked after: it is about to be done. */
const SUSPECT_AFTER_MS = 2;
const ABSURD_AFTER_MS = 1000;
const SPINS = 200;

const PAUSE_MS = 0.05;

function now_ms(): bigint {
  return (monotonic_ns() / 1_000_000n) & TIME_MASK;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function isAbandoned(holder: bigint): boolean {
  const age_ms = Number((now_ms() - (holder & TIME_MASK)) & TIME_MASK);
  if (age_ms > ABSURD_AFTER_MS) return true;
  return age_ms >= SUSPECT_AFTER_MS && !isAlive(Number(holder >> TIME_BITS));
}

/** The lock at `index` of `words`; 0 is free. */
export class SharedLock {
  constructor(
    readonly words: BigInt64Array,
    readonly index: number,
  ) {}

  /** Runs `section` while holding the lock. */
  hold<Result>(section: () => Result): Result {
    const ticket = (BigInt(process.pid) << TIME_BITS) | now_ms();
    this.#take(ticket);
    try {
      return section();
    } finally {
      Atomics.compareExchange(this.words, this.index, ticket, FREE);
    }
  }

  #take(ticket: bigint): void {
    for (let attempt = 1; ; attempt++) {
      const holder = Atomics.compareExchange(this.words, this.index, FREE, ticket);
      if (holder === FREE) return;
      if (attempt % SPINS !== 0) continue;
      if (isAbandoned(holder) && this.#takeOver(holder, ticket)) return;
      sleepThread(PAUSE_MS);
    }
  }

  #takeOver(holder: bigint, ticket: bigint): boolean {
    return Atomics.compareExchange(this.words, this.index, holder, ticket) === holder;
  }
}
