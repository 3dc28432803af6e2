/** A simulated disk as the service sees it: counted, cut and made to fail by the computer. */
import { journal, linux } from "@ashlar/disk";
import { SimulatedBacking, sample } from "../disk/index.js";
import type { Computer, Device } from "./computer.js";

/** To allocate it for each read took longer than to read. */
const scratch = new Uint8Array(2 * 1024 * 1024);

export class WatchedBacking extends SimulatedBacking {
  readonly #computer: Computer;
  readonly #device: Device;

  constructor(computer: Computer, device: Device) {
    super(device.disk, computer.clock, { punches: computer.options.punches });
    this.#computer = computer;
    this.#device = device;
  }

  override read(address: number, length: number, offset: number): void {
    // A recovery reads a whole ring: once is enough.
    const view = this.#computer.slot.viewAt(address, length);
    if (view !== undefined) {
      this.disk.read(offset, view);
      return;
    }
    const bytes = length <= scratch.length ? scratch.subarray(0, length) : new Uint8Array(length);
    this.disk.read(offset, bytes);
    linux.copyTo(address, bytes);
  }

  override writeGathered(pieces: readonly linux.Piece[], offset: number): void {
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    // A superblock is a positioning, which the budget counts apart.
    const stream = this.#device.name === "home" || offset >= journal.RING_OFFSET;
    const trouble = this.#computer.begin(this.#device, "write", stream ? bytes : 0);
    if (trouble) this.#writePart(pieces, offset, bytes, trouble.errno);
    super.writeGathered(pieces, offset);
    this.#computer.end(this.#device, "write");
  }

  #writePart(pieces: readonly linux.Piece[], offset: number, bytes: number, errno: number): never {
    const sectors = this.#computer.random.below(bytes / this.logicalBlock);
    let left = sectors * this.logicalBlock;
    const part: linux.Piece[] = [];
    for (const { address, length } of pieces) {
      if (left > 0) part.push({ address, length: Math.min(length, left) });
      left -= length;
    }
    if (part.length > 0) super.writeGathered(part, offset);
    throw new linux.SystemError("pwrite", errno);
  }

  override sync(): void {
    const trouble = this.#computer.begin(this.#device, "sync", 0);
    if (trouble) this.#loseUnsynced(trouble.errno);
    if (!this.#computer.options.lyingSync) super.sync();
    this.#computer.end(this.#device, "sync");
  }

  /** What Linux does after a failed sync of buffered data, and a disk whose cache was reset. */
  #loseUnsynced(errno: number): never {
    const { disk } = this.#device;
    disk.cut(sample(disk.pending(), this.#computer.random, disk.sector_bytes));
    throw new linux.SystemError("fdatasync", errno);
  }

  override zero(offset: number, length: number, keep: boolean): void {
    const trouble = this.#computer.begin(this.#device, "write", 0);
    if (trouble) throw new linux.SystemError("fallocate", trouble.errno);
    super.zero(offset, length, keep);
    this.#computer.end(this.#device, "zero");
  }
}
