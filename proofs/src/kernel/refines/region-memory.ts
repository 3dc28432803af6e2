/**
 * The kernel's memory as three regions that do not overlap: its own words, what it knows of every
 * page, and the objects. Each is an array of words of 8 bytes, or of 4 in what is known of pages,
 * because mapping slots have 4. Every access lies within one word or is of whole ones.
 *
 * In which region an access is, is read off the form of its address, and might be wrong: so an
 * access outside the region that it is taken for counts as a trap, and that no trap happens is
 * proved. Then this memory and the machine's hold the same.
 */
import * as layout from "@ashlar/kernel/layout";
import {
  add,
  and,
  any,
  arrayOf,
  choiceOf,
  concat,
  constant,
  extract,
  FALSE,
  isLiteral,
  ite,
  literalOf,
  not,
  numberOf,
  or,
  select,
  sortOf,
  split,
  store,
  sub,
  type Term,
  TRUE,
  uge,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { ForkingMemory, Join } from "@ashlar/semantics";

type Region = "own" | "info" | "objects";
type Regions = Readonly<Record<Region, Term>>;

/** How many bytes a word has, as a power of two. */
const WORD_SHIFT: Readonly<Record<Region, number>> = { own: 3, info: 2, objects: 3 };
const PAGE_NUMBER_BITS = 32 - layout.PAGE_BITS;
/** How many bits say which word it is of a page, or of what is known of a page. */
const PLACE_BITS: Readonly<Record<Region, number>> = {
  own: layout.PAGE_BITS - WORD_SHIFT.own,
  info: layout.PAGE_INFO_BITS - WORD_SHIFT.info,
  objects: layout.PAGE_BITS - WORD_SHIFT.objects,
};
const INDEX_BITS: Readonly<Record<Region, number>> = {
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
interface Found {
  readonly region: Region;
  readonly index: Term;
  readonly byte: number;
  /** Whether the address is none of the region's. */
  readonly isOutside: (limits: Limits) => Term;
}

const address32 = (value: number) => constant(32, value);
const wide = (term: Term) => zeroExtend(term, 64);

/** One of the addresses that a term may stand for, and when it does. */
interface Alternative {
  readonly when: Term;
  readonly address: Term;
}

/** The sides of choices: where paths met, an address may be one of several, or left from before. */
function alternatives(term: Term, when = TRUE): Alternative[] {
  const [literal, base] = literalOf(term);
  const choice = choiceOf(base);
  if (choice === undefined) return [{ when, address: term }];
  const [condition, one, other] = choice;
  return [
    ...alternatives(add(literal, one), and(when, condition)),
    ...alternatives(add(literal, other), and(when, not(condition))),
  ];
}

/** Where an address is, as its form says; undefined if it says nothing: then it is nowhere. */
function find(address: Term): Found | undefined {
  const { multiple, rest } = split(address, layout.PAGE_BITS);
  if (!isLiteral(multiple)) return inObject(multiple, rest);
  const isOwn = isLiteral(rest) && numberOf(multiple) === layout.KERNEL >> layout.PAGE_BITS;
  return isOwn ? inOwn(rest) : inInfo(address);
}

interface Access extends Found {
  readonly when: Term;
}

/** Whether so many bytes are within one word, or whole ones. */
function isOfWords({ region, byte }: Found, bytes: number): boolean {
  const most = 1 << WORD_SHIFT[region];
  return byte + bytes <= most || (byte === 0 && bytes % most === 0);
}

/** All places that an access of so many bytes may be to. */
function accesses(address: Term, bytes: number): Access[] {
  return alternatives(address).flatMap(({ when, address: one }) => {
    const found = find(one);
    return found === undefined || !isOfWords(found, bytes) ? [] : [{ ...found, when }];
  });
}

/** The same, of one that is known to be somewhere: a single place is the one. */
function certain(address: Term, bytes: number): Access[] {
  const [first, ...others] = accesses(address, bytes);
  if (first === undefined) return [];
  return others.length === 0 ? [{ ...first, when: TRUE }] : [first, ...others];
}

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
    isOutside: ({ ramPages, ownEnd }) =>
      any([isBeyond, uge(wide(page), ramPages), ult(wide(page), ownEnd)]),
  };
}

const never = (what: string) => () => {
  throw new Error(`the kernel's code has nothing that ${what}`);
};

