/** After a crash: the real start, then what the disk holds, sector by sector. */
import { server, vault } from "@ashlar/disk";
import type { Computer } from "./computer.js";
import type { History, Piece } from "./history.js";
import { judge } from "./judge.js";
import { SimulatedKeeper } from "./keeper.js";
import { readDisk, readHome } from "./reading.js";
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
