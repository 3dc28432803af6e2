/** `ashlar journal info`: what a journal says about itself, without touching it. */
import { backing, journal } from "@ashlar/disk";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";

/** The newest superblock, ready to print; positions and identities as text, sizes in bytes. */
export function journalInfo(path: string): Record<string, unknown> {
  const opened = backing.openDirectBacking(path, { writable: false });
  try {
    const { superblock } = journal.Journal.open(opened, path);
    return {
      journal: path,
      ring_bytes: superblock.ringSectors * SECTOR_BYTES,
      clean: superblock.clean,
      standby: superblock.standby,
      stream: superblock.stream.toString(16),
      incarnation: String(superblock.incarnation),
      generation: String(superblock.generation),
      released_bytes: Number(superblock.released) * SECTOR_BYTES,
      written: new Date(Number(superblock.wall_ns / 1_000_000n)).toISOString(),
      disk: textual(superblock.disk),
      stamp: textual(superblock.stamp),
    };
  } finally {
    opened.close();
  }
}

function textual(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "bigint" ? String(value) : value,
    ]),
  );
}
