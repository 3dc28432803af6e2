import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { AshlarError } from "../errors.js";
import { askKeeper } from "../keeper/index.js";
import { findTool } from "../linux/index.js";
import { NBD_CMD_FLAG_FUA, NBD_EPERM, NbdError } from "../nbd/index.js";
import { MEBI, Place, run } from "./testing/place.js";

function pattern(length: number, seed: number): Buffer {
  return Buffer.alloc(length).map((_, index) => index * 31 + seed) as Buffer;
}

describe("a service", () => {
  test("gives back what was written, on every connection at once, in every mode", async () => {
    for (const mode of ["ashlar", "write-through", "unsafe"] as const) {
      const place = new Place();
      const service = await place.start(place.options({ mode }));
      const one = await place.connect();
      const two = await place.connect({ structured: true });
      const lengths = [512, 4096, 65_536, 256 * 1024, 256 * 1024 + 512, 3 * MEBI];
      let offset = 512;
      for (const length of lengths) {
        const data = pattern(length, offset);
        await one.write(offset, data, NBD_CMD_FLAG_FUA);
        assert.deepEqual(await two.read(offset, length), data, `${mode}: ${length}`);
        offset += length;
      }
      await two.flush();
      assert.deepEqual(await one.read(0, 512), Buffer.alloc(512));
      await one.disconnect();
      await two.disconnect();
      await service.stop();
    }
  });

  test("stops with everything home, and clients that come back find it", async () => {
    const place = new Place();
    const first = await place.start();
    const client = await place.connect();
    const data = pattern(3 * MEBI, 7);
    await client.write(MEBI, data);
    await client.disconnect();
    await first.stop();
    assert.ok(!existsSync(place.socketPath), "nothing listens any more");
    assert.deepEqual(readFileSync(place.diskPath).subarray(MEBI, 4 * MEBI), data);
    await place.start();
    const again = await place.connect();
    assert.deepEqual(await again.read(MEBI, data.length), data);
    again.destroy();
  });

  test("writes more than its ring holds", async () => {
    const place = new Place(32 * MEBI);
    await place.start();
    const client = await place.connect();
    const data = pattern(MEBI, 3);
    await Promise.all(Array.from({ length: 16 }, (_, at) => client.write(2 * at * MEBI, data)));
    for (let at = 0; at < 16; at++)
      assert.ok(data.equals(await client.read(2 * at * MEBI, MEBI)), `${at}`);
    client.destroy();
  });

  test("without a hold-up acknowledges what the journal holds, and nothing else", async () => {
    const place = new Place();
    const keeper = place.keeper();
    delete keeper.holdUp_ms;
    const service = await place.start(place.options({ keeper }));
    const client = await place.connect();
    for (let round = 0; round < 20; round++) await client.write(round * 4096, pattern(4096, round));
    const status = (await service.status()) as { exports: { keeper: { budget: object } }[] };
    assert.match(JSON.stringify(status.exports[0]!.keeper.budget), /no hold-up is stated/);
    client.destroy();
  });

  test("serves several exports, each its own disk, some of them read-only", async () => {
    const [one, two] = [new Place(), new Place(8 * MEBI)];
    const exports = [
      { name: "one", keeper: one.keeper() },
      { name: "two", description: "the small one", keeper: two.keeper(), readOnly: true },
    ];
    await one.start({ ...one.options(), exports });
    const writable = await one.connect({ exportName: "one" });
    const readOnly = await one.connect({ exportName: "two" });
    assert.equal(readOnly.description.bytes, BigInt(8 * MEBI));
    await writable.write(0, pattern(512, 1));
    assert.deepEqual(await readOnly.read(0, 512), Buffer.alloc(512));
    const refused = readOnly.write(0, pattern(512, 1));
    await assert.rejects(
      refused,
      (error) => error instanceof NbdError && error.error === NBD_EPERM,
    );
    await assert.rejects(one.connect({ exportName: "three" }));
    writable.destroy();
    readOnly.destroy();
  });

  test("obeys its control socket: status, power, drain, stop", async () => {
    const place = new Place();
    await place.start();
    const ask = (request: string) => askKeeper(place.controlPath, request as "status");
    const client = await place.connect();
    await client.write(0, pattern(MEBI, 5));
    await ask("drain");
    assert.deepEqual(readFileSync(place.diskPath).subarray(0, MEBI), pattern(MEBI, 5));
    const status = await ask("status");
    assert.equal(status["ok"], true);
    assert.equal((status["server"] as { writes: number }).writes, 1);
    assert.equal((await ask("power-fail"))["ok"], true);
    let answered = false;
    const held = client.write(0, pattern(512, 9)).then(() => {
      answered = true;
    });
    const reader = await place.connect();
    assert.deepEqual(await reader.read(4096, 512), pattern(MEBI, 5).subarray(4096, 4608));
    reader.destroy();
    assert.equal(answered, false, "while the power fails nothing new is taken");
    await ask("power-back");
    await held;
    assert.equal((await ask("nonsense"))["ok"], false);
    await ask("stop");
    await client.closed;
  });
});

