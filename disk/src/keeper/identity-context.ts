/** What rule 6 has to know beside superblock and disk. */
import type { IdentityContext } from "../journal/index.js";
import type { Control } from "../vault/index.js";
import type { HostClock } from "./host.js";

/** What is known about the time since the last superblock: of this boot, and of the vault. */
export function identityContext(clock: HostClock, control?: Control): IdentityContext {
  const context = { boot: clock.bootIdentity(), bootTime_ms: clock.bootTime_ms() };
  const beat_ns = control?.get("keeperBeat_ns") ?? 0n;
  if (beat_ns === 0n) return context;
  const ago_ms = Number(clock.monotonic_ns() - beat_ns) / 1e6;
  return { ...context, lastBeat_ms: clock.wall_ms() - ago_ms };
}
