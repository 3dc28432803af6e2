/**
 * The messages of the handshake: layouts, encode beside decode, for server and client alike.
 *
 * A decoder gets exactly the bytes that the message's header promised; it rejects (null) what is
 * too short, too long, or not a string of the protocol.
 */
import {
  NBD_INFO_BLOCK_SIZE,
  NBD_INFO_EXPORT,
  NBD_INIT_MAGIC,
  NBD_MAX_STRING,
  NBD_OPTS_MAGIC,
  NBD_REP_MAGIC,
} from "./protocol.js";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes a string of the protocol; null: too long, not UTF-8, or with a NUL. */
export function decodeString(bytes: Uint8Array): string | null {
  if (bytes.length > NBD_MAX_STRING || bytes.includes(0)) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

// Greeting, server → client:
//
//     0      8      16      18
//     | NBDMAGIC | IHAVEOPT | handshake flags u16 |
//
// answered by the client with its flags, u32.
export const GREETING_BYTES = 18;
export const CLIENT_FLAGS_BYTES = 4;

export function encodeGreeting(flags: number): Buffer {
  const greeting = Buffer.alloc(GREETING_BYTES);
  greeting.writeBigUInt64BE(NBD_INIT_MAGIC, 0);
  greeting.writeBigUInt64BE(NBD_OPTS_MAGIC, 8);
  greeting.writeUInt16BE(flags, 16);
  return greeting;
}

/** The handshake flags; null: not a newstyle server. */
export function decodeGreeting(greeting: Buffer): number | null {
  if (greeting.readBigUInt64BE(0) !== NBD_INIT_MAGIC) return null;
  if (greeting.readBigUInt64BE(8) !== NBD_OPTS_MAGIC) return null;
  return greeting.readUInt16BE(16);
}

export function encodeClientFlags(flags: number): Buffer {
  const bytes = Buffer.alloc(CLIENT_FLAGS_BYTES);
  bytes.writeUInt32BE(flags);
  return bytes;
}

// Option, client → server:
//
//     0          8            12           16
//     | IHAVEOPT | option u32 | length u32 | data … |
export const OPTION_HEADER_BYTES = 16;

export interface OptionHeader {
  option: number;
  length: number;
}

export function encodeOption(option: number, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(OPTION_HEADER_BYTES);
  header.writeBigUInt64BE(NBD_OPTS_MAGIC, 0);
  header.writeUInt32BE(option, 8);
  header.writeUInt32BE(data.length, 12);
  return Buffer.concat([header, data]);
}

/** The header of an option; null: wrong magic. */
export function decodeOptionHeader(header: Buffer): OptionHeader | null {
  if (header.readBigUInt64BE(0) !== NBD_OPTS_MAGIC) return null;
  return { option: header.readUInt32BE(8), length: header.readUInt32BE(12) };
}

// Reply to an option, server → client:
//
//     0           8            12         16           20
//     | REP_MAGIC | option u32 | type u32 | length u32 | data … |
export const OPTION_REPLY_HEADER_BYTES = 20;

export interface OptionReplyHeader {
  option: number;
  type: number;
  length: number;
}

export function encodeOptionReply(
  option: number,
  type: number,
  data: Uint8Array = Buffer.alloc(0),
): Buffer {
  const header = Buffer.alloc(OPTION_REPLY_HEADER_BYTES);
  header.writeBigUInt64BE(NBD_REP_MAGIC, 0);
  header.writeUInt32BE(option, 8);
  header.writeUInt32BE(type, 12);
  header.writeUInt32BE(data.length, 16);
  return Buffer.concat([header, data]);
}

export function decodeOptionReplyHeader(header: Buffer): OptionReplyHeader | null {
  if (header.readBigUInt64BE(0) !== NBD_REP_MAGIC) return null;
  return {
    option: header.readUInt32BE(8),
    type: header.readUInt32BE(12),
    length: header.readUInt32BE(16),
  };
}

// Answer to EXPORT_NAME, server → client; the zeroes only without NO_ZEROES:
//
//     0          8           10
//     | size u64 | flags u16 | 124 zeroes |
export const EXPORT_NAME_ANSWER_BYTES = 10;
export const EXPORT_NAME_ZEROES_BYTES = 124;

export function encodeExportNameAnswer(bytes: number, flags: number, zeroes: boolean): Buffer {
  const answer = Buffer.alloc(EXPORT_NAME_ANSWER_BYTES + (zeroes ? EXPORT_NAME_ZEROES_BYTES : 0));
  answer.writeBigUInt64BE(BigInt(bytes), 0);
  answer.writeUInt16BE(flags, 8);
  return answer;
}

// NBD_REP_SERVER: | name length u32 | name | description |

export function encodeServer(name: string, description: string): Buffer {
  const nameBytes = Buffer.from(name);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(nameBytes.length);
  return Buffer.concat([length, nameBytes, Buffer.from(description)]);
}

export function decodeServer(data: Buffer): { name: string; description: string } | null {
  if (data.length < 4) return null;
  const nameEnd = 4 + data.readUInt32BE(0);
  if (nameEnd > data.length) return null;
  const name = decodeString(data.subarray(4, nameEnd));
  const description = decodeString(data.subarray(nameEnd));
  return name === null || description === null ? null : { name, description };
}

// NBD_INFO_EXPORT:     | 0 u16 | size u64 | transmission flags u16 |
// NBD_INFO_NAME:       | 1 u16 | name |
// NBD_INFO_DESCRIPTION:| 2 u16 | description |
// NBD_INFO_BLOCK_SIZE: | 3 u16 | minimum u32 | preferred u32 | maximum payload u32 |

export function encodeInfoExport(bytes: number, flags: number): Buffer {
  const info = Buffer.alloc(12);
  info.writeUInt16BE(NBD_INFO_EXPORT, 0);
  info.writeBigUInt64BE(BigInt(bytes), 2);
  info.writeUInt16BE(flags, 10);
  return info;
}

export function decodeInfoExport(info: Buffer): { bytes: bigint; flags: number } | null {
  if (info.length !== 12) return null;
  return { bytes: info.readBigUInt64BE(2), flags: info.readUInt16BE(10) };
}

export function encodeInfoText(type: number, text: string): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(type);
  return Buffer.concat([head, Buffer.from(text)]);
}

export interface BlockSize {
  minimum: number;
  preferred: number;
  maximumPayload: number;
}

export function encodeInfoBlockSize(size: BlockSize): Buffer {
  const info = Buffer.alloc(14);
  info.writeUInt16BE(NBD_INFO_BLOCK_SIZE, 0);
  info.writeUInt32BE(size.minimum, 2);
  info.writeUInt32BE(size.preferred, 6);
  info.writeUInt32BE(size.maximumPayload, 10);
  return info;
}

export function decodeInfoBlockSize(info: Buffer): BlockSize | null {
  if (info.length !== 14) return null;
  return {
    minimum: info.readUInt32BE(2),
    preferred: info.readUInt32BE(6),
    maximumPayload: info.readUInt32BE(10),
  };
}

// NBD_REP_META_CONTEXT: | context id u32 | name |

export function encodeMetaContext(id: number, name: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(id);
  return Buffer.concat([head, Buffer.from(name)]);
}

export function decodeMetaContext(data: Buffer): { id: number; name: string } | null {
  if (data.length < 4) return null;
  const name = decodeString(data.subarray(4));
  return name === null ? null : { id: data.readUInt32BE(0), name };
}
