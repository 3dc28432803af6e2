/** fio's nbd engine against one server, at 4 KiB. */
import { run } from "../system/command.js";
import { treesCpu_s } from "../system/cpu.js";
import type { NbdServer } from "./rivals.js";

export type Operation = "randwrite" | "randread" | "write";

export interface FioRun {
  operation: Operation;
  depth: number;
  /** The part of the disk that is used. */
  area_bytes: number;
  /** Ends after so much has been transferred, or after the time, whichever is first. */
  io_bytes?: number;
  seconds: number;
  block_bytes?: number;
}

export interface FioResult {
  iops: number;
  latency_us_mean: number;
  latency_us_p99: number;
  operations: number;
  seconds: number;
  /** Microseconds of processor time per operation. */
  client_cpu_us: number;
  server_cpu_us: number;
  keeper_cpu_us: number;
  /** fio used a whole processor: its number is a lower bound for the server. */
  clientLimited: boolean;
}

const CLIENT_LIMIT_SHARE = 0.95;

/** Runs fio once and measures the server's processes meanwhile. */
export async function runFio(fio: FioRun, server: NbdServer): Promise<FioResult> {
  const { pids } = server;
  // The keeper is the server's child.
  const spent = () => [treesCpu_s(pids.server, pids.keeper), treesCpu_s(pids.keeper)] as const;
  const before = spent();
  const timeout_ms = (fio.seconds + 60) * 1000;
  const text = await run("fio", parametersOf(fio, server.socket), { timeout_ms });
  const after = spent();
  return parseFio(text, fio.operation, after[0] - before[0], after[1] - before[1]);
}

function parametersOf(fio: FioRun, socket: string): string[] {
  return [
    "--name=bench",
    "--ioengine=nbd",
    `--uri=nbd+unix:///?socket=${socket}`,
    `--rw=${fio.operation}`,
    `--bs=${fio.block_bytes ?? 4096}`,
    `--iodepth=${fio.depth}`,
    `--size=${fio.area_bytes}`,
    `--runtime=${fio.seconds}`,
    ...(fio.io_bytes === undefined ? ["--time_based"] : [`--io_size=${fio.io_bytes}`]),
    // What a random map would cost fio is not the server's; repeats are part of the load.
    "--norandommap",
    "--randrepeat=0",
    "--output-format=json",
  ];
}

interface FioDirection {
  iops: number;
  total_ios: number;
  runtime: number;
  lat_ns: { mean: number };
  clat_ns: { percentile?: Record<string, number> };
}

/** Reads fio's report; it may stand behind notes that fio prints first. */
export function parseFio(
  text: string,
  operation: Operation,
  server_s: number,
  keeper_s: number,
): FioResult {
  const report = JSON.parse(text.slice(text.indexOf("{"))) as {
    jobs: { read: FioDirection; write: FioDirection; usr_cpu: number; sys_cpu: number }[];
  };
  const job = report.jobs[0]!;
  const direction = operation === "randread" ? job.read : job.write;
  const seconds = direction.runtime / 1000;
  const clientShare = (job.usr_cpu + job.sys_cpu) / 100;
  const operations = direction.total_ios;
  const perOperation_us = (cpu_s: number) => (cpu_s * 1e6) / operations;
  return {
    iops: direction.iops,
    latency_us_mean: direction.lat_ns.mean / 1000,
    latency_us_p99: (direction.clat_ns.percentile?.["99.000000"] ?? Number.NaN) / 1000,
    operations,
    seconds,
    client_cpu_us: perOperation_us(clientShare * seconds),
    server_cpu_us: perOperation_us(server_s),
    keeper_cpu_us: perOperation_us(keeper_s),
    clientLimited: clientShare >= CLIENT_LIMIT_SHARE,
  };
}

/** Writes the area once, so that no run pays for memory that was never touched. */
export async function touch(server: NbdServer, area_bytes: number): Promise<void> {
  const whole = { area_bytes, io_bytes: area_bytes, seconds: 120 } as const;
  await runFio({ operation: "write", depth: 4, ...whole, block_bytes: 1024 * 1024 }, server);
}
