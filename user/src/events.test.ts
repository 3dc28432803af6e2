import assert from "node:assert/strict";
import { test } from "node:test";
import { eventText, parseEvent, ROOT_TASK, transcriptLine } from "./events.js";

const NAMES = new Map([[3, "client"]]);

test("a line is who, what, and named numbers", () => {
  const event = parseEvent("3: progress requests=64 asked-again=2\r", NAMES);
  assert.deepEqual(event, {
    who: "client",
    what: "progress",
    fields: { requests: 64, "asked-again": 2 },
  });
  assert.equal(eventText(event!), "client: progress requests=64 asked-again=2");
});

test("badge 0 is the root task, and a badge that nobody has is told as it is", () => {
  assert.equal(parseEvent("0: failed step=1 answer=6", NAMES)?.who, ROOT_TASK);
  assert.equal(parseEvent("9: started", NAMES)?.who, "component 9");
});

for (const line of ["", "a trap in the kernel", "3: ", "3: what=1", "x: started", "3: a b=c"])
  test(`no event: ${JSON.stringify(line)}`, () => {
    assert.equal(parseEvent(line, NAMES), undefined);
  });

test("a fault is told by whose it is and its cause", () => {
  const told = (line: string) => transcriptLine(parseEvent(line, NAMES)!, NAMES);
  assert.equal(
    told("2: stopped ward=3 kind=15 address=65536"),
    "component 2: client stopped: store page fault, 0x10000",
  );
  assert.equal(told("2: ended ward=3 kind=3 address=0"), "component 2: client ended");
});
