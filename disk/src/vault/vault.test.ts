import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import {
  CONTROL_BYTES,
  createVault,
  isMemoryBacked,
  lockHolder,
  openVault,
  removeVault,
  takeLock,
  vaultExists,
  vaultPaths,
} from "./index.js";

const directories: string[] = [];
const geometry = { ringSectors: 2048, grainSectors: 1 as const, diskBytes: 1 << 20 };
const options = { ...geometry, stream: 77n, incarnation: 3n };

function scratch(base = "/dev/shm"): string {
  const directory = mkdtempSync(join(base, "ashlar-vault-"));
  directories.push(directory);
  return directory;
}

after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

function coded(code: string) {
  return (error: unknown) => error instanceof AshlarError && error.code === code;
}

describe("a vault", () => {
  test("exists from its publication on, with what it was made with", () => {
    const directory = scratch();
    const made = createVault(directory, options);
    assert.equal(vaultExists(directory), false);
    made.publish();
    assert.equal(vaultExists(directory), true);
    const vault = openVault(directory);
    assert.deepEqual(vault.geometry, geometry);
    assert.equal(vault.stream, 77n);
    assert.equal(vault.mapControl().get("incarnation"), 3n);
    assert.equal(vault.mapControl().get("head"), 0n);
  });

  test("is for its owner alone and fully allocated", () => {
    const directory = scratch();
    createVault(directory, options).publish();
    const stat = statSync(vaultPaths(directory).vault);
    assert.equal(stat.mode & 0o777, 0o600);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    assert.equal(statSync(vaultPaths(directory).wake).mode & 0o777, 0o600);
    assert.ok(stat.blocks * 512 >= CONTROL_BYTES + 2048 * 512);
  });

  test("is one memory for all who map it", () => {
    const directory = scratch();
    createVault(directory, options).publish();
    const one = openVault(directory).mapAlone();
    const vault = openVault(directory);
    const memory = new WebAssembly.Memory({ initial: 32 });
    const control = vault.map(memory, 65_536);
    vault.close();
    one.control.set("head", 5n);
    new Uint8Array(one.memory.buffer)[CONTROL_BYTES + 9] = 42;
    assert.equal(control.get("head"), 5n);
    assert.equal(new Uint8Array(memory.buffer)[65_536 + CONTROL_BYTES + 9], 42);
  });

  test("on a disk's file system is refused, unless it is called persistent", (t) => {
    const directory = scratch(tmpdir());
    if (isMemoryBacked(directory)) return t.skip("the temporary directory is in memory");
    assert.throws(() => createVault(directory, options), coded("vault-not-in-memory"));
    createVault(directory, { ...options, persistent: true }).publish();
    assert.equal(openVault(directory).stream, 77n);
  });

  test("that is damaged is refused", () => {
    const damages: ((path: string) => void)[] = [
      (path) => truncateSync(path, 100),
      (path) => truncateSync(path, CONTROL_BYTES + 1024 * 512),
      (path) => writeFileSync(path, Buffer.alloc(CONTROL_BYTES + 2048 * 512)),
    ];
    for (const damage of damages) {
      const directory = scratch();
      createVault(directory, options).publish();
      damage(vaultPaths(directory).vault);
      assert.throws(() => openVault(directory), coded("vault-damaged"));
    }
  });

  test("is gone after its removal, its directory is not", () => {
    const directory = scratch();
    createVault(directory, options).publish();
    removeVault(directory);
    assert.equal(vaultExists(directory), false);
    assert.ok(existsSync(vaultPaths(directory).wake));
  });
});

test("a geometry that the core could not take is the programmer's mistake", () => {
  const directory = scratch();
  for (const wrong of [{ ringSectors: 1024 }, { ringSectors: 3000 }, { diskBytes: 100 }])
    assert.throws(() => createVault(directory, { ...options, ...wrong }), RangeError);
});

test("a lock has one holder, who is known, until it is released", () => {
  const path = join(scratch(), "lock");
  assert.equal(lockHolder(path), undefined);
  const lock = takeLock(path);
  assert.ok(lock);
  assert.equal(takeLock(path), undefined);
  assert.equal(lockHolder(path), process.pid);
  lock.release();
  assert.equal(lockHolder(path), undefined);
});
