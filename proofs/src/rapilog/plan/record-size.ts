/** What `verify` answers of a record that it accepts: its sectors. Whether it accepts one is
 * `rapilog/encode/verify`. */
import {
  add,
  and,
  any,
  bitVector,
  equal,
  extract,
  FALSE,
  implies,
  isNonzero,
  ite,
  lshr,
  mul,
  type Term,
  uge,
  ule,
  variable,
} from "@ashlar/logic";
import type { Statement } from "../../prove/statement.js";
import { recordSectors } from "../ack/log.js";
import type { Core, Moment } from "../core.js";
import { isPlacedRing } from "../encode/is-record.js";
import { addressOf } from "../encode/places.js";
import { globalOf } from "../globals.js";
import { readArray } from "../overlay/table.js";
import { runOf, startOf } from "../overlay/theorem.js";
import { number32, number64 } from "../terms.js";
import { replayedPlan } from "./v8-plan.js";

const [KIND_WRITE, KIND_PAD] = [number32(1), number32(5)];
const KINDS = [1, 2, 3, 4, 5];
const [SECTOR_BYTES, WRITE_BYTES_MAX] = [512, 256 * 1024];

/** A record's header, where it stands. */
export function headerAt(moment: Moment, position: Term) {
  const at = addressOf(moment, position);
  const word = (offset: number, bytes: number) =>
    readArray(moment.memory)(add(at, number32(offset)), bytes);
  return { kind: word(4, 4), life: word(32, 8), offset: word(40, 8), length: word(48, 8) };
}
export type Header = ReturnType<typeof headerAt>;

/** How many sectors it takes: a grain, and a write's payload in whole grains or a pad's bytes. */
export function sizeOf(moment: Moment, { kind, length }: Header): Term {
  const [grain, bytes] = [globalOf(moment, "grainSectors"), extract(length, 31, 0)];
  const ofPad = lshr(add(mul(grain, number32(512)), bytes), number32(9));
  const ofWrite = recordSectors(moment, bytes);
  return ite(equal(kind, KIND_WRITE), ofWrite, ite(equal(kind, KIND_PAD), ofPad, grain));
}

/** What is so of a record that is accepted, and of the answer. */
export function isSized(moment: Moment, position: Term, sectors: Term) {
  const header = headerAt(moment, position);
  const { kind, length } = header;
  return [
    {
      claim: "it has a kind that there is",
      goal: any(KINDS.map((one) => equal(kind, number32(one)))),
    },
    {
      claim: "a write has sectors, and not more than a record may have",
      goal: implies(
        equal(kind, KIND_WRITE),
        and(uge(length, number64(SECTOR_BYTES)), ule(length, number64(WRITE_BYTES_MAX))),
      ),
    },
    { claim: "the answer is its sectors", goal: equal(sectors, sizeOf(moment, header)) },
  ];
}

export function sizeStatement(core: Core): Statement {
  const start = startOf(core, "verify", ["position", "stream"], {
    checksum: () => [variable("sum", bitVector(64))],
  });
  const { moment, parameters } = start;
  const { returned } = runOf(start);
  const hypotheses = isPlacedRing(moment);
  if (returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const sectors = returned.results[0]!;
  return {
    hypotheses,
    replay: () => replayedPlan(core),
    obligations: isSized(moment, parameters[0]!, sectors).map((claim) => ({
      ...{ ...claim, when: [isNonzero(sectors)] },
    })),
  };
}
