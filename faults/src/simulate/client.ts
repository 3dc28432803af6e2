/**
 * A client in the simulator: sends requests in any number without waiting, and checks what it is
 * told. A read must return what was there at some moment between its sending and its reply.
 */
import { linux, nbd } from "@ashlar/disk";
import { fillSectors, SECTOR_BYTES, versionsOf } from "./content.js";
import type { History } from "./history.js";
import type { Tally } from "./tally.js";
import { Violation } from "./violation.js";

export type AskKind = "write" | "fua" | "read" | "flush" | "trim" | "zero" | "keep";

/** One request, as a client sees it. */
export interface Operation {
  id: number;
  kind: AskKind;
  sector: number;
  sectors: number;
  /** Of a read: what was there when it was sent, and how many pieces had been taken by then. */
  before?: Uint32Array;
  taken: number;
}

const TYPES: Record<AskKind, number> = {
  write: nbd.NBD_CMD_WRITE,
  fua: nbd.NBD_CMD_WRITE,
  read: nbd.NBD_CMD_READ,
  flush: nbd.NBD_CMD_FLUSH,
  trim: nbd.NBD_CMD_TRIM,
  zero: nbd.NBD_CMD_WRITE_ZEROES,
  keep: nbd.NBD_CMD_WRITE_ZEROES,
};

const FLAGS: Partial<Record<AskKind, number>> = {
  fua: nbd.NBD_CMD_FLAG_FUA,
  keep: nbd.NBD_CMD_FLAG_NO_HOLE,
};

const BUFFER_BYTES = 2 * 1024 * 1024;

/** Memory that clients of all lives use, one after the other. */
export class ClientBuffers {
  readonly output = linux.pinned(BUFFER_BYTES, 8);
  readonly input = linux.pinned(BUFFER_BYTES, 8);
}

export class Client {
  readonly #operations = new Map<number, Operation>();
  readonly #view: DataView;
  #unsent = 0;
  #queued = 0;
  #received = 0;

  constructor(
    readonly fd: number,
    readonly history: History,
    readonly buffers: ClientBuffers,
    readonly tally: Tally,
  ) {
    const { output } = buffers;
    this.#view = new DataView(output.bytes.buffer, output.bytes.byteOffset, BUFFER_BYTES);
  }

  get waitsFor(): number {
    return this.#operations.size;
  }

  /** Queues a request; false where there is no room for it now. */
  ask(operation: Operation): boolean {
    const bytes = operation.sectors * SECTOR_BYTES;
    const payload = operation.kind === "write" || operation.kind === "fua" ? bytes : 0;
    if (this.#queued + nbd.REQUEST_BYTES + payload + 8 > BUFFER_BYTES) return false;
    operation.taken = this.history.taken;
    if (operation.kind === "read") operation.before = this.#now(operation);
    this.#operations.set(operation.id, operation);
    this.#encode(operation, bytes, payload);
    this.pump();
    return true;
  }

  #now({ sector, sectors }: Operation): Uint32Array {
    return this.history.current.slice(sector, sector + sectors);
  }

  #encode({ id, kind, sector, sectors }: Operation, bytes: number, payload: number): void {
    const view = this.#view;
    const at = this.#queued;
    view.setUint32(at, nbd.NBD_REQUEST_MAGIC);
    view.setUint16(at + 4, FLAGS[kind] ?? 0);
    view.setUint16(at + 6, TYPES[kind]);
    view.setUint32(at + 8, 0);
    view.setUint32(at + 12, id);
    view.setUint32(at + 16, 0);
    view.setUint32(at + 20, kind === "flush" ? 0 : sector * SECTOR_BYTES);
    view.setUint32(at + 24, kind === "flush" ? 0 : bytes);
    this.#queued += nbd.REQUEST_BYTES;
    if (payload === 0) return;
    const { bytes: output } = this.buffers.output;
    const words = new Uint32Array(output.buffer, output.byteOffset + this.#queued, payload / 4);
    fillSectors(words, id, sector);
    this.#queued += sectors * SECTOR_BYTES;
  }

  /** Sends as much as the socket takes. */
  pump(): void {
    while (this.#unsent < this.#queued) {
      const address = this.buffers.output.address + this.#unsent;
      const sent = linux.send(this.fd, address, this.#queued - this.#unsent);
      if (sent < 0) return;
      this.#unsent += sent;
    }
    this.#unsent = 0;
    this.#queued = 0;
  }

  /** Takes in what the server has answered; whether there was anything. */
  fetch(): boolean {
    const { input } = this.buffers;
    for (let told = false; ; told = true) {
      const room = BUFFER_BYTES - this.#received;
      const count = linux.receive(this.fd, input.address + this.#received, room);
      if (count < 0) return told;
      this.#received += count;
      this.#parse();
    }
  }

  #parse(): void {
    const { bytes } = this.buffers.input;
    let at = 0;
    while (this.#received - at >= nbd.SIMPLE_REPLY_BYTES) {
      const operation = this.#operations.get(bytes.readUInt32BE(at + 12));
      if (operation === undefined) throw new Violation("a reply to nothing that was asked");
      const error = bytes.readUInt32BE(at + 4);
      const data = operation.kind === "read" && error === 0 ? operation.sectors * SECTOR_BYTES : 0;
      if (this.#received - at < nbd.SIMPLE_REPLY_BYTES + data) break;
      at += nbd.SIMPLE_REPLY_BYTES;
      this.#answered(operation, error, bytes.subarray(at, at + data));
      at += data;
    }
    bytes.copyWithin(0, at, this.#received);
    this.#received -= at;
  }

  #answered(operation: Operation, error: number, data: Buffer): void {
    this.#operations.delete(operation.id);
    this.tally.operations++;
    if (error !== 0) this.tally.errors++;
    else if (operation.kind === "read") this.#check(operation, data);
    else if (operation.kind !== "flush") this.history.acknowledge(operation.id, operation.sectors);
  }

  #check({ id, sector, before, taken }: Operation, data: Buffer): void {
    const words = new Uint32Array(
      data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
    );
    const found = versionsOf(words, sector);
    for (const [index, version] of found.entries()) {
      if (version === before![index]) continue;
      if (this.history.wasSetSince(taken, sector + index, version)) continue;
      const told = `read ${id} of sector ${sector + index}`;
      throw new Violation(`${told}: version ${version}, not ${before![index]} nor a later one`);
    }
  }

  close(): void {
    linux.closeSocket(this.fd);
  }
}