export class RegionMemory implements ForkingMemory {
  private constructor(
    private regions: Regions,
    private readonly limits: Limits,
  ) {}

  /** Any memory. What its limits are it says itself, so they are made from it. */
  static arbitrary(limitsOf: (memory: RegionMemory) => Limits): RegionMemory {
    const region = (name: Region) =>
      variable(name, arrayOf(INDEX_BITS[name], 8 << WORD_SHIFT[name]));
    const regions = { own: region("own"), info: region("info"), objects: region("objects") };
    const nowhere = constant(64, 0);
    const unlimited = { pages: nowhere, ownEnd: nowhere, ramPages: nowhere };
    return new RegionMemory(regions, limitsOf(new RegionMemory(regions, unlimited)));
  }

  isOutside(base: Term, offset: number, bytes: number): Term {
    const address = add(base, address32(offset));
    const inside = accesses(address, bytes).map(({ when, isOutside }) =>
      and(when, not(isOutside(this.limits))),
    );
    return not(any(inside));
  }

  /** Of whole pages and registers: the beginning and the end are in one object. */
  isRangeOutside(base: Term, length: Term): Term {
    return or(this.isOutside(base, 0, 1), this.isOutside(base, numberOf(length) - 1, 1));
  }

  load(address: Term, bytes: number): Term {
    const loaded = certain(address, bytes).map((access) => ({
      ...{ when: access.when, value: this.#loadFrom(access, bytes) },
    }));
    const last = loaded.pop();
    return loaded.reduce(
      (otherwise, { when, value }) => ite(when, value, otherwise),
      last?.value ?? constant(8 * bytes, 0),
    );
  }

  #loadFrom({ region, index, byte }: Found, bytes: number): Term {
    const word = (at: number) => select(this.regions[region], this.#after(index, at));
    const most = 1 << WORD_SHIFT[region];
    if (bytes <= most) return extract(word(0), (byte + bytes) * 8 - 1, byte * 8);
    return concat(word(1), word(0));
  }

  #after(index: Term, words: number): Term {
    return words === 0 ? index : add(index, constant(sortOf(index), words));
  }

  store(address: Term, value: Term): void {
    for (const access of certain(address, sortOf(value) >> 3)) this.#storeTo(access, value);
  }

  #storeTo({ when, region, index, byte }: Access, value: Term): void {
    const most = 8 << WORD_SHIFT[region];
    if (sortOf(value) > most) {
      this.#write(region, index, extract(value, most - 1, 0), when);
      this.#write(region, this.#after(index, 1), extract(value, 2 * most - 1, most), when);
      return;
    }
    const before = select(this.regions[region], index);
    const [low, high] = [byte * 8, byte * 8 + sortOf(value)];
    const upper = high < most ? concat(extract(before, most - 1, high), value) : value;
    this.#write(region, index, low > 0 ? concat(upper, extract(before, low - 1, 0)) : upper, when);
  }

  #write(region: Region, index: Term, word: Term, when: Term): void {
    const array = this.regions[region];
    const written = ite(when, word, select(array, index));
    this.regions = { ...this.regions, [region]: store(array, index, written) };
  }

  fill(address: Term, byte: Term, length: Term): void {
    const word = Array.from({ length: 7 }).reduce<Term>((more) => concat(more, byte), byte);
    this.#eachWord(length, (at) => this.store(add(address, at), word));
  }

  copy(to: Term, from: Term, length: Term): void {
    const words: Term[] = [];
    this.#eachWord(length, (at) => words.push(this.load(add(from, at), 8)));
    this.#eachWord(length, (at) => this.store(add(to, at), words.shift()!));
  }

  #eachWord(length: Term, act: (at: Term) => void): void {
    for (let at = 0; at < numberOf(length); at += 8) act(address32(at));
  }

  get pages(): Term {
    return never("asks for the size of memory")();
  }
  grow = never("grows memory");
  initialise = never("copies data segments");

  fork(): RegionMemory {
    return new RegionMemory(this.regions, this.limits);
  }

  joined(other: ForkingMemory, { choose }: Join): RegionMemory {
    const { regions } = other as RegionMemory;
    const joint = (name: Region) => choose(this.regions[name], regions[name]);
    const joined = { own: joint("own"), info: joint("info"), objects: joint("objects") };
    return new RegionMemory(joined, this.limits);
  }
}
