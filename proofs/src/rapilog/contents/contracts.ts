/**
 * Contracts: what stands for functions that keep the tables, and for `append`, where they are called.
 * A call may do what the function's frame allows, and its effect to what is known of the sector.
 */
import { add, and, equal, ite, not, or, type Term } from "@ashlar/logic";
import type { HostCall } from "@ashlar/semantics";
import { contents } from "@ashlar/spec";
import { appending, type Sealing } from "../ack/append.js";
import { framed } from "../ack/contracts.js";
import type { Core, Moment } from "../core.js";
import { KIND_PAD } from "../encode/is-record.js";
import { KIND_WRITE } from "../encode/record.js";
import { type Globals, globalIn, globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import { leavesElsewhere } from "./bytes.js";
import { type ContentName, EFFECTS, type Effect, isSmall, needAll } from "./effects.js";
import { appendingTo, instantOf, premisesOf } from "./lemmas.js";
import {
  agreedIn,
  areAsLeft,
  doAgree,
  isCountedAsThen,
  knownIn,
  leave,
  noteAgreed,
  versionIn,
} from "./noted.js";
import { enteringOf, readingOf, wide } from "./sector.js";

/** Stands for a function: a call may do what its frame allows, and this to what is known. */
export function contract(core: Core, name: ContentName, moment: () => Moment) {
  const frame = framed(core, name, moment);
  let count = 0;
  return (call: HostCall): Term[] => {
    const { world } = call;
    const before = {
      ...{ known: knownIn(world), globals: world.globals.slice() },
      agrees: doAgree(world),
    };
    call.require(areAsLeft(moment(), world));
    const results = leavesElsewhere(moment(), call, () => frame(call));
    const about = { core, moment: moment(), when: `after ${name} (${count++})`, before };
    (EFFECTS[name] as Effect)(call, results, about);
    leave(world);
    return results;
  };
}

/** What an appended record does to the sector: kind, offset, length and head are its own. */
export function appendingOf(globals: Globals, [kind, offset, length]: readonly Term[]) {
  const isWrite = equal(kind!, number32(KIND_WRITE));
  const isRange = and(not(isWrite), not(equal(kind!, number32(KIND_PAD))));
  const head = globalIn(globals, "head");
  const payload = add(head, wide(globalIn(globals, "grainSectors")));
  const stretch = { offset: offset!, length: length!, position: ite(isWrite, payload, head) };
  const { isMeant, ...rest } = enteringOf(stretch, isRange);
  const isTouched = and(isMeant, or(isWrite, isRange));
  return { ...rest, isMeant: isTouched, isRange: and(isRange, not(isSmall(length!))) };
}

/** Stands for `append`: the record is history, and the tables agree with it by a lemma. */
export function appendingContract(moment: () => Moment, sealings: Sealing[]) {
  const append = appending(sealings);
  return (call: HostCall): Term[] => {
    const { world, parameters } = call;
    call.require(and(areAsLeft(moment(), world), isCountedAsThen(world)));
    const [agreed, version] = [agreedIn(world), versionIn(world)];
    const was = instantOf(agreed, version, readingOf(world.globals));
    const record = appendingOf(world.globals, parameters);
    const after = contents.touched(version, record);
    leavesElsewhere(moment(), call, () => append(call));
    leave(world);
    const is = instantOf(knownIn(world), after, readingOf(world.globals));
    needAll(call, premisesOf(appendingTo(was, record, is, globalOf(moment(), "head"))));
    noteAgreed(world, after);
    return [];
  };
}

/** All of them. */
export const contracts =
  (core: Core, sealings: Sealing[] = []) =>
  (moment: () => Moment) => ({
    ...Object.fromEntries(
      (Object.keys(EFFECTS) as ContentName[]).map((name) => [name, contract(core, name, moment)]),
    ),
    append: appendingContract(moment, sealings),
  });
