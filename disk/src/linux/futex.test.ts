import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { allocate } from "./file.js";
import { futexWait, futexWake } from "./futex.js";
import { SystemError } from "./libc.js";
import { addressOf, mapShared, PAGE_BYTES } from "./memory.js";

const LINUX = JSON.stringify(new URL("./index.js", import.meta.url).href);
const directory = mkdtempSync("/dev/shm/ashlar-futex-");
test.after(() => rmSync(directory, { recursive: true }));

const path = join(directory, "page");
const fd = openSync(path, "w+");
allocate(fd, 0, PAGE_BYTES);
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
mapShared(memory, 0, PAGE_BYTES, fd);
closeSync(fd);
const words = new Int32Array(memory.buffer, 0, 2);
const address = addressOf(new Uint8Array(memory.buffer));

function elapsed_ms(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

test("a sleeper in another process is woken", async () => {
  const code = `
    import { openSync } from "node:fs";
    import { addressOf, futexWait, mapShared } from ${LINUX};
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    mapShared(memory, 0, 4096, openSync(${JSON.stringify(path)}, "r+"));
    const words = new Int32Array(memory.buffer, 0, 2);
    const start = performance.now();
    Atomics.store(words, 1, 1);
    while (Atomics.load(words, 0) === 0) futexWait(addressOf(new Uint8Array(memory.buffer)), 0, 20000);
    process.exit(performance.now() - start < 10000 ? 0 : 1);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  while (Atomics.load(words, 1) === 0) await delay(5);
  await delay(50);
  Atomics.store(words, 0, 1);
  futexWake(address);
  assert.equal(await exited, 0);
});

test("who expects another value does not sleep", () => {
  Atomics.store(words, 0, -1);
  assert.ok(elapsed_ms(() => futexWait(address, 5, 5000)) < 1000);
});

test("an unwoken sleep ends at its timeout, negative values included", () => {
  Atomics.store(words, 0, -1);
  const slept_ms = elapsed_ms(() => futexWait(address, -1, 30.5));
  assert.ok(slept_ms >= 30 && slept_ms < 1000, `${slept_ms} ms`);
});

test("a misaligned word is an error with its errno", () => {
  assert.throws(
    () => futexWait(address + 1, 0, 10),
    (error) => error instanceof SystemError && error.code === "EINVAL",
  );
});
