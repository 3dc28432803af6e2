/** Small requests, absorbed: ours beside nbdkit and qemu-nbd, in interleaved rounds. */
import { rotated } from "../demo/comparison.js";
import { type Interval, median, medianInterval, roundRatios } from "../statistics.js";
import { type FioResult, runFio } from "./fio.js";
import type { NbdServer } from "./rivals.js";

export const CASES = [
  { operation: "randwrite", depth: 32 },
  { operation: "randread", depth: 32 },
  { operation: "randwrite", depth: 1 },
  { operation: "randread", depth: 1 },
] as const;
export type Case = (typeof CASES)[number];

export interface NbdMeasurement {
  server: string;
  case: Case;
  rounds: FioResult[];
}

export interface NbdPlan {
  rounds: number;
  seconds: number;
  area_bytes: number;
}

/** Bytes that one run writes at most: what vault and journal absorb without waiting for home. */
const ABSORBED_BYTES = 384 * 1024 ** 2;

export async function measureNbd(
  servers: readonly NbdServer[],
  plan: NbdPlan,
  settle: (server: NbdServer) => Promise<void>,
  onStep: (text: string) => void,
): Promise<NbdMeasurement[]> {
  const measurements: NbdMeasurement[] = CASES.flatMap((one) =>
    servers.map(({ name }) => ({ server: name, case: one, rounds: [] })),
  );
  for (let round = 0; round < plan.rounds; round++)
    for (const one of CASES)
      for (const server of rotated(servers, round)) {
        onStep(`nbd, round ${round + 1} of ${plan.rounds}: ${server.name}, ${caseName(one)}`);
        const result = await runFio({ ...one, ...plan, io_bytes: ABSORBED_BYTES }, server);
        await settle(server);
        const found = measurements.find(
          (entry) => entry.server === server.name && entry.case === one,
        );
        found!.rounds.push(result);
      }
  return measurements;
}

export function caseName(one: Case): string {
  return `${one.operation} depth ${one.depth}`;
}

export interface NbdRatio {
  op: string;
  depth: number;
  against: string;
  /** Ours through theirs, round by round. */
  ratio: Interval;
  bar: number;
  met: boolean;
}

const BARS = { nbdkit: { 1: 1, 32: 1 }, "qemu-nbd": { 1: 1, 32: 1.5 } } as const;

/** Ours against the better nbdkit and against qemu-nbd. */
export function nbdRatios(measurements: readonly NbdMeasurement[], ours: string): NbdRatio[] {
  return CASES.flatMap((one) => {
    const iops = (entry: NbdMeasurement) => entry.rounds.map((round) => round.iops);
    const here = measurements.filter((entry) => entry.case === one);
    const our = here.find((entry) => entry.server === ours)!;
    return (["nbdkit", "qemu-nbd"] as const).flatMap((rival) => {
      const rivals = here.filter((entry) => entry.server.startsWith(rival));
      const best = rivals.sort((a, b) => median(iops(b)) - median(iops(a)))[0];
      if (best === undefined) return [];
      const ratio = medianInterval(roundRatios(iops(our), iops(best)));
      const bar = BARS[rival][one.depth];
      return {
        op: one.operation,
        depth: one.depth,
        against: best.server,
        ratio,
        bar,
        met: ratio.median >= bar,
      };
    });
  });
}

/** The rows of `nbd` in the JSON object. */
export function nbdRows(measurements: readonly NbdMeasurement[]) {
  return measurements.map(({ server, case: one, rounds }) => {
    const middle = (field: Exclude<keyof FioResult, "clientLimited">) =>
      median(rounds.map((round) => round[field]));
    return {
      server,
      op: one.operation,
      depth: one.depth,
      iops: middle("iops"),
      latency_us_mean: middle("latency_us_mean"),
      latency_us_p99: middle("latency_us_p99"),
      cpu_us_per_op: median(rounds.map((round) => round.server_cpu_us + round.keeper_cpu_us)),
      cpu_us_per_op_server: middle("server_cpu_us"),
      cpu_us_per_op_keeper: middle("keeper_cpu_us"),
      cpu_us_per_op_client: middle("client_cpu_us"),
      iops_rounds: rounds.map((round) => round.iops),
      client_limited_rounds: rounds.filter((round) => round.clientLimited).length,
    };
  });
}
