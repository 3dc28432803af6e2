/**
 * What the kernel's state is made of: fields. Each belongs to a page, and some also to a slot of it;
 * a field of an object means something only while its page is of the object's type.
 */
import * as numbers from "@ashlar/kernel/interface";

export interface Field {
  readonly name: string;
  /** The type of page that has it; undefined: every page has it. */
  readonly type?: number;
  /** Whether each slot of the page has one. */
  readonly slots?: true;
  /** How many bits its values have at most. */
  readonly bits: number;
}

const field = (name: string, bits: number, type?: number): Field =>
  type === undefined ? { name, bits } : { name, bits, type };

// What is known of every page

export const TYPE = field("type", 8);
/** Nothing can join the page any more: it is being reclaimed. */
export const DYING = field("dying", 8);
/** The page of the Untyped from which it was made. */
export const OWNER = field("owner", 32);
/** A reference of an older generation is void. */
export const GENERATION = field("generation", 64);

// Objects

export const FIRST = field("first", 32, numbers.UNTYPED);
export const END = field("end", 32, numbers.UNTYPED);

const slotted = (name: string, bits: number): Field => ({
  ...{ name, bits, type: numbers.CNODE, slots: true },
});
export const SLOT = {
  generation: slotted("slot's generation", 64),
  page: slotted("slot's page", 24),
  rights: slotted("slot's rights", 8),
  badge: slotted("slot's badge", 32),
} as const;

export const TARGET = {
  generation: field("target's generation", 64, numbers.INDIRECTION),
  page: field("target's page", 24, numbers.INDIRECTION),
  rights: field("target's rights", 8, numbers.INDIRECTION),
} as const;

/** The capability space of a thread. */
export const ROOT = {
  generation: field("root's generation", 64, numbers.THREAD),
  page: field("root's page", 32, numbers.THREAD),
} as const;

export const FIELDS: readonly Field[] = [
  ...[TYPE, DYING, OWNER, GENERATION, FIRST, END],
  ...[...Object.values(SLOT), ...Object.values(TARGET), ...Object.values(ROOT)],
];

/**
 * References from page to page, and what keeps each sound.
 *
 * - weak: it names page and generation, and is checked whenever it is used;
 * - strong: it is used unchecked, an invariant says that it is right.
 */
export const REFERENCES = [
  { from: "capability", to: "any object", kind: "weak", why: "generation" },
  { from: "Indirection", to: "any object", kind: "weak", why: "generation" },
  { from: "Thread", to: "CNode", kind: "weak", why: "generation, and the type" },
  { from: "page", to: "Untyped", kind: "strong", why: "it is not followed; it is for people" },
] as const;
