/**
 * Where a component finds what in its address space. A WebAssembly address is a virtual address.
 *
 *     0x10000  its text, at most 32 KiB, read and executed
 *     0x18000  the words of its last message, then what the compiled module keeps for itself
 *     0x19000  its static data
 *     0x1c000  its stack, with nothing mapped on either side
 *     0x20000  what it shares: frames and devices, as the manifest says
 *
 * Its start makes all data anew from the text, so a component is started again by its pc alone.
 */
export const PAGE = 4096;
export const PROGRAM = 0x10000;
export const TEXT_PAGES_MAX = 8;
export const DATA = 0x18000;
export const STATIC = 0x19000;
export const DATA_PAGES = 3;
export const STACK = 0x1c000;
export const STACK_PAGES = 2;
export const SHARED = 0x20000;
/** One leaf table maps all that a component has. */
export const SPACE_END = 0x200000;

/** The words that a component is given at its start are at the beginning of its text. */
export const ARGUMENTS = 0x10008;
export const ARGUMENTS_MAX = 6;
/** Behind them, where its instructions end; they begin after that word. */
export const CODE_END = 0x10038;
export const CODE = 0x10040;

/** A message's label and words, as the last system call left them. */
export const MESSAGE = DATA;

/** The root task has the other components' images and the plan behind its own program. */
export const BUNDLE = 0x20000;
/** Where the root task sees the page that it fills. */
export const WINDOW = 0x40000000;
