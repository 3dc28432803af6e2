/**
 * Where in the kernel's memory an access is, as the form of its address says: a multiple of a page's
 * size and what is added. An address without such a form is nowhere.
 */
import * as layout from "@ashlar/kernel/layout";
import {
  add,
  and,
  any,
  choiceOf,
  choiceWithin,
  concat,
  constant,
  equal,
  extract,
  FALSE,
  isLiteral,
  literalOf,
  not,
  numberOf,
  or,
  replaced,
  split,
  sub,
  type Term,
  TRUE,
  uge,
  ult,
  zeroExtend,
} from "@ashlar/logic";

export type Region = "own" | "info" | "objects";

/** How many bytes a word has, as a power of two. */
export const WORD_SHIFT: Readonly<Record<Region, number>> = { own: 3, info: 2, objects: 3 };
const PAGE_NUMBER_BITS = 32 - layout.PAGE_BITS;
/** How many bits say which word it is of a page, or of what is known of a page. */
const PLACE_BITS: Readonly<Record<Region, number>> = {
  own: layout.PAGE_BITS - WORD_SHIFT.own,
  info: layout.PAGE_INFO_BITS - WORD_SHIFT.info,
  objects: layout.PAGE_BITS - WORD_SHIFT.objects,
};
export const INDEX_BITS: Readonly<Record<Region, number>> = {
  own: PLACE_BITS.own,
  info: PAGE_NUMBER_BITS + PLACE_BITS.info,
  objects: PAGE_NUMBER_BITS + PLACE_BITS.objects,
};

/** Where objects may be, as numbers of pages of 64 bits. */
export interface Limits {
  /** So many pages are known. */
  readonly pages: Term;
  /** Objects lie from here on… */
  readonly ownEnd: Term;
  /** …to before here. */
  readonly ramPages: Term;
}

/** A word of a region, and a byte of it. */
export interface Found {
  readonly region: Region;
  readonly index: Term;
  readonly byte: number;
  /** Whether the address is none of the region's, or nothing may be stored there. */
  readonly isOutside: (limits: Limits, isStore: boolean) => Term;
}

export const address32 = (value: number) => constant(32, value);
const wide = (term: Term) => zeroExtend(term, 64);

/** One of the addresses that a term may stand for, and when it does. */
interface Alternative {
  readonly when: Term;
  readonly address: Term;
}

/** An address that may be one of more than these, such as the queue of the highest priority, is left
 * as it is: it has a form too. */
const ALTERNATIVES_MAX = 16;

/** The sides of choices: where paths met, an address may be one of several, or left from before. */
function alternatives(term: Term): Alternative[] {
  const found = new Map<Term, Term>();
  const waiting: Alternative[] = [{ address: term, when: TRUE }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { address, when } = one;
    const whole = choiceWithin(address);
    if (whole === undefined) {
      found.set(address, or(found.get(address) ?? FALSE, when));
      continue;
    }
    if (found.size + waiting.length >= ALTERNATIVES_MAX) return [{ when: TRUE, address: term }];
    const [condition, ...sides] = choiceOf(whole)!;
    const [first, second] = sides.map((side) => replaced([address], new Map([[whole, side]]))[0]!);
    waiting.push({ address: second!, when: and(when, not(condition)) });
    waiting.push({ address: first!, when: and(when, condition) });
  }
  return [...found].map(([address, when]) => ({ when, address }));
}

const isOwnAddress = (address: number) => address >= layout.KERNEL && address < layout.PAGE_INFO;

/** A page, and a place in it. Slots may count from 1: what is then taken off is taken off the place. */
function pageAndPlace(address: Term): readonly [page: Term, place: Term] {
  const whole = split(address, layout.PAGE_BITS);
  const [offset] = literalOf(whole.rest);
  if (isLiteral(whole.rest) || numberOf(offset) < layout.PAGE_BYTES / 2)
    return [whole.multiple, whole.rest];
  const [literal, others] = literalOf(address);
  const { multiple, rest } = split(others, layout.PAGE_BITS);
  const page = extract(add(literal, address32(layout.PAGE_BYTES)), 31, layout.PAGE_BITS);
  return [add(multiple, page), add(rest, sub(offset, address32(layout.PAGE_BYTES)))];
}

