/** Which writes of a cycle covered a block: an index in two flat arrays. */
import assert from "node:assert/strict";
import type { Event } from "./history.js";
import type { Write } from "./operation.js";

export class Cover {
  readonly #starts: Uint32Array;
  readonly #writes: Uint32Array;

  constructor(
    writes: readonly Event<Write>[],
    sectors: number,
    readonly blockSectors: number,
  ) {
    const blocks = Math.ceil(sectors / blockSectors);
    this.#starts = new Uint32Array(blocks + 1);
    const eachBlock = (visit: (block: number, index: number) => void) => {
      writes.forEach(({ operation }, index) => {
        assert(operation.sector % blockSectors === 0 && operation.sectors % blockSectors === 0);
        const first = operation.sector / blockSectors;
        const count = operation.sectors / blockSectors;
        for (let block = first; block < first + count; block++) visit(block, index);
      });
    };
    eachBlock((block) => {
      this.#starts[block + 1]! += 1;
    });
    for (let block = 0; block < blocks; block++) this.#starts[block + 1]! += this.#starts[block]!;
    this.#writes = new Uint32Array(this.#starts[blocks]!);
    const filled = this.#starts.slice();
    eachBlock((block, index) => {
      this.#writes[filled[block]!++] = index;
    });
  }

  /** Indexes of the writes that cover the block, in order of issue. */
  of(block: number): Uint32Array {
    return this.#writes.subarray(this.#starts[block], this.#starts[block + 1]);
  }

  ofSector(sector: number): Uint32Array {
    return this.of(Math.floor(sector / this.blockSectors));
  }
}
