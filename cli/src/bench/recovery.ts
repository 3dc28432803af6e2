/** How long it takes until clients are answered again: after a crash, and on a large disk. */
import { setTimeout as sleep } from "node:timers/promises";
import { nbd } from "@ashlar/disk";
import type { AshlarService } from "../system/ashlar-service.js";
import { memoryShare_bytes } from "../system/cpu.js";
import { runFio } from "./fio.js";
import { asServer } from "./ours.js";

export interface RecoveryReport {
  /** What was in the journal and not home when everything died; read back at the next start. */
  bytes: number;
  ms: number;
  /** The server alone was killed with so much in the vault, and served again after so long. */
  vault_bytes: number;
  vault_ms: number;
}

/** Fills the journal faster than home follows; returns what is not home. */
async function fill(service: AshlarService, area_bytes: number, seconds: number): Promise<number> {
  const load = { operation: "randwrite", depth: 32, area_bytes, seconds } as const;
  await runFio(load, asServer(service));
  return (await service.status()).keeper?.pending.notHome_bytes ?? 0;
}

/** Until a client has had an answer to a read. */
async function untilServed(service: AshlarService): Promise<number> {
  const begin = performance.now();
  await service.serve();
  const client = await nbd.connect(service.socket);
  await client.read(0, 4096);
  const ms = performance.now() - begin;
  await client.disconnect();
  await service.findKeeper();
  return ms;
}

export async function measureRecovery(
  service: AshlarService,
  area_bytes: number,
  seconds: number,
): Promise<RecoveryReport> {
  const vault_bytes = await fill(service, area_bytes, seconds);
  await service.killServer();
  const vault_ms = await untilServed(service);
  const bytes = await fill(service, area_bytes, seconds / 4);
  await service.cutPower();
  const ms = await untilServed(service);
  return { bytes, ms, vault_bytes, vault_ms };
}

export interface StartReport {
  disk_bytes: number;
  /** Memory that has to be allocated, and cleared, before anything is served. */
  vault_bytes: number;
  ms: number;
  /** The very first start, which writes the journal once in advance. */
  first_ms: number;
}

export async function measureStart(
  service: AshlarService,
  disk_bytes: number,
): Promise<StartReport> {
  const first_ms = await untilServed(service);
  await service.stop();
  const ms = await untilServed(service);
  const vault_bytes = (await service.status()).ring_bytes;
  return { disk_bytes, vault_bytes, ms, first_ms };
}

export interface MemoryReport {
  vault_bytes: number;
  /** Proportional share of server and keeper, vault included. */
  rss_bytes_max: number;
  connections: number;
  within_bar: boolean;
}

const BESIDES_VAULT_BYTES = 200 * 1024 ** 2;

/** Server and keeper while so many clients are connected and each has written. */
export async function measureMemory(
  service: AshlarService,
  connections: number,
): Promise<MemoryReport> {
  const clients: Awaited<ReturnType<typeof nbd.connect>>[] = [];
  for (let index = 0; index < connections; index++) clients.push(await nbd.connect(service.socket));
  let rss_bytes_max = 0;
  const block = Buffer.alloc(65_536, 7);
  for (let turn = 0; turn < 3; turn++) {
    await Promise.all(clients.map((client, index) => client.write(index * block.length, block)));
    await sleep(200);
    const share = service.pids.reduce((sum, pid) => sum + memoryShare_bytes(pid), 0);
    rss_bytes_max = Math.max(rss_bytes_max, share);
  }
  const vault_bytes = (await service.status()).ring_bytes;
  await Promise.all(clients.map((client) => client.disconnect()));
  const within_bar = rss_bytes_max <= vault_bytes + BESIDES_VAULT_BYTES;
  return { vault_bytes, rss_bytes_max, connections, within_bar };
}
