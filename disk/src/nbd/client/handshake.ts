/**
 * The client's side of the handshake, option by option.
 *
 * It keeps no state but what the replies need, and stops nobody from asking for nonsense: it is
 * also what servers are tested with. Use `connect` of client.ts for the ordinary case.
 */
import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import {
  type BlockSize,
  decodeGreeting,
  decodeInfoBlockSize,
  decodeInfoExport,
  decodeMetaContext,
  decodeOptionReplyHeader,
  decodeServer,
  EXPORT_NAME_ANSWER_BYTES,
  EXPORT_NAME_ZEROES_BYTES,
  encodeClientFlags,
  encodeOption,
  GREETING_BYTES,
  OPTION_REPLY_HEADER_BYTES,
} from "../handshake.js";
import { encodeInfoQuery, encodeMetaQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import type { Address } from "./address.js";
import { ByteSource } from "./byte-source.js";

/** The server broke the protocol. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** The server refused an option. */
export class OptionRefused extends Error {
  override readonly name = "OptionRefused";
  constructor(
    readonly option: number,
    readonly error: number,
    detail: string,
  ) {
    super(`option ${option} refused with 0x${error.toString(16)}: ${detail}`);
  }
}

export interface OptionReply {
  type: number;
  data: Buffer;
}

/** What a server says about an export. */
export interface ExportDescription {
  bytes: bigint;
  /** Transmission flags. */
  flags: number;
  name: string | null;
  description: string | null;
  blockSize: BlockSize | null;
}

export function isErrorReply(type: number): boolean {
  return type >= 0x8000_0000;
}

/** No reply of the handshake is longer, whatever its header says. */
const REPLY_BYTES_MAX = 1024 * 1024;

export class ClientHandshake {
  stream: Duplex;
  source: ByteSource;
  #zeroes = true;

  constructor(stream: Duplex) {
    this.stream = stream;
    this.source = new ByteSource(stream);
  }

  static async connect(address: Pick<Address, "socket">): Promise<ClientHandshake> {
    const socket = net.connect({ ...address.socket, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return new ClientHandshake(socket);
  }

  send(...pieces: Uint8Array[]): void {
    for (const piece of pieces) this.stream.write(piece);
  }

  /** The server's handshake flags. */
  async greeting(): Promise<number> {
    const flags = decodeGreeting(await this.source.read(GREETING_BYTES));
    if (flags === null) throw new ProtocolError("not a newstyle NBD server");
    return flags;
  }

  clientFlags(flags: number): void {
    this.#zeroes = (flags & nbd.NBD_FLAG_C_NO_ZEROES) === 0;
    this.send(encodeClientFlags(flags));
  }

  /** Takes the greeting and answers with all flags that both sides know. */
  async greet(): Promise<void> {
    this.clientFlags((await this.greeting()) & 3);
  }

  /** One reply, which must be to `option`. */
  async reply(option: number): Promise<OptionReply> {
    const header = decodeOptionReplyHeader(await this.source.read(OPTION_REPLY_HEADER_BYTES));
    if (header === null) throw new ProtocolError("wrong magic in an option reply");
    if (header.option !== option) throw new ProtocolError(`reply to option ${header.option}`);
    if (header.length > REPLY_BYTES_MAX) throw new ProtocolError("option reply too long");
    return { type: header.type, data: await this.source.read(header.length) };
  }

  /** All replies to `option`, the final one last. */
  async replies(option: number): Promise<OptionReply[]> {
    const replies: OptionReply[] = [];
    for (;;) {
      const reply = await this.reply(option);
      replies.push(reply);
      if (reply.type === nbd.NBD_REP_ACK || isErrorReply(reply.type)) return replies;
    }
  }

  /** Sends an option and gives all its replies, the final one last. */
  ask(option: number, data?: Uint8Array): Promise<OptionReply[]> {
    this.send(encodeOption(option, data));
    return this.replies(option);
  }

  /** Sends an option and gives its replies before the ACK; throws `OptionRefused`. */
  async demand(option: number, data?: Uint8Array): Promise<OptionReply[]> {
    const replies = await this.ask(option, data);
    const final = replies.pop()!;
    if (final.type === nbd.NBD_REP_ACK) return replies;
    throw new OptionRefused(option, final.type, final.data.toString());
  }

  async list(): Promise<{ name: string; description: string }[]> {
    const replies = await this.demand(nbd.NBD_OPT_LIST);
    return replies.map(({ type, data }) => {
      const server = type === nbd.NBD_REP_SERVER ? decodeServer(data) : null;
      if (server === null) throw new ProtocolError("malformed reply to LIST");
      return server;
    });
  }

  async structuredReply(): Promise<void> {
    await this.demand(nbd.NBD_OPT_STRUCTURED_REPLY);
  }

  /** LIST_META_CONTEXT or SET_META_CONTEXT: the contexts by name. */
  async metaContexts(
    option: number,
    name: string,
    queries: string[],
  ): Promise<Map<string, number>> {
    const contexts = new Map<string, number>();
    for (const reply of await this.demand(option, encodeMetaQuery({ name, queries }))) {
      const context =
        reply.type === nbd.NBD_REP_META_CONTEXT ? decodeMetaContext(reply.data) : null;
      if (context === null) throw new ProtocolError("malformed metadata context");
      contexts.set(context.name, context.id);
    }
    return contexts;
  }

  /** INFO or GO. */
  async describe(
    option: number,
    name: string,
    requests: number[] = [nbd.NBD_INFO_BLOCK_SIZE],
  ): Promise<ExportDescription> {
    return describedBy(await this.demand(option, encodeInfoQuery({ name, requests })));
  }

  /** EXPORT_NAME; a server that refuses closes the connection. */
  async exportName(name: string): Promise<ExportDescription> {
    this.send(encodeOption(nbd.NBD_OPT_EXPORT_NAME, Buffer.from(name)));
    const answer = await this.source.read(EXPORT_NAME_ANSWER_BYTES);
    if (this.#zeroes) await this.source.read(EXPORT_NAME_ZEROES_BYTES);
    const bytes = answer.readBigUInt64BE(0);
    const flags = answer.readUInt16BE(8);
    return { bytes, flags, name: null, description: null, blockSize: null };
  }

  async startTls(options: tls.ConnectionOptions): Promise<void> {
    await this.demand(nbd.NBD_OPT_STARTTLS);
    await this.upgrade(options);
  }

  /** Makes the connection a TLS one, after STARTTLS was acknowledged. */
  async upgrade(options: tls.ConnectionOptions): Promise<void> {
    this.source.release();
    const secure = tls.connect({ ...options, socket: this.stream });
    await new Promise<void>((resolve, reject) => {
      secure.once("secureConnect", resolve);
      secure.on("error", reject);
    });
    this.stream = secure;
    this.source = new ByteSource(secure);
  }

  destroy(): void {
    this.stream.destroy();
  }
}

function describedBy(replies: OptionReply[]): ExportDescription {
  let infoExport: { bytes: bigint; flags: number } | null = null;
  let name: string | null = null;
  let description: string | null = null;
  let blockSize: BlockSize | null = null;
  for (const { type, data } of replies) {
    if (type !== nbd.NBD_REP_INFO || data.length < 2) throw new ProtocolError("malformed INFO");
    const kind = data.readUInt16BE();
    if (kind === nbd.NBD_INFO_EXPORT) infoExport = decodeInfoExport(data);
    if (kind === nbd.NBD_INFO_NAME) name = data.toString("utf8", 2);
    if (kind === nbd.NBD_INFO_DESCRIPTION) description = data.toString("utf8", 2);
    if (kind === nbd.NBD_INFO_BLOCK_SIZE) blockSize = decodeInfoBlockSize(data);
  }
  if (infoExport === null) throw new ProtocolError("success without INFO_EXPORT");
  return { ...infoExport, name, description, blockSize };
}
