/** `write` from the end of the loop that copies the payload: the record is sealed, the head moves. */
import { all, constant, equal, FALSE, implies, select, sub, type Term, ult } from "@ashlar/logic";
import { exploreFrom, localTypes } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import type { StatedTheorem, Statement } from "../../prove/statement.js";
import type { Change } from "../changes.js";
import { anyOf, type Core, coreBytes, coreOf, explored, type Moment } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { COPY } from "../encode/loops.js";
import { KIND_WRITE } from "../encode/record.js";
import { replayed } from "../encode/replay.js";
import { globalIn, globalOf } from "../globals.js";
import { watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import { callsIn, changesWithin } from "./ack-changes.js";
import { momentOf } from "./frames.js";
import { logGuesses, sectorBytes } from "./guesses.js";
import { endsWell, globalsAre, globalsWith, isLog, keepsBudget, staysSealed, wide } from "./log.js";
import { byteOf, isReady, LOG, momentOfWrite, rolesOf, SWEPT, writeOf } from "./write-parts.js";

const { ADMITTED } = watermarks;

/** Payloads of a page, for which there is room. */
const endGuesses = (moment: Moment, locals: readonly Term[]) =>
  logGuesses(moment, (random, set) => {
    const { offset, length, source, sectors, target, at } = rolesOf(locals);
    const [bytes, grain, head] = [4096, random.pick([1, 8]), 7200 + 8 * random.below(64)];
    set(globalOf(moment, "grainSectors"), grain);
    set(globalOf(moment, "head"), head);
    set(globalOf(moment, "acknowledged"), 7100);
    set(globalOf(moment, "journaled"), 7050);
    set(globalOf(moment, "released"), 7000);
    set(globalOf(moment, "intactFrom"), 7000);
    set(offset, sectorBytes(random, 1 << 19));
    set(length, bytes);
    set(at, bytes);
    set(sectors, grain + bytes / 512);
    set(source, 1 << 15);
    set(target, (1 << 20) + (head % 2048) * 512 + grain * 512);
  });

function endStatement(core: Core): Statement {
  const { moment, sealings, cut } = momentOfWrite(core);
  const { callable, globals, pages, memory } = moment;
  const locals = localTypes(callable).map((type, at) => anyOf(`local ${at}`, type));
  const run = explored(
    exploreFrom(callable, { label: cut, locals, stack: [] }, moment.world, { cuts: [cut] }),
  );
  const { offset, length, sectors, target, at } = rolesOf(locals);
  const ready = isReady(globals, pages, locals).map(([, holds]) => holds);
  const hypotheses = [...isLog(moment), ...ready, equal(at, length)];
  const [sealing] = sealings;
  if (run.returned === undefined || sealing === undefined)
    return { hypotheses, obligations: [{ claim: "it seals and returns", goal: FALSE }] };
  const { condition, results, world } = run.returned;
  const state = watermarks.advanceHead(watermarksIn(globals), wide(sectors));
  const after = globalsWith(globals, state, constant(64, 1));
  const isPayload = ult(sub(anyAddress(), target), length);
  const copied = select(memory, anyAddress());
  const [kind, sealedOffset, sealedLength, , sealedSectors] = sealing.parameters as Term[];
  const isSealed = all([
    equal(kind!, number32(KIND_WRITE)),
    equal(sealedOffset!, offset),
    equal(sealedLength!, wide(length)),
    equal(sealedSectors!, sectors),
  ]);
  const claims: [string, Term][] = [
    ["it is admitted", equal(results[0]!, ADMITTED)],
    ["the record that is sealed is the write's", isSealed],
    [
      "the head has not moved before",
      equal(globalIn(sealing.globals, "head"), globalOf(moment, "head")),
    ],
    ["the payload is as copied when it is sealed", implies(isPayload, equal(sealing.byte, copied))],
    ["the payload is as copied at the end", implies(isPayload, equal(byteOf(world), copied))],
  ];
  return {
    hypotheses,
    guesses: endGuesses(moment, locals),
    replay: () => replayed(core.bytes, COPY),
    obligations: [
      ...endsWell(run),
      ...claims.map(([claim, goal]) => ({ claim, goal, when: [condition] })),
      ...globalsAre(condition, globals, world.globals, after, SWEPT),
      ...keepsBudget(condition, globals, world.globals),
      staysSealed(moment, condition, sealing, byteOf(world)),
    ],
  };
}

/** Behind the call that enters the stretch into the overlay: the sealing, and the verdict. */
function endChanges(core: Core): Change[] {
  const { callable } = momentOf(core, "write");
  const [, entered, sealed] = callsIn(core, callable).slice(-4) as [number, number, number];
  const sum = sealed - SUM_BYTES;
  return changesWithin(core, callable, [
    [entered + 2, sum],
    [sum + 2, Number.POSITIVE_INFINITY],
  ]);
}

/** The payload's checksum, the last parameter but one, is `encode/copy-finish`'s. */
const SUM_BYTES = 4;

export function writeEndTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/ack/write-end",
    says: `${LOG}, and the payload copied into the room that write-start found: write seals the record of this write where the head still is; from the copy to the end no byte of the payload changes, and once the head has moved no byte of the ring does; the watermarks move as the specification's advanceHead does, with invariants, budget and promises kept; it answers that the write is admitted; no trap of its own`,
    ...{ functions: writeOf, statement: endStatement, changes: endChanges },
  });
}
