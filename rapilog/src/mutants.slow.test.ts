/**
 * The judge is judged: faults planted in the core's source, one at a time, must each be noticed by
 * the record and history tests. A mutant that survives is a hole in the tests.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

interface Mutant {
  fault: string;
  file: string;
  original: string;
  planted: string;
}

const mutants: Mutant[] = [
  {
    fault: "the payload's checksum is not checked",
    file: "record.ts",
    original: "if (load<u64>(header, 56) != checksum(payloadAddress(position), bytes)) return 0;",
    planted: "if (bytes == 0) return 0;",
  },
  {
    fault: "the header's checksum is not checked",
    file: "record.ts",
    original: "if (load<u64>(header, 64) != checksum(header, SUMMED_BYTES)) return 0;",
    planted: "",
  },
  {
    fault: "a record of an earlier lap is taken for one of this lap",
    file: "record.ts",
    original: "if (load<u64>(header, 16) != position) return 0;",
    planted: "",
  },
  {
    fault: "another stream's record is taken up",
    file: "record.ts",
    original: "if (load<u64>(header, 8) != stream) return 0;",
    planted: "",
  },
  {
    fault: "everything is acknowledged at once, whatever the budget",
    file: "watermarks.ts",
    original: "const limit = min<u64>(headAt, reach);",
    planted: "const limit = max<u64>(headAt, reach);",
  },
  {
    fault: "the budget is one sector too large",
    file: "watermarks.ts",
    original: "journaledAt + budgetSectors :",
    planted: "journaledAt + budgetSectors + 1 :",
  },
  {
    fault: "the budget counts while the power fails",
    file: "watermarks.ts",
    original: "!powerFails && faultState",
    planted: "faultState",
  },
  {
    fault: "the budget counts while the journal fails",
    file: "watermarks.ts",
    original: "!powerFails && faultState == FAULT_NONE",
    planted: "!powerFails",
  },
  {
    fault: "one sector more than the ring holds is admitted: a record is overwritten in place",
    file: "append.ts",
    original: "needed > ringSize() - liveSectors()",
    planted: "needed > ringSize() - liveSectors() + 1",
  },
  {
    fault: "a record wraps around the ring's end",
    file: "append.ts",
    original: "return sectors > room ? room : 0;",
    planted: "return 0;",
  },
  {
    fault: "a stretch's end is not on the disk",
    file: "append.ts",
    original: "offset <= diskBytes - length",
    planted: "offset <= diskBytes",
  },
  {
    fault: "a page is looked for in its first bucket only",
    file: "overlay.ts",
    original: "return at != NO_SLOT ? at : findIn(secondBucket(page), page);",
    planted: "return at;",
  },
  {
    fault: "overwritten entries stay visible",
    file: "overlay.ts",
    original: "return distance < heldSectors() ? distance + 1 : 0;",
    planted: "return distance + 1;",
  },
  {
    fault: "a write over zeros still reads as zeros",
    file: "overlay.ts",
    original: "zeroMaskOf(before) & ~mask",
    planted: "zeroMaskOf(before)",
  },
  {
    fault: "a page's sectors are all taken from its first",
    file: "overlay.ts",
    original: "zeros ? position : position + sector",
    planted: "position",
  },
  {
    fault: "large ranges hide nothing",
    file: "read.ts",
    original: "if (rangeAge > age)",
    planted: "if (rangeAge > age && age > 0)",
  },
  {
    fault: "a released range still hides home",
    file: "ranges.ts",
    original: "return heldFrom() + <u64>age <= releasedPosition();",
    planted: "return false;",
  },
  {
    fault: "a forgotten range uncovers what the ring holds from before it",
    file: "ranges.ts",
    original: "forgetBefore(positionOf(row) + 1);",
    planted: "",
  },
  {
    fault: "what is not home is evicted from the overlay",
    file: "overlay.ts",
    original: "<u32>(releasedPosition() - heldFrom()) + 1",
    planted: "<u32>(releasedPosition() - heldFrom()) + 400",
  },
  {
    fault: "recovery goes on with a leftover of an earlier life",
    file: "recover.ts",
    original: "incarnation < incarnationSeen || ",
    planted: "",
  },
  {
    fault: "the floor is forgotten",
    file: "recover.ts",
    original: "incarnationSeen = floor;",
    planted: "incarnationSeen = 0;",
  },
  {
    fault: "recovery leaves a record out of the overlay",
    file: "recover.ts",
    original: "overlayStretch(offset, length, payloadPosition(head()), false);",
    planted: "",
  },
  {
    fault: "the plan brings the oldest version home",
    file: "plan.ts",
    original: "if ((mask & (1 << sector)) == 0) continue;\n      store<u32>(sources",
    planted:
      "if ((mask & (1 << sector)) == 0 || load<u32>(sources + (sector << 2)) != 0) continue;\n      store<u32>(sources",
  },
  {
    fault: "the plan joins what is not adjacent",
    file: "plan.ts",
    original: "else if (sector != next) break;",
    planted: "else if (sector < next) break;",
  },
  {
    fault: "a range takes effect before the writes that precede it",
    file: "plan.ts",
    original: "if (isRange(kind) && fragmentCount() > 0) break;",
    planted: "",
  },
  {
    fault: "the plan brings home what does not verify",
    file: "plan.ts",
    original: "if (sectors == 0 ||",
    planted: "if (",
  },
  {
    fault: "a journal piece runs over the ring's end",
    file: "journal.ts",
    original: "min<u64>(limit - from, <u64>untilEnd(from))",
    planted: "(limit - from)",
  },
];

const room = fileURLToPath(new URL("..", import.meta.url));
const root = join(room, "..");

/** A copy of the compiled room with the mutant's wasm; the tests in it are the judges. */
function plant(mutant: Mutant, directory: string): void {
  cpSync(join(room, "assembly"), join(directory, "assembly"), { recursive: true });
  cpSync(join(room, "dist"), join(directory, "dist"), { recursive: true });
  cpSync(join(room, "package.json"), join(directory, "package.json"));
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  const path = join(directory, "assembly", mutant.file);
  const source = readFileSync(path, "utf8");
  assert.ok(source.includes(mutant.original), `${mutant.file} has the line to change`);
  writeFileSync(path, source.replace(mutant.original, mutant.planted));
  const config = join(room, "asconfig.json");
  const compiled = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/assemblyscript/bin/asc.js"),
      join(directory, "assembly/index.ts"),
      "--config",
      config,
      "--target",
      "release",
      "--textFile",
      join(directory, "dist/rapilog.wat"),
      "--outFile",
      join(directory, "dist/rapilog.wasm"),
    ],
    { encoding: "utf8" },
  );
  assert.equal(compiled.status, 0, compiled.stderr);
}

function survives(directory: string): boolean {
  const judges = ["record", "crowded", "history"].map((name) =>
    join(directory, `dist/${name}.test.js`),
  );
  const environment = { ...process.env, ASHLAR_SEED: "1" };
  // Or the inner runner would think that it is a child of this one.
  delete (environment as NodeJS.ProcessEnv)["NODE_TEST_CONTEXT"];
  const run = spawnSync(process.execPath, ["--test", ...judges], { env: environment });
  return run.status === 0;
}

describe("a planted fault is noticed:", () => {
  for (const mutant of mutants) {
    test(mutant.fault, () => {
      const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
      try {
        plant(mutant, directory);
        assert.equal(survives(directory), false, "the tests pass with this fault in the core");
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
  }
});

test("without a fault, the same copy passes", () => {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
  try {
    const harmless = { fault: "", file: "record.ts", original: "PAD: u32", planted: "PAD: u32" };
    plant(harmless, directory);
    assert.equal(survives(directory), true);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
