/** What rule 6 has to know beside superblock and disk. */
import type { IdentityContext } from "../journal/index.js";
import { bootIdentity, bootTime_ms, monotonic_ns } from "../linux/index.js";
import type { Control } from "../vault/index.js";

/** What is known about the time since the last superblock: of this boot, and of the vault. */
export function identityContext(control?: Control): IdentityContext {
  const context = { boot: bootIdentity(), bootTime_ms: bootTime_ms() };
  const beat_ns = control?.get("keeperBeat_ns") ?? 0n;
  if (beat_ns === 0n) return context;
  const ago_ms = Number(monotonic_ns() - beat_ns) / 1e6;
  return { ...context, lastBeat_ms: Date.now() - ago_ms };
}
