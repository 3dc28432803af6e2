/**
 * `ashlar recover DISK`: brings everything home that a service left behind, and ends. After it
 * the disk's own blocks are complete and may be backed up, moved or mounted without Ashlar.
 */
import { keeper, vault } from "@ashlar/disk";
import { type DiskOptions, keeperOptions } from "../disk-options.js";

export interface RecoverReport {
  disk: string;
  /** A server is serving it: its keeper drains, and there is nothing to recover. */
  served: boolean;
  /** What was not home yet. */
  drained_bytes: number;
  ms: number;
}

/** With a server alive there is nothing to do: the disk is in service, and is being drained. */
export async function recover(
  disk: string,
  options: DiskOptions,
  progress: (text: string) => void,
): Promise<RecoverReport> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const started = keeperOptions(disk, options);
  const { serverLock } = vault.vaultPaths(started.vaultDirectory);
  if (vault.lockHolder(serverLock) !== undefined)
    return { disk, served: true, drained_bytes: 0, ms: elapsed() };
  const handle = await keeper.spawnKeeper(started, {
    progress: (what, part) => progress(`${what}: ${Math.round(part * 100)} %`),
  });
  const { pending } = await handle.status();
  progress("bringing it home");
  await handle.stop();
  const status = await handle.exited;
  if (status !== 0 && status !== undefined)
    throw new Error(`the keeper ended with status ${status} before everything was home`);
  return { disk, served: false, drained_bytes: pending.notHome_bytes, ms: elapsed() };
}
