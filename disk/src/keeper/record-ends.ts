/** Where whole records end: heads that were seen and that the journal does not hold yet. */
export class RecordEnds {
  readonly #ends: bigint[] = [];
  #last = 0n;

  /** Remembers a head. */
  see(head: bigint): void {
    if (head !== this.#ends.at(-1)) this.#ends.push(head);
  }

  /** The last end seen that is at or before `journaled`; only grows. */
  upTo(journaled: bigint): bigint {
    while (this.#ends.length > 0 && this.#ends[0]! <= journaled) this.#last = this.#ends.shift()!;
    return this.#last;
  }
}
