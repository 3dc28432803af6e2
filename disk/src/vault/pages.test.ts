import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { test } from "node:test";
import { addressOf, PAGE_BYTES, populate } from "../linux/index.js";
import { CONTROL_BYTES } from "./control.js";
import { unenteredRing } from "./pages.js";
import { createVault } from "./vault.js";

const RING_SECTORS = 2 ** 11;
const PAGES = (RING_SECTORS * 512) / PAGE_BYTES;
const SLICE_PAGES = 64;

const directory = mkdtempSync("/dev/shm/ashlar-pages-");
test.after(() => rmSync(directory, { recursive: true }));

/** Which pages from `address` on this process has entered (proc_pid_pagemap(5), bit 63). */
function entered(address: number, pages: number): boolean[] {
  const fd = openSync("/proc/self/pagemap", "r");
  const entries = Buffer.alloc(pages * 8);
  readSync(fd, entries, 0, entries.length, (address / PAGE_BYTES) * 8);
  closeSync(fd);
  return Array.from({ length: pages }, (_, page) => entries[page * 8 + 7]! >= 0x80);
}

test("a vault's pages are entered slice by slice, from the head on and around", () => {
  const geometry = { ringSectors: RING_SECTORS, grainSectors: 1, diskBytes: 2 ** 20 } as const;
  const vault = createVault(directory, { ...geometry, stream: 1n, incarnation: 1n });
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 32 });
  const control = vault.map(memory, 0, { populate: false });
  vault.close();
  const ring = addressOf(new Uint8Array(memory.buffer)) + CONTROL_BYTES;
  const firstPage = PAGES - 10;
  control.set("head", BigInt(3 * RING_SECTORS + (firstPage * PAGE_BYTES) / 512 + 1));
  const pages = unenteredRing(memory, 0, control);
  const count = () => entered(ring, PAGES).filter(Boolean).length;
  assert.equal(count(), 0);

  assert.equal(pages.enter(), true);
  assert.equal(count(), 10);
  assert.equal(entered(ring, PAGES).indexOf(true), firstPage);
  assert.equal(pages.enter(), true);
  assert.equal(count(), 10 + SLICE_PAGES);
  assert.equal(entered(ring, PAGES).indexOf(false), SLICE_PAGES);
  while (pages.enter());
  assert.equal(count(), PAGES);
  assert.equal(pages.enter(), false);
});

test("what cannot be entered is left alone", () => {
  const page = addressOf(new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer));
  assert.equal(populate(page + 2 ** 33, PAGE_BYTES), false);
});
