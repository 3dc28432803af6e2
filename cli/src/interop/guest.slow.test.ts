/**
 * A guest operating system on the durable disk: Linux in QEMU writes numbered records, each synced
 * before it says so on its console. Meanwhile the server, and the keeper, are killed and started
 * again. The guest sees no error, and every record that it announced is there: with QEMU's own NBD
 * client, and with the kernel's, where a `qemu-nbd` between reconnects (nbd-client does not).
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { freePort } from "../databases/free-port.js";
import { AshlarService } from "../system/ashlar-service.js";
import { findTool } from "../system/tools.js";
import {
  bootGuest,
  fetchGuestKernel,
  type Guest,
  type GuestKernel,
  packInitramfs,
  startGuest,
} from "./guest.js";

const RECORDS = 300;
const BLOCK_BYTES = 4096;
const DISK_BYTES = 64 << 20;
const RECONNECT_S = 60;
const KILLS = new Set([60, 140, 220]);
const CACHE = fileURLToPath(new URL("../../../.cache/guest", import.meta.url));

function writeRecords(device: string): string {
  return `
[ -b ${device} ] || echo "failed: there is no disk"
i=0
while [ $i -lt ${RECORDS} ]; do
  if printf 'record %08d\\n' $i | dd of=${device} bs=${BLOCK_BYTES} seek=$i conv=sync,fsync 2>/dev/null
  then echo "kept $i"; else echo "failed $i"; fi
  i=$((i+1))
done
echo finished
`;
}

/** QEMU's user network: the guest's address, and where it finds this machine. */
const CONNECT = `
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
`;
const HOST = "10.0.2.2";
/** nbd-client answers before the kernel serves the device: only then has it a size. */
const ATTACHED = `
tries=0
until [ "$(blockdev --getsize64 /dev/nbd0)" -gt 0 ] || [ $tries -eq 100 ]
do tries=$((tries+1)); usleep 100000; done
`;

function guestKernel(context: TestContext, drivers?: string[]): GuestKernel | undefined {
  if (spawnSync("qemu-system-x86_64", ["--version"]).status !== 0)
    context.skip("qemu-system-x86_64 is not installed");
  else {
    try {
      return fetchGuestKernel(CACHE, drivers);
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

interface Place {
  folder: string;
  service: AshlarService;
}

/** A service on a fresh disk, gone after the test. */
async function place(t: TestContext): Promise<Place> {
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
  return { folder, service };
}

/** Kills server and keeper while the guest writes, and looks for every record afterwards. */
async function judge({ folder, service }: Place, guest: Guest): Promise<void> {
  const kept: number[] = [];
  let finished = false;
  for await (const line of guest.lines) {
    assert.doesNotMatch(line, /failed|I\/O error/, `the guest never sees an error: ${line}`);
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
}

test("a guest goes on while server and keeper are killed, and keeps every record", async (t) => {
  const kernel = guestKernel(t);
  if (!kernel) return;
  const at = await place(t);
  const initramfs = packInitramfs(kernel, join(at.folder, "boot"), writeRecords("/dev/vda"));
  const guest = bootGuest(kernel, initramfs, at.service.socket, RECONNECT_S);
  t.after(() => guest.process.kill("SIGKILL"));
  await judge(at, guest);
});

/** What reconnects in the kernel's stead. */
async function startRelay(t: TestContext, socket: string): Promise<number> {
  const port = await freePort();
  const source = `driver=nbd,server.type=unix,server.path=${socket},reconnect-delay=${RECONNECT_S}`;
  const relay = spawn(
    "qemu-nbd",
    [
      ...["--persistent", "--bind", "127.0.0.1", "--port", String(port)],
      ...["--cache", "none", "--image-opts", source],
    ],
    { stdio: "ignore" },
  );
  t.after(() => relay.kill("SIGKILL"));
  return port;
}

test("so does one with the kernel's own NBD client, through a qemu-nbd", async (t) => {
  const client = findTool("nbd-client");
  if (client === undefined) return t.skip("nbd-client is not installed");
  const kernel = guestKernel(t, ["virtio_pci", "virtio_net", "nbd"]);
  if (!kernel) return;
  const at = await place(t);
  const port = await startRelay(t, at.service.socket);
  const attach = `${client} ${HOST} ${port} /dev/nbd0 -nonetlink\n${ATTACHED}`;
  const script = `${CONNECT}${attach}\n${writeRecords("/dev/nbd0")}`;
  const initramfs = packInitramfs(kernel, join(at.folder, "boot"), script, [client]);
  const guest = startGuest(kernel, initramfs, {
    memory_mib: 256,
    accelerator: "tcg",
    devices: ["-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"],
  });
  t.after(() => guest.process.kill("SIGKILL"));
  await judge(at, guest);
});
