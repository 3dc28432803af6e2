/**
 * One client of a served disk.
 *
 * Its requests are done in the order of arrival and answered when the disk's time has come, in
 * any order. A client with too much under way is not read from until some of it is answered.
 */
import type { Socket } from "node:net";
import { nbd } from "@ashlar/disk";
import type { Disk } from "../disk.js";
import { answer, status } from "./answer.js";
import type { Deadlines } from "./real-time.js";

const UNDER_WAY_MAX = 256;
const UNSENT_BYTES_MAX = 64 * 1024 * 1024;

export class Session {
  readonly #socket: Socket;
  readonly #disk: Disk;
  readonly #deadlines: Deadlines;
  readonly #negotiation: nbd.Negotiation;
  #agreement: nbd.Agreement | undefined;
  #requests: nbd.RequestStream | undefined;
  /** What was received and not used up, in pieces, and how much is needed to go on. */
  #received: Uint8Array[] = [];
  #received_bytes = 0;
  #needed_bytes = 0;
  #underWay = 0;
  #unsent_bytes = 0;
  #ending = false;

  constructor(socket: Socket, policy: nbd.Policy, disk: Disk, deadlines: Deadlines) {
    this.#socket = socket;
    this.#disk = disk;
    this.#deadlines = deadlines;
    this.#negotiation = new nbd.Negotiation(policy);
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    socket.on("drain", () => this.#serve());
    socket.on("error", () => socket.destroy());
    socket.write(this.#negotiation.greeting());
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ending) return;
    if (this.#requests === undefined) {
      this.#negotiate(bytes);
      return;
    }
    this.#received.push(bytes);
    this.#received_bytes += bytes.length;
    this.#serve();
  }

  #negotiate(bytes: Uint8Array): void {
    const { send, outcome } = this.#negotiation.receive(bytes);
    for (const piece of send) this.#socket.write(piece);
    if (outcome.kind === "close") this.#end();
    if (outcome.kind !== "transmission") return;
    this.#agreement = outcome.agreement;
    this.#requests = new nbd.RequestStream(new nbd.Rules(outcome.agreement));
    this.#receive(outcome.leftover);
  }

  get #isBusy(): boolean {
    return this.#underWay >= UNDER_WAY_MAX || this.#unsent_bytes >= UNSENT_BYTES_MAX;
  }

  /** Does the requests that are there, as far as the client may go. */
  #serve(): void {
    if (this.#received_bytes >= this.#needed_bytes && this.#received_bytes > 0 && !this.#isBusy) {
      const bytes = Buffer.concat(this.#received);
      this.#keep(bytes.subarray(this.#serveAll(bytes)));
    }
    if (this.#isBusy) this.#socket.pause();
    else this.#socket.resume();
  }

  #keep(rest: Uint8Array): void {
    this.#received = rest.length > 0 ? [rest] : [];
    this.#received_bytes = rest.length;
  }

  /** Returns how many of the bytes are used up. */
  #serveAll(bytes: Buffer): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const stream = this.#requests!;
    let at = 0;
    while (!this.#isBusy && !this.#ending) {
      const found = stream.next(view, at, bytes.length);
      const start = at + stream.consumed;
      if (found === nbd.Found.nothing) {
        this.#needed_bytes = 0;
        return start;
      }
      if (found === nbd.Found.broken || found === nbd.Found.disconnect) {
        this.#end();
        return bytes.length;
      }
      const refused = found === nbd.Found.refused;
      const end = start + (refused ? 0 : payloadBytes(stream.request));
      if (end > bytes.length) {
        // The header is kept with its payload, and read again when that is there.
        this.#needed_bytes = end - at;
        return at;
      }
      this.#answer(stream.request, refused ? stream.error : 0, bytes.subarray(start, end));
      at = end;
    }
    return at;
  }

  #answer(request: nbd.Request, error: number, payload: Buffer): void {
    const agreement = this.#agreement!;
    const { completes_ns, reply } =
      error === 0
        ? answer(this.#disk, agreement, request, payload)
        : { completes_ns: 0, reply: status(agreement, request, error) };
    this.#underWay += 1;
    this.#unsent_bytes += reply.length;
    this.#deadlines.at(completes_ns, () => this.#send(reply));
  }

  #send(reply: Buffer): void {
    if (this.#socket.destroyed) return;
    const wasBusy = this.#isBusy;
    this.#underWay -= 1;
    this.#socket.write(reply, () => {
      const wasFull = this.#isBusy;
      this.#unsent_bytes -= reply.length;
      if (wasFull && !this.#isBusy) this.#serve();
    });
    if (this.#ending && this.#underWay === 0) this.#socket.end();
    else if (wasBusy && !this.#isBusy) setImmediate(() => this.#serve());
  }

  /** Closes when everything is answered; what the client still sends is dropped. */
  #end(): void {
    this.#ending = true;
    this.#socket.resume();
    if (this.#underWay === 0) this.#socket.end();
  }
}

function payloadBytes(request: nbd.Request): number {
  return request.type === nbd.NBD_CMD_WRITE ? request.length : 0;
}
