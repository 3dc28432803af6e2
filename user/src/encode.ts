/**
 * A manifest as the plan that the root task carries out. Each component gets exactly what the
 * manifest says: nothing else is ever put into its capability space or its page tables.
 */
import assert from "node:assert/strict";
import * as kernel from "@ashlar/kernel/interface";
import { problemsOf } from "./check.js";
import { UART_DEVICE } from "./machine.js";
import type { Component, Holding, Manifest, Mapping, Right, SharedObject } from "./manifest.js";
import {
  DATA,
  DATA_PAGES,
  PAGE,
  PROGRAM,
  SPACE_END,
  STACK,
  STACK_PAGES,
  TEXT_PAGES_MAX,
  WINDOW,
} from "./places.js";
import { CONSOLE, HAND_SLOT, WINDOW_LEAF_SLOT } from "./plan.js";
import { type bootSlots, Steps } from "./steps.js";

const RIGHT_BITS: Record<Right, number> = {
  read: kernel.READ,
  write: kernel.WRITE,
  grant: kernel.GRANT,
  execute: kernel.EXECUTE,
};
const TYPES = {
  endpoint: kernel.ENDPOINT,
  notification: kernel.NOTIFICATION,
  frame: kernel.FRAME,
  cnode: kernel.CNODE,
} as const;
const BYTES_PER_GIB = 2 ** 30;
/** Of the UART's mapping slots the last is the root task's. */
const CONSOLE_BADGE = 4;

const bitsOf = (rights: readonly Right[]) =>
  rights.reduce((bits, right) => bits | RIGHT_BITS[right], 0);

/** A program's text, as many pages as it needs. */
export type Programs = ReadonlyMap<string, Uint8Array>;

/** Where each component's text is in the root task's memory. */
export interface Placed {
  readonly component: Component;
  readonly address: number;
  readonly text: Uint8Array;
}

/** The steps, and the root task's slots of what the manifest names. */
export interface Plan {
  readonly steps: Steps;
  readonly slots: ReadonlyMap<string, number>;
}

/** The plan for a manifest, which must be good. */
export function encode(manifest: Manifest, placed: readonly Placed[]): Plan {
  assert.deepEqual(problemsOf(manifest), []);
  return new Encoder(manifest).encode(placed);
}

