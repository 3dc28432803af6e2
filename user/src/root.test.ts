/**
 * The root task carries out a scene's plan on the very kernel, in Node: no step is refused, and in
 * the end each component has what the manifest says, and nothing else.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as kernel from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { makeBundle } from "./bundle.js";
import { DEVICE_BASE, DEVICES, DMA_FRAMES, INTERRUPTS, RAM_BASE } from "./machine.js";
import type { Component, Manifest } from "./manifest.js";
import { BUNDLE, DATA, DATA_PAGES, MESSAGE, PAGE, PROGRAM, STACK, STACK_PAGES } from "./places.js";
import { badCallsScene } from "./scenes/bad-calls.js";
import { domainsScene } from "./scenes/domains.js";
import { hostileScene } from "./scenes/hostile.js";
import { killsScene } from "./scenes/kills.js";
import { reclaimScene } from "./scenes/reclaim.js";
import { storeScene } from "./scenes/store.js";

type Calls = Record<string, (...values: (number | bigint)[]) => number>;

const PAGES = 1024;
const WASM_PAGE_BYTES = 65_536;
/** Enough for the root task's window, at 1 GiB; what is not touched costs nothing. */
const ROOT_MEMORY_PAGES = 2 ** 14 + 1;
/** The program's pages do not matter here: only that there are some. */
const IMAGE = { first: 64, text: 65, end: 66 };
/** Two pages, so that what is mapped by whole texts is too. */
const TEXT_BYTES = PAGE + 8;

class Played {
  readonly #memory = new WebAssembly.Memory({ initial: (PAGES * PAGE) / WASM_PAGE_BYTES });
  readonly view = new DataView(this.#memory.buffer);
  readonly #kernel: Calls;
  #slots: ReadonlyMap<string, number> = new Map();
  #rootSpace = 0;

  constructor(manifest: Manifest) {
    this.#kernel = instantiate(
      new URL("kernel.wasm", import.meta.resolve("@ashlar/kernel/layout")),
      {
        env: { memory: this.#memory },
        machine: new Proxy({}, { get: () => () => undefined }),
      },
    );
    const booted = this.#kernel["boot"]!(
      ...[PAGES, manifest.domains, INTERRUPTS, DMA_FRAMES, DEVICES, RAM_BASE, DEVICE_BASE],
      ...[IMAGE.first, IMAGE.text, IMAGE.end],
    );
    assert.equal(booted, 1, "the kernel boots");
    this.#runRoot(manifest);
  }

