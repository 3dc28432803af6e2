import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { allocate, mapShared, monotonic_ns, PAGE_BYTES } from "../linux/index.js";
import { SharedLock } from "./shared-lock.js";

const directory = mkdtempSync("/dev/shm/ashlar-lock-");
test.after(() => rmSync(directory, { recursive: true }));

const LOCK = new URL("./shared-lock.js", import.meta.url).href;
const LINUX = new URL("../linux/index.js", import.meta.url).href;

function elapsed_ms(action: () => void): number {
  const start = monotonic_ns();
  action();
  return Number(monotonic_ns() - start) / 1e6;
}

test("threads that count under the lock lose no count", async () => {
  const shared = new BigInt64Array(new SharedArrayBuffer(16));
  const code = `
    import { workerData } from "node:worker_threads";
    import { SharedLock } from ${JSON.stringify(LOCK)};
    const lock = new SharedLock(workerData, 0);
    for (let count = 0; count < 20000; count++) lock.hold(() => { workerData[1] += 1n; });
  `;
  const source = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const workers = [1, 2, 3].map(() => new Worker(source, { workerData: shared }));
  const codes = await Promise.all(
    workers.map((worker) => new Promise((resolve) => worker.on("exit", resolve))),
  );
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(shared[1], 60_000n);
  assert.equal(shared[0], 0n);
});

test("a section that throws leaves the lock free", () => {
  const words = new BigInt64Array(new SharedArrayBuffer(8));
  const lock = new SharedLock(words, 0);
  assert.throws(() =>
    lock.hold(() => {
      throw new Error("from inside");
    }),
  );
  assert.equal(words[0], 0n);
});

test("the lock of a process killed in the section is taken over within milliseconds", async () => {
  const path = join(directory, "state");
  const fd = openSync(path, "w+");
  allocate(fd, 0, PAGE_BYTES);
  const code = `
    import { openSync } from "node:fs";
    import { mapShared } from ${JSON.stringify(LINUX)};
    import { SharedLock } from ${JSON.stringify(LOCK)};
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    mapShared(memory, 0, 4096, openSync(${JSON.stringify(path)}, "r+"));
    new SharedLock(new BigInt64Array(memory.buffer, 0, 1), 0).hold(() => {
      process.kill(process.pid, "SIGKILL");
    });
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
  const signal = await new Promise((resolve) => child.on("exit", (_, name) => resolve(name)));
  assert.equal(signal, "SIGKILL");

  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  mapShared(memory, 0, PAGE_BYTES, fd);
  closeSync(fd);
  const words = new BigInt64Array(memory.buffer, 0, 1);
  assert.notEqual(words[0], 0n, "the child died with the lock");
  const waited_ms = elapsed_ms(() => new SharedLock(words, 0).hold(() => undefined));
  assert.ok(waited_ms < 500, `${waited_ms} ms`);
  assert.equal(words[0], 0n);
});

test("a living process that never gives the lock back delays others by a second, no more", () => {
  const words = new BigInt64Array(new SharedArrayBuffer(8));
  const now_ms = (monotonic_ns() / 1_000_000n) & ((1n << 40n) - 1n);
  words[0] = (BigInt(process.pid) << 40n) | now_ms;
  const waited_ms = elapsed_ms(() => new SharedLock(words, 0).hold(() => undefined));
  assert.ok(waited_ms > 900 && waited_ms < 3000, `${waited_ms} ms`);
});
