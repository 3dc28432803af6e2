/**
 * The kernel's memory as three regions that do not overlap: its own words, what it knows of every
 * page, and the objects. Each is an array of words of 8 bytes, or of 4 in what is known of pages,
 * because mapping slots have 4. Every access lies within one word or is of whole ones.
 *
 * In which region an access is, is read off the form of its address, and might be wrong: so an
 * access outside the region that it is taken for counts as a trap, and that no trap happens is
 * proved. Then this memory and the machine's hold the same.
 */
import {
  add,
  and,
  any,
  arrayOf,
  concat,
  constant,
  extract,
  FALSE,
  ite,
  not,
  numberOf,
  or,
  select,
  sortOf,
  store,
  type Term,
  variable,
} from "@ashlar/logic";
import type { ForkingMemory, Join } from "@ashlar/semantics";
import {
  accesses,
  address32,
  type Found,
  INDEX_BITS,
  type Limits,
  type Region,
  WORD_SHIFT,
} from "./regions.js";

type Regions = Readonly<Record<Region, Term>>;

const region = (name: Region) => variable(name, arrayOf(INDEX_BITS[name], 8 << WORD_SHIFT[name]));

/** The regions of any memory. */
export const regionVariables = (): Regions => ({
  ...{ own: region("own"), info: region("info"), objects: region("objects") },
});

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
    const regions = regionVariables();
    const nowhere = constant(64, 0);
    const unlimited = { pages: nowhere, ownEnd: nowhere, ramPages: nowhere };
    return new RegionMemory(regions, limitsOf(new RegionMemory(regions, unlimited)));
  }

  /** What a word of a region is. */
  wordAt(region: Region, index: Term): Term {
    return select(this.regions[region], index);
  }

  get objects(): Term {
    return this.regions.objects;
  }

  /** The same with other objects. */
  withObjects(objects: Term): RegionMemory {
    return new RegionMemory({ ...this.regions, objects }, this.limits);
  }

  isOutside(base: Term, offset: number, bytes: number, isStore: boolean): Term {
    const address = add(base, address32(offset));
    const inside = accesses(address, bytes).map(({ when, found }) =>
      found === undefined ? FALSE : and(when, not(found.isOutside(this.limits, isStore))),
    );
    return not(any(inside));
  }

  /** Of whole pages and registers: the beginning and the end are in one object. */
  isRangeOutside(base: Term, length: Term): Term {
    return or(
      this.isOutside(base, 0, 1, true),
      this.isOutside(base, numberOf(length) - 1, 1, true),
    );
  }

  /** What is there; nowhere it is zero. */
  load(address: Term, bytes: number): Term {
    const nothing = constant(8 * bytes, 0);
    const loaded = accesses(address, bytes).map(({ when, found }) => ({
      ...{ when, value: found ? this.#loadFrom(found, bytes) : nothing },
    }));
    const last = loaded.pop()!;
    return loaded.reduce((otherwise, { when, value }) => ite(when, value, otherwise), last.value);
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
    for (const { when, found } of accesses(address, sortOf(value) >> 3))
      if (found !== undefined) this.#storeTo(found, when, value);
  }

  #storeTo({ region, index, byte }: Found, when: Term, value: Term): void {
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

  /** Whether both are the same on construction. */
  isAs({ regions, limits }: RegionMemory): boolean {
    const isSame = (name: Region) => regions[name] === this.regions[name];
    return isSame("own") && isSame("info") && isSame("objects") && limits === this.limits;
  }

  /** What another memory holds, where a condition holds. */
  become(when: Term, other: RegionMemory): void {
    const choice = (name: Region) => ite(when, other.regions[name], this.regions[name]);
    this.regions = { own: choice("own"), info: choice("info"), objects: choice("objects") };
  }

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
