import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { seedFromEnvironment } from "@ashlar/rapilog/random";
import type { Failure } from "../taxonomy.js";
import { Baseline } from "./baseline.js";
import type { Verdict } from "./finding.js";
import { History, PROMISES, type Promise_ } from "./history.js";
import { judge } from "./judge.js";
import type { Write } from "./operation.js";
import { encodeRecord, SECTOR_BYTES } from "./sector.js";
import { Survey } from "./survey.js";
import { Scenario } from "./testing/scenario.js";

const RUN = 7;
const SECTORS = 256;
const BLOCK = 8;

/** A hand-made cycle: `issue` and `done` in the order in which they happen, then `put` the disk
 * into the state that the power failure left. */
class Tale {
  readonly history = new History(1);
  readonly image = Buffer.alloc(SECTORS * SECTOR_BYTES);
  readonly #unreadable: [number, number][] = [];
  #number = 0;

  issue(block: number, blocks = 1, options: { fua?: boolean } = {}): Write {
    const number = this.#number++;
    const write: Write = {
      kind: "write",
      cycle: 1,
      worker: 0,
      number,
      sector: block * BLOCK,
      sectors: blocks * BLOCK,
      fua: options.fua ?? false,
      seed: number + 1,
      issued_us: number,
    };
    this.history.issue(write);
    return write;
  }

  done(block: number, blocks = 1, options: { fua?: boolean } = {}): Write {
    const write = this.issue(block, blocks, options);
    this.history.acknowledge(write);
    return write;
  }

  flush(): void {
    const flush = {
      kind: "flush",
      cycle: 1,
      worker: 0,
      number: this.#number++,
      issued_us: 0,
    } as const;
    this.history.issue(flush);
    this.history.acknowledge(flush);
  }

  /** Sectors of a write that are there; all of them unless told. */
  put(write: Write, from = 0, to = write.sectors, at = write.sector): void {
    const record = encodeRecord(RUN, write).subarray(from * SECTOR_BYTES, to * SECTOR_BYTES);
    record.copy(this.image, (at + from) * SECTOR_BYTES);
  }

  unreadable(sector: number, sectors: number): void {
    this.#unreadable.push([sector, sectors]);
  }

