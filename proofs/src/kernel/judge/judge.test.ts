/** The compiled invariants: as terms mean, and as the specification itself says of the same memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import {
  add,
  and,
  bitVector,
  concat,
  equal,
  evaluate,
  extract,
  fromBoolean,
  ite,
  lshr,
  mul,
  not,
  or,
  shl,
  type Term,
  ult,
  variable,
  xor,
} from "@ashlar/logic";
import { randomOfRun } from "@ashlar/rapilog/random";
import binaryen from "binaryen";
import { FieldMemory } from "../memory.js";
import { wrongAnywhere } from "../soundness.js";
import { Twin } from "../twin.js";
import { Judge } from "./judge.js";
import { TermCode } from "./term-code.js";

const [x, y] = ["x", "y"].map((name) => variable(name, bitVector(64))) as [Term, Term];
const low = (term: Term) => extract(term, 31, 0);

const SAMPLES: Record<string, Term> = {
  sum: add(x, y),
  product: mul(x, y),
  "sum of 32 bits": add(low(x), low(y)),
  "complement of 32 bits": not(low(x)),
  bits: or(and(x, not(y)), xor(x, y)),
  "shifts by anything": xor(shl(x, y), lshr(y, x)),
  "shifts of 32 bits": xor(shl(low(x), low(y)), lshr(low(x), low(y))),
  parts: concat(extract(x, 40, 9), extract(y, 63, 32)),
  choices: ite(or(ult(x, y), equal(x, y)), x, not(y)),
  truths: fromBoolean(and(not(ult(x, y)), xor(ult(low(y), low(x)), equal(x, y))), 64),
};

function compiled(term: Term): (x: bigint, y: bigint) => bigint {
  const module = new binaryen.Module();
  const leaf = (at: number) => ({
    needs: [],
    code: () => module.local.get(at, binaryen.i64),
  });
  const code = new TermCode(
    module,
    2,
    new Map([
      [x, leaf(0)],
      [y, leaf(1)],
    ]),
  );
  const value = code.valueOf(term);
  const body = module.block(null, [...code.statements, value], binaryen.i64);
  const parameters = binaryen.createType([binaryen.i64, binaryen.i64]);
  module.addFunction("f", parameters, binaryen.i64, code.locals, body);
  module.addFunctionExport("f", "f");
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(Uint8Array.from(module.emitBinary())),
  );
  return exports["f"] as (x: bigint, y: bigint) => bigint;
}

test("terms as code have the values that they have", () => {
  const random = randomOfRun("terms as code");
  const value = () => {
    const bytes = new BigUint64Array(random.bytes(8).slice().buffer)[0]!;
    return random.pick([bytes, bytes & 0xffn, BigInt(random.below(70)), 0n, 2n ** 64n - 1n]);
  };
  for (const [name, term] of Object.entries(SAMPLES)) {
    const code = compiled(term);
    for (let trial = 0; trial < 200; trial++) {
      const values = new Map([x, y].map((one) => [one, value()]));
      const found = BigInt.asUintN(64, code(values.get(x)!, values.get(y)!));
      assert.equal(found, evaluate(term, values), `${name} of ${[...values.values()]}`);
    }
  }
});

const PAGES = 48;
const EXTENT = { pages: PAGES, ramPages: PAGES };
const RECORD = { interrupts: 0, dma: 0, devices: 0 };

test("after boot nothing is wrong; a field that is, is found", () => {
  const { memory, current } = new Twin(PAGES, { record: RECORD });
  const view = new DataView(memory.buffer);
  const judge = new Judge(memory, EXTENT);
  assert.equal(judge.wrong(), undefined);
  const thread = current * layout.PAGE_BYTES;
  const cnode = view.getUint32(thread + layout.THREAD_ROOT_PAGE, true) * layout.PAGE_BYTES;
  const generation = layout.PAGE_INFO + 40 * (1 << layout.PAGE_INFO_BITS) + layout.INFO_GENERATION;
  const wrongs: [number, number, RegExp][] = [
    [thread + layout.THREAD_STATE, numbers.WAITING, /it is where its state says: page/],
    [thread + layout.THREAD_PRIORITY, 64, /and a priority/],
    [cnode + 7 * 16 + layout.CAPABILITY_GENERATION, 9, /capability is sound \(slot 7\)/],
    [layout.THREAD_STATE, numbers.RECEIVING, /page 0 is all zero/],
    [generation, 0, /it has a generation.*page 40/],
    [layout.KERNEL + layout.KERNEL_CURRENT, 40, /the machine uses the space of who runs/],
  ];
  for (const [address, value, message] of wrongs) {
    const before = view.getUint8(address);
    view.setUint8(address, value);
    assert.match(judge.wrong() ?? "nothing", message);
    assert.match(judge.wrong(false) ?? "nothing", message);
    view.setUint8(address, before);
    assert.equal(judge.wrong(), undefined);
  }
});

/** At least so many, and until there was one of each verdict: how many that takes is chance. */
const [DAMAGES_MIN, DAMAGES_MAX, SEVERE] = [16, 400, 3];

test("of damaged memory, code and specification say the same", () => {
  const random = randomOfRun("damaged memory");
  const { memory, current } = new Twin(PAGES, { record: RECORD });
  const bytes = Buffer.from(memory.buffer);
  const sound = Buffer.from(bytes);
  const judge = new Judge(memory, EXTENT);
  const end = current + 6;
  const verdicts = { wrong: 0, sound: 0 };
  const isDone = (trial: number) =>
    trial >= DAMAGES_MIN && verdicts.wrong > 0 && verdicts.sound > 0;
  for (let trial = 0; trial < DAMAGES_MAX && !isDone(trial); trial++) {
    sound.copy(bytes);
    for (let count = 1 + random.below(SEVERE); count > 0; count--) {
      const page = 2 + random.below(end - 2);
      const at = page * layout.PAGE_BYTES + random.below(random.chance(0.7) ? 128 : 4096);
      bytes[at] = random.pick([0, 1, 5, current, random.below(256)]);
    }
    const isFound = judge.wrong() !== undefined;
    assert.equal(
      isFound,
      wrongAnywhere(new FieldMemory(bytes, PAGES)) !== undefined,
      `trial ${trial}`,
    );
    verdicts[isFound ? "wrong" : "sound"] += 1;
  }
  assert.ok(verdicts.wrong > 0 && verdicts.sound > 0, JSON.stringify(verdicts));
});
