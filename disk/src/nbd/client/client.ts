/**
 * A small NBD client: any number of requests in flight, promises for replies, no reconnecting.
 *
 * `submit` sends whatever it is told to and reports errors as values, which is what tests of a
 * server need; `read`, `write` and the others throw `NbdError`.
 */
import type { Duplex } from "node:stream";
import type tls from "node:tls";
import * as nbd from "../protocol.js";
import { encodeRequest, type RequestFields } from "../request.js";
import { type Address, parseAddress } from "./address.js";
import type { ByteSource } from "./byte-source.js";
import { ClientHandshake, type ExportDescription, ProtocolError } from "./handshake.js";
import {
  addChunk,
  type Extent,
  emptyReply,
  type Question,
  type Reply,
  readPart,
} from "./replies.js";

/** The server answered a request with an error. */
export class NbdError extends Error {
  override readonly name = "NbdError";
  constructor(
    readonly error: number,
    detail: string,
  ) {
    super(`NBD error ${error}${detail === "" ? "" : `: ${detail}`}`);
  }
}

interface Pending extends Question {
  reply: Reply;
  resolve(reply: Reply): void;
  reject(error: unknown): void;
}

export type Submission = Omit<RequestFields, "cookie"> & { cookie?: bigint };

export class Client {
  readonly stream: Duplex;
  readonly description: ExportDescription;
  readonly #source: ByteSource;
  readonly #pending = new Map<bigint, Pending>();
  #cookie = 0n;
  /** Settles when the connection is over; never rejects. */
  readonly closed: Promise<unknown>;
  #failure: unknown = null;

  /** Takes over a handshake that came to its end. */
  constructor(handshake: ClientHandshake, description: ExportDescription) {
    this.stream = handshake.stream;
    this.description = description;
    this.#source = handshake.source;
    this.closed = this.#receive();
  }

  /** Sends a request, followed by `payload`, whatever its length; gives the whole reply. */
  submit(submission: Submission, payload?: Uint8Array): Promise<Reply> {
    const cookie = submission.cookie ?? ++this.#cookie;
    const { type, offset = 0n, length = 0 } = submission;
    const answer = this.expect(cookie, { type, offset, length });
    this.stream.cork();
    this.stream.write(encodeRequest({ ...submission, cookie }));
    if (payload !== undefined) this.stream.write(payload);
    process.nextTick(() => this.stream.uncork());
    return answer;
  }

  /** Waits for the reply to a request that the caller sends himself. */
  expect(cookie: bigint, question: Question): Promise<Reply> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise<Reply>((resolve, reject) => {
      this.#pending.set(cookie, { ...question, reply: emptyReply(), resolve, reject });
    });
  }

  async read(offset: number, length: number, flags = 0): Promise<Buffer> {
    const type = nbd.NBD_CMD_READ;
    return (await this.#command({ type, offset: BigInt(offset), length, flags })).data!;
  }

  async write(offset: number, data: Uint8Array, flags = 0): Promise<void> {
    const type = nbd.NBD_CMD_WRITE;
    await this.#command({ type, offset: BigInt(offset), length: data.length, flags }, data);
  }

  async flush(): Promise<void> {
    await this.#command({ type: nbd.NBD_CMD_FLUSH });
  }

  async trim(offset: number, length: number, flags = 0): Promise<void> {
    await this.#command({ type: nbd.NBD_CMD_TRIM, offset: BigInt(offset), length, flags });
  }

  async writeZeroes(offset: number, length: number, flags = 0): Promise<void> {
    const type = nbd.NBD_CMD_WRITE_ZEROES;
    await this.#command({ type, offset: BigInt(offset), length, flags });
  }

  async cache(offset: number, length: number): Promise<void> {
    await this.#command({ type: nbd.NBD_CMD_CACHE, offset: BigInt(offset), length });
  }

  /** The extents of each selected metadata context. */
  async blockStatus(offset: number, length: number, flags = 0): Promise<Map<number, Extent[]>> {
    const type = nbd.NBD_CMD_BLOCK_STATUS;
    return (await this.#command({ type, offset: BigInt(offset), length, flags })).extents;
  }

  /** Says goodbye and waits until the server has answered everything and closed. */
  async disconnect(): Promise<void> {
    this.stream.write(encodeRequest({ type: nbd.NBD_CMD_DISC, cookie: 0n }));
    await this.closed;
    this.stream.destroy();
  }

  destroy(): void {
    this.stream.destroy();
  }

  async #command(submission: Submission, payload?: Uint8Array): Promise<Reply> {
    const reply = await this.submit(submission, payload);
    if (reply.error !== 0) throw new NbdError(reply.error, reply.message);
    return reply;
  }

  async #receive(): Promise<unknown> {
    try {
      for (;;) await this.#receivePart();
    } catch (error) {
      this.#failure = error;
      for (const pending of this.#pending.values()) pending.reject(error);
      this.#pending.clear();
      this.stream.destroy();
      return error;
    }
  }

  async #receivePart(): Promise<void> {
    const part = await readPart(this.#source);
    const pending = this.#pending.get(part.cookie);
    if (pending === undefined) throw new ProtocolError(`reply to unknown cookie ${part.cookie}`);
    const { reply } = pending;
    if (part.chunk !== null) addChunk(reply, pending, part.chunk);
    if (part.simple !== null) {
      reply.error = part.simple.error;
      if (pending.type === nbd.NBD_CMD_READ && reply.error === 0) {
        reply.data = await this.#source.read(pending.length);
      }
    }
    if (!part.final) return;
    this.#pending.delete(part.cookie);
    pending.resolve(reply);
  }
}

export interface ConnectOptions {
  /** Overrides the export's name in the address. */
  exportName?: string;
  structured?: boolean;
  /** Metadata contexts to select; needs `structured`. */
  contexts?: string[];
  /** TLS by STARTTLS; without it none is used unless the address says so. */
  tls?: tls.ConnectionOptions;
}

/** Connects to an export by GO. */
export async function connect(
  address: Address | string,
  options: ConnectOptions = {},
): Promise<Client> {
  const target = typeof address === "string" ? parseAddress(address) : address;
  const handshake = await ClientHandshake.connect(target);
  try {
    const name = options.exportName ?? target.exportName;
    await handshake.greet();
    if (options.tls !== undefined || target.tls) await handshake.startTls(options.tls ?? {});
    if (options.structured === true) await handshake.structuredReply();
    if (options.contexts !== undefined) {
      await handshake.metaContexts(nbd.NBD_OPT_SET_META_CONTEXT, name, options.contexts);
    }
    return new Client(handshake, await handshake.describe(nbd.NBD_OPT_GO, name));
  } catch (error) {
    handshake.destroy();
    throw error;
  }
}
