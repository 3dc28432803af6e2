/**
 * One client in the transmission phase: its socket, what is left over of its input, and what it
 * has not fetched of its output.
 *
 * While there is output that the client does not fetch, or a request that has to wait for the
 * disk, nothing more is read from it. So a connection holds at most one staging input and the
 * replies to what was read before.
 */
import { AGAIN, CLOSED, READABLE, receive, send, WRITABLE } from "../linux/index.js";
import {
  type Agreement,
  type Cookie,
  ERROR_BYTES,
  encodeFailure,
  encodeSimpleReply,
  NBD_CMD_READ,
  type Request,
  RequestStream,
  Rules,
} from "../nbd/serving/index.js";
import type { BytesInFlight } from "./bytes-in-flight.js";
import type { Counters } from "./counters.js";
import type { Disk } from "./disk.js";
import { Input } from "./input.js";
import { type Chunk, OutputQueue } from "./output-queue.js";
import { PendingAcks } from "./pending-acks.js";
import { type LongWrite, serveRequests } from "./requests.js";
import { INPUT_BYTES } from "./staging.js";

/** What is read at once while memory is tight. */
const SMALL_PORTION_BYTES = 16 * 1024;

/** What all connections of a server share. */
export interface Shared {
  readonly inFlight: BytesInFlight;
  readonly counters: Counters;
}

export class Connection {
  readonly fd: number;
  readonly disk: Disk;
  readonly structured: boolean;
  readonly allocationContext: number | null;
  readonly stream: RequestStream;
  readonly pending = new PendingAcks();
  readonly inFlight: BytesInFlight;
  readonly counters: Counters;
  /** A WRITE of which a part has been handed to the disk. */
  longWrite: LongWrite | undefined;
  /** Requests that the disk has taken so far. */
  served = 0;
  /** Requests that other threads are working on. */
  working = 0;
  /** A request has to wait for the disk. */
  stalled = false;
  /** The client has said goodbye: answer what is in hand, then close. */
  ending = false;
  closed = false;
  readonly #output = new OutputQueue();
  readonly #input: Input;

  constructor(fd: number, disk: Disk, agreement: Agreement, shared: Shared) {
    this.fd = fd;
    this.disk = disk;
    this.inFlight = shared.inFlight;
    this.#input = new Input(disk.staging, shared.inFlight);
    this.counters = shared.counters;
    this.structured = agreement.structured;
    this.allocationContext = agreement.allocationContext;
    this.stream = new RequestStream(new Rules(agreement));
  }

  /** The readiness to wait for. */
  get interest(): number {
    return (this.readsOn ? READABLE : 0) | (this.#output.isEmpty ? 0 : WRITABLE);
  }

  get readsOn(): boolean {
    return !this.stalled && !this.ending && this.#output.isEmpty;
  }

  /** Whether it waits for something that only a `tick` of the disk can bring. */
  get isWaiting(): boolean {
    return this.stalled || this.pending.count > 0 || this.working > 0;
  }

  /** Whether all that was asked is answered and sent. */
  get isDone(): boolean {
    return this.pending.count === 0 && this.working === 0 && this.#output.isEmpty;
  }

  /** Reads what is there and serves it; returns whether there was anything. */
  read(): boolean {
    const place = this.#input.place();
    const portion = this.inFlight.isTight ? SMALL_PORTION_BYTES : INPUT_BYTES;
    const room = Math.min(portion, INPUT_BYTES - this.#input.length);
    const count = receive(this.fd, this.disk.staging.address + place, room);
    if (count === AGAIN) return false;
    if (count === CLOSED) this.closed = true;
    else this.#serve(place + count);
    return true;
  }

  /** Serves what was left over, as far as that goes. */
  resume(): void {
    this.stalled = false;
    if (this.#input.length > 0) this.#serve(this.#input.place());
  }

  /** Takes over what the client sent right behind its negotiation. */
  preload(bytes: Uint8Array): void {
    this.#input.preload(bytes);
  }

  #serve(end: number): void {
    const rest = serveRequests(this, this.disk.staging.input, end);
    this.#input.keep(rest, end);
  }

  /** Makes room for `bytes` of output in the staging memory and returns the place. */
  reserve(bytes: number): number {
    const { staging } = this.disk;
    if (staging.room < bytes) this.flush();
    return staging.filled;
  }

  /** Answers without data. */
  reply(cookie: Cookie, error: number): void {
    const place = this.reserve(ERROR_BYTES);
    this.disk.staging.filled = encodeSimpleReply(this.disk.staging.view, place, cookie, error);
  }

  /** Answers a request that failed before any data were sent. */
  refuse(request: Pick<Request, "type" | "cookieHigh" | "cookieLow">, error: number): void {
    const structured = this.structured && request.type === NBD_CMD_READ;
    const { staging } = this.disk;
    const place = this.reserve(ERROR_BYTES);
    staging.filled = encodeFailure(staging.view, place, request, error, structured);
  }

  /** Sends a long reply from its own buffer, behind everything before it. */
  sendChunk(chunk: Chunk): void {
    this.flush();
    this.#output.push(chunk);
    this.#drain();
  }

  /** Sends what stands in the staging output; what does not go is kept. */
  flush(): void {
    const { staging } = this.disk;
    const start = staging.output;
    const end = staging.filled;
    staging.filled = start;
    if (end === start || this.closed) return;
    let sent = 0;
    if (this.#output.isEmpty) sent = send(this.fd, staging.address + start, end - start);
    if (sent === CLOSED) this.closed = true;
    else if (sent !== end - start)
      this.#output.pushCopy(staging.bytes.subarray(start + Math.max(sent, 0), end));
  }

  /** The socket takes output again; what waited behind it in the input is served. */
  written(): void {
    if (this.#output.isEmpty) return;
    this.#drain();
    if (this.#output.isEmpty && !this.stalled) this.resume();
  }

  #drain(): void {
    if (this.#output.flush(this.fd) === CLOSED) this.closed = true;
  }

  /** Gives back everything it holds. */
  release(): void {
    this.closed = true;
    this.#output.clear();
    this.#input.release();
  }

  get hasOutput(): boolean {
    return !this.#output.isEmpty;
  }
}
