/**
 * A log whose tables agree with history about one arbitrary sector: the hypotheses and the claims
 * that the theorems about events share.
 */
import { all, implies, isNonzero, type Term, ule } from "@ashlar/logic";
import type { Explored, World } from "@ashlar/semantics";
import type { Version } from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { isLog } from "../ack/log.js";
import type { Moment } from "../core.js";
import { globalIn, globalOf } from "../globals.js";
import { number64 } from "../terms.js";
import { areRows } from "./effects.js";
import { agreed, instantOf, isSameVersion } from "./lemmas.js";
import { areAsLeft, doAgree, versionIn } from "./noted.js";
import { anyKnown, anyVersion, readingOf } from "./sector.js";

/** Page numbers have 44 bits. */
const DISK_BYTES_END = 1n << 56n;

/** That the tables agree with history at the moment, with entries that are swept in time. */
function isAgreed({ globals }: Moment): Term {
  const now = instantOf(anyKnown(), anyVersion(), readingOf(globals));
  return all(agreed(now, globalIn(globals, "head")).map(({ goal }) => goal));
}

/** A log in the middle of its life, and what its tables know of the sector. */
export function isKnowing(moment: Moment): Term[] {
  return [
    ...isLog(moment),
    isNonzero(globalOf(moment, "overlay")),
    ule(globalOf(moment, "diskBytes"), number64(DISK_BYTES_END)),
    areRows(moment.globals),
    isAgreed(moment),
  ];
}

/** That the tables agree with history, which has come to this version. */
export function agreesAfter(
  moment: Moment,
  condition: Term,
  world: World,
  version: Version,
): Obligation[] {
  const claims = [
    { claim: "history has come to what it must", goal: isSameVersion(versionIn(world), version) },
    { claim: "the tables agree with history", goal: doAgree(world) },
    { claim: "the tables are as they were left", goal: areAsLeft(moment, world) },
    { claim: "there are 64 ranges at most", goal: areRows(world.globals) },
  ];
  return claims.map((claim) => ({ ...claim, when: [condition] }));
}

/** What the functions need that keep the tables. */
export const needs = ({ obligations }: Explored): Obligation[] =>
  obligations.map(({ condition, required }) => ({
    claim: "its callees get what they need, and the tables are as they were left",
    goal: implies(condition, required),
  }));
