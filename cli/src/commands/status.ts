/**
 * `ashlar status`: what the disk's vault holds, how far the keeper is, what the budget allows.
 *
 * It reads the control page itself and asks the keeper, so it answers with the server dead, and
 * with the keeper dead too.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { AshlarError, keeper, linux, vault } from "@ashlar/disk";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { bytes, digits } from "../table.js";

export interface Watermarks {
  head: number;
  acknowledged: number;
  journaled: number;
  released: number;
}

export interface DiskStatus {
  vault: string;
  /** False: nobody serves; the vault may still hold what is not home. */
  server: { pid: number; alive: boolean };
  /** Positions in the stream, in bytes. */
  watermarks: Watermarks;
  records: number;
  ring_bytes: number;
  disk_bytes: number;
  /** Whether the disk's own blocks lack something that was acknowledged. */
  home_is_stale: boolean;
  /** Null: no keeper answers, and nothing is drained. */
  keeper: keeper.KeeperStatus | null;
}

/** Reads it all once. */
export async function readStatus(directory: string): Promise<DiskStatus> {
  if (!vault.vaultExists(directory)) throw new AshlarError("no-vault", directory);
  const opened = vault.openVault(directory);
  const control = opened.mapControl();
  opened.close();
  const position = (word: vault.WordName) => Number(control.get(word)) * SECTOR_BYTES;
  const { serverLock, keeperSocket } = vault.vaultPaths(directory);
  const watermarks = {
    head: position("head"),
    acknowledged: position("acknowledged"),
    journaled: position("journaled"),
    released: position("released"),
  };
  const answer = await keeper.askKeeper(keeperSocket, "status", 2000).catch(() => null);
  return {
    vault: directory,
    server: {
      pid: Number(control.get("serverPid")),
      alive: vault.lockHolder(serverLock) !== undefined,
    },
    watermarks,
    records: Number(control.get("sequence")),
    ring_bytes: opened.geometry.ringSectors * SECTOR_BYTES,
    disk_bytes: opened.geometry.diskBytes,
    home_is_stale: watermarks.released < watermarks.acknowledged,
    keeper: answer as keeper.KeeperStatus | null,
  };
}

/** One screen of it; with the reading before, rates too. */
export function statusText(
  now: DiskStatus,
  before?: { status: DiskStatus; seconds: number },
): string {
  const { watermarks } = now;
  const rate = (from: number | undefined, to: number) =>
    before === undefined ? "" : `  ${bytes((to - (from ?? to)) / before.seconds)}/s`;
  const past = before?.status.watermarks;
  const lines = [
    `disk          ${now.keeper?.disk ?? now.vault}  (${bytes(now.disk_bytes)})`,
    `server        ${now.server.alive ? `process ${now.server.pid}` : "NOT RUNNING"}`,
    `keeper        ${now.keeper === null ? "NOT RUNNING" : `process ${now.keeper.pid}`}`,
    `appended      ${bytes(watermarks.head)}${rate(past?.head, watermarks.head)}`,
    `unjournaled   ${bytes(watermarks.head - watermarks.journaled)}`,
    `journaled     ${bytes(watermarks.journaled)}${rate(past?.journaled, watermarks.journaled)}`,
    `not home yet  ${bytes(watermarks.head - watermarks.released)} of ${bytes(now.ring_bytes)}`,
    `home          ${bytes(watermarks.released)}${rate(past?.released, watermarks.released)}`,
  ];
  return [...lines, ...(now.keeper === null ? [] : keeperLines(now.keeper))].join("\n");
}

function keeperLines(status: keeper.KeeperStatus): string[] {
  const { budget, flush, errors } = status;
  const terms = budget.terms.map(
    (term) =>
      `  ${term.name.padEnd(16)}${digits(term.ms).padStart(8)} ms  ${term.source}: ${term.why}`,
  );
  const why = budget.reason === undefined ? "" : `  (${budget.reason})`;
  return [
    `power         ${status.power}`,
    `budget        ${bytes(budget.bytes)} may be acknowledged beyond the journal${why}`,
    ...terms,
    `  ${"bandwidth".padEnd(16)}${bytes(budget.bandwidth_bytesPerSecond)}/s, sequential`,
    `flushes       ${flush.runs}, last ${digits(flush.last_ms)} ms, worst ${digits(flush.worst_ms)} ms`,
    `journal       ${status.journal}${status.onSpare ? "  ON THE SPARE" : ""}`,
    `errors        journal ${errors.journal ?? "none"}, home ${errors.home ?? "none"}`,
    ...status.notes.map((note) => `note          ${note}`),
  ];
}

const VIEW_MS = 500;

/** The live view: redrawn until Ctrl-C. */
export async function watchStatus(directory: string): Promise<void> {
  let before: { status: DiskStatus; at_ns: bigint } | undefined;
  for (;;) {
    const status = await readStatus(directory);
    const at_ns = linux.monotonic_ns();
    const text = statusText(
      status,
      before && { status: before.status, seconds: Number(at_ns - before.at_ns) / 1e9 },
    );
    process.stdout.write(`\x1b[H\x1b[J${text}\n`);
    before = { status, at_ns };
    await sleep(VIEW_MS);
  }
}
