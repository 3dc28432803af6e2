/**
 * Judges one power failure: what was done, what was there before, what is there now → what failed.
 *
 * Each failure is named once. So what explains most comes first: what cannot be read, ranges that
 * went back in time, records that landed elsewhere (which are then not missing at home), damage,
 * and only then writes that are missing by themselves.
 *
 * Atoms are what the target writes whole or not at all; the record's sectors within one must be of
 * one version. Between atoms an unacknowledged write may be torn: no protocol promises more.
 */
import assert from "node:assert/strict";
import type { Failure } from "../taxonomy.js";
import { Cover } from "./cover.js";
import { judgeDamage } from "./damaged.js";
import type { Finding, Verdict } from "./finding.js";
import { judgeFlying } from "./flying.js";
import type { History, Promise_ } from "./history.js";
import { lostRanges } from "./lost-ranges.js";
import { findMissing, type Missing } from "./missing.js";
import { nameOf } from "./operation.js";
import { joined, type Range } from "./ranges.js";
import type { Survey } from "./survey.js";
import { judgeAtoms } from "./torn.js";

export interface Rules {
  promise: Promise_;
  /** What the target writes whole or not at all. */
  atomSectors: number;
  /** What all writes are aligned to; a multiple of the atom. */
  blockSectors: number;
}

/** Everything that a part of the judgement may look at. */
export interface Case {
  history: History;
  survey: Survey;
  cover: Cover;
  missing: Missing;
  rules: Rules;
}

/** Names every failure that the survey shows. */
export function judge(survey: Survey, rules: Rules): Verdict {
  assert(rules.blockSectors % rules.atomSectors === 0, "blocks are whole atoms");
  const { history } = survey;
  const cover = new Cover(history.writes, survey.versions.length, rules.blockSectors);
  const missing = findMissing(history, survey, cover, rules.promise);
  const one: Case = { history, survey, cover, missing, rules };
  const hurt = new Set([...missing.lost.keys(), ...missing.buried]);
  if (survey.unreadable.length === survey.versions.length)
    return { findings: [dead(one)], tally: tallyOf(one, hurt) };
  const findings = [
    ...ranges(one, newlyUnreadable(one), "cannot be read"),
    ...ranges(one, missing.reverted, "went back to before the cycle"),
    ...judgeFlying(one),
    ...judgeDamage(one, hurt),
    ...judgeRanges(one),
    ...judgeLost(one),
    ...judgeAtoms(one, hurt),
  ];
  return { findings, tally: tallyOf(one, hurt) };
}

function dead({ history, survey }: Case): Finding {
  const { cycle } = history;
  const sectors = survey.versions.length;
  return { kind: "dead-device", cycle, lba: 0, sectors, detail: "nothing can be read" };
}

/** What could not be read before is told again only where something was to be durable since. */
function newlyUnreadable({ survey, cover, missing }: Case): number[] {
  return survey.unreadable.filter(
    (sector) =>
      survey.baseline.unreadable[sector] === 0 ||
      cover.ofSector(sector).some((index) => missing.durable[index] === 1),
  );
}

function ranges({ history }: Case, sectors: readonly number[], what: string): Finding[] {
  return joined(sectors).map((range) => rangeFinding(history.cycle, range, what));
}

function rangeFinding(cycle: number, { sector, sectors }: Range, what: string): Finding {
  const kind: Failure = "metadata-corruption";
  const detail = `sectors ${sector} to ${sector + sectors - 1} ${what}`;
  return { kind, cycle, lba: sector, sectors, detail };
}

/** Lost writes that lie side by side where others survived: the range was lost, not the writes. */
function judgeRanges(one: Case): Finding[] {
  return lostRanges(one).map(({ writes, sectors }) => {
    for (const index of writes) one.missing.lost.delete(index);
    const range = { sector: sectors[0]!, sectors: sectors.at(-1)! + 1 - sectors[0]! };
    return rangeFinding(one.history.cycle, range, `lost ${writes.size} writes of the cycle`);
  });
}

/** What is still missing is missing by itself. */
function judgeLost(one: Case): Finding[] {
  return [...one.missing.lost].map(([index, sectors]) => {
    const { operation } = one.history.writes[index]!;
    const kind = kindOfLoss(one, index);
    const part = `${sectors.length} of ${operation.sectors} sectors`;
    const detail = `${nameOf(operation)}: ${part} are missing${laterText(one, index, kind)}`;
    const { cycle, worker, number } = operation;
    return {
      kind,
      cycle,
      lba: sectors[0]!,
      sectors: sectors.length,
      detail,
      operation: { cycle, worker, number },
    };
  });
}

function kindOfLoss({ history, missing }: Case, index: number): Failure {
  if (missing.visible[index]! > 0) return "shorn-write";
  const survivedLater = history.writes[index]!.acknowledged < missing.horizon;
  return survivedLater ? "unserialisable-write" : "lost-write";
}

function laterText({ history, missing }: Case, index: number, kind: Failure): string {
  if (kind !== "unserialisable-write") return "";
  const witness = history.writes[missing.witness]!;
  assert(witness.issued > history.writes[index]!.acknowledged);
  return `, though ${nameOf(witness.operation)}, issued later, is there`;
}

function tallyOf({ history, missing }: Case, hurt: ReadonlySet<number>): Verdict["tally"] {
  const tally = { acknowledged: 0, required: 0, lost: 0, pending: 0, pendingThere: 0 };
  history.writes.forEach((write, index) => {
    if (write.acknowledged === Infinity) {
      tally.pending += 1;
      if (missing.visible[index]! > 0) tally.pendingThere += 1;
      return;
    }
    tally.acknowledged += 1;
    tally.required += missing.durable[index]!;
    if (missing.durable[index] === 1 && hurt.has(index)) tally.lost += 1;
  });
  return tally;
}
