/**
 * Invariants by what they are about. What keeps those of one family is said by some others only; a
 * question that is not offered the rest is answered sooner, and says more.
 */
import { type Field, fields } from "@ashlar/spec/kernel";

type Family =
  | "pages"
  | "ranges"
  | "capabilities"
  | "references"
  | "threads"
  | "needs"
  | "bits"
  | "interrupts"
  | "mappings"
  | "numbers"
  | "space"
  | "domains"
  | "places";

/** That nobody comes between two neighbours of a queue is said of two pages. */
export const BETWEEN = "nobody comes between a thread and its next";
/** Also of numbers that are no page's: nothing is there. */
export const IN_PLACE = "what is something lies behind the kernel's own pages";

const FAMILY: Readonly<Record<string, Family>> = {
  "a page has a type": "pages",
  "it is dying or not": "pages",
  "what is free is not dying": "pages",
  "what is there for ever is in nobody's range, and what is in none does not die": "pages",
  "page 0 is nothing, so that its number names nothing": "pages",
  "it has a generation, and not one too many": "pages",
  "an Untyped has a range": "ranges",
  "a slot's capability is sound": "capabilities",
  "a slot has no rights but those that there are": "capabilities",
  "an Indirection's target is sound": "capabilities",
  "a thread's space, its address space and its handler are what they must be": "references",
  "an interrupt signals a notification": "references",
  "a thread listens to a notification": "references",
  "and is a thread": "references",
  "a thread has a state": "threads",
  "and a priority": "threads",
  "it is where its state says": "threads",
  "its neighbours name it": "threads",
  "it waits in its turn": "threads",
  "caller and server name each other": "threads",
  "who has faulted waits for what becomes of it": "threads",
  "who receives has seen all bits to which it listens": "bits",
  "a dying thread does nothing": "threads",
  "an endpoint's queue is one": "threads",
  "a notification's queue is one, and empty while bits are set": "threads",
  "bits are kept only while who listens to them does not receive": "bits",
  "a domain's queue is one, and its map says whether it is empty": "threads",
  "who runs is a thread that can": "threads",
  [BETWEEN]: "threads",
  "domains are where they were at boot": "domains",
  "it is the turn of one of them": "domains",
  "there are no more sources than there are bits": "interrupts",
  "handlers are where they were at boot": "interrupts",
  "interrupt handlers are pages": "interrupts",
  "a handler's domain is one": "interrupts",
  "a source that is on is of that domain": "interrupts",
  "an entry names what its level needs, and is named by it": "mappings",
  "a mapping slot says where its entry is": "mappings",
  "only tables that die have a cursor": "mappings",
  "device frames are behind memory, and nothing else is": "numbers",
  "the machine has another number for each page": "numbers",
  "the machine uses the space of who runs": "space",
  [IN_PLACE]: "places",
  "there are so many pages": "places",
  "there is nothing elsewhere": "places",
};

/** What a family is kept by, beside itself. */
const KEPT_BY: Readonly<Record<Family, readonly Family[]>> = {
  pages: ["places", "ranges"],
  ranges: ["pages", "places", "numbers"],
  capabilities: ["pages", "places", "ranges", "references"],
  references: ["pages", "places", "ranges", "capabilities"],
  threads: ["pages", "places", "domains", "needs"],
  needs: ["threads", "pages", "places", "references", "interrupts", "domains"],
  bits: ["threads", "needs", "pages", "places", "references", "interrupts", "domains"],
  domains: ["pages", "places", "ranges", "numbers"],
  interrupts: ["pages", "places", "ranges", "numbers"],
  mappings: ["pages", "places", "numbers", "capabilities"],
  numbers: ["pages", "places", "ranges"],
  space: ["pages", "places", "ranges", "references", "capabilities", "threads", "domains"],
  places: ["pages", "ranges", "numbers"],
};

/** What is no invariant is what a part of a step or a turn needs. */
export const familyOf = (claim: string): Family => FAMILY[claim] ?? "needs";

/** Whether one invariant may be needed to keep another. */
export function mayKeep(one: string, kept: string): boolean {
  const [helper, family] = [familyOf(one), familyOf(kept)];
  return helper === family || KEPT_BY[family].includes(helper);
}

/** What is said of a page's slots, and the fields of these. Sources are a domain's in no field. */
const OF_SLOTS: Readonly<Record<string, readonly Field[]>> = {
  "a slot's capability is sound": Object.values(fields.SLOT),
  "a slot has no rights but those that there are": [fields.SLOT.rights],
  "a domain's queue is one, and its map says whether it is empty": Object.values(
    fields.READY_QUEUE,
  ),
  "an entry names what its level needs, and is named by it": [fields.ENTRY],
  "a mapping slot says where its entry is": [fields.MAPPING],
  "a source that is on is of that domain": [],
};

export const isOfSlots = (claim: string) => claim in OF_SLOTS;
/** Whether an invariant speaks of the slots that a field has. */
export const speaksOf = (claim: string, field: Field) => OF_SLOTS[claim]?.includes(field) ?? false;