class Encoder {
  readonly #manifest: Manifest;
  readonly #steps: Steps;
  /** The root task's slots of what the manifest names. */
  readonly #slots = new Map<string, number>();
  /** The slots of the pages of programs that others map too. */
  readonly #texts = new Map<string, readonly number[]>();
  /** How often each is mapped so far. */
  readonly #mappings = new Map<string, number>();

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
    this.#steps = new Steps(manifest.domains);
  }

  encode(placed: readonly Placed[]): Plan {
    this.#openWindow();
    const objects = Object.entries(this.#manifest.objects);
    // What lies in an Untyped is made of its pages, so these come first.
    for (const [name, object] of objects)
      if (object.kind === "untyped") this.#makeObject(name, object);
    for (const [name, object] of objects)
      if (object.kind !== "untyped") this.#makeObject(name, object);
    for (const [name, object] of objects) this.#bindInterrupt(name, object);
    for (const { component } of placed) this.#makeThread(component);
    for (const one of placed) this.#makeSpace(one);
    for (const { component } of placed) this.#furnish(component);
    for (const { component } of placed)
      this.#steps.call(kernel.THREAD_RESUME, this.#slotOf(`${component.name}.thread`));
    return { steps: this.#steps, slots: this.#slots };
  }

  #slotOf(name: string): number {
    const slot = this.#slots.get(name);
    assert.ok(slot !== undefined, name);
    return slot;
  }

  /** The root task sees the page that it fills, and the UART. */
  #openWindow(): void {
    const steps = this.#steps;
    const middle = steps.make(kernel.MIDDLE_TABLE);
    const leaf = steps.make(kernel.LEAF_TABLE, undefined, WINDOW_LEAF_SLOT);
    steps.call(kernel.TABLE_MAP, middle, steps.boot.rootTable, WINDOW / BYTES_PER_GIB);
    steps.call(kernel.TABLE_MAP, leaf, middle, 0);
    const rights = kernel.READ | kernel.WRITE;
    steps.mint(steps.boot.device(UART_DEVICE), HAND_SLOT, rights, CONSOLE_BADGE);
    steps.call(kernel.FRAME_MAP, HAND_SLOT, leaf, (CONSOLE - WINDOW) / PAGE, rights);
    steps.drop(HAND_SLOT);
  }

  #makeObject(name: string, object: SharedObject): void {
    const { boot } = this.#steps;
    this.#slots.set(name, this.#slotFor(name, object, boot));
  }

  #slotFor(name: string, object: SharedObject, boot: ReturnType<typeof bootSlots>): number {
    switch (object.kind) {
      case "device":
        return boot.device(object.number);
      case "dma":
        return boot.dma(object.number);
      case "interrupt":
        return boot.interrupt(object.source);
      case "untyped":
        return this.#steps.makeUntyped(name, object.pages, object.within);
      default:
        return this.#steps.make(TYPES[object.kind], object.within);
    }
  }

  #bindInterrupt(name: string, object: SharedObject): void {
    if (object.kind !== "interrupt") return;
    const steps = this.#steps;
    steps.mint(this.#slotOf(object.notification), HAND_SLOT, kernel.WRITE, 1);
    steps.call(kernel.IRQ_BIND, this.#slotOf(name), HAND_SLOT, steps.boot.domain(object.domain));
    steps.drop(HAND_SLOT);
  }

  #makeThread({ name, within }: Component): void {
    this.#slots.set(`${name}.cnode`, this.#steps.make(kernel.CNODE, within));
    this.#slots.set(`${name}.thread`, this.#steps.make(kernel.THREAD, within));
  }

  /** An address space with text, data and stack, and what is shared. */
  #makeSpace({ component, address, text }: Placed): void {
    const { within, name, maps = [] } = component;
    const steps = this.#steps;
    const root = steps.make(kernel.ROOT_TABLE, within);
    const middle = steps.make(kernel.MIDDLE_TABLE, within);
    const leaf = steps.make(kernel.LEAF_TABLE, within);
    steps.call(kernel.TABLE_MAP, middle, root, 0);
    steps.call(kernel.TABLE_MAP, leaf, middle, 0);
    (component.arguments ?? []).forEach((value, index) => {
      if (typeof value !== "object") return;
      if ("page" in value) steps.firstPage(value.page, address, index);
      else this.#physical(value.physical, address, index);
    });
    assert.ok(text.length <= TEXT_PAGES_MAX * PAGE, `${name}'s text`);
    this.#placeText({ component, address, text }, leaf);
    const written = { within, leaf, rights: kernel.READ | kernel.WRITE, isKept: false };
    for (const [first, pages] of [
      [DATA, DATA_PAGES],
      [STACK, STACK_PAGES],
    ] as const)
      for (let page = 0; page < pages; page++)
        steps.frame({ ...written, index: first / PAGE + page, from: 0, length: 0 });
    for (const mapping of maps) this.#map(mapping, leaf);
    steps.call(kernel.THREAD_SET_ADDRESS_SPACE, this.#slotOf(`${name}.thread`), root);
    for (const slot of [leaf, middle, root]) steps.drop(slot);
  }

  #placeText({ component: { name, within }, address, text }: Placed, leaf: number): void {
    const isKept = this.#manifest.components.some(({ maps = [] }) =>
      maps.some(({ object }) => object === `${name}.text`),
    );
    const slots: number[] = [];
    for (let at = 0; at < text.length; at += PAGE) {
      const length = Math.min(PAGE, text.length - at);
      const rights = kernel.READ | kernel.EXECUTE;
      const index = (PROGRAM + at) / PAGE;
      slots.push(
        this.#steps.frame({ within, leaf, index, rights, from: address + at, length, isKept }),
      );
    }
    if (isKept) this.#texts.set(`${name}.text`, slots);
  }

  #physical(name: string, text: number, index: number): void {
    const object = this.#manifest.objects[name];
    assert.ok(object?.kind === "dma");
    this.#steps.physical(object.number, text, index);
  }

  /** Each mapping of a frame has a slot of its own; of a program's pages its own has the first. */
  #map({ object, address, rights }: Mapping, leaf: number): void {
    const text = this.#texts.get(object);
    const slots = text ?? [this.#slotOf(object)];
    const number = (this.#mappings.get(object) ?? (text ? 1 : 0)) + 1;
    this.#mappings.set(object, number);
    slots.forEach((slot, page) => {
      assert.ok(address + page * PAGE < SPACE_END);
      this.#steps.mint(slot, HAND_SLOT, bitsOf(rights), number);
      this.#steps.call(kernel.FRAME_MAP, HAND_SLOT, leaf, address / PAGE + page, bitsOf(rights));
      this.#steps.drop(HAND_SLOT);
    });
  }

  /** What a thread needs beside its address space. */
  #furnish({ name, priority, domain = 0, holds, supervisor, listens }: Component): void {
    const steps = this.#steps;
    const thread = this.#slotOf(`${name}.thread`);
    const cnode = this.#slotOf(`${name}.cnode`);
    for (const holding of holds) this.#hand(cnode, holding);
    steps.call(kernel.THREAD_CONFIGURE, thread, cnode);
    if (supervisor) {
      steps.mint(this.#slotOf(supervisor.endpoint), HAND_SLOT, kernel.WRITE, supervisor.badge);
      steps.call(kernel.THREAD_SET_HANDLER, thread, HAND_SLOT);
      steps.drop(HAND_SLOT);
    }
    if (listens !== undefined)
      steps.call(kernel.THREAD_BIND_NOTIFICATION, thread, this.#slotOf(listens));
    steps.call(kernel.THREAD_SET_PRIORITY, thread, priority);
    steps.call(kernel.THREAD_SET_DOMAIN, thread, steps.boot.domain(domain));
    steps.call(kernel.THREAD_WRITE_REGISTERS, thread, kernel.PC, PROGRAM);
  }

  #hand(cnode: number, { slot, object, rights, badge }: Holding): void {
    this.#steps.hand(cnode, slot, this.#slotOf(object), bitsOf(rights), badge);
  }
}
