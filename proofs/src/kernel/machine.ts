/**
 * The machine below the kernel, as far as the kernel can ask it for anything. It remembers of page
 * tables whatever it has ever seen of them until it is told to forget: so an entry that was changed
 * may be used as it was until the next fence, and none may be when the kernel returns.
 */
import assert from "node:assert/strict";

/** What the machine must have been told when a step is over. */
export interface Expected {
  readonly space: number;
  readonly interrupts: bigint;
  /** Whether a domain's turn began in this step. */
  readonly isTurn: boolean;
}

export class Machine {
  /** Entries that are changed in this step: where, and to what; until the machine forgot the old. */
  readonly #changing = new Map<number, bigint>();
  #space: number | undefined;
  #interrupts: bigint | undefined;
  /** How often in this step. */
  #armed = 0;

  constructor(readonly memory: Buffer) {}

  /** What the kernel imports. */
  readonly imports = {
    setAddressSpace: (root: number) => {
      this.#space = root;
      this.#forget();
    },
    fence: () => this.#forget(),
    setInterrupts: (mask: bigint) => {
      this.#interrupts = BigInt.asUintN(64, mask);
    },
    armTimer: () => {
      this.#armed += 1;
    },
  };

  #forget(): void {
    for (const [address, entry] of this.#changing)
      if (this.memory.readBigUInt64LE(address) === entry) this.#changing.delete(address);
  }

  /** In the step that begins these entries must be changed, and the old ones forgotten. */
  expect(entries: Iterable<readonly [address: number, entry: bigint]>): void {
    this.#changing.clear();
    this.#armed = 0;
    for (const [address, entry] of entries)
      if (this.memory.readBigUInt64LE(address) !== entry) this.#changing.set(address, entry);
  }

  /**
   * The step is over: the machine uses this space, and nothing that is no more; these sources may
   * interrupt; and the timer ticks next one slice after a turn began, now or before.
   */
  check({ space, interrupts, isTurn }: Expected): void {
    assert.equal(this.#space, space, "the address space that the machine uses");
    assert.equal(this.#interrupts, interrupts, "the sources that may interrupt");
    assert.equal(this.#armed, isTurn ? 1 : 0, "how often the timer was armed");
    const [address] = this.#changing.keys();
    assert.equal(address, undefined, `the entry at ${address} may be used as it was`);
  }
}
