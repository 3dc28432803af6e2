/**
 * `node judge.js SEED SECONDS [PROFILE]`: status 1 as soon as the simulator notices something. The
 * seconds are of CPU time, and the last line says how many it took: a busy machine is no excuse.
 */
import type { ProfileName } from "../profiles.js";
import { search } from "../search.js";

const [seed, limit_s] = process.argv.slice(2, 4).map(Number);
const profile = process.argv[4] as ProfileName | undefined;

function cpu_s(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const failure = search({
  seed: seed!,
  isOver: () => cpu_s() >= limit_s!,
  smallest: false,
  profiles: profile && [profile],
});
const message = failure?.message.split("\n")[0] ?? "nothing noticed";
process.stdout.write(`${JSON.stringify({ message, cpu_s: cpu_s() })}\n`);
process.exitCode = failure ? 1 : 0;
