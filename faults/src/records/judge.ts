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
import { findMissing, type Missing } from "./missing.js";
import { nameOf } from "./operation.js";
import { clusters, joined, type Range } from "./ranges.js";
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
  const hurt = new Set(missing.lost.keys());
  const findings = [
    ...ranges(one, survey.unreadable, "cannot be read"),
    ...ranges(one, missing.reverted, "went back to before the cycle"),
    ...judgeFlying(one),
    ...judgeDamage(one, hurt),
    ...judgeClusters(one),
    ...judgeLost(one),
    ...judgeAtoms(one, hurt),
  ];
  return { findings, tally: tallyOf(one, hurt) };
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
function judgeClusters({ history, missing }: Case): Finding[] {
  const { lost, durable, visible } = missing;
  const decided = history.writes
    .map((_, index) => index)
    .filter((index) => lost.has(index) || (durable[index] === 1 && visible[index]! > 0))
    .sort((a, b) => history.writes[a]!.operation.sector - history.writes[b]!.operation.sector);
  const found = clusters(decided.map((index) => lost.has(index)));
  const members = found.map(({ from, to }) => decided.slice(from, to));
  return members
    .filter((group) => !isEnd(group, history, missing))
    .map((group) => {
      const sectors = group.flatMap((index) => lost.get(index)!);
      for (const index of group) lost.delete(index);
      const lba = sectors.reduce((least, sector) => Math.min(least, sector));
      const end = sectors.reduce((most, sector) => Math.max(most, sector)) + 1;
      const what = `lost all ${group.length} writes of the cycle`;
      return rangeFinding(history.cycle, { sector: lba, sectors: end - lba }, what);
    });
}

/** Nothing that came later survived, anywhere: then time explains the losses as well as place. */
function isEnd(group: readonly number[], history: History, { horizon }: Missing): boolean {
  return group.every((index) => history.writes[index]!.acknowledged > horizon);
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
