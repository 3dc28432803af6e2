/**
 * The smallest server that this room makes: its state machines over a socket and a memory disk,
 * one request after the other. It tests the client and the conformance suite; a `Twist` breaks it
 * on purpose in one place, to see that the suite notices.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { encodeBlockStatus, shapeExtents } from "../block-status.js";
import type { Agreement } from "../export.js";
import { Negotiation } from "../negotiation.js";
import type { Step } from "../outcome.js";
import type { Policy } from "../policy.js";
import * as nbd from "../protocol.js";
import * as reply from "../reply.js";
import type { Request } from "../request.js";
import { Found, RequestStream } from "../request-stream.js";
import { Rules } from "../rules.js";
import { MemoryDisk } from "./memory-disk.js";

/** Where a server can be broken. Each gets what the honest server would do. */
export interface Twist {
  greeting?(bytes: Buffer): Buffer;
  /** The handshake's step after `received`. */
  step?(step: Step, received: Uint8Array): Step;
  judge?(error: number, request: Request): number;
  /** The replies to a request, before they are sent. */
  reply?(bytes: Buffer, request: Request, disk: MemoryDisk): Buffer;
  /** Whether a request is carried out at all. */
  executes?(request: Request): boolean;
  /** Called instead of closing the connection at DISC or at a broken magic. */
  keepsOpen?: boolean;
  /** Takes the payload of a refused WRITE for requests. */
  forgetsPayload?: boolean;
}

class TwistedRules extends Rules {
  constructor(
    agreement: Agreement,
    private readonly twist: Twist,
  ) {
    super(agreement);
  }

  override judge(request: Request): number {
    const error = super.judge(request);
    return this.twist.judge?.(error, request) ?? error;
  }
}

/** One connection. */
class Session {
  #stream: Duplex;
  readonly #negotiation: Negotiation;
  #agreement: Agreement | null = null;
  #requests: RequestStream | null = null;
  #received = Buffer.alloc(0);

  constructor(
    stream: Duplex,
    private readonly server: ReferenceServer,
  ) {
    this.#stream = stream;
    this.#negotiation = new Negotiation(server.policy);
    const greeting = this.#negotiation.greeting();
    stream.write(server.twist.greeting?.(greeting) ?? greeting);
    this.#listen(stream);
  }

  #listen(stream: Duplex): void {
    stream.on("data", (bytes: Buffer) => this.#receive(bytes));
    stream.on("error", () => stream.destroy());
  }

  #receive(bytes: Uint8Array): void {
    if (this.#requests !== null) this.#transmit(bytes);
    else this.#negotiate(bytes);
  }

