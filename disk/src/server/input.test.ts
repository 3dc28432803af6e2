import assert from "node:assert/strict";
import { test } from "node:test";
import { BytesInFlight } from "./bytes-in-flight.js";
import { Input } from "./input.js";
import { STAGING_BYTES, Staging } from "./staging.js";

const staging = new Staging(new ArrayBuffer(STAGING_BYTES), 0);

function newInput(inFlight = new BytesInFlight(1 << 20)) {
  return { input: new Input(staging, inFlight), inFlight };
}

/** As a connection does: puts `text` behind what is left, and takes `served` bytes off its front. */
function receive(input: Input, text: string, served: number): void {
  const end = input.place();
  staging.bytes.set(Buffer.from(text), end);
  input.keep(staging.input + served, end + text.length);
}

/** What is left, in the staging's input. */
function rest(input: Input): string {
  const end = input.place();
  return Buffer.from(staging.bytes.subarray(staging.input, end)).toString();
}

test("what is left stands at the front, and what comes next stands behind it", () => {
  const { input } = newInput();
  receive(input, "served, left", 8);
  assert.equal(rest(input), "left");
  receive(input, " and more", 0);
  assert.equal(rest(input), "left and more");
});

test("another connection's turn costs nobody a byte", () => {
  const one = newInput().input;
  const other = newInput().input;
  receive(one, "xxone", 2);
  receive(other, "other", 0);
  receive(one, "!", 0);
  receive(other, "?", 0);
  assert.equal(rest(one), "one!");
  assert.equal(rest(other), "other?");
});

test("what was sent before the first read comes first", () => {
  const { input } = newInput();
  input.preload(Buffer.from("early"));
  receive(input, " and late", 0);
  assert.equal(rest(input), "early and late");
});

test("exactly what is left counts as in flight", () => {
  const { input, inFlight } = newInput();
  receive(input, "abcdef", 2);
  assert.equal(inFlight.held, 4);
  receive(input, "", 4);
  assert.equal(inFlight.held, 0);
  receive(input, "abc", 0);
  input.release();
  assert.equal(inFlight.held, 0);
});

test("who has left is not asked to make room", () => {
  const gone = newInput().input;
  receive(gone, "gone", 0);
  gone.release();
  const { input } = newInput();
  receive(input, "here", 0);
  assert.equal(rest(input), "here");
  assert.equal(gone.length, 0);
});
