/**
 * A prepared WebAssembly module as a thread's program. Whatever it imports is done by the hart or is
 * a piece of a program (`Doing`): the module is paused, the operations are yielded one by one, and it
 * goes on with what they came to. A thread that is started again begins with a fresh module.
 */
import type { Width } from "../physical.js";
import type { Program, Registers, Run } from "../program.js";
import { compute, type Doing, load, store } from "../user.js";
import { HART, PAUSE_AT, type Prepared, type Segment, TICK } from "./prepare.js";

/** What an import does, with the numbers that the module passes. */
export type Imported = (...parameters: never[]) => Doing<number | bigint | undefined>;
export type Imports = Readonly<Record<string, Readonly<Record<string, Imported>>>>;

/** What a module's start is on the board: what runs before its function, from the first registers. */
export type Start = (registers: Registers, segments: readonly Segment[]) => Doing<void>;

export interface WasmProgramOptions {
  /** The function that runs; when it returns, or traps, there is a breakpoint. */
  readonly entry: string;
  readonly imports?: Imports;
  readonly start?: Start;
  /**
   * Where its stack would end. Calls nest in the host's stack; when that is used up, the thread
   * stores there, and faults if nothing is mapped, as on the board.
   */
  readonly stackEnd?: number;
}

/** In a program's page, instructions stand from here on, in the order of their sites, ... */
const CODE_AT = 0x40;
/** ... at most so many; if there are more, some share a place. */
const PLACES = 960;
/** And its start is here. */
const START_AT = 4080;

const placeOf = (site: number) => CODE_AT + 4 * (site % PLACES);

/** Where the instructions of a program end in its page, in bytes from the page's beginning. */
export const codeEndOf = ({ module, sites }: Prepared): number =>
  placeOf(Math.min(PLACES - 1, sites + importsBeside(module).length - 1)) + 4;

/** What a module imports beside what the hart does for it: each has a site behind the others. */
const importsBeside = (module: WebAssembly.Module) =>
  WebAssembly.Module.imports(module).filter((one) => one.module !== HART);

/** Operations, all of them at one place. */
function* placed<Value>(doing: Doing<Value>, at: number): Doing<Value> {
  let next = doing.next();
  while (next.done !== true) next = doing.next(yield { ...next.value, at });
  return next.value;
}

/** A turn of a loop takes so many instructions. */
const LOOP_INSTRUCTIONS = 2;
const ACCESS = /^(i32|i64)\.(load|store)(8|16|32)?(?:_([su]))?$/;

export const wasmProgram = (prepared: Prepared, options: WasmProgramOptions): Program =>
  function* (registers: Registers): Run {
    const begin = options.start?.(registers.slice(), prepared.segments);
    if (begin !== undefined) yield* placed(begin, START_AT);
    const end = yield* new Pausable(prepared, options).run(options.entry);
    if (end === "stack" && options.stackEnd !== undefined) yield* store(options.stackEnd - 8, 0);
    yield { do: "breakpoint" };
  };

type PausedExports = Record<string, (...parameters: number[]) => void>;

/** It came to its end, trapped, or nested too deep. */
type End = "returned" | "trap" | "stack";

/** One instance, and what it waits for. */
class Pausable {
  readonly #exports: PausedExports;
  #waiting: Doing<number | bigint | undefined> | undefined;
  #answer: number | bigint | undefined;
  #isGoingOn = false;

