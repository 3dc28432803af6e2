/** After a crash: the real start, then what the disk holds, sector by sector. */
import { server } from "@ashlar/disk";
import { Source } from "@ashlar/rapilog";
import type { Computer } from "./computer.js";
import { versionsOf } from "./content.js";
import type { History, Piece } from "./history.js";
import { judge } from "./judge.js";
import { SimulatedKeeper } from "./keeper.js";
import type { VaultSlot } from "./slot.js";
import { Violation } from "./violation.js";

/** What a crash must leave: which history, and how much of it at least. */
export interface Expectation {
  base: Uint32Array;
  pieces: readonly Piece[];
  least: number;
}

/** All that was acknowledged, or only what the journal is said to hold. */
export function expectation(history: History, everything: boolean): Expectation {
  const { base, pieces, acknowledged } = history;
  return { base, pieces, least: everything ? acknowledged : 0 };
}

/** Starts keeper and log on what a crash has left; returns the versions that a reader finds. */
export function revive(computer: Computer): { keeper: SimulatedKeeper; found: Uint32Array } {
  let keeper: SimulatedKeeper | undefined;
  const pause = () => keeper?.stepJournal();
  keeper = new SimulatedKeeper({ computer, pause });
  const awaken = keeper;
  server.takeUpVault(computer.slot.open(), computer.slot.log, () => {
    awaken.shared.set("drain", 1n);
    awaken.stepJournal();
    awaken.turnHome();
  });
  return { keeper, found: readDisk(computer.slot, computer) };
}

/** The longest prefix that the disk is the state after. */
export function requirePrefix(expected: Expectation, found: Uint32Array, when: string): number {
  const verdict = judge(expected.base, expected.pieces, expected.least, found);
  if ("prefix" in verdict) return verdict.prefix;
  const { sector, expected: wanted, found: there, wrong, what } = verdict.charge;
  const detail = `sector ${sector} holds ${name(there)}, not ${name(wanted)}; ${wrong} are wrong`;
  throw new Violation(`${when}: ${what}: ${detail}`);
}

function name(version: number): string {
  if (version === 0) return "zeros";
  return version === 0xffff_ffff ? "no sector that was ever written" : `version ${version}`;
}

/** The versions of all sectors, as a client would read them: from the log, else from home. */
export function readDisk(slot: VaultSlot, computer: Computer): Uint32Array {
  const { diskBytes } = computer.options;
  const { log } = slot;
  const bytes = new Uint8Array(diskBytes);
  const memory = new Uint8Array(log.memory.buffer);
  const home = computer.devices[0]!.disk;
  const count = log.core.read(0n, diskBytes);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const { source, length, address } = log.segment(index);
    if (source === Source.ring) bytes.set(memory.subarray(address, address + length), at);
    else if (source === Source.home) home.read(at, bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== diskBytes) throw new Violation(`a read of ${diskBytes} bytes found ${at}`);
  return versionsOf(new Uint32Array(bytes.buffer));
}

/** The versions of all sectors of home itself. */
export function readHome(computer: Computer): Uint32Array {
  const bytes = new Uint8Array(computer.options.diskBytes);
  computer.devices[0]!.disk.read(0, bytes);
  return versionsOf(new Uint32Array(bytes.buffer));
}

/** Brings everything home; then home itself must be what readers found. */
export function requireHome(computer: Computer, keeper: SimulatedKeeper, found: Uint32Array): void {
  if (!keeper.drain()) throw new Violation("a recovered disk cannot be brought home");
  const home = readHome(computer);
  const sector = home.findIndex((version, index) => version !== found[index]);
  if (sector < 0) return;
  const [there, wanted] = [home[sector]!, found[sector]!];
  throw new Violation(`home differs: sector ${sector} holds ${name(there)}, not ${name(wanted)}`);
}
