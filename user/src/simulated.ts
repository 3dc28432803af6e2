/**
 * The components on the simulated machine: the same modules, as they come from the compiler, without
 * RISC-V and QEMU. What `start/start.S` does on the board is said here once more.
 */
import { readFileSync } from "node:fs";
import {
  type Doing,
  load,
  Machine,
  NOTHING_DONE,
  type Registers,
  store,
  virtDevices,
} from "@ashlar/board/sim";
import {
  codeEndOf,
  type Imports,
  prepared,
  type Segment,
  wasmProgram,
} from "@ashlar/board/sim/wasm";
import { ANSWER, ARGUMENTS, LABEL } from "@ashlar/kernel/interface";
import { Random } from "@ashlar/rapilog/random";
import { makeBundle } from "./bundle.js";
import type { Programs } from "./encode.js";
import { DMA_FRAMES, INTERRUPTS } from "./machine.js";
import {
  ARGUMENTS_MAX,
  CODE,
  CODE_END,
  DATA,
  DATA_PAGES,
  MESSAGE,
  PAGE,
  PROGRAM,
  STACK,
} from "./places.js";
import { firstProgram, listener, type Runner } from "./stage.js";

/** 32 MiB; a slice is 10 ms if an instruction takes 100 ns. */
const PAGES = 8192;
const SLICE_TICKS = 100_000;
const TICKS_PER_SECOND = 10_000_000;
const DISK_BYTES = 1024 * 1024;
const LATENCY_TICKS_MAX = 20_000;
const MESSAGE_WORDS = 7;

/** Plays on the simulated machine; the seed says how long the disk takes. */
export const onSimulatedMachine =
  (seed: number): Runner =>
  async (scene, { manifest, isUnaligned }, progress) => {
    // Each entry of the kernel takes the same time there: nothing is to be aligned.
    if (isUnaligned) return undefined;
    progress(`${scene.name}: translating`);
    const simulated = new Simulated(manifest.domains, seed);
    const names = manifest.components.map(({ program }) => program);
    const programs = simulated.programs(new Set(["root", ...names]));
    const { bytes, steps } = makeBundle(manifest, programs);
    const { line, ...heard } = listener(scene, manifest, progress);
    progress(`${scene.name}: booting`);
    const limit_ticks = scene.limit_s * TICKS_PER_SECOND;
    simulated.run(firstProgram(programs.get("root")!, bytes), line, limit_ticks);
    return { ...heard, steps };
  };

class Simulated {
  readonly machine: Machine;

  constructor(domains: number, seed: number) {
    const random = new Random(seed);
    const disk = {
      contents: new Uint8Array(DISK_BYTES),
      latency_ticks: () => 1 + random.below(LATENCY_TICKS_MAX),
    };
    this.machine = new Machine({
      ...{ pages: PAGES, domains, interrupts: INTERRUPTS, dma: DMA_FRAMES },
      slice_ticks: SLICE_TICKS,
      devices: (surroundings) => virtDevices(surroundings, disk),
    });
  }

  /** The text of each program: its one instruction, and many that do nothing. */
  programs(names: Iterable<string>): Programs {
    return new Map([...names].map((name) => [name, this.#textOf(name)]));
  }

  #textOf(name: string): Uint8Array {
    const wasm = readFileSync(new URL(`./${name}.wasm`, import.meta.url));
    const translated = prepared(wasm);
    const program = wasmProgram(translated, {
      ...{ entry: "main", imports: IMPORTS, start, stackEnd: STACK },
    });
    const text = new DataView(new ArrayBuffer(PAGE));
    text.setUint32(0, Number(this.machine.add(program)), true);
    text.setBigUint64(CODE_END - PROGRAM, BigInt(PROGRAM + codeEndOf(translated)), true);
    for (let at = CODE - PROGRAM; at < PAGE; at += 4) text.setUint32(at, NOTHING_DONE, true);
    return new Uint8Array(text.buffer);
  }

  /** Boots and runs until a line says that it is over, or so many ticks. */
  run(
    program: { readonly bytes: Uint8Array; readonly textPages: number },
    line: (text: string) => boolean,
    limit_ticks: number,
  ): void {
    let isOver = false;
    this.machine.watch((event) => {
      if (event.event === "console") isOver = line(event.line) || isOver;
    });
    this.machine.boot(program);
    this.machine.runUntil(() => isOver, limit_ticks);
  }
}

/** All data are made anew; the first registers are in the place of a message. */
function* start(registers: Registers, segments: readonly Segment[]): Doing<void> {
  const data = new Uint8Array(DATA_PAGES * PAGE);
  for (const { address, bytes } of segments) data.set(bytes, address - DATA);
  const words = new BigUint64Array(data.buffer);
  for (let at = 0; at < ARGUMENTS_MAX; at++)
    words[(MESSAGE - DATA) / 8 + 1 + at] = registers[ARGUMENTS + at]!;
  for (const [at, word] of words.entries()) yield* store(DATA + 8 * at, word);
}

function* invoke(number: number, ...registers: bigint[]): Doing<bigint> {
  const found = (yield { do: "call", number, registers }).slice();
  for (let word = 0; word < MESSAGE_WORDS; word++)
    yield* store(MESSAGE + 8 * word, found[LABEL + word]!);
  return found[ANSWER]!;
}

const loading = (width: 1 | 4) =>
  function* (address: number): Doing<number> {
    return Number(yield* load(address >>> 0, width));
  };

const storing = (width: 1 | 4) =>
  function* (address: number, value: number): Doing<undefined> {
    yield* store(address >>> 0, value >>> 0, width);
    return undefined;
  };

function* nothing(): Doing<undefined> {
  yield { do: "compute", instructions: 1 };
  return undefined;
}

const IMPORTS: Imports = {
  kernel: { invoke },
  device: {
    load8: loading(1),
    load32: loading(4),
    store8: storing(1),
    store32: storing(4),
    fence: nothing,
    fenceText: nothing,
    *jump(address: number) {
      yield { do: "jump", address: BigInt(address >>> 0) };
      return undefined;
    },
    *privileged() {
      yield { do: "illegal" };
      return undefined;
    },
  },
};
