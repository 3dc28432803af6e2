/** A new computer: blank disks, and a journal whose stream begins where the setting says. */
import { journal } from "@ashlar/disk";
import type { Random } from "@ashlar/rapilog/random";
import type { Setting } from "./actions.js";
import { Computer } from "./computer.js";
import type { VaultSlot } from "./slot.js";

export function formatComputer(
  setting: Setting,
  slot: VaultSlot,
  random: Random,
  lyingSync: boolean,
): Computer {
  const { diskBytes, sector_bytes, spare, punches, ringSectors } = setting;
  const journalBytes = journal.journalBytes(ringSectors);
  const computer = new Computer(
    { diskBytes, journalBytes, sector_bytes, spare, punches, lyingSync, request_ns: 1000 },
    slot,
    random,
  );
  const { clock, identifyDisk, newStream } = computer.host;
  const { disk, stamp } = identifyDisk(diskBytes);
  journal.Journal.format(computer.open("journal"), {
    disk,
    stamp,
    sequence: 0n,
    stream: newStream(),
    ringSectors,
    grainSectors: sector_bytes === 512 ? 1 : 8,
    incarnation: 0n,
    released: BigInt(setting.start),
    releasedSequence: 0n,
    floor: 0n,
    generation: 1n,
    wall_ns: BigInt(clock.wall_ms()) * 1_000_000n,
    boot: clock.bootIdentity(),
    clean: true,
    standby: false,
  });
  return computer;
}