  constructor({ module, sites }: Prepared, { imports = {} }: WasmProgramOptions) {
    const given: Record<string, Record<string, (...parameters: never[]) => unknown>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      if (from !== HART) continue;
      const imported = hartImport(name);
      const pause = (site: number, ...passed: never[]) => this.#pause(imported, passed, site);
      given[from] = { ...given[from], [name]: pause };
    }
    importsBeside(module).forEach(({ module: from, name }, at) => {
      const imported = imports[from]?.[name];
      if (imported === undefined) throw new RangeError(`nothing is given for ${from}.${name}`);
      const pause = (...passed: never[]) => this.#pause(imported, passed, sites + at);
      given[from] = { ...given[from], [name]: pause };
    });
    const instance = new WebAssembly.Instance(module, given as WebAssembly.Imports);
    this.#exports = instance.exports as PausedExports;
  }

  /** An import is called twice: it pauses the module, and when that goes on it has the answer. */
  #pause(imported: Imported, passed: never[], site: number) {
    if (this.#isGoingOn) {
      this.#isGoingOn = false;
      this.#exports["asyncify_stop_rewind"]!();
      return this.#answer;
    }
    this.#waiting = placed(imported(...passed), placeOf(site));
    this.#exports["asyncify_start_unwind"]!(PAUSE_AT);
    // Nobody looks at it, but it must be a number of either size: false is.
    return false;
  }

  /** Runs to its end; how that was. */
  *run(entry: string): Doing<End> {
    let end = this.#enter(entry);
    for (let waiting = this.#next(); waiting !== undefined; waiting = this.#next()) {
      this.#exports["asyncify_stop_unwind"]!();
      this.#answer = yield* waiting;
      this.#isGoingOn = true;
      this.#exports["asyncify_start_rewind"]!(PAUSE_AT);
      end = this.#enter(entry);
    }
    return end;
  }

  #enter(entry: string): End {
    try {
      this.#exports[entry]!();
      return "returned";
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return "trap";
      if (error instanceof RangeError) return "stack";
      throw error;
    }
  }

  #next(): Doing<number | bigint | undefined> | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

/** What an instruction of WebAssembly is for the hart. */
function hartImport(name: string): Imported {
  if (name === TICK) return () => ticking();
  if (name === "memory.fill") return filling as Imported;
  if (name === "memory.copy") return copying as Imported;
  const [, type, what, bits, sign] = ACCESS.exec(name)!;
  const full = type === "i64" ? 8 : 4;
  const width = (bits === undefined ? full : Number(bits) / 8) as Width;
  if (what === "store") return storing(width) as Imported;
  return loading(type === "i64", width, sign === "s") as Imported;
}

function* ticking(): Doing<undefined> {
  yield* compute(LOOP_INSTRUCTIONS);
  return undefined;
}

const addressOf = (offset: number, base: number) => (base >>> 0) + offset;

const loading = (isLong: boolean, width: Width, isSigned: boolean) =>
  function* (offset: number, base: number): Doing<number | bigint> {
    const value = yield* loadAny(addressOf(offset, base), width);
    const extended = isSigned ? BigInt.asIntN(8 * width, value) : value;
    return isLong ? extended : Number(BigInt.asIntN(32, extended));
  };

const storing = (width: Width) =>
  function* (offset: number, base: number, value: number | bigint): Doing<undefined> {
    yield* storeAny(addressOf(offset, base), BigInt(value), width);
    return undefined;
  };

/** WebAssembly need not align; the hart must, and so a compiler would make several of it. */
function* loadAny(address: number, width: Width): Doing<bigint> {
  if (address % width === 0) return yield* load(address, width);
  let value = 0n;
  for (let at = 0; at < width; at++) value |= (yield* load(address + at, 1)) << BigInt(8 * at);
  return value;
}

function* storeAny(address: number, value: bigint, width: Width): Doing<void> {
  const kept = BigInt.asUintN(8 * width, value);
  if (address % width === 0) return yield* store(address, kept, width);
  for (let at = 0; at < width; at++)
    yield* store(address + at, (kept >> BigInt(8 * at)) & 0xffn, 1);
}

function* filling(to: number, value: number, length: number): Doing<undefined> {
  for (let at = 0; at < length >>> 0; at++) yield* store((to >>> 0) + at, value & 0xff, 1);
  return undefined;
}

function* copying(to: number, from: number, length: number): Doing<undefined> {
  const isUpwards = to >>> 0 <= from >>> 0;
  for (let count = 0; count < length >>> 0; count++) {
    const at = isUpwards ? count : (length >>> 0) - 1 - count;
    yield* store((to >>> 0) + at, yield* load((from >>> 0) + at, 1), 1);
  }
  return undefined;
}
