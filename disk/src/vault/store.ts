/**
 * Where vaults are kept: one directory, one vault. An interface, because the simulator keeps
 * vaults of its own, which it cuts short and takes away.
 */
import type { MapOptions } from "../linux/index.js";
import type { Control } from "./control.js";
import { lockHolder } from "./lock.js";
import { swapRisk } from "./memory-backed.js";
import { vaultExists, vaultPaths } from "./paths/index.js";
import {
  createVault,
  type MappedControl,
  openVault,
  prepareVaultDirectory,
  removeVault,
  type VaultGeometry,
  type VaultOptions,
} from "./vault.js";

/** An open vault, as those use it who map it. Mappings stay valid after `close`. */
export interface VaultHandle {
  readonly directory: string;
  readonly geometry: VaultGeometry;
  readonly stream: bigint;
  /** Gives a new vault its name. From here on it counts. */
  publish(): void;
  /** Maps control page and ring into `memory` at `offset`. */
  map(memory: WebAssembly.Memory, offset: number, options?: MapOptions): Control;
  /** Maps the control page only. */
  mapControl(): Control;
  /** The same, for those who ring its bells too. */
  mapControlPage(): MappedControl;
  close(): void;
}

export interface VaultStore {
  readonly directory: string;
  prepare(): void;
  exists(): boolean;
  open(): VaultHandle;
  /** Makes a vault that counts only after `publish`. */
  create(options: VaultOptions): VaultHandle;
  remove(): void;
  /** Whether a server holds its lock. */
  isServed(): boolean;
  /** Why its pages might be swapped out; undefined where they cannot be. */
  swapRisk(): string | undefined;
}

/** The vault of a directory. */
export function vaultStore(directory: string): VaultStore {
  return {
    directory,
    prepare: () => prepareVaultDirectory(directory),
    exists: () => vaultExists(directory),
    open: () => openVault(directory),
    create: (options) => createVault(directory, options),
    remove: () => removeVault(directory),
    isServed: () => lockHolder(vaultPaths(directory).serverLock) !== undefined,
    swapRisk: () => swapRisk(directory),
  };
}
