/** What lies behind the root task's program: the plan, then the components' texts. */
import assert from "node:assert/strict";
import { encode, type Placed, type Programs } from "./encode.js";
import type { Component, Manifest } from "./manifest.js";
import { ARGUMENTS, BUNDLE, PAGE, PROGRAM } from "./places.js";

/** Texts begin here. */
const TEXTS = BUNDLE + 0x10000;

export interface Bundle {
  /** From BUNDLE on. */
  readonly bytes: Uint8Array;
  /** The root task's slots of what the manifest names. */
  readonly slots: ReadonlyMap<string, number>;
  readonly steps: number;
  /** How many pages of memory the plan takes. */
  readonly pages: number;
}

/** A program's text with a component's arguments in it. */
function withArguments(text: Uint8Array, component: Component): Uint8Array {
  const copy = text.slice();
  const view = new DataView(copy.buffer);
  (component.arguments ?? []).forEach((value, index) => {
    if (typeof value === "object") return;
    view.setBigUint64(ARGUMENTS - PROGRAM + index * 8, BigInt(value), true);
  });
  return copy;
}

function place(manifest: Manifest, programs: Programs): Placed[] {
  let address = TEXTS;
  return manifest.components.map((component) => {
    const text = programs.get(component.program);
    assert.ok(text, `there is no program ${component.program}`);
    const placed = { component, address, text: withArguments(text, component) };
    address += Math.ceil(text.length / PAGE) * PAGE;
    return placed;
  });
}

export function makeBundle(manifest: Manifest, programs: Programs): Bundle {
  const placed = place(manifest, programs);
  const { steps, slots } = encode(manifest, placed);
  const plan = new Uint8Array(BigUint64Array.from(steps.words).buffer);
  // One word more: zero, the plan's end.
  assert.ok(plan.length + 8 <= TEXTS - BUNDLE, "the plan has room");
  const last = placed.at(-1);
  const end = last === undefined ? TEXTS : last.address + last.text.length;
  const bytes = new Uint8Array(end - BUNDLE);
  bytes.set(plan);
  for (const { address, text } of placed) bytes.set(text, address - BUNDLE);
  return { bytes, slots, steps: steps.count, pages: steps.pages };
}
