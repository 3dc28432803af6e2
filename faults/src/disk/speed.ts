/** How fast simulated disks are: the laboratory's figure is requests and cuts a minute. */
import { backing } from "@ashlar/disk";
import { Random } from "@ashlar/rapilog/random";
import { choices } from "./choices.js";
import { type Disk, VirtualClock } from "./disk.js";
import { FaultyDisk } from "./faulty-disk.js";
import { SimulatedDisk } from "./simulated-disk.js";

export interface Speed {
  /** Requests a minute: writes and reads of 4 KiB and syncs, 12 : 3 : 1. */
  operations_per_minute: number;
  /** The same with faults switched on, which takes a second image. */
  faulty_operations_per_minute: number;
  /** Power cuts a minute, each with its restored snapshot, 16 writes of 4 KiB pending. */
  cuts_per_minute: number;
}

const BYTES = 64 * 1024 * 1024;
const BLOCK_BYTES = 4096;
const SEED = 1;

/** Measures each figure for so many seconds. */
export function measureSpeed(seconds: number): Speed {
  const faults = { "lost-write": {}, "lying-flush": {}, "shorn-write": {} };
  const options = { bytes: BYTES, model: backing.MODELS["ssd-consumer"] };
  const of = (make: (clock: VirtualClock) => Disk, turn: typeof requests) => {
    const clock = new VirtualClock();
    return perMinute(seconds, turn(make(clock), clock));
  };
  const honest = (clock: VirtualClock) => new SimulatedDisk({ ...options, clock });
  const faulty = (clock: VirtualClock) =>
    new FaultyDisk({ ...options, clock, plan: { seed: SEED, faults } });
  return {
    operations_per_minute: of(honest, requests),
    faulty_operations_per_minute: of(faulty, requests),
    cuts_per_minute: of(honest, cuts),
  };
}

/** A turn does something and says how many it were. */
type Turn = () => number;

function perMinute(seconds: number, turn: Turn): number {
  const start_ms = performance.now();
  let count = 0;
  let elapsed_ms = 0;
  while (elapsed_ms < seconds * 1000) {
    count += turn();
    elapsed_ms = performance.now() - start_ms;
  }
  return (count / elapsed_ms) * 60_000;
}

function requests(disk: Disk, clock: VirtualClock): Turn {
  const random = new Random(SEED);
  const data = random.bytes(BLOCK_BYTES);
  const place = () => random.below(BYTES / BLOCK_BYTES) * BLOCK_BYTES;
  return () => {
    for (let count = 0; count < 48; count++) clock.advanceTo(disk.write(place(), data));
    clock.advanceTo(disk.sync());
    for (let count = 0; count < 12; count++) clock.advanceTo(disk.read(place(), data));
    for (let count = 0; count < 3; count++) clock.advanceTo(disk.sync());
    return 64;
  };
}

function cuts(disk: Disk, clock: VirtualClock): Turn {
  const random = new Random(SEED);
  const data = random.bytes(BLOCK_BYTES);
  return () => {
    for (let count = 0; count < 16; count++)
      clock.advanceTo(disk.write(random.below(BYTES / BLOCK_BYTES) * BLOCK_BYTES, data));
    const state = disk.snapshot();
    const pending = disk.pending();
    let done = 0;
    for (const choice of choices(pending, { sector_bytes: disk.sector_bytes, random })) {
      disk.cut(choice);
      disk.restore(state);
      done += 1;
    }
    clock.advanceTo(disk.sync());
    return done;
  };
}
