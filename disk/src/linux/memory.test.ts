import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { allocate } from "./file.js";
import { SystemError } from "./libc.js";
import { addressOf, mapShared, PAGE_BYTES, syncMapping } from "./memory.js";

const LINUX = JSON.stringify(new URL("./index.js", import.meta.url).href);
const directory = mkdtempSync("/dev/shm/ashlar-memory-");
test.after(() => rmSync(directory, { recursive: true }));

let files = 0;
function allocated(bytes: number): { path: string; fd: number } {
  const path = join(directory, `vault${files++}`);
  const fd = openSync(path, "w+");
  allocate(fd, 0, bytes);
  return { path, fd };
}

function memoryOf(pages: number) {
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
}

test("what a process stored in a mapping stays when it is killed", async () => {
  const { path, fd } = allocated(4 * PAGE_BYTES);
  const code = `
    import { openSync } from "node:fs";
    import { mapShared } from ${LINUX};
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 });
    mapShared(memory, 65536, 4 * 4096, openSync(${JSON.stringify(path)}, "r+"));
    const bytes = new Uint8Array(memory.buffer, 65536);
    for (let index = 0; index < 4 * 4096; index++) bytes[index] = index % 251;
    process.kill(process.pid, "SIGKILL");
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "inherit" });
  const signal = await new Promise((resolve) => child.on("exit", (_, name) => resolve(name)));
  assert.equal(signal, "SIGKILL");
  const expected = Uint8Array.from({ length: 4 * PAGE_BYTES }, (_, index) => index % 251);
  assert.deepEqual(new Uint8Array(readFileSync(path)), expected);
  closeSync(fd);
});

test("two mappings of one file show each other's stores; memory around them stays its own", () => {
  const { fd } = allocated(2 * PAGE_BYTES);
  const [left, right] = [memoryOf(1), memoryOf(1)];
  const [leftBytes, rightBytes] = [left, right].map((memory) => new Uint8Array(memory.buffer));
  mapShared(left, PAGE_BYTES, PAGE_BYTES, fd, { fileOffset: PAGE_BYTES });
  mapShared(right, 3 * PAGE_BYTES, PAGE_BYTES, fd, { fileOffset: PAGE_BYTES });
  closeSync(fd);
  leftBytes!.fill(1, 0, 3 * PAGE_BYTES);
  assert.equal(rightBytes!.indexOf(1), 3 * PAGE_BYTES);
  assert.equal(rightBytes!.lastIndexOf(1), 4 * PAGE_BYTES - 1);
  syncMapping(addressOf(leftBytes!) + PAGE_BYTES, PAGE_BYTES);
});

test("WebAssembly code stores into the mapping", async () => {
  // (module (import "e" "m" (memory 1)) (func (export "f") i32.const 4096 i32.const 42 i32.store))
  const binary = Buffer.from(
    "0061736d01000000010401600000020801016501" +
      "6d020001030201000705010166" +
      "00000a0c010a00418020412a3602000b",
    "hex",
  );
  const { path, fd } = allocated(PAGE_BYTES);
  const memory = memoryOf(1);
  mapShared(memory, PAGE_BYTES, PAGE_BYTES, fd);
  closeSync(fd);
  const { instance } = await WebAssembly.instantiate(binary, { e: { m: memory } });
  (instance.exports["f"] as () => void)();
  assert.equal(readFileSync(path).readUInt32LE(0), 42);
});

test("ranges that are not whole pages inside the memory are the programmer's mistake", () => {
  const { fd } = allocated(PAGE_BYTES);
  const memory = memoryOf(1);
  const mistakes: [number, number][] = [
    [100, PAGE_BYTES],
    [0, 100],
    [0, 0],
    [65_536, PAGE_BYTES],
    [61_440, 2 * PAGE_BYTES],
  ];
  for (const [offset, length] of mistakes)
    assert.throws(() => mapShared(memory, offset, length, fd), RangeError);
  closeSync(fd);
});

test("a refused mapping names its errno and leaves the memory as it was", () => {
  const { path, fd } = allocated(PAGE_BYTES);
  closeSync(fd);
  const readOnly = openSync(path, "r");
  const memory = memoryOf(1);
  const bytes = new Uint8Array(memory.buffer).fill(5);
  assert.throws(
    () => mapShared(memory, 0, PAGE_BYTES, readOnly),
    (error) => error instanceof SystemError && error.code === "EACCES",
  );
  assert.ok(bytes.every((byte) => byte === 5));
  closeSync(readOnly);
});
