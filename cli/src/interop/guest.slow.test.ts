/**
 * A guest operating system on the durable disk: Linux in QEMU writes numbered records, each synced
 * before it says so on its console. Meanwhile the server, and the keeper, are killed and started
 * again. QEMU reconnects; the guest sees no error; every record that it announced is there.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AshlarService } from "../system/ashlar-service.js";
import { bootGuest, fetchGuestKernel, type GuestKernel, packInitramfs } from "./guest.js";

const RECORDS = 300;
const BLOCK_BYTES = 4096;
const DISK_BYTES = 64 << 20;
const KILLS = new Set([60, 140, 220]);
const CACHE = fileURLToPath(new URL("../../../.cache/guest", import.meta.url));

const SCRIPT = `
[ -b /dev/vda ] || echo "failed: there is no disk"
i=0
while [ $i -lt ${RECORDS} ]; do
  if printf 'record %08d\\n' $i | dd of=/dev/vda bs=${BLOCK_BYTES} seek=$i conv=sync,fsync 2>/dev/null
  then echo "kept $i"; else echo "failed $i"; fi
  i=$((i+1))
done
echo finished
`;

function guestKernel(context: TestContext): GuestKernel | undefined {
  if (spawnSync("qemu-system-x86_64", ["--version"]).status !== 0)
    context.skip("qemu-system-x86_64 is not installed");
  else {
    try {
      return fetchGuestKernel(CACHE);
    } catch (error) {
      context.skip(`no guest kernel: ${error}`);
    }
  }
  return undefined;
}

/** What stands at a record's place, read over NBD by QEMU's own client. */
function readDisk(socket: string, folder: string): Buffer {
  const copy = join(folder, "copy.img");
  const uri = `nbd+unix:///?socket=${socket}`;
  const convert = spawnSync("qemu-img", ["convert", "-f", "raw", "-O", "raw", uri, copy]);
  assert.equal(convert.status, 0, String(convert.stderr));
  const shown = spawnSync("head", ["-c", String(RECORDS * BLOCK_BYTES), copy], {
    maxBuffer: 2 * RECORDS * BLOCK_BYTES,
  });
  return shown.stdout;
}

test("a guest goes on while server and keeper are killed, and keeps every record", async (t) => {
  const kernel = guestKernel(t);
  if (!kernel) return;
  const folder = mkdtempSync(join(tmpdir(), "ashlar-guest-"));
  const memory = mkdtempSync("/dev/shm/ashlar-guest-");
  const disk = join(folder, "disk.img");
  writeFileSync(disk, "");
  truncateSync(disk, DISK_BYTES);
  mkdirSync(join(folder, "boot"));
  const service = new AshlarService({
    disk,
    folder: memory,
    mode: "ashlar",
    holdUp_ms: 10_000,
    journal_bytes: 16 << 20,
  });
  t.after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(memory, { recursive: true, force: true });
  });
  await service.start();
  const initramfs = packInitramfs(kernel, join(folder, "boot"), SCRIPT);
  const guest = bootGuest(kernel, initramfs, service.socket, 60);
  t.after(() => guest.process.kill("SIGKILL"));

  const kept: number[] = [];
  let finished = false;
  for await (const line of guest.lines) {
    assert.doesNotMatch(line, /failed|I\/O error/, "the guest never sees an error");
    finished ||= line.includes("finished");
    const record = Number(/kept (\d+)/.exec(line)?.[1] ?? Number.NaN);
    if (Number.isNaN(record)) continue;
    kept.push(record);
    if (!KILLS.has(record)) continue;
    if (record === 140) process.kill(service.keeperPid, "SIGKILL");
    else {
      await service.killServer();
      await service.start();
    }
  }
  assert.ok(finished, "the guest has run to its end");
  assert.equal(kept.length, RECORDS);
  const content = readDisk(service.socket, folder);
  for (const record of kept) {
    const expected = `record ${String(record).padStart(8, "0")}\n`;
    const at = record * BLOCK_BYTES;
    assert.equal(content.toString("latin1", at, at + expected.length), expected);
  }
});
