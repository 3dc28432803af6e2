/** The page of theorems: each opens to what is behind it, and no text of theirs becomes markup. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exhibit, TheoremResult } from "@ashlar/logic/prove";
import { provePage } from "./page.js";
import type { ProveReport } from "./report.js";

const HOSTILE = `</summary><script>alert("x")</script><img src=x onerror='1'>&amp;`;
const HOSTILE_SHOWN = /&lt;\/summary&gt;&lt;script&gt;alert\(&quot;x&quot;\)/;

const PROVED: TheoremResult = {
  ...{
    id: "room/group/a",
    says: "a holds",
    verdict: "proved",
    seconds: 1.25,
    cached: true,
    recalled: false,
  },
  ...{ certificate: "checked", certificate_words: 5, reason: null, trace: [] },
};
const REFUTED: TheoremResult = {
  ...{ ...PROVED, id: "room/group/b", verdict: "refuted", certificate: null, cached: false },
  ...{ reason: "not so: b; false for x = 1", trace: ["write(0, 512)", "  line by line"] },
};
const REPORT: ProveReport = {
  ...{ theorems: [PROVED], mutants: [], seconds_total: 2 },
  ...{ trusted: ["the checker"], not_covered: ["the rest"] },
};
const EXHIBIT: Exhibit = {
  definitions: ["t1 := x + y"],
  hypotheses: ["x < 7"],
  goals: [{ claim: "it is small", when: ["y = 0"], goal: `t1 < ${"9".repeat(200)}` }],
  code: [
    {
      name: "sum",
      lines: [
        { offset: 0x2f6, text: "local.get 0", source: ["assembly/sum.ts:3", "return x + y;"] },
        { offset: 0x2f8, text: "i32.add", source: ["assembly/sum.ts:3", "return x + y;"] },
        { offset: 0x2f9, text: "end", source: null },
      ],
    },
  ],
};

const pageOf = (report: Partial<ProveReport>, exhibit?: Exhibit) =>
  provePage(
    { ...REPORT, ...report },
    new Map(exhibit === undefined ? [] : [[PROVED.id, exhibit]]),
    ["room"],
  );

test("a theorem's line has its verdict, certificate, time and origin", () => {
  const page = pageOf({});
  assert.match(
    page,
    /class="proved">proved<.*room\/group\/a.*certified · 1\.25 s · cached.*a holds/,
  );
  assert.match(page, /<h1 class="clean">All that was asked for is proved/);
  assert.match(page, /What is trusted.*the checker/s);
  assert.match(page, /What is not covered.*the rest/s);
});

test("it opens to hypotheses, goals, the names in them and the code with its source", () => {
  const page = pageOf({}, EXHIBIT);
  assert.match(page, /Given.*x &lt; 7/s);
  assert.match(page, /it is small.*where <code>y = 0<\/code>/s);
  assert.ok(page.includes("9".repeat(200)), "a long formula is there in full");
  assert.match(page, /1 names in these formulas.*t1 := x \+ y/s);
  assert.match(page, /0x2f6.*local\.get 0.*assembly\/sum\.ts:3 +return x \+ y;/);
  assert.equal(
    page.match(/return x \+ y;/g)?.length,
    1,
    "a line stands beside its first instruction",
  );
});

test("what is refuted is open, with its counterexample, and spoils the heading", () => {
  const page = pageOf({ theorems: [PROVED, REFUTED] });
  assert.match(page, /<h1 class="broken">/);
  assert.match(
    page,
    /<details class="theorem" open>.*room\/group\/b.*Counterexample.*x = 1.*write\(0, 512\)\n {2}line by line/s,
  );
});

test("mutants have their fate, and a survivor is not overlooked", () => {
  const mutant = {
    id: "room/group/a#0x12 add → sub",
    theorem: PROVED.id,
    reason: "why",
    trace: ["step by step"],
  };
  const page = pageOf({
    mutants: [
      { ...mutant, verdict: "refuted" },
      { ...mutant, verdict: "survived", reason: "proved" },
    ],
  });
  assert.match(page, /<details class="part" open><summary>Mutants.*1 of 2 refuted/);
  assert.match(page, /#0x12 add → sub.*why.*step by step.*survived/s);
  assert.match(page, /<h1 class="broken">/);
  assert.match(pageOf({}), /were not tried/);
});

test("the page needs nothing from elsewhere, and takes no text for markup", () => {
  const [{ lines }] = EXHIBIT.code as [Exhibit["code"][number]];
  const hostile: Exhibit = {
    definitions: [HOSTILE],
    hypotheses: [HOSTILE],
    goals: [{ claim: HOSTILE, when: [HOSTILE], goal: HOSTILE + HOSTILE + HOSTILE }],
    code: [{ name: HOSTILE, lines: [{ ...lines[0]!, text: HOSTILE, source: [HOSTILE, HOSTILE] }] }],
  };
  const theorem = { ...REFUTED, id: PROVED.id, says: HOSTILE, reason: HOSTILE, trace: [HOSTILE] };
  const mutant = { id: `a#${HOSTILE}`, theorem: PROVED.id, reason: HOSTILE, trace: [HOSTILE] };
  const mutants = [{ ...mutant, verdict: "refuted" as const }];
  const page = provePage(
    {
      ...{ ...REPORT, theorems: [theorem], mutants },
      ...{ trusted: [HOSTILE], not_covered: [HOSTILE] },
    },
    new Map([[PROVED.id, hostile]]),
    [HOSTILE],
  );
  assert.match(page, HOSTILE_SHOWN);
  for (const foreign of [/<script/, /<img/, /<link/, /@import/, /url\(/, /href=/])
    assert.doesNotMatch(page, foreign);
});
