/**
 * The core in V8, Node's own engine: what it really does with bytes, beside what it must do. This
 * is where counterexamples are shown; nothing is proved by it.
 */
import { runInNewContext } from "node:vm";
import { Random } from "@ashlar/rapilog/random";
import { checksumOf } from "./encode/checksum.js";

type Exports = Record<string, (...values: (number | bigint)[]) => number | bigint>;

const SECTOR_BYTES = 512;
const RING_SECTORS = 2048;
const DISK_BYTES = 1n << 20n;
/** Where things are in a memory of so many pages: tables, what is written, the ring. */
const PLACES = { index: 1 << 16, segments: 1 << 17, payload: 15 << 16, ring: 1 << 20 };
const PAGES = 33;
const SEGMENTS_MAX = 65_600;
const BUCKETS = 128;
const TIME_MAX_MS = 2000;
const PAYLOAD_SUM_AT = 56;

interface Running {
  readonly exports: Exports;
  readonly memory: Uint8Array;
}

function start(bytes: Uint8Array): Running {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const module = new WebAssembly.Module(bytes as BufferSource);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { exports: exports as unknown as Exports, memory: new Uint8Array(memory.buffer) };
}

/** Calls what may trap, and may never end. */
function attempt(call: () => string | undefined): string | undefined {
  try {
    return runInNewContext("call()", { call }, { timeout: TIME_MAX_MS }) as string | undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Bytes, so many, that begin with these words; the others are made from them and a seed. */
export function bytesFrom(words: readonly bigint[], length: number, seed: number): Uint8Array {
  const bytes = new Random(seed).bytes(length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, at) => {
    view.setBigUint64(8 * at, word, true);
  });
  return bytes;
}

const hexadecimal = (value: bigint | number) =>
  `0x${BigInt.asUintN(64, BigInt(value)).toString(16)}`;

/** What is wrong with the checksum of some bytes; undefined if nothing is. */
export function wrongChecksum(core: Uint8Array, bytes: Uint8Array): string | undefined {
  return attempt(() => {
    const { exports, memory } = start(core);
    memory.fill(0xa5);
    memory.set(bytes, PLACES.payload);
    const before = memory.slice();
    const sum = BigInt.asUintN(64, exports["checksum"]!(PLACES.payload, bytes.length) as bigint);
    const right = checksumOf(bytes);
    if (sum !== right) return `checksum gives ${hexadecimal(sum)} instead of ${hexadecimal(right)}`;
    return Buffer.compare(before, memory) === 0 ? undefined : "checksum changes memory";
  });
}

/** What is wrong with the record of a write of whole sectors; undefined if nothing is. */
export function wrongRecord(core: Uint8Array, payload: Uint8Array): string | undefined {
  return attempt(() => {
    const { exports, memory } = start(core);
    const { index, segments, ring } = PLACES;
    exports["configure"]!(
      ring,
      RING_SECTORS,
      1,
      DISK_BYTES,
      index,
      BUCKETS,
      segments,
      SEGMENTS_MAX,
    );
    exports["attach"]!(1n, 1n, 0n, 0n, 0n);
    memory.set(payload, PLACES.payload);
    const verdict = exports["write"]!(0n, payload.length, PLACES.payload);
    if (verdict !== 0) return `write answers ${verdict}`;
    return wrongBytes(memory, payload);
  });
}

function wrongBytes(memory: Uint8Array, payload: Uint8Array): string | undefined {
  const header = new DataView(memory.buffer, PLACES.ring, SECTOR_BYTES);
  const sum = header.getBigUint64(PAYLOAD_SUM_AT, true);
  const right = checksumOf(payload);
  if (sum !== right)
    return `write puts ${hexadecimal(sum)} into the header instead of ${hexadecimal(right)}`;
  const copy = memory.subarray(PLACES.ring + SECTOR_BYTES);
  const wrong = payload.findIndex((byte, at) => copy[at] !== byte);
  if (wrong >= 0)
    return `write copies ${copy[wrong]} instead of ${payload[wrong]} as byte ${wrong}`;
  const beyond = copy.findIndex((byte, at) => at >= payload.length && byte !== 0);
  return beyond < 0 ? undefined : `write changes byte ${beyond}, beyond the payload`;
}