  /** The root task's program, whose system calls are the kernel's functions. */
  #runRoot(manifest: Manifest): void {
    const names = manifest.components.map(({ program }) => program);
    const bundle = makeBundle(
      manifest,
      new Map(names.map((name) => [name, new Uint8Array(TEXT_BYTES)])),
    );
    const memory = new WebAssembly.Memory({ initial: ROOT_MEMORY_PAGES });
    const words = new DataView(memory.buffer);
    new Uint8Array(memory.buffer).set(bundle.bytes, BUNDLE);
    const thread = this.current;
    this.#slots = bundle.slots;
    this.#rootSpace = this.view.getUint32(thread * PAGE + layout.THREAD_ROOT_PAGE, true);
    let said = "";
    const root = instantiate(new URL("root.wasm", import.meta.url), {
      env: { memory },
      kernel: {
        invoke: (number: number, ...values: bigint[]) => {
          this.#kernel[nameOfCall(number)]!(...values);
          this.#tell(thread, words);
          return this.register(thread, kernel.ANSWER);
        },
      },
      device: {
        fenceText: () => undefined,
        store8: (_address: number, byte: number) => {
          said += String.fromCharCode(byte);
        },
      },
    });
    this.#tell(thread, words);
    for (const index of [0, 1, 2, 3, 4, 5])
      words.setBigUint64(
        MESSAGE + 8 + index * 8,
        this.register(thread, kernel.ARGUMENTS + index),
        true,
      );
    try {
      root["main"]!();
    } catch (error) {
      assert.fail(`${said} ${error}`);
    }
  }

  #tell(thread: number, words: DataView): void {
    for (let index = 0; index < 7; index++)
      words.setBigUint64(MESSAGE + index * 8, this.register(thread, kernel.LABEL + index), true);
  }

  get current(): number {
    return this.view.getUint32(layout.KERNEL + layout.KERNEL_CURRENT, true);
  }

  register(thread: number, register: number): bigint {
    return this.view.getBigUint64(thread * PAGE + layout.THREAD_REGISTERS + register * 8, true);
  }

  /** A component's capability space, its address space's root table, and to what it listens. */
  thread(name: string): { cnode: number; space: number; listens: number } {
    const slot = this.#slots.get(`${name}.thread`)!;
    const at = this.#pageIn(this.#rootSpace, slot) * PAGE;
    return {
      cnode: this.view.getUint32(at + layout.THREAD_ROOT_PAGE, true),
      space: this.view.getUint32(at + layout.THREAD_SPACE_PAGE, true),
      listens: this.view.getUint32(at + layout.THREAD_NOTIFICATION_PAGE, true),
    };
  }

  /** The page of a shared object; 0: of none. */
  pageOf(name: string | undefined): number {
    return name === undefined ? 0 : this.#pageIn(this.#rootSpace, this.#slots.get(name)!);
  }

  #pageIn(cnode: number, slot: number): number {
    const at = cnode * PAGE + (slot << layout.CAPABILITY_BITS);
    return this.view.getUint32(at + layout.CAPABILITY_PAGE, true) & 0xff_ffff;
  }

  /** What is in a slot: rights and badge; nothing if it is empty. */
  held(cnode: number, slot: number): { rights: number; badge: number } | undefined {
    const at = cnode * PAGE + (slot << layout.CAPABILITY_BITS);
    if (this.view.getBigUint64(at, true) === 0n) return undefined;
    return {
      rights: this.view.getUint8(at + layout.CAPABILITY_RIGHTS),
      badge: this.view.getUint32(at + layout.CAPABILITY_BADGE, true),
    };
  }

  /** The leaf table's entries of an address space: read, written, executed. */
  entries(root: number): Map<number, string> {
    const leaf = this.#below(this.#below(root));
    const found = new Map<number, string>();
    for (let index = 0; index < kernel.TABLE_ENTRIES; index++) {
      const entry = this.view.getBigUint64(leaf * PAGE + index * 8, true);
      if (entry === 0n) continue;
      const rights = ["r", "w", "x"].filter((_, bit) => (entry >> BigInt(bit + 1)) & 1n);
      found.set(index * PAGE, rights.join(""));
    }
    return found;
  }

  #below(table: number): number {
    return Number(this.view.getBigUint64(table * PAGE, true) >> 10n) - RAM_BASE;
  }
}

function instantiate(url: URL, imports: Record<string, object>): Calls {
  const module = new WebAssembly.Module(readFileSync(url));
  return new WebAssembly.Instance(module, imports as WebAssembly.Imports)
    .exports as unknown as Calls;
}

const { READ, WRITE, GRANT, EXECUTE } = kernel;
const BITS = { read: READ, write: WRITE, grant: GRANT, execute: EXECUTE };
const LETTERS = { read: "r", write: "w", grant: "", execute: "x" };

/** What must be in a component's address space. */
function expectedEntries({ maps = [] }: Component): Map<number, string> {
  const pages = (first: number, count: number, rights: string) =>
    Array.from({ length: count }, (_, page): [number, string] => [first + page * PAGE, rights]);
  return new Map([
    ...pages(PROGRAM, Math.ceil(TEXT_BYTES / PAGE), "rx"),
    ...pages(DATA, DATA_PAGES, "rw"),
    ...pages(STACK, STACK_PAGES, "rw"),
    ...maps.flatMap(({ address, object, rights }) =>
      pages(
        address,
        object.endsWith(".text") ? Math.ceil(TEXT_BYTES / PAGE) : 1,
        rights.map((right) => LETTERS[right]).join(""),
      ),
    ),
  ]);
}

for (const { name, manifest } of [
  storeScene(),
  killsScene(10, 1),
  hostileScene(),
  reclaimScene(),
  domainsScene(1, false),
  badCallsScene(10, 1),
])
  test(`${name}: each component gets what the manifest says, and nothing else`, () => {
    const played = new Played(manifest);
    for (const component of manifest.components) {
      const { cnode, space, listens } = played.thread(component.name);
      assert.equal(listens, played.pageOf(component.listens), component.name);
      assert.deepEqual(played.entries(space), expectedEntries(component), component.name);
      for (let slot = 0; slot < kernel.SLOTS; slot++) {
        const holding = component.holds.find((one) => one.slot === slot);
        const rights = holding?.rights.reduce((bits, right) => bits | BITS[right], 0);
        assert.deepEqual(
          played.held(cnode, slot),
          holding && { rights, badge: holding.badge ?? 0 },
          `${component.name}, slot ${slot}`,
        );
      }
    }
  });
