/**
 * The core in V8, Node's own engine: what it really does with bytes, beside what it must do. This
 * is where counterexamples are shown; nothing is proved by it.
 */
import { runInNewContext } from "node:vm";
import { Random } from "@ashlar/rapilog/random";
import { checksumOf } from "./encode/checksum.js";
import { KIND_WRITE, MAGIC } from "./encode/record.js";

type Exports = Record<string, (...values: (number | bigint)[]) => number | bigint>;

const SECTOR_BYTES = 512;
const RING_SECTORS = 2048;
export const DISK_BYTES = 1n << 20n;
/** Where things are in a memory of so many pages: tables, what is written, the ring. */
export const PLACES = { index: 1 << 16, segments: 1 << 17, payload: 15 << 16, ring: 1 << 20 };
const PAGES = 33;
const SEGMENTS_MAX = 65_600;
const BUCKETS = 128;
const TIME_MAX_MS = 2000;
/** What the log is told that it is in the middle of, and where is written. */
export const STREAM = 0x1122_3344_5566_7788n;
export const POSITION = 5n * 2048n + 24n;
const OFFSET = 3n * 4096n;
export const [FLOOR, INCARNATION, SEQUENCE] = [5n, 7n, 11n];
export const HEADER_AT = PLACES.ring + Number(POSITION % BigInt(RING_SECTORS)) * SECTOR_BYTES;
/** From there to the ring's end. */
export const ROOM_BYTES = BigInt(PLACES.ring + RING_SECTORS * SECTOR_BYTES - HEADER_AT);
const HEADER_SUM_AT = 64;

/** A call from outside, and what V8 made of it. */
export interface Call {
  readonly name: string;
  readonly parameters: readonly (number | bigint)[];
  /** The memory before it. */
  readonly before: Uint8Array;
  /** What it returned and left; nothing where it trapped or did not end. */
  returned?: { readonly result: number | bigint | undefined; readonly memory: Uint8Array };
}

/** The core in V8: its exports, each call of which is written down. */
export interface Running {
  readonly exports: Exports;
  readonly memory: Uint8Array;
  readonly calls: readonly Call[];
}

/** What V8 did wrong, and in the course of what. */
export interface Wrong {
  readonly says: string;
  readonly run: Running;
}

function start(bytes: Uint8Array, isRecorded: boolean): Running {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const module = new WebAssembly.Module(bytes as BufferSource);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const running = { exports: exports as unknown as Exports, memory: new Uint8Array(memory.buffer) };
  return isRecorded ? recorded(running) : { ...running, calls: [] };
}

function recorded({ exports, memory }: Omit<Running, "calls">): Running {
  const calls: Call[] = [];
  const recording = Object.entries(exports).map(([name, run]) => [
    name,
    (...parameters: (number | bigint)[]) => {
      const call: Call = { name, parameters, before: memory.slice() };
      calls.push(call);
      const result = run(...parameters);
      call.returned = { result, memory: memory.slice() };
      return result;
    },
  ]);
  return { exports: Object.fromEntries(recording), memory, calls };
}

/** How a log is told to go on. */
export interface Going {
  readonly grainSectors: number;
  /** The incarnation of the record before. */
  readonly floor: bigint;
  readonly sequence: bigint;
}

/** Makes it a log that goes on at a position. */
export function placeLog({ exports }: Running, going: Partial<Going> = {}): void {
  const { grainSectors = 1, floor = FLOOR, sequence = SEQUENCE } = going;
  const { index, segments, ring } = PLACES;
  exports["configure"]!(
    ring,
    RING_SECTORS,
    grainSectors,
    DISK_BYTES,
    index,
    BUCKETS,
    segments,
    SEGMENTS_MAX,
  );
  exports["attach"]!(STREAM, INCARNATION, floor, POSITION, sequence);
}

/** Calls what may trap, and may never end; says what was wrong, if anything was. Where many calls are
 * tried none is written down: the memory is copied with each. */
