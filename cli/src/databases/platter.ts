/**
 * What a power failure leaves of writes that nobody had synced.
 *
 * Below an unsafe service they are in the kernel's page cache, which is written back in no order
 * that clients could know. Below Ashlar's journal they are what was written since its last sync,
 * in the drive's cache. Either way each block that changed since some earlier instant is new or
 * still old, each by itself.
 */
import { closeSync, existsSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { journal, vault } from "@ashlar/disk";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import type { Random } from "@ashlar/rapilog/random";
import type { AshlarService } from "../system/ashlar-service.js";
import { run } from "../system/command.js";

const BLOCK_BYTES = 4096;
const CHUNK_BYTES = 1024 ** 2;

/** Remembers a file as it is about now. */
export async function remember(file: string, earlier: string): Promise<void> {
  await run("cp", ["--sparse=always", file, earlier]);
}

/** About half of the blocks that changed since are as they were. Nothing where nothing was
 * remembered. */
export function revert(file: string, earlier: string, random: Random): void {
  if (!existsSync(earlier)) return;
  const [now, then] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
  const [target, source] = [openSync(file, "r+"), openSync(earlier, "r")];
  for (let offset = 0; readSync(target, now, 0, CHUNK_BYTES, offset) > 0; offset += CHUNK_BYTES) {
    const length = readSync(source, then, 0, CHUNK_BYTES, offset);
    if (now.equals(then)) continue;
    for (let at = 0; at < length; at += BLOCK_BYTES)
      if (random.chance(0.5)) writeSync(target, then, at, BLOCK_BYTES, offset + at);
  }
  for (const file of [target, source]) closeSync(file);
  rmSync(earlier);
}

/** About half of the sectors that the journal was written since its last sync are as they were.
 * Where that is stands in the vault, which has to be there still. Returns how many went. */
export function tearJournal(service: AshlarService, earlier: string, random: Random): number {
  const opened = vault.openVault(service.vault);
  const control = opened.mapControl();
  const [synced, head] = [control.get("journaled"), control.get("head")];
  opened.close();
  const sector = Buffer.alloc(SECTOR_BYTES);
  const [target, source] = [openSync(service.journal, "r+"), openSync(earlier, "r")];
  let gone = 0;
  for (let position = synced; position < head; position++) {
    if (random.chance(0.5)) continue;
    const at = journal.journalOffset(position, opened.geometry.ringSectors);
    readSync(source, sector, 0, SECTOR_BYTES, at);
    writeSync(target, sector, 0, SECTOR_BYTES, at);
    gone += 1;
  }
  for (const file of [target, source]) closeSync(file);
  rmSync(earlier);
  return gone;
}
