/** Reads the replies of the transmission phase and puts their chunks together. */
import * as nbd from "../protocol.js";
import { CHUNK_BYTES, SIMPLE_REPLY_BYTES } from "../reply.js";
import type { ByteSource } from "./byte-source.js";
import { ProtocolError } from "./handshake.js";

export interface Extent {
  length: number;
  flags: number;
}

/** One chunk of a structured reply, as it came. */
export interface Chunk {
  type: number;
  flags: number;
  payload: Buffer;
}

/** The whole answer to one request. */
export interface Reply {
  /** 0 or the NBD error. */
  error: number;
  message: string;
  structured: boolean;
  /** Of a READ without error. */
  data: Buffer | null;
  /** Of a BLOCK_STATUS: context identifier → extents. */
  extents: Map<number, Extent[]>;
  chunks: Chunk[];
}

/** What has to be known of a request to understand its reply. */
export interface Question {
  type: number;
  offset: bigint;
  length: number;
}

/** What came: a part of the reply to `cookie`, the last one if `final`. */
export interface Part {
  cookie: bigint;
  simple: { error: number } | null;
  chunk: Chunk | null;
  final: boolean;
}

/** A chunk that claims to be longer is taken for a broken stream, not for data. */
const CHUNK_BYTES_MAX = 512 * 1024 * 1024;

/** Header of the next reply message, and its payload if it is a chunk. */
export async function readPart(source: ByteSource): Promise<Part> {
  const head = source.readNow(SIMPLE_REPLY_BYTES) ?? (await source.read(SIMPLE_REPLY_BYTES));
  const magic = head.readUInt32BE(0);
  const cookie = head.readBigUInt64BE(8);
  if (magic === nbd.NBD_SIMPLE_REPLY_MAGIC) {
    return { cookie, simple: { error: head.readUInt32BE(4) }, chunk: null, final: true };
  }
  if (magic !== nbd.NBD_STRUCTURED_REPLY_MAGIC) {
    throw new ProtocolError(`wrong reply magic 0x${magic.toString(16)}`);
  }
  const length = (await source.read(CHUNK_BYTES - SIMPLE_REPLY_BYTES)).readUInt32BE();
  if (length > CHUNK_BYTES_MAX) throw new ProtocolError("chunk too long");
  const payload = source.readNow(length) ?? (await source.read(length));
  const flags = head.readUInt16BE(4);
  const chunk = { type: head.readUInt16BE(6), flags, payload };
  return { cookie, simple: null, chunk, final: (flags & nbd.NBD_REPLY_FLAG_DONE) !== 0 };
}

/** A reply that has nothing in it yet. */
export function emptyReply(): Reply {
  return {
    error: 0,
    message: "",
    structured: false,
    data: null,
    extents: new Map(),
    chunks: [],
  };
}

/** Adds a chunk to the reply to `question`; throws where the chunk is malformed. */
export function addChunk(reply: Reply, question: Question, chunk: Chunk): void {
  reply.structured = true;
  reply.chunks.push(chunk);
  const { type, payload } = chunk;
  if (type >= 0x8000) {
    addError(reply, payload);
    return;
  }
  switch (type) {
    case nbd.NBD_REPLY_TYPE_NONE:
      if (payload.length !== 0) throw new ProtocolError("NONE with a payload");
      return;
    case nbd.NBD_REPLY_TYPE_OFFSET_DATA:
      if (payload.length < 9) throw new ProtocolError("OFFSET_DATA too short");
      placeOf(reply, question, payload.readBigUInt64BE(), payload.length - 8).set(
        payload.subarray(8),
      );
      return;
    case nbd.NBD_REPLY_TYPE_OFFSET_HOLE:
      if (payload.length !== 12) throw new ProtocolError("OFFSET_HOLE of a wrong length");
      placeOf(reply, question, payload.readBigUInt64BE(), payload.readUInt32BE(8)).fill(0);
      return;
    case nbd.NBD_REPLY_TYPE_BLOCK_STATUS:
      addExtents(reply, payload);
      return;
    default:
      throw new ProtocolError(`unknown chunk type ${type}`);
  }
}

function addError(reply: Reply, payload: Buffer): void {
  if (payload.length < 6) throw new ProtocolError("error chunk too short");
  const error = payload.readUInt32BE();
  const messageLength = payload.readUInt16BE(4);
  if (error === 0) throw new ProtocolError("error chunk without an error");
  if (messageLength > payload.length - 6) throw new ProtocolError("error message too long");
  if (reply.error === 0) reply.error = error;
  reply.message ||= payload.toString("utf8", 6, 6 + messageLength);
}

/** The part of the data that a content chunk covers. */
function placeOf(reply: Reply, question: Question, offset: bigint, length: number): Buffer {
  if (question.type !== nbd.NBD_CMD_READ) throw new ProtocolError("content without a READ");
  const start = offset - question.offset;
  if (start < 0n || start + BigInt(length) > BigInt(question.length)) {
    throw new ProtocolError("content outside of the request");
  }
  reply.data ??= Buffer.alloc(question.length);
  return reply.data.subarray(Number(start), Number(start) + length);
}

function addExtents(reply: Reply, payload: Buffer): void {
  if (payload.length < 12 || payload.length % 8 !== 4) {
    throw new ProtocolError("BLOCK_STATUS of a wrong length");
  }
  const id = payload.readUInt32BE();
  if (reply.extents.has(id)) throw new ProtocolError("context answered twice");
  const extents: Extent[] = [];
  for (let at = 4; at < payload.length; at += 8) {
    const length = payload.readUInt32BE(at);
    if (length === 0) throw new ProtocolError("empty extent");
    extents.push({ length, flags: payload.readUInt32BE(at + 4) });
  }
  reply.extents.set(id, extents);
}
