/**
 * A few files on an NBD export, for a database without a file system: a page cache and a table.
 *
 *     block 0        the table: name and length of each file, as JSON
 *     from 1 MiB on  the files' areas, 32 MiB each
 *
 * As in an operating system, writes stay in memory until `sync`, which sends the changed blocks and
 * the table and then FLUSH; what was synced is on the disk, what was not may be. The table fits
 * one block and so is written whole or not at all. A sync repeats itself on a new connection when
 * the server goes away: it is the same blocks again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { nbd } from "@ashlar/disk";

const BLOCK_BYTES = 4096;
const AREAS_AT = 1024 ** 2;
const AREA_BYTES = 32 * 1024 ** 2;
const FIRST_BYTES = 64 * 1024;
const RECONNECT_MS = 60_000;
const RECONNECT_PAUSE_MS = 20;

interface StoredFile {
  area: number;
  length: number;
  data: Uint8Array;
  dirty: Set<number>;
}

export class NbdFiles {
  readonly #socket: string;
  #client: nbd.Client;
  readonly #files = new Map<string, StoredFile>();
  #tableWritten = "";
  /** FLUSH requests so far. */
  flushes = 0;

  private constructor(socket: string, client: nbd.Client) {
    this.#socket = socket;
    this.#client = client;
  }

  /** Connects and reads what is there; an export of zeros has no files. */
  static async open(socket: string): Promise<NbdFiles> {
    const files = new NbdFiles(socket, await nbd.connect(socket));
    await files.#load();
    return files;
  }

  async #load(): Promise<void> {
    const block = await this.#client.read(0, BLOCK_BYTES);
    const text = block.toString("utf8", 0, block.indexOf(0));
    if (text === "") return;
    for (const [name, { area, length }] of Object.entries(JSON.parse(text) as Table)) {
      const data = withRoom(new Uint8Array(FIRST_BYTES), length);
      const blocks = Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
      if (blocks > 0) data.set(await this.#client.read(areaOffset(area), blocks));
      this.#files.set(name, { area, length, data, dirty: new Set() });
    }
    this.#tableWritten = text;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  create(name: string): void {
    const used = new Set([...this.#files.values()].map((file) => file.area));
    let area = 0;
    while (used.has(area)) area++;
    const data = new Uint8Array(FIRST_BYTES);
    this.#files.set(name, { area, length: 0, data, dirty: new Set() });
  }

  delete(name: string): void {
    this.#files.delete(name);
  }

  length(name: string): number {
    return this.#files.get(name)!.length;
  }

  /** Fills `into` from `offset` on; false: the file ends before, and zeros fill the rest. */
  read(name: string, into: Uint8Array, offset: number): boolean {
    const { data, length } = this.#files.get(name)!;
    const available = Math.max(0, Math.min(into.length, length - offset));
    into.set(data.subarray(offset, offset + available));
    into.fill(0, available);
    return available === into.length;
  }

  write(name: string, from: Uint8Array, offset: number): void {
    const file = this.#files.get(name)!;
    const end = offset + from.length;
    if (end > AREA_BYTES) throw new RangeError(`${name}: larger than its area`);
    file.data = withRoom(file.data, end);
    file.data.set(from, offset);
    file.length = Math.max(file.length, end);
    for (let block = Math.floor(offset / BLOCK_BYTES); block * BLOCK_BYTES < end; block++)
      file.dirty.add(block);
  }

  truncate(name: string, length: number): void {
    const file = this.#files.get(name)!;
    file.data = withRoom(file.data, length);
    file.data.fill(0, length);
    file.length = length;
  }

  /** Makes a file and the table durable. */
  async sync(name: string): Promise<void> {
    const file = this.#files.get(name)!;
    const blocks = [...file.dirty];
    file.dirty.clear();
    await this.#durably(async (client) => {
      await Promise.all([
        ...blocks.map((block) =>
          client.write(areaOffset(file.area) + block * BLOCK_BYTES, blockOf(file, block)),
        ),
        ...this.#tableWrites(client),
      ]);
    });
  }

  /** Makes the table durable: what exists, and how long it is. */
  async syncTable(): Promise<void> {
    await this.#durably((client) => Promise.all(this.#tableWrites(client)));
  }

  #tableWrites(client: nbd.Client): Promise<void>[] {
    const entries = [...this.#files].map(([name, { area, length }]) => [name, { area, length }]);
    const text = JSON.stringify(Object.fromEntries(entries));
    if (text === this.#tableWritten) return [];
    const block = Buffer.alloc(BLOCK_BYTES);
    if (block.write(text) >= BLOCK_BYTES) throw new RangeError("too many files for the table");
    return [
      client.write(0, block).then(() => {
        this.#tableWritten = text;
      }),
    ];
  }

  /** Writes and flushes, on a new connection again where the old one breaks. */
  async #durably(write: (client: nbd.Client) => Promise<unknown>): Promise<void> {
    const deadline = performance.now() + RECONNECT_MS;
    for (;;)
      try {
        await write(this.#client);
        await this.#client.flush();
        this.flushes += 1;
        return;
      } catch (error) {
        if (error instanceof nbd.NbdError || performance.now() > deadline) throw error;
        await this.#reconnect(deadline);
      }
  }

  async #reconnect(deadline: number): Promise<void> {
    // What was sent on the old connection may have been lost with it, the table too.
    this.#tableWritten = "";
    for (;;)
      try {
        this.#client = await nbd.connect(this.#socket);
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await sleep(RECONNECT_PAUSE_MS);
      }
  }

  async close(): Promise<void> {
    await this.#client.disconnect();
  }

  /** Ends without a word, as a power cut would. */
  destroy(): void {
    this.#client.destroy();
  }
}

/** The same bytes in a buffer of at least `length`, a whole number of blocks. */
function withRoom(data: Uint8Array, length: number): Uint8Array {
  if (length <= data.length) return data;
  const larger = new Uint8Array(
    Math.max(data.length * 2, FIRST_BYTES * Math.ceil(length / FIRST_BYTES)),
  );
  larger.set(data);
  return larger;
}

type Table = Record<string, { area: number; length: number }>;

function areaOffset(area: number): number {
  return AREAS_AT + area * AREA_BYTES;
}

function blockOf(file: StoredFile, block: number): Uint8Array {
  return file.data.slice(block * BLOCK_BYTES, (block + 1) * BLOCK_BYTES);
}
