/**
 * The data of the options that have a structure: INFO and GO, LIST_META_CONTEXT and
 * SET_META_CONTEXT. A decoder gets all the data of one option; every length inside must fit and
 * nothing may trail, else the whole option is malformed (null) and the server answers
 * NBD_REP_ERR_INVALID.
 */
import { decodeString } from "./handshake.js";
import { META_BASE, META_BASE_ALLOCATION } from "./protocol.js";

/** Reads forwards; after the first read that does not fit, everything is null. */
class Reader {
  #at = 0;
  #failed = false;
  constructor(private readonly data: Buffer) {}

  #take(length: number): Buffer | null {
    if (this.#failed || length > this.data.length - this.#at) {
      this.#failed = true;
      return null;
    }
    this.#at += length;
    return this.data.subarray(this.#at - length, this.#at);
  }

  uint16(): number | null {
    return this.#take(2)?.readUInt16BE() ?? null;
  }

  uint32(): number | null {
    return this.#take(4)?.readUInt32BE() ?? null;
  }

  /** A string behind its 32-bit length. */
  string(): string | null {
    const length = this.uint32();
    const bytes = length === null ? null : this.#take(length);
    return bytes === null ? null : decodeString(bytes);
  }

  get atEnd(): boolean {
    return !this.#failed && this.#at === this.data.length;
  }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

// INFO and GO: | name length u32 | name | number of requests u16 | requests u16 … |

export interface InfoQuery {
  name: string;
  requests: number[];
}

export function encodeInfoQuery(query: InfoQuery): Buffer {
  return Buffer.concat([
    string(query.name),
    uint16(query.requests.length),
    ...query.requests.map(uint16),
  ]);
}

export function decodeInfoQuery(data: Buffer): InfoQuery | null {
  const reader = new Reader(data);
  const name = reader.string();
  const count = reader.uint16();
  if (name === null || count === null) return null;
  const requests: number[] = [];
  for (let index = 0; index < count; index++) {
    const request = reader.uint16();
    if (request === null) return null;
    requests.push(request);
  }
  return reader.atEnd ? { name, requests } : null;
}

// LIST_META_CONTEXT and SET_META_CONTEXT:
//
//     | name length u32 | name | number of queries u32 | { query length u32 | query } … |

export interface MetaQuery {
  name: string;
  queries: string[];
}

export function encodeMetaQuery(query: MetaQuery): Buffer {
  return Buffer.concat([
    string(query.name),
    uint32(query.queries.length),
    ...query.queries.map(string),
  ]);
}

export function decodeMetaQuery(data: Buffer): MetaQuery | null {
  const reader = new Reader(data);
  const name = reader.string();
  const count = reader.uint32();
  if (name === null || count === null) return null;
  const queries: string[] = [];
  for (let index = 0; index < count; index++) {
    const query = reader.string();
    if (query === null) return null;
    queries.push(query);
  }
  return reader.atEnd ? { name, queries } : null;
}

/** Whether SET_META_CONTEXT selects base:allocation; the wildcard does not. */
export function selectsAllocation({ queries }: MetaQuery): boolean {
  return queries.includes(META_BASE_ALLOCATION);
}

/** Whether LIST_META_CONTEXT finds it; without a query everything is listed. */
export function listsAllocation(query: MetaQuery): boolean {
  return (
    query.queries.length === 0 || query.queries.includes(META_BASE) || selectsAllocation(query)
  );
}
