import assert from "node:assert/strict";
import { test } from "node:test";
import { add, and, any, constant, decide, equal, not, type Term } from "@ashlar/logic";
import { randomOfRun } from "@ashlar/rapilog/random";
import { loaded } from "../elf/load.js";
import { readElf } from "../elf/read.js";
import { Cause } from "../machine.js";
import { anyLong } from "../testing/edges.js";
import {
  anyData,
  CALLER,
  compareAt,
  DATA,
  DATA_BYTES,
  explored,
  happens,
  registerVariable,
  START,
} from "../testing/symbolic.js";
import { assembled, COMPILER, compiled, missing } from "../testing/tools.js";

const skip = missing(COMPILER) ?? false;

/** The code of a program, and where its symbols are. */
function codeIn(elf: Uint8Array) {
  const reading = readElf(elf);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  const { program } = reading;
  const { bytes } = loaded(program, START, 4096)!;
  const at = (name: string) => program.symbols.find((symbol) => symbol.name === name)!.address;
  return { bytes, at };
}

const FUNCTIONS = `
typedef unsigned long u64; typedef unsigned char u8;
long clamp(long x, long low, long high) { return x < low ? low : x > high ? high : x; }
u64 bits(u64 x) { u64 n = 0; for (int i = 0; i < 8; i++) { n += x & 1; x >>= 1; } return n; }
__attribute__((noinline)) static u64 twice(u64 x) { return x + (x & 1 ? x : 7); }
u64 calls(u64 x, u64 y) { return twice(x) * 3 + twice(y); }
u64 swap(u8 *p, u64 i, u64 j) {
  i &= 31; j &= 31; u8 t = p[i]; p[i] = p[j]; p[j] = t; return p[i] + p[j];
}
u64 pairs(u8 *p) {
  u64 n = 0;
  for (int i = 0; i < 3; i++) for (int j = 0; j < i; j++) if (p[i] == p[j]) n++;
  return n;
}
int divides(int x, int y) { return y ? x / y : -1; }
`;
const NAMES = ["clamp", "bits", "calls", "swap", "pairs", "divides"];
const STACK = BigInt(DATA + DATA_BYTES);

for (const optimization of ["-O1", "-O2", "-O3"])
  test(`compiled functions, run on variables, say what they do (${optimization})`, { skip }, () => {
    const random = randomOfRun(`functions ${optimization}`);
    const { bytes, at } = codeIn(compiled(FUNCTIONS, optimization));
    for (const name of NAMES) {
      const run = explored(bytes, { roundsMax: 10 }, at(name));
      for (let left = 5; left > 0; left--) {
        const registers = Array.from({ length: 32 }, (_, at) => (at === 0 ? 0n : anyLong(random)));
        registers[1] = CALLER;
        registers[2] = STACK;
        if (["swap", "pairs"].includes(name)) registers[10] = BigInt(DATA);
        const trial = { registers, data: anyData(random) };
        const what = `ASHLAR_SEED=${random.seed}: ${name}`;
        compareAt(run, trial, happens(bytes, trial, 1000, at(name)), what);
      }
    }
  });

/** What a function returns, and where it does. */
function result(bytes: Uint8Array, from: number) {
  const run = explored(bytes, { roundsMax: 10 }, from);
  const [returned, ...others] = run.arrived;
  assert.deepEqual([others, run.excepted, run.leftOut], [[], [], []]);
  return { value: returned!.hart.register(10), condition: returned!.condition };
}

const judged = (claim: Term) => decide([], claim).verdict;

test("two compilations of a function are proved the same, and a changed one is not", {
  skip,
}, () => {
  const clamp = (source: string, optimization: string) => {
    const { bytes, at } = codeIn(compiled(source, optimization));
    return result(bytes, at("clamp")).value;
  };
  const [one, other] = [clamp(FUNCTIONS, "-O1"), clamp(FUNCTIONS, "-O3")];
  assert.equal(judged(equal(one, other)), "proved");
  const changed = clamp(FUNCTIONS.replace("x < low ? low", "x < low ? low + 1"), "-O3");
  assert.equal(judged(equal(one, changed)), "refuted");
});

test("exactly one ending holds", { skip }, () => {
  const source = ".globl _start\n_start: beqz a0, 1f; lw a1, 0(a0); ret\n1: ecall\n";
  const run = explored(codeIn(assembled(source)).bytes, {});
  const causes = run.excepted.map(({ cause }) => cause).sort((x, y) => x - y);
  assert.deepEqual(causes, [Cause.LoadFault, Cause.EnvironmentCall + 3]);
  const conditions = [...run.excepted, ...run.arrived].map(({ condition }) => condition);
  assert.equal(judged(any(conditions)), "proved");
  conditions.forEach((one, at) => {
    const others = conditions.filter((_, other) => other !== at);
    assert.equal(judged(not(and(one, any(others)))), "proved");
  });
});

test("rounds beyond the bound are left out, and said to be", { skip }, () => {
  const source = ".globl _start\n_start: addi a0, a0, -1; bnez a0, _start; ret\n";
  const { bytes } = codeIn(assembled(source));
  const run = explored(bytes, { roundsMax: 3 });
  assert.equal(run.leftOut.length, 1);
  const [{ condition }] = run.leftOut as [(typeof run.leftOut)[number]];
  const a0 = registerVariable(10);
  const within = any([1, 2, 3, 4].map((rounds) => equal(a0, constant(64, rounds))));
  assert.equal(judged(equal(condition, not(within))), "proved");
});

test("paths meet where code does, but not in different calls", { skip }, () => {
  const source = `.globl _start
_start: mv s0, ra; beqz a0, 1f; jal f; j 2f
1: jal f
2: jr s0
f: addi a1, a1, 1; ret
`;
  const run = explored(codeIn(assembled(source)).bytes, {});
  assert.equal(run.arrived.length, 1);
  const [{ pc, hart }] = run.arrived as [(typeof run.arrived)[number]];
  assert.equal(pc, and(registerVariable(1), constant(64, -2)));
  assert.equal(hart.register(11), add(registerVariable(11), constant(64, 1)));
});
