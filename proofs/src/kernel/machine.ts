/**
 * The machine below the kernel, as far as the kernel can ask it for anything. It remembers of page
 * tables whatever it has ever seen of them until it is told to forget: so an entry that was changed
 * may be used as it was until the next fence, and none may be when the kernel returns.
 */
import assert from "node:assert/strict";

export class Machine {
  /** Entries that are changed in this step: where, and to what; until the machine forgot the old. */
  readonly #changing = new Map<number, bigint>();
  #space: number | undefined;

  constructor(readonly memory: Buffer) {}

  /** What the kernel imports. */
  readonly imports = {
    setAddressSpace: (root: number) => {
      this.#space = root;
      this.#forget();
    },
    fence: () => this.#forget(),
  };

  #forget(): void {
    for (const [address, entry] of this.#changing)
      if (this.memory.readBigUInt64LE(address) === entry) this.#changing.delete(address);
  }

  /** In the step that begins these entries must be changed, and the old ones forgotten. */
  expect(entries: Iterable<readonly [address: number, entry: bigint]>): void {
    this.#changing.clear();
    for (const [address, entry] of entries)
      if (this.memory.readBigUInt64LE(address) !== entry) this.#changing.set(address, entry);
  }

  /** The step is over: the machine uses this space, and nothing that is no more. */
  check(space: number): void {
    assert.equal(this.#space, space, "the address space that the machine uses");
    const [address] = this.#changing.keys();
    assert.equal(address, undefined, `the entry at ${address} may be used as it was`);
  }
}
