/**
 * What a rule has to work with: connections to the server under test, which are all closed when
 * the rule is done, and what every rule wants to know of the export.
 */
import type tls from "node:tls";
import type { Address } from "../client/address.js";
import { type ByteSource, ConnectionClosed } from "../client/byte-source.js";
import { Client } from "../client/client.js";
import { ClientHandshake, isErrorReply, type OptionReply } from "../client/handshake.js";
import type { Reply } from "../client/replies.js";
import { encodeInfoQuery } from "../option-data.js";
import * as nbd from "../protocol.js";
import { expect, NotOffered, offered } from "./rule.js";

export interface Target {
  address: Address;
  /** How to do TLS with it; without it the rules about TLS itself are skipped. */
  tls?: tls.ConnectionOptions;
}

export interface OpenOptions {
  structured?: boolean;
  contexts?: string[];
}

/** No option of the standard or of a known extension. */
export const UNKNOWN_OPTION = 0x5a5a_0001;

/** A name that no export has; if the server knows it, it knows every name. */
export const UNKNOWN_NAME = "nbd-conformance-no-such-export";

export class Probe {
  readonly #open: { destroy(): void }[] = [];
  #closed = false;

  constructor(readonly target: Target) {}

  get exportName(): string {
    return this.target.address.exportName;
  }

  /** A connection on which nothing was said yet. */
  async connection(): Promise<ClientHandshake> {
    const handshake = await ClientHandshake.connect(this.target.address);
    // A rule whose time is up may still be on its way here.
    if (this.#closed) handshake.destroy();
    else this.#open.push(handshake);
    return handshake;
  }

  /** A connection that is ready for options, in plain text. */
  async plain(clientFlags = 3): Promise<ClientHandshake> {
    const handshake = await this.connection();
    handshake.clientFlags((await handshake.greeting()) & clientFlags);
    return handshake;
  }

  /** A connection that is ready for options, under TLS if the target was given with TLS. */
  async handshake(clientFlags = 3): Promise<ClientHandshake> {
    const handshake = await this.plain(clientFlags);
    if (this.target.tls !== undefined) await handshake.startTls(this.target.tls);
    return handshake;
  }

  /** A connection to a server that does not serve whatever name it is given. */
  async pickyHandshake(): Promise<ClientHandshake> {
    const handshake = await this.handshake();
    const data = encodeInfoQuery({ name: UNKNOWN_NAME, requests: [] });
    const { type } = finalOf(await handshake.ask(nbd.NBD_OPT_INFO, data));
    offered(type !== nbd.NBD_REP_ACK, "the server knows every name");
    return handshake;
  }

  /** A connection in transmission. */
  async client(options: OpenOptions = {}): Promise<Client> {
    const handshake = await this.handshake();
    if (options.structured === true) await needStructured(handshake);
    if (options.contexts !== undefined) {
      await needContexts(handshake, this.exportName, options.contexts);
    }
    return this.go(handshake);
  }

  /** One connection for each kind of reply that the server offers. */
  async clientsOfBothKinds(): Promise<Client[]> {
    const simple = await this.client();
    try {
      return [simple, await this.client({ structured: true })];
    } catch (error) {
      if (error instanceof NotOffered) return [simple];
      throw error;
    }
  }

  /** Structured replies and base:allocation. */
  allocationClient(): Promise<Client> {
    return this.client({ structured: true, contexts: [nbd.META_BASE_ALLOCATION] });
  }

  /** Goes to transmission. */
  async go(handshake: ClientHandshake): Promise<Client> {
    return new Client(handshake, await handshake.describe(nbd.NBD_OPT_GO, this.exportName));
  }

  /** A connection in transmission to an export that can be written. */
  async writer(options: OpenOptions = {}): Promise<Client> {
    const client = await this.client(options);
    offered((client.description.flags & nbd.NBD_FLAG_READ_ONLY) === 0, "the export is read-only");
    return client;
  }

  async readOnlyClient(): Promise<Client> {
    const client = await this.client();
    offered((client.description.flags & nbd.NBD_FLAG_READ_ONLY) !== 0, "the export is writable");
    return client;
  }

  /** The server still serves: a new connection gets as far as an answered option. */
  async stillServes(): Promise<void> {
    await inSync(await this.handshake());
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.#open) connection.destroy();
  }
}

async function needStructured(handshake: ClientHandshake): Promise<void> {
  const final = finalOf(await handshake.ask(nbd.NBD_OPT_STRUCTURED_REPLY));
  offered(final.type === nbd.NBD_REP_ACK, "no structured replies");
}

async function needContexts(
  handshake: ClientHandshake,
  name: string,
  contexts: string[],
): Promise<void> {
  const option = nbd.NBD_OPT_SET_META_CONTEXT;
  const selected = await handshake.metaContexts(option, name, contexts).catch(() => new Map());
  for (const context of contexts) offered(selected.has(context), `no context ${context}`);
}

export function finalOf(replies: OptionReply[]): OptionReply {
  return replies.at(-1)!;
}

export function hex(type: number): string {
  return `0x${type.toString(16)}`;
}

/** Expects an error as the only reply. */
export function expectRefused(replies: OptionReply[], ...allowed: number[]): void {
  const { type } = finalOf(replies);
  expect(isErrorReply(type), `accepted: reply ${hex(type)}`);
  if (allowed.length === 0) return;
  expect(allowed.includes(type), `refused with ${hex(type)}, not ${allowed.map(hex).join("/")}`);
}

export function expectAcknowledged(replies: OptionReply[]): void {
  const { type, data } = finalOf(replies);
  expect(type === nbd.NBD_REP_ACK, `refused with ${hex(type)} ${data.toString()}`);
}

/** The negotiation goes on: one more option gets one reply, be it a refusal. */
export async function inSync(handshake: ClientHandshake): Promise<void> {
  const replies = await handshake.ask(UNKNOWN_OPTION);
  expect(replies.length === 1, `${replies.length} replies to an unknown option`);
}

/** What the server sends until it closes the connection; it has to close it. */
export async function bytesToTheEnd(source: ByteSource): Promise<number> {
  for (let count = 0; ; count++) {
    if (await source.atEnd()) return count;
  }
}

export async function expectClosed(source: ByteSource): Promise<void> {
  expect(await source.atEnd(), "answered instead of closing");
}

/** The answer, or null where the server closed the connection instead. */
export async function answerOrEnd<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectionClosed) return null;
    throw error;
  }
}

