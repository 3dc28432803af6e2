import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, digits, table } from "./table.js";

test("numbers stand to the right, words to the left", () => {
  const text = table(
    ["mode", "tps"],
    [
      ["ashlar", "1 204"],
      ["unsafe", "98"],
    ],
  );
  assert.equal(
    text,
    ["mode      tps", "──────  ─────", "ashlar  1 204", "unsafe     98"].join("\n"),
  );
});

test("digits: three that count, thousands apart, nothing invented", () => {
  assert.equal(digits(1234567.8), "1 234 568");
  assert.equal(digits(12.345), "12.3");
  assert.equal(digits(0.012345), "0.0123");
  assert.equal(digits(0), "0");
  assert.equal(digits(Number.NaN), "–");
});

test("bytes in the unit that reads best", () => {
  assert.equal(bytes(512), "512 B");
  assert.equal(bytes(1536), "1.5 KiB");
  assert.equal(bytes(2 ** 40), "1 TiB");
});
