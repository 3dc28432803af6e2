/** What verdicts depend on: every file that a module comes to by its imports, and no other. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { codeBelow, differing, importedBy, ingredientOf } from "./ingredients.js";

/** A room with these files. */
function roomOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ashlar-ingredients-")));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, "room", "dist", name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, "room", "dist");
}

const FILES = {
  "index.js": `import { a } from "./a.js";\nexport {\n  b,\n} from "./deep/b.js";\n`,
  "a.js": `import "node:fs";\nimport "./c.js";\n`,
  "c.js": `// taken from "./nowhere.js"\nconst later = () => import("./a.js");\n`,
  "deep/b.js": `import { c } from "../c.js";\n`,
  "other.js": "",
  "a.test.js": "",
  "core.wasm": "bytes",
};

test("a module's files are those that it imports, directly or not", (t) => {
  const room = roomOf(t, FILES);
  const names = importedBy(pathToFileURL(join(room, "index.js")).href).map(({ name }) => name);
  const imported = ["a.js", "c.js", "deep/b.js", "index.js"];
  assert.deepEqual(
    names.sort(),
    imported.map((file) => `room/${file}`),
  );
});

test("of a folder all compiled code counts, tests do not; what differs is named", (t) => {
  const room = roomOf(t, FILES);
  const before = ingredientOf(codeBelow(room));
  assert.equal(Object.keys(before.files).length, Object.keys(FILES).length - 1);
  assert.deepEqual(ingredientOf(codeBelow(room).reverse()), before);
  writeFileSync(join(room, "core.wasm"), "other bytes");
  writeFileSync(join(room, "new.js"), "");
  const after = ingredientOf(codeBelow(room));
  assert.notEqual(after.digest, before.digest);
  assert.deepEqual(differing(before.files, after.files), ["room/core.wasm", "room/new.js"]);
});

test("of a package of ours the files that are imported are found where they are", () => {
  const files = importedBy(new URL("index.js", import.meta.url).href);
  assert.ok(files.some(({ name }) => name === "logic/term/table.js"));
});
