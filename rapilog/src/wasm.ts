/**
 * Loading `rapilog.wasm`, and the names of what it exports.
 *
 * The module imports one memory and nothing else. Positions are `u64` sector numbers in the
 * stream; offsets and lengths on the disk are bytes; addresses are `u32` in the linear memory.
 */
import { readFileSync } from "node:fs";

/** What `rapilog.wasm` exports; each is described where it is written, in `assembly/`. */
export interface RapilogExports {
  configure(
    ring: number,
    ringSectors: number,
    grainSectors: number,
    diskBytes: bigint,
    index: number,
    indexBuckets: number,
    segments: number,
    segmentsMax: number,
  ): void;
  attach(
    stream: bigint,
    incarnation: bigint,
    floor: bigint,
    position: bigint,
    sequenceOfNext: bigint,
  ): void;
  recover(): number;
  budget(bytes: bigint): void;
  write(offset: bigint, length: number, source: number): number;
  zero(offset: bigint, length: bigint, kind: number): number;
  read(offset: bigint, length: number): number;
  journaled(position: bigint): void;
  released(position: bigint): void;
  power(state: number): void;
  fault(state: number): void;
  checksum(address: number, bytes: number): bigint;
  head(): bigint;
  acknowledged(): bigint;
  sequence(): bigint;
  journalNext(journaled: bigint, limit: bigint, bytesMax: number): number;
  journalAddress(): number;
  planConfigure(
    ring: number,
    ringSectors: number,
    grainSectors: number,
    table: number,
    fragmentsMax: number,
    pieces: number,
    piecesMax: number,
    runBytesMax: number,
  ): void;
  planAttach(stream: bigint): void;
  planBegin(from: bigint, to: bigint): number;
  planPosition(): bigint;
  planIncarnation(): bigint;
  planTaken(): number;
  planFragments(): number;
  planOffset(): bigint;
  planLength(): bigint;
  planNext(): number;
}

const WASM_PAGE_BYTES = 65_536;

/** What the core's own globals and tables take, from address 0 on. */
export const STATIC_BYTES = 64 * 1024;

/** The next address that is a multiple of WebAssembly's page. */
export function aligned(address: number): number {
  return Math.ceil(address / WASM_PAGE_BYTES) * WASM_PAGE_BYTES;
}

/** A memory of `bytes` bytes, rounded up, that never grows: its address stays. */
export function memoryOf(bytes: number): WebAssembly.Memory {
  const pages = aligned(bytes) / WASM_PAGE_BYTES;
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
}

let compiled: WebAssembly.Module | undefined;

/** The core, compiled when it is first asked for: who only reads the file can say what is wrong with it. */
function coreModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    readFileSync(new URL("../dist/rapilog.wasm", import.meta.url)),
  );
  return compiled;
}

/** Instantiates the core on `memory`, which stays the caller's to map and to read. */
export function instantiate(memory: WebAssembly.Memory): RapilogExports {
  const instance = new WebAssembly.Instance(coreModule(), { env: { memory } });
  return instance.exports as unknown as RapilogExports;
}