export function attempt(
  core: Uint8Array,
  act: (running: Running) => string | undefined,
  isRecorded = true,
): Wrong | undefined {
  const run = start(core, isRecorded);
  const call = () => act(run);
  try {
    const says = runInNewContext("call()", { call }, { timeout: TIME_MAX_MS });
    return says === undefined ? undefined : { says, run };
  } catch (error) {
    return { says: (error as Error).message, run };
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
export function wrongChecksum(core: Uint8Array, bytes: Uint8Array): Wrong | undefined {
  return attempt(core, ({ exports, memory }) => {
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
export function wrongRecord(
  core: Uint8Array,
  payload: Uint8Array,
  grainSectors = 1,
): Wrong | undefined {
  return attempt(core, (running) => {
    placeLog(running, { grainSectors });
    const { exports, memory } = running;
    memory.fill(BACKGROUND, PLACES.ring);
    memory.set(payload, PLACES.payload);
    const verdict = exports["write"]!(OFFSET, payload.length, PLACES.payload);
    if (verdict !== 0) return `write answers ${verdict}`;
    const padded = new Uint8Array(sectorsOf(payload, grainSectors) * SECTOR_BYTES);
    padded.set(payload);
    return (
      wrongBytes(memory, payload, padded, grainSectors * SECTOR_BYTES) ??
      wrongCounts(exports, grainSectors + sectorsOf(payload, grainSectors))
    );
  });
}

/** What stands where nothing was written. */
const BACKGROUND = 0xa5;

const sectorsOf = ({ length }: Uint8Array, grainSectors: number) =>
  Math.ceil(length / SECTOR_BYTES / grainSectors) * grainSectors;

/** A record is its header, nothing that is interpreted up to the grain, and the padded payload. */
function wrongBytes(
  memory: Uint8Array,
  payload: Uint8Array,
  padded: Uint8Array,
  grain_bytes: number,
): string | undefined {
  const right = new Uint8Array(memory.length - HEADER_AT).fill(BACKGROUND);
  const fields = { ...fieldsOf(payload), payloadSum: checksumOf(padded) };
  right.set(headerOf(fields));
  right.set(padded, grain_bytes);
  const found = memory.subarray(HEADER_AT);
  const wrong = found.findIndex((byte, at) => byte !== right[at]);
  if (wrong >= 0)
    return `write leaves ${found[wrong]} instead of ${right[wrong]} as byte ${wrong} of the record`;
  const before = memory.subarray(PLACES.ring, HEADER_AT).findIndex((byte) => byte !== BACKGROUND);
  return before < 0 ? undefined : `write changes byte ${before} of the ring, before the record`;
}

export interface Fields {
  readonly magic: number;
  readonly kind: number;
  readonly stream: bigint;
  readonly position: bigint;
  readonly sequence: bigint;
  readonly incarnation: bigint;
  readonly offset: bigint;
  readonly length: bigint;
  readonly payloadSum: bigint;
}

export const fieldsOf = (payload: Uint8Array): Fields => ({
  ...{ magic: MAGIC, kind: KIND_WRITE, stream: STREAM, position: POSITION },
  ...{ sequence: SEQUENCE, incarnation: INCARNATION, offset: OFFSET },
  ...{ length: BigInt(payload.length), payloadSum: checksumOf(payload) },
});

/** A header: see `encode/record.ts`. */
export function headerOf(fields: Fields): Uint8Array {
  const header = new DataView(new ArrayBuffer(HEADER_SUM_AT + 8));
  header.setUint32(0, fields.magic, true);
  header.setUint32(4, fields.kind, true);
  const { stream, position, sequence, incarnation, offset, length, payloadSum } = fields;
  const words = [stream, position, sequence, incarnation, offset, length, payloadSum];
  words.forEach((field, at) => {
    header.setBigUint64(8 * (at + 1), field, true);
  });
  const summed = new Uint8Array(header.buffer, 0, HEADER_SUM_AT);
  header.setBigUint64(HEADER_SUM_AT, checksumOf(summed), true);
  return new Uint8Array(header.buffer);
}

function wrongCounts(exports: Exports, sectors: number): string | undefined {
  const counts = [exports["head"]!(), exports["sequence"]!()].map(BigInt);
  const isRight = counts[0] === POSITION + BigInt(sectors) && counts[1] === SEQUENCE + 1n;
  return isRight ? undefined : `after write head and sequence are ${counts.join(" and ")}`;
}
