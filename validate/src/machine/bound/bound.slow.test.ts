/**
 * What the kernel's entries take on the machine: no run takes more than is proved, runs leave what
 * WebAssembly leaves, and code that calls itself, or goes round for ever, has no bound.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { COMPILER, missing, type Optimization } from "@ashlar/board/riscv";
import { randomOfRun } from "@ashlar/rapilog/random";
import { kernelSubject } from "../kernel.js";
import { measureRuns } from "../runs/runs.js";
import { Image, imageOf } from "../trap/image.js";
import { BOUNDED, EntryBounds } from "./entries.js";
import { LIMITS } from "./limits.js";

const STEPS = 600;
/** Of all entries so many are run at least. */
const RUN_MIN = 24;
/** `jal x1` and `jal x0`. */
const [CALL, JUMP] = [0xef, 0x6f];

const imageAt = async (optimization: Optimization) =>
  imageOf((await kernelSubject(optimization)).program);

describe("what entries take", { skip: missing(COMPILER) ?? false }, () => {
  let image: Image;
  before(async () => {
    image = await imageAt(2);
  });

  test("no run takes more, and most entries are run", (t) => {
    const random = randomOfRun("histories");
    const { measured, different } = measureRuns(image, random, STEPS);
    assert.equal(different, undefined);
    assert.deepEqual(Object.keys(LIMITS).sort(), [...BOUNDED].sort());
    const bounds = new EntryBounds(image);
    for (const [name, { runs, instructions, stack_bytes }] of measured) {
      const bound = bounds.of(name);
      t.diagnostic(`${name}: ${runs} runs, ${instructions} of ${bound.instructions}`);
      assert.ok(instructions <= bound.instructions, name);
      assert.ok(stack_bytes <= bound.stack_bytes, name);
    }
    assert.ok(measured.size >= RUN_MIN, `${measured.size} entries`);
  });

  for (const optimization of [1, 3] as const)
    test(`each has a bound at -O${optimization} too`, async () => {
      const bounds = new EntryBounds(await imageAt(optimization));
      for (const name of BOUNDED) assert.ok(bounds.of(name).instructions > 0);
    });

  /** The image with an instruction at a symbol that calls or jumps to that symbol. */
  const withItself = (symbol: string, opcode: number) => {
    const at = image.addressOf(symbol);
    const segments = image.program.segments.map((segment) => {
      const bytes = segment.bytes.slice();
      const inside = at - segment.address;
      if (segment.isExecutable && inside >= 0 && inside < bytes.length)
        new DataView(bytes.buffer).setUint32(inside, opcode, true);
      return { ...segment, bytes };
    });
    return new EntryBounds(new Image({ ...image.program, segments }));
  };

  test("what calls itself has no bound", () => {
    assert.throws(() => withItself("kernel_yield", CALL).of("yield"), /called within itself/);
    assert.ok(withItself("kernel_yield", CALL).of("poll").instructions > 0);
  });

  test("what goes round for ever has none", () => {
    assert.throws(() => withItself("kernel_yield", JUMP).of("yield"), /goes round is not known/);
  });
});
