/** Where a vault's parts are: all that a power supply's messenger has to know, and quick to load. */
import { existsSync } from "node:fs";
import { join } from "node:path";

/** The paths of a vault's directory. */
export function vaultPaths(directory: string) {
  return {
    vault: join(directory, "vault"),
    wake: join(directory, "wake"),
    keeperLock: join(directory, "keeper.lock"),
    serverLock: join(directory, "server.lock"),
    keeperSocket: join(directory, "keeper.sock"),
  };
}

/** Whether there is a vault in `directory`. */
export function vaultExists(directory: string): boolean {
  return existsSync(vaultPaths(directory).vault);
}
