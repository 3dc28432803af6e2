/** What a keeper is started with. Plain data: it crosses to another process and to threads. */
import type { BackingSpec } from "../backing/index.js";
import { DETECTION_MS, type PowerInput } from "./budget.js";

export interface KeeperOptions {
  vaultDirectory: string;
  /** The disk's own blocks. */
  disk: BackingSpec;
  /** Default: a file beside the disk, `<DISK>.journal`. A device must be named. */
  journal?: BackingSpec;
  /** Takes over when the journal fails; on another device. */
  spare?: BackingSpec;
  /** Of a new journal: a power of two, 1 MiB to 1 GiB. Default: 256 MiB. */
  ringBytes?: number;
  /** The vault's directory is persistent memory. */
  persistent?: boolean;
  /** How long the power lasts after it failed. Not stated: acknowledgements wait for the journal. */
  holdUp_ms?: number;
  /** The power inputs in use; the slowest counts. Default: signal and socket. */
  powerInputs?: PowerInput[];
  /** Instead of the declared latency of the inputs. */
  detection_ms?: number;
  /** Default: 10. */
  margin_ms?: number;
  /** The journal's device holds nothing else: home writes do not delay it. */
  journalOwnDevice?: boolean;
  /** What to do with a journal of another disk: see rule 6. Default: refuse. */
  onMismatch?: "refuse" | "replay" | "discard";
}

export const RING_BYTES_DEFAULT = 256 * 1024 * 1024;
export const MARGIN_MS_DEFAULT = 10;

/** Where the journal is. */
export function journalSpec(options: KeeperOptions): BackingSpec {
  return options.journal ?? { path: `${options.disk.path}.journal` };
}

/** The worst detection latency of the power inputs in use. */
export function detection_ms(options: KeeperOptions): number {
  if (options.detection_ms !== undefined) return options.detection_ms;
  const inputs = options.powerInputs ?? ["signal", "socket"];
  return Math.max(...inputs.map((input) => DETECTION_MS[input]));
}
