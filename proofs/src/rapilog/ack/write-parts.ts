/**
 * What the theorems about the two parts of `write` share: before and after the loop that copies the payload and sums it; the loop's
 * rounds are `encode/copy-step`'s. What holds at its head depends only on what a round leaves alone.
 */
import { add, and, constant, equal, mul, sub, type Term, ule } from "@ashlar/logic";
import { loopsOf, type World } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import type { Core } from "../core.js";
import { COPY } from "../encode/loops.js";
import { addressOf } from "../encode/places.js";
import { isInside } from "../encode/round.js";
import { functionIn } from "../functions.js";
import { type GlobalName, type Globals, globalIn } from "../globals.js";
import { ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import { appending, type Sealing } from "./append.js";
import { momentOf } from "./frames.js";
import { isOnDisk, recordSectors, wide } from "./log.js";

export const RECORD_BYTES_MAX = 256 * 1024;
export const LOG = "of a placed log whose watermarks are as the specification has them";
export const SWEPT: readonly GlobalName[] = ["swept"];

/** `write`, of which the loop's head is a cut. */
export function momentOfWrite(core: Core) {
  const sealings: Sealing[] = [];
  const moment = momentOf(core, "write", () => ({
    append: appending(sealings),
    appendPad: "body",
  }));
  return { moment, sealings, cut: loopsOf(moment.callable)[0]!.label };
}

/** The locals at the loop's head: the parameters, the record's sectors, and where the copy goes. */
const SECTORS_LOCAL = 11;
export const rolesOf = (locals: readonly Term[]) => ({
  ...{ offset: locals[0]!, length: locals[1]!, source: locals[2]! },
  ...{ sectors: locals[SECTORS_LOCAL]!, target: locals[COPY.target!]!, at: locals[COPY.at]! },
});

/** What holds when the payload is about to be copied, and while it is: there is room for all of it. */
export function isReady(globals: Globals, pages: Term, locals: readonly Term[]): [string, Term][] {
  const now = { globals };
  const { offset, length, source, sectors, target } = rolesOf(locals);
  const [head, ring] = [globalIn(globals, "head"), ringSectorsOf(globals)];
  const grainBytes = mul(globalIn(globals, "grainSectors"), number32(512));
  const untilEnd = sub(ring, and(head, sub(ring, constant(64, 1))));
  const free = watermarks.freeSectors(watermarksIn(globals), ring);
  return [
    ["the length is one of a record's payload", ule(length, number32(RECORD_BYTES_MAX))],
    ["the stretch is whole sectors of the disk", isOnDisk(now, offset, wide(length))],
    ["the sectors are the record's", equal(sectors, recordSectors(now, length))],
    ["the payload is whole grains", equal(sub(mul(sectors, number32(512)), grainBytes), length)],
    ["the copy goes behind the header", equal(target, add(addressOf(now, head), grainBytes))],
    ["the record ends before the ring does", ule(wide(sectors), untilEnd)],
    ["the ring has room for the record", ule(wide(sectors), free)],
    ["the source is within memory", isInside(pages, source, length)],
  ];
}

/** The byte at any address. */
export const byteOf = (world: World) => world.memories[0]!.load(anyAddress(), 1);

/** The function, for the report. */
export const writeOf = (core: Core) => new Map([["write", functionIn(core, "write")]]);
