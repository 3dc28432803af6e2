/**
 * What the kernel's state is made of: fields. Most belong to a page, and some of these to a slot of
 * it; a field of an object means something only while its page is of the object's type.
 */
import * as numbers from "@ashlar/kernel/interface";

export interface Field {
  /** Each has another one, from 0 on. */
  readonly number: number;
  readonly name: string;
  /** The types of pages that have it; undefined: every page has it, or it is the kernel's own. */
  readonly types?: readonly number[];
  /** How many bits its values have at most. */
  readonly bits: number;
  /** Whether it names a page, or 0 for none: then `REFERENCES` says which and how it is kept sound. */
  readonly isReference?: true;
}

let fieldsMade = 0;

const field = (name: string, bits: number, ...types: number[]): Field => ({
  ...{ number: fieldsMade++, name, bits },
  ...(types.length > 0 && { types }),
});

const reference = (name: string, type?: number, bits = 32): Field => ({
  ...field(name, bits, ...(type === undefined ? [] : [type])),
  isReference: true,
});

// The kernel's own

/** The page of the thread that runs; 0: none. */
export const CURRENT = reference("current thread");
/** The page of the domain whose turn it is. */
export const RUNNING_DOMAIN = reference("running domain");
export const FIRST_DOMAIN = reference("first domain");
export const LAST_DOMAIN = reference("last domain");
/** The root table that the machine uses; 0: one in which there is nothing. */
export const SPACE = reference("address space");
/** How many pages are memory; those behind them are registers of devices. */
export const RAM_PAGES = field("pages of memory", 32);
/** Pages before this one, and those of devices, are what they are from boot on. */
export const FIRST_FREE = field("first page that was free", 32);
/** The machine's numbers of the first page of memory and of the first device's. */
export const RAM_BASE = field("first page of memory", 32);
export const DEVICE_BASE = field("first page of devices", 32);

/** The first interrupt handler, 0 if there is none, and how many there are. */
export const FIRST_HANDLER = reference("first interrupt handler");
export const INTERRUPTS = field("interrupt handlers", 32);

// What is known of every page

export const TYPE = field("type", 8);
/** Nothing can join the page any more: it is being reclaimed. */
export const DYING = field("dying", 8);
/** The page of the Untyped from which it was made. */
export const OWNER = reference("owner");
/** A reference of an older generation is void. */
export const GENERATION = field("generation", 64);
/** In which entry of which page table it is named, of each of its mapping slots; 0: in none. */
export const MAPPING: Field = { ...field("mapping", 32), isReference: true };
/** Of a page table that is dying: all entries before this one are empty. */
export const CURSOR = field("cursor", 16);

// Objects

export const FIRST = field("first", 32, numbers.UNTYPED);
export const END = field("end", 32, numbers.UNTYPED);

/** Of each slot. */
export const SLOT = {
  generation: field("slot's generation", 64, numbers.CNODE),
  page: reference("slot's page", numbers.CNODE, 24),
  rights: field("slot's rights", 8, numbers.CNODE),
  badge: field("slot's badge", 32, numbers.CNODE),
} as const;

export const TARGET = {
  generation: field("target's generation", 64, numbers.INDIRECTION),
  page: reference("target's page", numbers.INDIRECTION, 24),
  rights: field("target's rights", 8, numbers.INDIRECTION),
} as const;

const queueOf = (whose: string, type: number) => ({
  /** The first and the last thread in it; 0: none. */
  head: reference(`${whose} head`, type),
  tail: reference(`${whose} tail`, type),
  /** What the next to join gets: so tickets increase along the queue. */
  tickets: field(`${whose} next ticket`, 64, type),
});
export const ENDPOINT_QUEUE = queueOf("endpoint's", numbers.ENDPOINT);
export const NOTIFICATION_QUEUE = queueOf("notification's", numbers.NOTIFICATION);
/** Of each priority. */
export const READY_QUEUE = queueOf("domain's", numbers.DOMAIN);
/** A bit for each priority with a thread in its queue. */
export const READY_MAP = field("priorities that are ready", 64, numbers.DOMAIN);
/** A bit for each source of interrupts that is on in its turns. */
export const MASK = field("sources that are on", 64, numbers.DOMAIN);
/** The notification that an interrupt signals. */
export const IRQ = {
  generation: field("signalled notification's generation", 64, numbers.IRQ_HANDLER),
  page: reference("signalled notification's page", numbers.IRQ_HANDLER),
  badge: field("signalled bits", 32, numbers.IRQ_HANDLER),
} as const;
/** In whose turns; 0: it is not bound yet. */
export const IRQ_DOMAIN = reference("interrupt's domain", numbers.IRQ_HANDLER);
/** What was signalled and not seen yet. */
export const SIGNALLED = field("bits signalled", 32, numbers.NOTIFICATION);

/** The thread that listens to it. */
export const LISTENER = {
  generation: field("listener's generation", 64, numbers.NOTIFICATION),
  page: reference("listener's page", numbers.NOTIFICATION),
} as const;

const ofThread = (name: string, bits: number) => field(name, bits, numbers.THREAD);
const fromThread = (name: string) => reference(name, numbers.THREAD);
/** The capability space of a thread. */
export const ROOT = {
  generation: ofThread("root's generation", 64),
  page: fromThread("root's page"),
} as const;
/** The root table of its address space. */
export const THREAD_SPACE = {
  generation: ofThread("space's generation", 64),
  page: fromThread("space's page"),
} as const;
export const THREAD = {
  state: ofThread("state", 8),
  priority: ofThread("priority", 8),
  /** Of one that sends: whether it calls. */
  isCall: ofThread("is a call", 8),
  /** 0: none yet. */
  domain: fromThread("domain"),
  /** The page of the object in whose queue it is; 0: in none. */
  queue: fromThread("queue"),
  next: fromThread("next"),
  previous: fromThread("previous"),
  ticket: ofThread("ticket", 64),
  /** Of one that calls: who must reply. */
  server: fromThread("server"),
  /** To whom it must reply; 0: nobody. */
  caller: fromThread("caller"),
  /** Of one that sends: the badge of the capability that it sends by. */
  badge: ofThread("badge of what is sent", 32),
  /** And 1 + the slot of a capability that is sent too; 0: none. */
  grant: ofThread("slot of what is sent", 32),
  /** What it said last of slots when it received, that for a capability that may come among them. */
  slots: ofThread("slots for a message", 64),
} as const;
/** The endpoint at which it is told that the thread has faulted. */
export const HANDLER = {
  generation: ofThread("handler's generation", 64),
  page: fromThread("handler's page"),
  badge: ofThread("handler's badge", 32),
} as const;
/** The notification to which it listens while it receives. */
export const LISTENS = {
  generation: ofThread("notification's generation", 64),
  page: fromThread("notification's page"),
} as const;
export const FAULT = {
  /** Whether the thread waits for what becomes of it; then its registers stay as they are. */
  isFaulted: ofThread("has faulted", 8),
  kind: ofThread("kind of fault", 64),
  address: ofThread("address of fault", 64),
} as const;
/** Of each register: where it goes on, and what is in those of the processor. */
export const REGISTER = ofThread("register", 64);

/** Of each entry of a page table, as the machine reads it; 0: empty. */
export const ENTRY: Field = {
  ...field("entry", 64, numbers.ROOT_TABLE, numbers.MIDDLE_TABLE, numbers.LEAF_TABLE),
  isReference: true,
};
