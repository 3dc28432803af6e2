/** Each rule has examples that it must catch, and their innocent neighbours that it must not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bannedTokens } from "./banned.js";
import { deadFiles } from "./dead-files.js";
import { roomsMapped } from "./documents.js";
import { directionsOf, importDirection } from "./import-direction.js";
import { beyondBaseline, functionLengths, ratchet, tooLong } from "./lengths.js";
import { lockedSoundly } from "./lockfile.js";
import type { Source } from "./sources.js";

const ARCHITECTURE = `
## Rooms

| room | language | what lives there | may import |
|---|---|---|---|
| \`rapilog/src/\` | TypeScript | the core | nothing |
| \`disk/src/linux/\` | TypeScript | the binding | nothing |
| \`disk/src/nbd/\` | TypeScript | the protocol | nothing |
| \`disk/src/server/\` | TypeScript | the service | all above |
| \`cli/\` | TypeScript | the command | \`disk\`, \`rapilog\` |
`;
const directions = directionsOf(ARCHITECTURE);

function one(path: string, text: string): Source[] {
  return [{ path, text }];
}

test("the table of rooms is read, 'all above' included", () => {
  assert.deepEqual(
    [...directions.get("disk/src/server/")!],
    ["rapilog/src/", "disk/src/linux/", "disk/src/nbd/"],
  );
  assert.ok(directions.get("cli/")!.has("disk/src/server/"));
  assert.equal(directions.get("disk/src/nbd/")!.size, 0);
});

for (const [what, path, line] of [
  [
    "an import against the direction",
    "disk/src/nbd/a.ts",
    'import { x } from "../linux/index.js";',
  ],
  ["reaching past index.ts", "disk/src/server/a.ts", 'import { x } from "../linux/file.js";'],
  ["a package it may not know", "rapilog/src/a.ts", 'import { x } from "@ashlar/disk";'],
  ["an entry of a package that no room is named for", "cli/src/a.ts", 'import "@ashlar/disk/x";'],
  ["a room that is not in the table", "attic/src/a.ts", "export {};"],
] as const)
  test(`import direction catches ${what}`, () => {
    assert.equal(importDirection(one(path, line), directions).length, 1);
  });

for (const [what, path, line] of [
  ["a file of the same room", "disk/src/nbd/a.ts", 'import { x } from "./b.js";'],
  ["an allowed room's index", "disk/src/server/a.ts", 'import { x } from "../linux/index.js";'],
  ["the shared catalogue of errors", "disk/src/nbd/a.ts", 'import { x } from "../errors.js";'],
  ["an allowed package", "cli/src/a.ts", 'import { x } from "@ashlar/disk";'],
  ["the format's constants", "disk/src/nbd/a.ts", 'import { x } from "@ashlar/rapilog/format";'],
] as const)
  test(`import direction allows ${what}`, () => {
    assert.deepEqual(importDirection(one(path, line), directions), []);
  });

test("a file that nothing imports is dead; one that a worker is made from is not", () => {
  const sources = [
    { path: "disk/src/index.ts", text: 'new Worker(new URL("./used-thread.js", import.meta.url))' },
    { path: "disk/src/used-thread.ts", text: "export {};" },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source
    { path: "disk/src/nbd/index.ts", text: "new URL(`./${name}-worker.js`, import.meta.url)" },
    { path: "disk/src/nbd/computed-worker.ts", text: "export {};" },
    { path: "disk/src/unused.ts", text: "export {};" },
  ];
  assert.deepEqual(
    deadFiles(sources).map((violation) => violation.path),
    ["disk/src/unused.ts"],
  );
});

for (const [path, line] of [
  ["disk/src/nbd/a.ts", 'console.log("here");'],
  ["disk/src/nbd/a.ts", "function f(x: any) {}"],
  ["disk/src/nbd/a.ts", "// @ts-ignore"],
  ["disk/src/nbd/a.ts", "// TODO: later"],
  ["disk/src/nbd/a.test.ts", "const x = Math.random();"],
  ["disk/src/nbd/a.test.ts", 'test.only("x", () => {});'],
  ["disk/src/nbd/a.ts", "debugger;"],
] as const)
  test(`banned: ${line}`, () => {
    assert.equal(bannedTokens(one(path, line)).length, 1);
  });

test("not banned: printing from the command, the word any in a comment", () => {
  assert.deepEqual(bannedTokens(one("cli/src/a.ts", 'console.log("result");')), []);
  assert.deepEqual(
    bannedTokens(one("disk/src/nbd/a.ts", " *     byte: any meaning, in words")),
    [],
  );
});

function longFunction(lines: number): string {
  return ["function long(", "  x: number,", "): void {", ...Array(lines).fill("  x;"), "}"].join(
    "\n",
  );
}

test("a long file and a long function are caught, a broken signature included", () => {
  const long = tooLong(one("disk/src/a.ts", longFunction(300)));
  assert.deepEqual(long, { "disk/src/a.ts": 304, "disk/src/a.ts#long": 302 });
});

test("short functions, classes, object literals and control blocks are not functions too long", () => {
  assert.deepEqual(tooLong(one("disk/src/a.ts", longFunction(20))), {});
  const literal = ["export const TABLE = {", ...Array(100).fill("  a: 1,"), "};"];
  assert.deepEqual(functionLengths(literal), []);
  const loop = ["  if (ready()) {", ...Array(100).fill("    a();"), "  }"];
  assert.deepEqual(functionLengths(loop), []);
});

test("methods are measured one by one", () => {
  const text = ["class A {", "  async #run(x: number): Promise<void> {", "    x;", "  }", "}"];
  assert.deepEqual(functionLengths(text), [["#run", 3]]);
});

test("the ratchet: what is in the baseline may stay, but not grow, and only shrinks there", () => {
  const baseline = { "a.ts": 300, "gone.ts": 400 };
  assert.deepEqual(beyondBaseline({ "a.ts": 300 }, baseline), []);
  assert.equal(beyondBaseline({ "a.ts": 301 }, baseline).length, 1);
  assert.equal(beyondBaseline({ "b.ts": 251 }, baseline).length, 1);
  assert.deepEqual(ratchet({ "a.ts": 280, "b.ts": 900 }, baseline), { "a.ts": 280 });
});

test("a room that the README's map leaves out is named", () => {
  assert.equal(roomsMapped(["cli/", "disk/src/nbd/"], "| `cli/` | the command |").length, 1);
  assert.deepEqual(roomsMapped(["cli/"], "| `cli/` | the command |"), []);
});

test("a lock without integrity, or with a registry's address, is caught", () => {
  const packages = {
    "": { name: "root" },
    disk: { version: "1.0.0" },
    "node_modules/@ashlar/disk": { resolved: "disk", link: true },
    "node_modules/good": { version: "1.0.0", integrity: "sha512-AA==" },
    "node_modules/bare": { version: "1.0.0", optional: true },
    "node_modules/placed": { integrity: "sha512-AA==", resolved: "https://registry.test/placed" },
  };
  assert.deepEqual(
    lockedSoundly(JSON.stringify({ packages })).map(({ message }) => message),
    ["node_modules/bare lacks integrity", "node_modules/placed names https://registry.test/placed"],
  );
});
