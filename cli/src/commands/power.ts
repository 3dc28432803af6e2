/** `ashlar power-fail` and `ashlar power-back`: what a power supply's own script calls. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import { askKeeper } from "@ashlar/disk/keeper-protocol";
import { vaultExists, vaultPaths } from "@ashlar/disk/vault-paths";

/** The warning itself is what matters: no reply within this is an error, never a longer wait. */
const REPLY_MS = 10_000;

/** Tells the keeper of one vault, or of every vault below `parent`; returns a line for each. */
export async function tellPower(
  request: "power-fail" | "power-back",
  directories: readonly string[],
): Promise<{ lines: string[]; failed: number }> {
  const results = await Promise.allSettled(
    directories.map((directory) =>
      askKeeper(vaultPaths(directory).keeperSocket, request, REPLY_MS),
    ),
  );
  const lines = results.map((result, index) => {
    if (result.status === "rejected") return `${directories[index]}: ${reasonOf(result.reason)}`;
    const flush_ms = result.value["flush_ms"];
    const flushed = typeof flush_ms === "number" ? `flushed in ${flush_ms.toFixed(1)} ms` : "ok";
    return `${directories[index]}: ${result.value["ok"] ? flushed : result.value["error"]}`;
  });
  const failed = results.filter((one) => one.status === "rejected" || !one.value["ok"]).length;
  return { lines, failed };
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const absent = error.code === "ENOENT" || error.code === "ECONNREFUSED";
  return absent ? "no keeper runs here" : error.message;
}

/** The vaults below a directory; none is an error: a warning of the power must reach somebody. */
export function vaultsBelow(parent: string): string[] {
  const entries = existsSync(parent) ? readdirSync(parent, { withFileTypes: true }) : [];
  const found = entries
    .filter((entry) => entry.isDirectory() && vaultExists(join(parent, entry.name)))
    .map((entry) => join(parent, entry.name));
  if (found.length === 0) throw new AshlarError("no-vault", `below ${parent}`);
  return found;
}
