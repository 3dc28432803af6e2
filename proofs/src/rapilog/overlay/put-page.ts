/** What `put` is to the specification's map: of any table, seen from any page and its sectors. */
import {
  and,
  any,
  arrayOf,
  BOOLEAN,
  bitVector,
  equal,
  implies,
  isNonzero,
  ite,
  not,
  or,
  select,
  type Term,
  variable,
} from "@ashlar/logic";
import { type Entry, overlay } from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { number32, number64 } from "../terms.js";
import { anySlot } from "./age.js";
import { areBuckets } from "./buckets.js";
import { type Entered, isSound, positionEntered, tagEntered } from "./entered.js";
import type { Resting } from "./pure.js";
import {
  addressesOf,
  anyBucket,
  bitOf,
  entryIn,
  entryOf,
  firstOf,
  isFree,
  isOnlyOne,
  names,
  readArray,
  SECTORS,
  type Slot,
  slotsOf,
} from "./table.js";

/** What that is to the page that a slot names: of all tags. */
export function slotEntered(): Resting {
  const page = variable("any page", bitVector(64));
  const tag = variable("tag", bitVector(64));
  const entered: Entered = {
    page: variable("page", bitVector(64)),
    mask: variable("mask", bitVector(32)),
    position: variable("position", bitVector(32)),
    zeros: variable("zeros", bitVector(32)),
  };
  const isNamed = names(tag, entered.page);
  const after = tagEntered(ite(isNamed, tag, number64(0)), entered);
  const isIt = equal(page, entered.page);
  const sectors = SECTORS.map((sector): Obligation => {
    const old = variable(`position ${sector}`, bitVector(32));
    const isMeant = bitOf(entered.mask, sector);
    const position = positionEntered(entered, sector);
    const entry = (read: Term, where: Term) => entryIn(() => where, NOWHERE, read, sector);
    const was = { ...entry(tag, old), isPresent: and(isNamed, entry(tag, old).isPresent) };
    const is = entry(after, ite(isMeant, position, old));
    const zeros = isNonzero(entered.zeros);
    return {
      claim: `of the page sector ${sector} is what was entered, if it was; otherwise as before`,
      goal: overlay.areSame(is, overlay.put(was, { isMeant, position, isZero: zeros })),
    };
  });
  const [isMask, isPage] = isSound(entered) as [Term, Term];
  const isRight = or(isNamed, isFree(tag));
  const obligations = [
    ...sectors,
    {
      claim: "the slot names the page if it has a sector, and no other page",
      goal: equal(names(after, page), and(isIt, not(isFree(after)))),
    },
    { claim: "it named no other page before", goal: implies(names(tag, page), isIt) },
    {
      claim: "it has a sector if it named the page, or if there is one to enter",
      goal: equal(isFree(after), and(not(isNamed), equal(entered.mask, number32(0)))),
    },
  ];
  return {
    needed: { "the page's number fits": isPage, "the slot is the page's or free": isRight },
    statement: { hypotheses: [isMask, isPage, isRight], obligations },
  };
}

/** Entries are read by what their place holds. */
const NOWHERE: Slot = { tag: number32(0), positions: number32(0) };

/** What is known of a slot, whatever it is: three truth values and a position by its address. */
const SLOT_BITS = { isPresent: 0, isZero: 1, isNamed: 2 };

function slotBit({ tag }: Slot, bit: keyof typeof SLOT_BITS): Term {
  return bitOf(readArray(variable("of slots", arrayOf(32)))(tag, 1), SLOT_BITS[bit]);
}

const anyEntry = (slot: Slot): Entry => ({
  isPresent: slotBit(slot, "isPresent"),
  isZero: slotBit(slot, "isZero"),
  position: select(variable("positions", arrayOf(32, 32)), slot.tag),
});

const truth = (name: string) => variable(name, BOOLEAN);

/** A slot before and after `put`, for one page and sector, as `slotEntered` says. */
function writtenSlot(at: Slot) {
  const [isIt, isEntered] = [truth("it is the page"), truth("a sector is entered")];
  const entering = {
    isMeant: truth("it is a sector that is entered"),
    position: variable("position", bitVector(32)),
    isZero: truth("it is zero"),
  };
  const isNamed = slotBit(at, "isNamed");
  const was = { ...anyEntry(at), isPresent: and(isNamed, slotBit(at, "isPresent")) };
  return {
    ...{ isIt, isNamed, entering, written: overlay.put(was, entering) },
    isNamedAfter: and(isIt, or(isNamed, isEntered)),
    isSound: implies(entering.isMeant, isEntered),
  };
}

/**
 * What that is to any page and any of its sectors. Of slots only this matters, whatever it is:
 * whether they name the page, and their entries for the sector.
 */
export function putPage(): Resting {
  const [bucket, ...buckets] = ["bucket", "first", "second"].map(anyBucket) as [Term, Term, Term];
  const slots = slotsOf(...buckets);
  const at = anySlot(bucket);
  const { isIt, isNamed, isNamedAfter, entering, written, isSound } = writtenSlot(at);
  const areNamed = slots.map((slot) => slotBit(slot, "isNamed"));
  const isHit = slots.map((slot) => equal(slot.tag, at.tag));
  const areNamedAfter = areNamed.map((before, which) => ite(isHit[which]!, isNamedAfter, before));
  const after = slots.map((slot, at) => overlay.chosen(isHit[at]!, written, anyEntry(slot)));
  const before = entryOf(areNamed, slots.map(anyEntry));
  const expected = overlay.put(before, { ...entering, isMeant: and(isIt, entering.isMeant) });
  const found = firstOf(areNamed, addressesOf(slots), number32(0));
  const needed = {
    "a page has one slot at most": isOnlyOne(slots, areNamed),
    "the slot names no other page": implies(isNamed, isIt),
    "the slot is in a bucket of the page": implies(isIt, any(isHit)),
    "it is the one that is found": implies(isIt, equal(found, ite(isNamed, at.tag, number32(0)))),
  };
  const pages = variable("pages", bitVector(32));
  return {
    needed,
    statement: {
      hypotheses: [...areBuckets(pages, [bucket, ...buckets]), ...Object.values(needed), isSound],
      obligations: [
        {
          claim: "the sector is what was entered, if it was; otherwise as before",
          goal: overlay.areSame(entryOf(areNamedAfter, after), expected),
        },
        { claim: "a page still has one slot at most", goal: isOnlyOne(slots, areNamedAfter) },
      ],
    },
  };
}