  verdict(promise: Promise_ = "every", atomSectors = 1, baseline = new Baseline(SECTORS)): Verdict {
    const survey = new Survey(RUN, this.history, baseline);
    survey.add(0, this.image);
    for (const [sector, sectors] of this.#unreadable) survey.addUnreadable(sector, sectors);
    return judge(survey, { promise, atomSectors, blockSectors: BLOCK });
  }
}

const kinds = ({ findings }: Verdict): Failure[] => findings.map(({ kind }) => kind).sort();

describe("legal", () => {
  test("everything acknowledged is there, what was not may be, in part", () => {
    const tale = new Tale();
    tale.put(tale.done(0, 2));
    tale.put(tale.issue(4, 2), 0, 5);
    tale.issue(8);
    const { findings, tally } = tale.verdict();
    assert.deepEqual(findings, []);
    assert.deepEqual(tally, { acknowledged: 1, required: 1, lost: 0, pending: 2, pendingThere: 1 });
  });

  test("of two writes at the same time either may be last", () => {
    for (const last of [0, 1]) {
      const tale = new Tale();
      const both = [tale.issue(0), tale.issue(0)];
      for (const write of both) tale.history.acknowledge(write);
      tale.put(both[last]!);
      assert.deepEqual(kinds(tale.verdict()), []);
    }
  });

  test("what was never flushed may be lost under nbd, not under every", () => {
    const tale = new Tale();
    tale.done(0);
    tale.flush();
    tale.put(tale.history.writes[0]!.operation);
    tale.done(3);
    tale.put(tale.done(4));
    assert.deepEqual(kinds(tale.verdict("nbd")), []);
    assert.deepEqual(kinds(tale.verdict("every")), ["unserialisable-write"]);
  });

  test("a lost end is a prefix", () => {
    const tale = new Tale();
    tale.put(tale.done(0));
    tale.done(1);
    assert.deepEqual(kinds(tale.verdict("prefix")), []);
    assert.deepEqual(kinds(tale.verdict("every")), ["lost-write"]);
  });
});

describe("named", () => {
  test("writes that went with their range are counted as lost, however the range is named", () => {
    const gone = new Tale();
    gone.done(0);
    const base = new Baseline(SECTORS);
    base.sums.fill(1);
    assert.deepEqual(
      new Set(kinds(gone.verdict("every", 1, base))),
      new Set(["metadata-corruption"]),
    );
    assert.equal(gone.verdict("every", 1, base).tally.lost, 1);

    const unreadable = new Tale();
    const write = unreadable.done(0);
    unreadable.put(write);
    unreadable.unreadable(write.sector, 1);
    assert.equal(unreadable.verdict().tally.lost, 1);

    const dead = new Tale();
    dead.done(0);
    dead.unreadable(0, SECTORS);
    assert.deepEqual(kinds(dead.verdict()), ["dead-device"]);
    assert.equal(dead.verdict().tally.lost, 1);
  });

  test("lost write: the newest acknowledged writes are missing", () => {
    const tale = new Tale();
    tale.put(tale.done(0));
    tale.done(1);
    const { findings, tally } = tale.verdict();
    assert.equal(findings[0]?.kind, "lost-write");
    assert.equal(findings[0]?.lba, 8);
    assert.equal(tally.lost, 1);
  });

  test("unserialisable write: a later one survived", () => {
    const tale = new Tale();
    tale.done(1);
    tale.put(tale.done(0));
    for (const promise of ["every", "prefix"] as const)
      assert.deepEqual(kinds(tale.verdict(promise)), ["unserialisable-write"]);
  });

  test("unserialisable write: the older version is back", () => {
    const tale = new Tale();
    tale.put(tale.done(1));
    tale.done(1);
    tale.put(tale.done(0));
    assert.deepEqual(kinds(tale.verdict()), ["unserialisable-write"]);
  });

  test("FUA is durable under nbd, and a flush covers what was acknowledged before it", () => {
    const tale = new Tale();
    tale.done(0, 1, { fua: true });
    tale.done(1);
    tale.flush();
    tale.done(2);
    assert.deepEqual(kinds(tale.verdict("nbd")), ["lost-write", "lost-write"]);
  });

  test("shorn write: a part of an acknowledged write is there", () => {
    const tale = new Tale();
    tale.put(tale.done(0, 2), 0, 7);
    assert.deepEqual(kinds(tale.verdict()), ["shorn-write"]);
  });

  test("shorn write: an unacknowledged one torn inside of what is written whole", () => {
    const tale = new Tale();
    tale.put(tale.issue(0, 2), 0, 7);
    assert.deepEqual(kinds(tale.verdict("every", 1)), []);
    assert.deepEqual(kinds(tale.verdict("every", 8)), ["shorn-write"]);
  });

  test("shorn write: cut inside of a sector", () => {
    const tale = new Tale();
    const [old, fresh] = [tale.done(0), tale.issue(0)];
    tale.put(old);
    encodeRecord(RUN, fresh).copy(tale.image, 0, 0, 200);
    const { findings } = tale.verdict();
    assert.deepEqual(kinds({ findings } as Verdict), ["shorn-write"]);
    assert.match(findings[0]!.detail, /operation 1: cut after 20\d bytes of sector 0/);
  });

  test("bit corruption", () => {
    const tale = new Tale();
    tale.put(tale.done(0));
    tale.image[777]! ^= 0x81;
    const { findings } = tale.verdict();
    assert.equal(findings.length, 1);
    assert.equal(findings[0]!.kind, "bit-corruption");
    assert.match(findings[0]!.detail, /2 bits of sector 1 changed/);
  });

  test("flying write: named once, not as missing at home too", () => {
    const tale = new Tale();
    const write = tale.done(0);
    tale.put(write, 0, 8, 40);
    tale.put(tale.done(2));
    const { findings } = tale.verdict();
    assert.deepEqual(kinds({ findings } as Verdict), ["flying-write"]);
    assert.equal(findings[0]!.sectors, 8);
  });

  test("metadata corruption: a range cannot be read", () => {
    const tale = new Tale();
    tale.put(tale.done(0, 4));
    tale.unreadable(3, 20);
    const { findings } = tale.verdict();
    assert.equal(findings.length, 1);
    assert.equal(findings[0]!.kind, "metadata-corruption");
    assert.deepEqual([findings[0]!.lba, findings[0]!.sectors], [3, 20]);
  });

  test("metadata corruption: neighbours are lost, whenever they were written", () => {
    const tale = new Tale();
    for (let block = 0; block < 32; block++) {
      const write = tale.done((block * 7) % 32);
      const lost = write.sector >= 80 && write.sector < 160;
      if (!lost) tale.put(write);
    }
    const { findings } = tale.verdict();
    assert.deepEqual(kinds({ findings } as Verdict), ["metadata-corruption"]);
    assert.deepEqual([findings[0]!.lba, findings[0]!.sectors], [80, 80]);
  });

  test("metadata corruption: what a former cycle left is gone", () => {
    const baseline = new Baseline(SECTORS);
    baseline.sums[5] = 1;
    baseline.sums[6] = 1;
    const { findings } = new Tale().verdict("nbd", 1, baseline);
    assert.equal(findings[0]!.kind, "metadata-corruption");
    assert.deepEqual([findings[0]!.lba, findings[0]!.sectors], [5, 2]);
  });
});

const seed = seedFromEnvironment();
const ROUNDS = 8;

describe(`random histories, ASHLAR_SEED=${seed}`, () => {
  const scenarios = function* (): Generator<[Scenario, number]> {
    for (let round = 0; round < ROUNDS; round++)
      for (const promise of PROMISES)
        for (const atomSectors of [1, 8]) {
          const one = seed + round;
          yield [new Scenario(one, promise, atomSectors), one];
        }
  };

  test("an honest disk is never accused", () => {
    for (const [scenario, one] of scenarios()) {
      scenario.disk.run(100 + scenario.random.below(600));
      // The weaker promise: from some time on nothing arrives, but all before is there.
      scenario.disk.frozen = scenario.promise === "prefix";
      scenario.disk.run(scenario.random.below(100));
      scenario.disk.cut();
      const { findings } = scenario.judge(scenario.survey(scenario.disk.image()));
      assert.deepEqual(findings, [], `seed ${one}, ${scenario.promise}, ${scenario.atomSectors}`);
    }
  });

  type Harm = (scenario: Scenario, image: Buffer, victim: Write) => Survey | undefined;
  const HARMS: [Failure, string, Harm][] = [
    [
      "bit-corruption",
      "bits of a sector flip",
      (scenario, image, victim) => {
        const at =
          victim.sector * SECTOR_BYTES + scenario.random.below(victim.sectors * SECTOR_BYTES);
        image[at]! ^= 1 + scenario.random.below(255);
        return undefined;
      },
    ],
    [
      "shorn-write",
      "the end of a write is missing",
      (scenario, image, victim) => {
        const kept = 1 + scenario.random.below(victim.sectors - 1);
        scenario.revert(image, victim.sector + kept, victim.sectors - kept);
        return undefined;
      },
    ],
    [
      "flying-write",
      "a write lands elsewhere",
      (scenario, image, victim) => {
        const from = victim.sector * SECTOR_BYTES;
        const bytes = Buffer.from(image.subarray(from, from + victim.sectors * SECTOR_BYTES));
        scenario.revert(image, victim.sector, victim.sectors);
        const elsewhere = victim.sector >= 512 ? victim.sector - 256 : victim.sector + 256;
        bytes.copy(image, elsewhere * SECTOR_BYTES);
        return undefined;
      },
    ],
    [
      "unserialisable-write",
      "a write vanishes, later ones do not",
      (scenario, image, victim) => {
        scenario.revert(image, victim.sector, victim.sectors);
        return undefined;
      },
    ],
    [
      "metadata-corruption",
      "a range cannot be read",
      (scenario, image, victim) =>
        scenario.survey(image, { sector: victim.sector, sectors: victim.sectors }),
    ],
    [
      "metadata-corruption",
      "a range of the base is blank",
      (scenario, image) => {
        const at = scenario.disk.medium.findIndex((write) => write?.cycle === 0);
        image.fill(0, at * SECTOR_BYTES, (at + 1) * SECTOR_BYTES);
        return undefined;
      },
    ],
  ];

  for (const [kind, what, harm] of HARMS)
    test(`${kind}: ${what}`, () => {
      let judged = 0;
      for (const [scenario, one] of scenarios()) {
        if (scenario.promise === "prefix") continue;
        scenario.disk.run(400);
        // Something later must survive, or the loss of a write is the loss of the end.
        const early = scenario.solitary().filter((write) => scenario.outlived(write));
        scenario.disk.cut();
        if (early.length === 0) continue;
        const image = scenario.disk.image();
        const survey = harm(scenario, image, scenario.random.pick(early)) ?? scenario.survey(image);
        const where = `seed ${one}, ${scenario.promise}, ${scenario.atomSectors}`;
        assert.deepEqual(kinds(scenario.judge(survey)), [kind], where);
        judged += 1;
      }
      assert.ok(judged > ROUNDS, `only ${judged} judged`);
    });

  test("lost-write: the disk lies from some time on", () => {
    let judged = 0;
    for (const [scenario, one] of scenarios()) {
      if (scenario.promise !== "every") continue;
      scenario.disk.run(300);
      scenario.disk.frozen = true;
      scenario.disk.run(100);
      scenario.disk.cut();
      const verdict = scenario.judge(scenario.survey(scenario.disk.image()));
      const named = new Set(kinds(verdict));
      // What was in flight when the lie began may be there in part, and acknowledged.
      assert.ok(named.has("lost-write"), `seed ${one}`);
      for (const kind of named) assert.match(kind, /lost-write|shorn-write|unserialisable/);
      judged += verdict.tally.lost;
    }
    assert.ok(judged > ROUNDS);
  });
});
