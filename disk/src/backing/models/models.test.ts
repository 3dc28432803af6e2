/** The models in virtual time, against the figures of the table of modelled disks. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Random } from "@ashlar/rapilog/random";
import { cloudVolume, MODEL_NAMES, MODELS } from "./index.js";
import { type DiskModel, type RequestKind, SECOND_NS, STATE_NUMBERS } from "./model.js";

const BLOCK = 4096;
const GIGABYTE = 1_000_000_000;
/** What host and bus take between a completion and the next request. */
const TURNAROUND_NS = 20_000;

/** A clock, a disk and one client that waits for each request. */
class Client {
  readonly #state = new Float64Array(STATE_NUMBERS);
  now_ns = 12_345_678;

  constructor(readonly model: DiskModel) {}

  /** Sends without waiting; returns the time of completion. */
  send(kind: RequestKind, offset: number, length: number): number {
    return this.model.complete(this.#state, { kind, offset, length, now_ns: this.now_ns });
  }

  do(kind: RequestKind, offset = 0, length = 0): void {
    this.now_ns = this.send(kind, offset, length) + (kind === "flush" ? 0 : TURNAROUND_NS);
  }

  syncWrite(offset: number): void {
    this.do("write", offset, BLOCK);
    this.do("flush");
  }

  /** Seconds that `action` takes. */
  time(action: () => void): number {
    const start_ns = this.now_ns;
    action();
    return (this.now_ns - start_ns) / SECOND_NS;
  }
}

function repeat(count: number, action: (index: number) => void): () => void {
  return () => {
    for (let index = 0; index < count; index++) action(index);
  };
}

/** Bytes per second with `depth` large requests under way. */
function streamed(client: Client, kind: "read" | "write", length: number, depth: number): number {
  const total = 10_000;
  const pending: number[] = [];
  const seconds = client.time(
    repeat(total, (index) => {
      pending.push(client.send(kind, index * length, length));
      if (pending.length >= depth) client.now_ns = Math.max(client.now_ns, pending.shift()!);
    }),
  );
  return (total * length) / seconds;
}

function assertBetween(value: number, least: number, most: number): void {
  assert.ok(value >= least && value <= most, `${value} is not from ${least} to ${most}`);
}

function randomRate(client: Client, kind: "read" | "write", span: number, block = BLOCK): number {
  const random = new Random(20_130_415);
  const blocks = Math.floor(span / block);
  const count = 2000;
  const seconds = client.time(
    repeat(count, () => client.do(kind, random.below(blocks) * block, block)),
  );
  return count / seconds;
}

describe("hdd-7200", () => {
  test("a synchronous append to the next sector costs a rotation: 120 a second", () => {
    const client = new Client(MODELS["hdd-7200"]);
    const rate = 1000 / client.time(repeat(1000, (index) => client.syncWrite(index * BLOCK)));
    assertBetween(rate, 118, 121);
  });

  test("rewriting the same block costs a rotation", () => {
    const client = new Client(MODELS["hdd-7200"]);
    const rate = 1000 / client.time(repeat(1000, () => client.syncWrite(0)));
    assertBetween(rate, 119, 121);
  });

  test("random writes all over the disk: seek and half a rotation, 80 to 100 a second", () => {
    assertBetween(randomRate(new Client(MODELS["hdd-7200"]), "write", 1000 * GIGABYTE), 80, 100);
  });

  test("32 random writes take about 400 ms", () => {
    const rate = randomRate(new Client(MODELS["hdd-7200"]), "write", 1000 * GIGABYTE);
    assertBetween(32_000 / rate, 320, 420);
  });

  test("a small image lies on a small part of the disk, where seeks are short", () => {
    const rate = randomRate(new Client(MODELS["hdd-7200"]), "write", 10 * GIGABYTE);
    assertBetween(rate, 120, 200);
  });

  test("queued sequential writes stream at 150 MB/s", () => {
    const rate = streamed(new Client(MODELS["hdd-7200"]), "write", 1 << 20, 2);
    assertBetween(rate, 142.5e6, 157.5e6);
  });

  test("still so after years without a reboot, when times have lost their last digits", () => {
    const client = new Client(MODELS["hdd-7200"]);
    client.now_ns = 5 * 365 * 86_400 * SECOND_NS + 0.5;
    assertBetween(streamed(client, "write", 1 << 20, 2), 142.5e6, 157.5e6);
  });

  test("one large write at a time loses up to a rotation between them", () => {
    const client = new Client(MODELS["hdd-7200"]);
    const seconds = client.time(repeat(100, (index) => client.do("write", index << 23, 1 << 23)));
    assertBetween((100 * 2 ** 23) / seconds, 125e6, 135e6);
  });

  test("a sequential reader streams, because the disk reads ahead", () => {
    const rate = streamed(new Client(MODELS["hdd-7200"]), "read", 128 * 1024, 1);
    assertBetween(rate, 142.5e6, 157.5e6);
  });

  test("what was read ahead comes at the interface's speed, after a pause", () => {
    const client = new Client(MODELS["hdd-7200"]);
    client.do("read", 0, BLOCK);
    client.now_ns += SECOND_NS;
    assertBetween(
      client.time(() => client.do("read", BLOCK, 6_000_000)),
      0.0095,
      0.0105,
    );
  });

  test("two writers share the one arm", () => {
    const client = new Client(MODELS["hdd-7200"]);
    const alone_ns = client.send("write", 0, BLOCK);
    const behind_ns = client.send("write", 500 * GIGABYTE, BLOCK);
    assertBetween(behind_ns - alone_ns, 8.5e6, 17e6);
  });
});

describe("ssd-consumer", () => {
  test("a write and its flush take 1.6 ms", () => {
    const client = new Client(MODELS["ssd-consumer"]);
    const seconds = client.time(repeat(100, (index) => client.syncWrite(index * BLOCK))) / 100;
    assertBetween(seconds * 1000, 1.6, 1.65);
  });

  test("writes without a flush are absorbed at 500 MB/s", () => {
    assertBetween(streamed(new Client(MODELS["ssd-consumer"]), "write", 1 << 20, 4), 475e6, 525e6);
  });

  test("a flush waits for the transfers before it", () => {
    const client = new Client(MODELS["ssd-consumer"]);
    client.send("write", 0, 50_000_000);
    assertBetween(
      client.time(() => client.do("flush")),
      0.1015,
      0.1018,
    );
  });

  test("flushes that arrive during a flush share the next one", () => {
    const client = new Client(MODELS["ssd-consumer"]);
    const first_ns = client.send("flush", 0, 0);
    client.now_ns += 100_000;
    const shared = [1, 2, 3].map(() => client.send("flush", 0, 0));
    assert.deepEqual(new Set(shared), new Set([first_ns + 1_600_000]));
  });

  test("a read takes the flash's 70 µs and the transfer", () => {
    const client = new Client(MODELS["ssd-consumer"]);
    const read_s = client.send("read", 0, BLOCK) - client.now_ns;
    assertBetween(read_s, 70_000, 80_000);
  });
});

describe("cloud-volume", () => {
  test("a synchronous write takes 0.8 ms and the flush nothing", () => {
    const client = new Client(MODELS["cloud-volume"]);
    const seconds = client.time(repeat(100, (index) => client.syncWrite(index * BLOCK))) / 100;
    assertBetween(seconds * 1000, 0.8, 0.85);
  });

  for (const iops of [3000, 16_000])
    test(`${iops} operations a second and no more, at depth 32`, () => {
      const client = new Client(cloudVolume(iops));
      const length = BLOCK;
      assertBetween(streamed(client, "write", length, 32) / length, iops * 0.98, iops * 1.03);
    });

  test("250 MB/s and no more", () => {
    assertBetween(streamed(new Client(MODELS["cloud-volume"]), "write", 1 << 20, 8), 237e6, 263e6);
  });

  test("a cap that no provider sells is the programmer's mistake", () => {
    for (const iops of [0, 2999, 16_001, Number.NaN])
      assert.throws(() => cloudVolume(iops), RangeError);
  });
});

describe("nvme-plp", () => {
  test("a synchronous write takes 30 µs", () => {
    const client = new Client(MODELS["nvme-plp"]);
    const latency_ns = client.send("write", 0, BLOCK) - client.now_ns;
    assertBetween(latency_ns, 30_000, 33_000);
    client.now_ns += latency_ns;
    assert.equal(client.send("flush", 0, 0), client.now_ns);
  });

  test("2 GB/s", () => {
    assertBetween(streamed(new Client(MODELS["nvme-plp"]), "write", 1 << 20, 8), 1.9e9, 2.1e9);
  });
});

describe("every model", () => {
  for (const name of MODEL_NAMES) {
    test(`${name} goes by its name and never completes before it was asked`, () => {
      const client = new Client(MODELS[name]);
      const random = new Random(7);
      assert.equal(client.model.name, name);
      for (let index = 0; index < 1000; index++) {
        const kind = (["read", "write", "flush", "discard"] as const)[index % 4]!;
        const completion_ns = client.send(kind, random.below(1e6) * BLOCK, BLOCK);
        assert.ok(completion_ns >= client.now_ns);
        assert.ok(completion_ns < client.now_ns + 60 * SECOND_NS);
        client.now_ns += random.below(1e7);
      }
    });
  }
});
