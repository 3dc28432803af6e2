/**
 * The numbers that user programs, kernel and specification agree on. AssemblyScript compiles this
 * very file into the kernel, so there is one place for each.
 */

/** What a page is. A field of an object means something only while its page is of that type. */
export const FREE = 0;
export const UNTYPED = 1;
export const CNODE = 2;
export const THREAD = 3;
export const INDIRECTION = 4;
export const ENDPOINT = 5;
export const NOTIFICATION = 6;
/** Memory that threads use. */
export const FRAME = 7;
/** Page tables, from the one that is an address space down to the one whose entries are frames. */
export const ROOT_TABLE = 8;
export const MIDDLE_TABLE = 9;
export const LEAF_TABLE = 10;
/** What pages can be made: the types before this one. */
export const RETYPES = 11;
/** Pages of the types from here on are there from boot on, and stay what they are. */
export const DOMAIN = 11;
export const IRQ_HANDLER = 12;
/** The registers of a device. The kernel itself never reads or writes them. */
export const DEVICE_FRAME = 13;
/** Memory that a device may write at any time: so it is never made anything else. */
export const DMA_FRAME = 14;
export const TYPES = 15;

/** What a thread does. */
export const INACTIVE = 0;
/** It runs, or would if it were its turn. */
export const READY = 1;
export const SENDING = 2;
/** Of a notification. */
export const WAITING = 3;
/** It has called, and waits for the reply. */
export const CALLING = 4;
/** The same number as ENDPOINT, which the kernel's code has at hand where threads receive. */
export const RECEIVING = 5;
export const THREAD_STATES = 6;

/** Priorities: 0 to 63, the highest first. */
export const PRIORITIES = 64;

/**
 * A thread's registers, by the numbers that RISC-V gives them; number 0 is where it goes on. A
 * system call has its own number in NUMBER, and what it is passed from ARGUMENTS on.
 */
export const PC = 0;
export const NUMBER = 5;
export const ARGUMENTS = 10;
export const REGISTERS = 32;

/** What comes back from a call: one word, and of a message its label and words. */
export const ANSWER = 10;
export const LABEL = 11;
export const WORDS = 6;

/** The answer's lowest bits: how it went. */
export const RESULT_BITS = 8;
/** A capability came with the message. */
export const WITH_CAPABILITY_BIT = 8;
/** The kernel says that the sender has faulted, how (label) and where. */
export const FROM_FAULT_BIT = 9;
/** The bits of the notification to which the thread listens came instead of a message. */
export const FROM_NOTIFICATION_BIT = 10;
/**
 * Of a refusal, four bits: 1 + the place among the call's arguments of the one that is to blame (the
 * first has place 0), or 0 if none of them is. Which that is `answers.ts` says.
 */
export const ARGUMENT_BIT = 11;
export const ARGUMENT_BITS = 4;
/** From here on: the badge of the sender's capability, or the bits that were signalled. */
export const BADGE_BIT = 32;

/**
 * The first argument of a call that sends or receives: its lowest byte is the endpoint's slot; from
 * these bits on, 16 each, 1 + the slot of a capability that is sent too, and 1 + the slot into which
 * one may be put.
 */
export const GRANT_BIT = 16;
export const ACCEPT_BIT = 32;

/**
 * Rights of a capability: the upper bits of a byte, so that whoever shifts a page's number up has lost
 * them. What each lets its holder do is said beside each system call.
 */
export const READ = 16;
export const GRANT = 32;
/** Of frames. */
export const EXECUTE = 64;
export const WRITE = 128;
export const ALL_RIGHTS = 240;

/** A capability space has so many slots, named 0 to 255. */
export const SLOTS = 256;
/** A page table has so many entries, and a frame may be named by so many of them at a time. */
export const TABLE_ENTRIES = 512;
export const MAPPING_SLOTS = 4;
/** So many indirections may lie between a capability and the object that it is for. */
export const INDIRECTIONS_MAX = 2;

/** System calls: `system-calls.ts` has their names. */
export const UNTYPED_RETYPE = 0;
export const UNTYPED_RECLAIM = 1;
export const CNODE_COPY = 2;
export const CNODE_MINT = 3;
export const CNODE_MOVE = 4;
export const CNODE_DELETE = 5;
export const INDIRECTION_CREATE = 6;
export const INDIRECTION_INVALIDATE = 7;
export const THREAD_CONFIGURE = 8;
export const THREAD_RESUME = 9;
export const THREAD_SUSPEND = 10;
export const THREAD_SET_PRIORITY = 11;
export const THREAD_SET_DOMAIN = 12;
export const SEND = 13;
export const NONBLOCKING_SEND = 14;
export const CALL = 15;
export const RECEIVE = 16;
export const NONBLOCKING_RECEIVE = 17;
export const REPLY = 18;
export const REPLY_RECEIVE = 19;
export const SIGNAL = 20;
export const WAIT = 21;
export const POLL = 22;
export const YIELD = 23;
export const THREAD_SET_HANDLER = 24;
export const THREAD_READ_REGISTERS = 25;
export const THREAD_WRITE_REGISTERS = 26;
export const THREAD_BIND_NOTIFICATION = 27;
export const THREAD_SET_ADDRESS_SPACE = 28;
export const TABLE_MAP = 29;
export const TABLE_UNMAP = 30;
export const FRAME_MAP = 31;
export const FRAME_UNMAP = 32;
export const IRQ_BIND = 33;
export const IRQ_ACKNOWLEDGE = 34;
export const SYSTEM_CALLS = 35;

/** What a system call answers. */
export const DONE = 0;
/** Not done yet: the same call again goes on. */
export const AGAIN = 1;
/** There is no such system call. */
export const NO_SUCH_CALL = 2;
/** The slot is out of range, empty, or what it names is no more. */
export const NO_CAPABILITY = 3;
/** The object is of another type than the call is for. */
export const WRONG_TYPE = 4;
/** The capability lacks a right that the call needs. */
export const NO_RIGHT = 5;
/** A number is out of the range that the call allows. */
export const OUT_OF_RANGE = 6;
/** What must be free or empty is in use. */
export const IN_USE = 7;
/** The page has had all its generations and stays unused for ever. */
export const WORN_OUT = 8;
/** What was waited for is no more. */
export const CANCELLED = 9;
/** Nothing is there, and the call does not wait. */
export const NOTHING = 10;

/** What the first thread finds in its capability space. */
export const ROOT_CNODE_SLOT = 0;
export const ROOT_THREAD_SLOT = 1;
export const ROOT_UNTYPED_SLOT = 2;
/** The root table of its address space. */
export const ROOT_SPACE_SLOT = 3;
/**
 * And from here on, in this order: each domain, each interrupt's handler, each device frame, each
 * DMA frame.
 */
export const ROOT_DOMAIN_SLOT = 4;
/**
 * Its program begins there, and has at most so many pages; it begins to run there too. In its
 * registers from ARGUMENTS on it finds how many domains, interrupts, device frames and DMA frames
 * there are, the first page that is free and the end of all.
 */
export const IMAGE_ADDRESS = 0x10000;
export const IMAGE_PAGES_MAX = 496;
