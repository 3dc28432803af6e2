/**
 * Writes of one connection that stand in the log and are not acknowledged yet, oldest first.
 *
 * The log acknowledges in the order of the stream, so the queue is a ring of (cookie, position)
 * that is emptied from the front; nothing is allocated per write.
 */
const CAPACITY_FIRST = 64;

export class PendingAcks {
  #positions = new Float64Array(CAPACITY_FIRST);
  /** Two signed words per entry: the cookie is opaque, and a bigint per write would be garbage. */
  #cookies = new Int32Array(2 * CAPACITY_FIRST);
  #first = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a write that is acknowledged once the log's `acknowledged` reaches `position`. */
  push(cookieHigh: number, cookieLow: number, position: number): void {
    if (this.#count === this.#positions.length) this.#grow();
    const at = (this.#first + this.#count) & (this.#positions.length - 1);
    this.#positions[at] = position;
    this.#cookies[2 * at] = cookieHigh;
    this.#cookies[2 * at + 1] = cookieLow;
    this.#count++;
  }

  /** The position that the oldest waits for; infinite where none waits. */
  get position(): number {
    return this.#count === 0 ? Number.POSITIVE_INFINITY : this.#positions[this.#first]!;
  }

  get cookieHigh(): number {
    return this.#cookies[2 * this.#first]!;
  }

  get cookieLow(): number {
    return this.#cookies[2 * this.#first + 1]!;
  }

  /** Forgets the oldest. */
  shift(): void {
    this.#first = (this.#first + 1) & (this.#positions.length - 1);
    this.#count--;
  }

  #grow(): void {
    const capacity = this.#positions.length;
    const positions = new Float64Array(2 * capacity);
    const cookies = new Int32Array(4 * capacity);
    for (let index = 0; index < capacity; index++) {
      const from = (this.#first + index) & (capacity - 1);
      positions[index] = this.#positions[from]!;
      cookies[2 * index] = this.#cookies[2 * from]!;
      cookies[2 * index + 1] = this.#cookies[2 * from + 1]!;
    }
    this.#positions = positions;
    this.#cookies = cookies;
    this.#first = 0;
  }
}
