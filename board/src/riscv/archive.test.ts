/** The archive that Linux unpacks at its start. That it does is shown by `ashlar bench ipc`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { archive } from "./archive.js";

test("an entry is a header of 110 characters, its name and its content, each padded to 4 bytes", () => {
  const bytes = Buffer.from(
    archive([{ path: "init", mode: 0o100755, content: Buffer.from("12345") }]),
  );
  assert.equal(bytes.subarray(0, 14).toString(), "07070100000001");
  assert.equal(bytes.subarray(14, 22).toString(), "000081ed");
  assert.equal(bytes.subarray(54, 62).toString(), "00000005");
  assert.equal(bytes.subarray(94, 102).toString(), "00000005", "the name's length, with its end");
  assert.equal(bytes.subarray(110, 116).toString(), "init\0\0".slice(0, 6));
  assert.equal(bytes.subarray(116, 124).toString(), "12345\0\0\0");
  assert.equal(bytes.length % 4, 0);
});

test("it ends with the entry that says so", () => {
  const bytes = Buffer.from(archive([]));
  assert.equal(bytes.subarray(110, 120).toString(), "TRAILER!!!");
});

test("a device has its two numbers", () => {
  const bytes = Buffer.from(archive([{ path: "c", mode: 0o020600, device: [5, 1] }]));
  assert.equal(bytes.subarray(78, 94).toString(), "0000000500000001");
});