/** Where an address is, as its form says; undefined if it says nothing, or if it is in page 0: then
 * it is nowhere. */
function find(address: Term): Found | undefined {
  const [multiple, rest] = pageAndPlace(address);
  if (!isLiteral(multiple)) return inObject(multiple, rest);
  if (numberOf(multiple) === 0) return undefined;
  const isOwn = isLiteral(address) && isOwnAddress(numberOf(address));
  return isOwn ? inOwn(rest) : inInfo(address);
}

/** One of the places that an access may be to. */
export interface Access {
  readonly when: Term;
  /** Undefined: nowhere. */
  readonly found: Found | undefined;
}

/** Whether so many bytes are within one word, or whole ones. */
function isOfWords({ region, byte }: Found, bytes: number): boolean {
  const most = 1 << WORD_SHIFT[region];
  return byte + bytes <= most || (byte === 0 && bytes % most === 0);
}

/** All places that an access of so many bytes may be to. */
export const accesses = (address: Term, bytes: number): Access[] =>
  alternatives(address).map(({ when, address: one }) => {
    const found = find(one);
    return { when, found: found && isOfWords(found, bytes) ? found : undefined };
  });

/** A word of a page, by the byte at which it begins: in which it is, and the byte of that. */
function wordAt(region: Region, place: Term): readonly [word: Term, byte: number] | undefined {
  const [shift, bits] = [WORD_SHIFT[region], PLACE_BITS[region]];
  // What is added in multiples of 2^n leaves the lower bits alone: so the same slot has one form.
  let steps = shift + bits - 1;
  while (steps > shift && !isLiteral(split(place, steps).rest)) steps--;
  const { multiple, rest } = split(place, steps);
  if (!isLiteral(rest)) return undefined;
  const low = numberOf(rest);
  const byte = low & ((1 << shift) - 1);
  const upper = extract(multiple, shift + bits - steps - 1, 0);
  return [steps === shift ? upper : concat(upper, constant(steps - shift, low >> shift)), byte];
}

function inOwn(place: Term): Found {
  const [index, byte] = wordAt("own", place)!;
  return { region: "own", index, byte, isOutside: () => FALSE };
}

function inInfo(address: Term): Found | undefined {
  const inside = sub(address, address32(layout.PAGE_INFO));
  const { multiple: page, rest } = split(inside, layout.PAGE_INFO_BITS);
  const word = wordAt("info", rest);
  if (word === undefined) return undefined;
  const index = concat(extract(page, PAGE_NUMBER_BITS - 1, 0), word[0]);
  const isBeyond = isLiteral(rest) ? FALSE : uge(rest, address32(1 << layout.PAGE_INFO_BITS));
  return {
    ...{ region: "info", index, byte: word[1] },
    isOutside: ({ pages }) => or(isBeyond, uge(wide(page), pages)),
  };
}

function inObject(page: Term, place: Term): Found | undefined {
  const word = wordAt("objects", place);
  if (word === undefined) return undefined;
  const isBeyond = isLiteral(place) ? FALSE : uge(place, address32(layout.PAGE_BYTES));
  return {
    ...{ region: "objects", index: concat(page, word[0]), byte: word[1] },
    isOutside: ({ ramPages, ownEnd }, isStore) => {
      const isOwn = ult(wide(page), ownEnd);
      // Page 0 is all zero, so that who looks at nothing sees nothing (`moment.ts`).
      const isNothing = isStore ? FALSE : equal(page, constant(PAGE_NUMBER_BITS, 0));
      return any([isBeyond, uge(wide(page), ramPages), and(isOwn, not(isNothing))]);
    },
  };
}
