/** A compiler that says the same as another one is not the other one. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compilerIdentity } from "./identity.js";
import { withFolder } from "./toolchain.js";

/** A compiler that names `called` as the program that it calls. */
function written(folder: string, name: string, called: string, more = ""): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${more}\necho '${called}'\n`, { mode: 0o755 });
  return path;
}

test("a compiler is known by its file, and not by what it says", () =>
  withFolder(async (folder) => {
    mkdirSync(join(folder, "other"));
    const one = written(folder, "compiler", "nothing");
    const identity = await compilerIdentity(one);
    assert.match(identity, /compiler [0-9a-f]{64}$/);
    symlinkSync(one, join(folder, "link"));
    assert.equal(await compilerIdentity(join(folder, "link")), identity);
    const elsewhere = written(join(folder, "other"), "compiler", "nothing");
    assert.notEqual(await compilerIdentity(elsewhere), identity);
    written(folder, "compiler", "nothing", "# lies where it is asked to compile");
    assert.notEqual(await compilerIdentity(one), identity);
  }));

test("another program behind the same compiler is another compiler", () =>
  withFolder(async (folder) => {
    const part = written(folder, "cc1", "nothing");
    const compiler = written(folder, "compiler", part);
    const identity = await compilerIdentity(compiler);
    written(folder, "cc1", "nothing", "# changed");
    assert.notEqual(await compilerIdentity(compiler), identity);
  }));
