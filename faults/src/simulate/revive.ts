/** After a crash: the real start, then what the disk holds, sector by sector. */
import { server, vault } from "@ashlar/disk";
import { Source } from "@ashlar/rapilog";
import type { Computer } from "./computer.js";
import { versionsOf } from "./content.js";
import type { History, Piece } from "./history.js";
import { judge } from "./judge.js";
import { SimulatedKeeper } from "./keeper.js";
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
  const keeper = new SimulatedKeeper({ computer, pause: () => {} });
  const { slot } = computer;
  server.takeUpVault(slot.open(), slot.log, () => keeper.drainALittle());
  return { keeper, found: readDisk(computer) };
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
export function readDisk(computer: Computer): Uint32Array {
  const { diskBytes } = computer.options;
  const { log } = computer.slot;
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
  // Home waits while the power fails.
  keeper.control.set("power", vault.Power.normal);
  if (!keeper.drain()) throw new Violation("a recovered disk cannot be brought home");
  const home = readHome(computer);
  const sector = home.findIndex((version, index) => version !== found[index]);
  if (sector < 0) return;
  const [there, wanted] = [home[sector]!, found[sector]!];
  throw new Violation(`home differs: sector ${sector} holds ${name(there)}, not ${name(wanted)}`);
}
