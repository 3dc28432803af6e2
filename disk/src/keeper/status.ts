/** The keeper's status, as `ashlar status` shows it. */
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { errnoName, monotonic_ns } from "../linux/index.js";
import { type Control, Power, type WordName } from "../vault/index.js";
import type { Budget } from "./budget.js";
import type { Prepared } from "./prepare.js";
import type { KeeperStatus } from "./protocol/index.js";
import type { Shared } from "./shared.js";

/** Gathers what the control page, the threads and the budget say. */
export function keeperStatus(
  prepared: Prepared,
  control: Control,
  shared: Shared,
  budget: Budget,
): KeeperStatus {
  const number = (word: WordName) => Number(control.get(word));
  const bytes = (from: WordName, to: WordName) =>
    Math.max(0, (number(to) - number(from)) * SECTOR_BYTES);
  const damagedAt = shared.get("damagedAt");
  const onSpare = shared.get("onSpare") === 1n;
  const active = onSpare ? prepared.spare! : prepared.journal;
  return {
    ok: true,
    pid: process.pid,
    origin: prepared.origin,
    notes: prepared.notes,
    disk: prepared.disk,
    journal: active.path,
    onSpare,
    ringBytes: prepared.vault.geometry.ringSectors * SECTOR_BYTES,
    power: powerName(control.get("power")),
    pending: {
      unjournaled_bytes: bytes("journaled", "head"),
      notHome_bytes: bytes("released", "head"),
    },
    budget,
    errors: {
      journal: errorName(number("journalErrno")),
      journalCount: number("journalErrors"),
      home: errorName(number("homeErrno")),
      homeCount: number("homeErrors"),
      damagedAt: damagedAt === 0n ? null : String(damagedAt - 1n),
    },
    flush: {
      runs: number("flushes"),
      last_ms: number("flushLast_ns") / 1e6,
      worst_ms: number("flushWorst_ns") / 1e6,
      last_bytes: number("flushLastBytes"),
    },
    threads: {
      journal_ms: age_ms(shared.get("journalBeat_ns")),
      home_ms: age_ms(shared.get("homeBeat_ns")),
    },
  };
}

function powerName(power: bigint): KeeperStatus["power"] {
  if (power === Power.failing) return "failing";
  return power === Power.flushed ? "flushed" : "normal";
}

function errorName(errno: number): string | null {
  return errno === 0 ? null : errnoName(errno);
}

function age_ms(beat_ns: bigint): number {
  return beat_ns === 0n ? 0 : Number(monotonic_ns() - beat_ns) / 1e6;
}