export function expectError(reply: Reply, ...allowed: number[]): void {
  expect(reply.error !== 0, "succeeded");
  expect(allowed.includes(reply.error), `error ${reply.error}, not ${allowed.join("/")}`);
}

export function expectSuccess(reply: Reply): void {
  expect(reply.error === 0, `error ${reply.error} ${reply.message}`);
}

/** Smallest unit that may be asked for; 512 where the server did not say, as the document has
 * clients do, unless the export itself is smaller. */
export function blockOf(client: Client): number {
  return Math.max(512, client.description.blockSize?.minimum ?? 1);
}

export function bytesOf(client: Client): number {
  return Number(client.description.bytes);
}

export function maximumPayloadOf(client: Client): number {
  return client.description.blockSize?.maximumPayload ?? nbd.DEFAULT_MAXIMUM_PAYLOAD;
}

export function has(client: Client, flag: number): boolean {
  return (client.description.flags & flag) !== 0;
}

/** The whole blocks of the export end here. */
export function endOf(client: Client): number {
  return bytesOf(client) - (bytesOf(client) % blockOf(client));
}

/** Requests still work after whatever was done: the first block can be read. */
export async function answersReads(client: Client): Promise<void> {
  const reply = await client.submit({ type: nbd.NBD_CMD_READ, length: blockOf(client) });
  expect(reply.error === 0, `a READ afterwards fails with ${reply.error}`);
}

/** Bytes that tell their place and the caller. */
export function pattern(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = ((seed + at + (at >> 8)) % 251) | 1;
  return bytes;
}
