/** Random writes for longer than vault and journal can absorb: what is left is the disk's own. */
import { join } from "node:path";
import { backing } from "@ashlar/disk";
import type { Cleanup } from "../system/cleanup.js";
import { runFio } from "./fio.js";
import { asServer, newService } from "./ours.js";

export interface SustainedReport {
  disk: backing.ModelName;
  iops: number;
  iops_disk_alone: number;
  /** Ours through the disk's own rate. */
  share: number;
  /** Bytes written to disk and journal per byte that clients wrote. */
  written_per_byte: number;
  cpu_us_per_op: number;
}

const DISK_BYTES = 1024 ** 3;
const JOURNAL_BYTES = 64 * 1024 ** 2;
const BLOCK_BYTES = 4096;

export async function measureSustained(
  folder: string,
  model: backing.ModelName,
  seconds: number,
  cleanup: Cleanup,
): Promise<SustainedReport> {
  const load = { operation: "randwrite", depth: 32, area_bytes: DISK_BYTES, seconds } as const;
  const rows: { iops: number; operations: number; written: number; cpu_us: number }[] = [];
  for (const mode of ["write-through", "ashlar"] as const) {
    const options = {
      disk_bytes: DISK_BYTES,
      model,
      mode,
      holdUp_ms: 100,
      journal_bytes: JOURNAL_BYTES,
    };
    const { service, discard } = await newService(join(folder, mode), options, cleanup);
    await service.start();
    const written = () => backing.readModelCounters(service.modelState).bytesWritten;
    const before = { written: written(), spin_s: service.modelCpu_s };
    const result = await runFio(load, asServer(service));
    const spin_us = ((service.modelCpu_s - before.spin_s) * 1e6) / result.operations;
    const cpu_us = result.server_cpu_us + result.keeper_cpu_us - spin_us;
    rows.push({ ...result, written: written() - before.written, cpu_us });
    await discard();
  }
  const [alone, ours] = rows as [(typeof rows)[0], (typeof rows)[0]];
  return {
    disk: model,
    iops: ours.iops,
    iops_disk_alone: alone.iops,
    share: ours.iops / alone.iops,
    written_per_byte: ours.written / (ours.operations * BLOCK_BYTES),
    cpu_us_per_op: ours.cpu_us,
  };
}