describe("one that runs", () => {
  const place = new Place();
  const metrics = { path: join(place.directory, "metrics.sock") };
  before(() => place.start(place.options({}, { metrics })));

  test("shows its metrics where asked to", async () => {
    const client = await place.connect();
    await client.write(0, pattern(512, 1));
    const text = await new Promise<string>((resolve, reject) => {
      get({ socketPath: metrics.path, path: "/metrics" }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve(body));
      }).on("error", reject);
    });
    assert.match(text, /^ashlar_server\{count="writes"\} 1$/m);
    assert.match(text, /^ashlar_budget_bytes\{export=""\} [1-9]/m);
    client.destroy();
  });

  test("trims and zeroes, and says what is allocated", async () => {
    const contexts = ["base:allocation"];
    const client = await place.connect({ structured: true, contexts });
    await client.write(0, pattern(MEBI, 1));
    await client.writeZeroes(4096, 8192);
    await client.trim(512 * 1024, 64 * 1024);
    assert.deepEqual(await client.read(4096, 8192), Buffer.alloc(8192));
    const [extents] = [...(await client.blockStatus(0, 2 * MEBI)).values()];
    assert.deepEqual(
      extents!.map(({ length, flags }) => [length, flags]),
      [
        [4096, 0],
        [8192, 3],
        [512 * 1024 - 12_288, 0],
        [64 * 1024, 3],
        [MEBI - 576 * 1024, 0],
        [MEBI, 3],
      ],
    );
    client.destroy();
  });

  test("refuses a second service on the same disk", async () => {
    const inUse = (error: unknown) => error instanceof AshlarError && error.code === "in-use";
    const other = new Place();
    const keeper = { ...place.keeper(), vaultDirectory: other.vaultDirectory };
    await assert.rejects(other.start(other.options({ keeper })), inUse);
    await assert.rejects(other.start(other.options({ keeper: place.keeper() })), inUse);
    await assert.rejects(other.start(other.options({ mode: "write-through", keeper })), inUse);
    await assert.rejects(other.start(place.options()), inUse);
    assert.ok(existsSync(place.controlPath), "the same command again takes no socket away");
    const client = await place.connect();
    await client.write(0, pattern(512, 1));
    client.destroy();
  });

  test("lets in its owner, and a group only if told", async () => {
    const modes = ({ socketPath, controlPath }: Place) =>
      [socketPath, controlPath].map((path) => statSync(path).mode & 0o777);
    assert.deepEqual(modes(place), [0o600, 0o600]);
    const shared = new Place();
    await shared.start(shared.options({}, { socketGroup: String(process.getgid?.() ?? 0) }));
    assert.deepEqual(modes(shared), [0o660, 0o600]);
    const other = new Place();
    await assert.rejects(
      other.start(other.options({}, { socketGroup: "no such group" })),
      (error) => error instanceof AshlarError && error.code === "unknown-group",
    );
  });

  test("is what nbdinfo expects", async (t) => {
    const nbdinfo = findTool("nbdinfo");
    if (nbdinfo === undefined) return t.skip("nbdinfo is not installed");
    const { exports } = JSON.parse(await run(nbdinfo, "--json", "--no-content", place.uri));
    const found = exports[0];
    assert.equal(found["export-size"], 16 * MEBI);
    for (const feature of ["can_flush", "can_fua", "can_multi_conn", "can_trim", "can_zero"])
      assert.equal(found[feature], true, feature);
  });
});
