/** The vault: a file in memory, its control page, its mapping, its locks. */
export {
  Asleep,
  Bell,
  CONTROL_BYTES,
  Control,
  Power,
  READ_SLICE_BYTES,
  Word,
  type WordName,
} from "./control.js";
export { type Lock, lockHolder, takeLock } from "./lock.js";
export { isMemoryBacked, swapRisk } from "./memory-backed.js";
export { type UnenteredPages, unenteredRing } from "./pages.js";
export { vaultExists, vaultPaths } from "./paths/index.js";
export { type VaultHandle, type VaultStore, vaultStore } from "./store.js";
export {
  createVault,
  isRingSize,
  type MappedControl,
  openVault,
  prepareVaultDirectory,
  removeVault,
  Vault,
  type VaultGeometry,
  type VaultOptions,
  writeControl,
} from "./vault.js";
