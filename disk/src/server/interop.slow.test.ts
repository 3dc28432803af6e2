/** The clients that people use, on data that they check themselves. Skipped where not installed. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { findTool } from "../linux/index.js";
import { MEBI, Place, run } from "./testing/place.js";

const SIZE_BYTES = 32 * MEBI;

/** A service whose ring is smaller than its disk, so that everything is overtaken by the keeper. */
async function prepared(context: TestContext, tool: string) {
  const program = findTool(tool);
  if (program === undefined) {
    context.skip(`${tool} is not installed`);
    return undefined;
  }
  const place = new Place(SIZE_BYTES, 4);
  await place.start();
  const image = join(place.directory, "image");
  const copy = join(place.directory, "copy");
  const half = randomBytes(SIZE_BYTES / 2);
  writeFileSync(image, Buffer.concat([half, Buffer.alloc(SIZE_BYTES / 2)]));
  return { place, program, image, copy };
}

describe("interoperation", () => {
  test("nbdcopy copies there and back, by several connections", async (t) => {
    const ready = await prepared(t, "nbdcopy");
    if (ready === undefined) return;
    const { place, program, image, copy } = ready;
    await run(program, "--connections=4", image, place.uri);
    await run(program, "--connections=4", place.uri, copy);
    assert.ok(readFileSync(copy).equals(readFileSync(image)));
  });

  test("qemu-img converts there and back, and compares", async (t) => {
    const ready = await prepared(t, "qemu-img");
    if (ready === undefined) return;
    const { place, program, image, copy } = ready;
    await run(program, "convert", "-n", "-f", "raw", "-O", "raw", image, place.uri);
    assert.match(await run(program, "compare", "-f", "raw", image, place.uri), /identical/);
    await run(program, "convert", "-f", "raw", "-O", "raw", place.uri, copy);
    assert.ok(readFileSync(copy).equals(readFileSync(image)));
  });

  test("qemu-io reads back its patterns after writes, zeroes and discards", async (t) => {
    const ready = await prepared(t, "qemu-io");
    if (ready === undefined) return;
    const commands = [
      "write -P 7 4096 1M",
      "write -f -P 9 512 512",
      "write -z 8M 16M",
      "write -zu 2M 64k",
      "discard 4M 1M",
      "flush",
      "read -P 7 4096 1M",
      "read -P 9 512 512",
      "read -P 0 8M 16M",
      "read -P 0 2M 64k",
    ].flatMap((command) => ["-c", command]);
    const output = await run(ready.program, "-f", "raw", ...commands, ready.place.uri);
    assert.doesNotMatch(output, /failed/);
  });

  test("fio verifies what it wrote, in blocks of every size", async (t) => {
    const ready = await prepared(t, "fio");
    if (ready === undefined) return;
    const io = ["--ioengine=nbd", `--uri=${ready.place.uri}`, "--rw=randwrite", "--iodepth=16"];
    const blocks = ["--bsrange=512-256k", "--blockalign=512", "--size=24m", "--norandommap"];
    const check = [
      "--verify=crc32c",
      "--verify_fatal=1",
      "--serialize_overlap=1",
      "--verify_state_save=0",
    ];
    await run(ready.program, "--name=verify", ...io, ...blocks, ...check);
  });

  test("nbdinfo maps data and holes", async (t) => {
    const ready = await prepared(t, "nbdinfo");
    if (ready === undefined) return;
    const client = await ready.place.connect();
    await client.write(MEBI, Buffer.alloc(MEBI, 1));
    client.destroy();
    const map = JSON.parse(await run(ready.program, "--map", "--json", ready.place.uri));
    const data = map.filter(({ type }: { type: number }) => type === 0);
    assert.deepEqual(
      data.map(({ offset, length }: { offset: number; length: number }) => [offset, length]),
      [[MEBI, MEBI]],
    );
  });
});