  #negotiate(bytes: Uint8Array): void {
    const honest = this.#negotiation.receive(bytes);
    const { send, outcome } = this.server.twist.step?.(honest, bytes) ?? honest;
    for (const piece of send) this.#stream.write(piece);
    if (outcome.kind === "close") this.#finish();
    if (outcome.kind === "startTls") this.#startTls();
    if (outcome.kind === "transmission") {
      this.#agreement = outcome.agreement;
      this.#requests = new RequestStream(new TwistedRules(outcome.agreement, this.server.twist));
      this.#transmit(outcome.leftover);
    }
  }

  /** Closes after what was sent; what the client still sends is dropped. */
  #finish(): void {
    this.#stream.removeAllListeners("data");
    this.#stream.resume();
    this.#stream.end();
  }

  #startTls(): void {
    this.#stream.removeAllListeners("data");
    const secure = new tls.TLSSocket(this.#stream as net.Socket, {
      ...this.server.tls,
      isServer: true,
    });
    this.#stream = secure;
    this.#negotiation.secured();
    this.#listen(secure);
  }

  #transmit(bytes: Uint8Array): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#requestDone()) {}
  }

  /** Deals with one complete request; false: there is none. */
  #requestDone(): boolean {
    const { buffer, byteOffset, length } = this.#received;
    const stream = this.#requests!;
    const found = stream.next(new DataView(buffer, byteOffset, length), 0, length);
    if (found === Found.broken || found === Found.disconnect) {
      if (!this.server.twist.keepsOpen) this.#finish();
      this.#received = Buffer.alloc(0);
      return false;
    }
    const { request } = stream;
    const writes = request.type === nbd.NBD_CMD_WRITE;
    const payloadBytes = found === Found.request && writes ? request.length : 0;
    const total = stream.consumed + payloadBytes;
    if (total > length) return false;
    const payload = this.#received.subarray(stream.consumed, total);
    this.#received = this.#received.subarray(total);
    if (found === Found.nothing) return false;
    if (found === Found.refused && writes && this.server.twist.forgetsPayload) {
      this.#requests = new RequestStream(new TwistedRules(this.#agreement!, this.server.twist));
    }
    const answer = this.#answer(request, found === Found.refused ? stream.error : 0, payload);
    this.#stream.write(this.server.twist.reply?.(answer, request, this.server.disk) ?? answer);
    return true;
  }

  #answer(request: Request, error: number, payload: Buffer): Buffer {
    if (error !== 0) return this.#status(request, error);
    if (this.server.twist.executes?.(request) === false) return this.#status(request, 0);
    const { offset, length, flags } = request;
    const { disk } = this.server;
    switch (request.type) {
      case nbd.NBD_CMD_READ:
        return this.#data(request, disk.bytes.subarray(offset, offset + length));
      case nbd.NBD_CMD_BLOCK_STATUS:
        return this.#blockStatus(request);
      case nbd.NBD_CMD_WRITE:
        disk.write(offset, payload);
        break;
      case nbd.NBD_CMD_TRIM:
        disk.zero(offset, length, false);
        break;
      case nbd.NBD_CMD_WRITE_ZEROES:
        disk.zero(offset, length, (flags & nbd.NBD_CMD_FLAG_NO_HOLE) !== 0);
        break;
    }
    return this.#status(request, 0);
  }

  #encoded(encode: (view: DataView) => number, room = 64): Buffer {
    const bytes = Buffer.alloc(room);
    return bytes.subarray(0, encode(new DataView(bytes.buffer, bytes.byteOffset, room)));
  }

  #status(request: Request, error: number): Buffer {
    const structured = this.#agreement!.structured;
    return this.#encoded((view) => {
      if (error !== 0) return reply.encodeFailure(view, 0, request, error, structured);
      if (structured) return reply.encodeNone(view, 0, request);
      return reply.encodeSimpleReply(view, 0, request, 0);
    });
  }

  #data(request: Request, data: Buffer): Buffer {
    const { structured } = this.#agreement!;
    const header = this.#encoded((view) =>
      structured
        ? reply.encodeOffsetData(view, 0, request, request.offset, request.length, true)
        : reply.encodeSimpleReply(view, 0, request, 0),
    );
    return Buffer.concat([header, data]);
  }

  #blockStatus(request: Request): Buffer {
    const { offset, length, flags } = request;
    const limit = (flags & nbd.NBD_CMD_FLAG_REQ_ONE) !== 0 ? 1 : 1000;
    const extents = shapeExtents(this.server.disk.extents(offset, length), length, limit);
    const id = this.#agreement!.allocationContext!;
    return this.#encoded((view) => encodeBlockStatus(view, 0, request, id, extents), 10_000);
  }
}

export class ReferenceServer {
  readonly disk: MemoryDisk;
  readonly #listener: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #directory = "";

  constructor(
    readonly policy: Policy,
    readonly twist: Twist = {},
    readonly tls: tls.TLSSocketOptions = {},
  ) {
    this.disk = new MemoryDisk(policy.exports[0]!.bytes);
    this.#listener = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      new Session(socket, this);
    });
  }

  /** Starts listening; gives the address. */
  async listen(): Promise<string> {
    this.#directory = await mkdtemp(path.join(tmpdir(), "nbd-"));
    const socketPath = path.join(this.#directory, "socket");
    this.#listener.listen(socketPath);
    await once(this.#listener, "listening");
    return socketPath;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#listener.close();
    await once(this.#listener, "close");
    await rm(this.#directory, { recursive: true });
  }
}
