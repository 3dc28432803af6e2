/**
 * The plan that the root task carries out: a list of steps, nine words each, at the beginning of
 * the bundle behind its program; the components' images follow. The manifest's encoder makes it.
 *
 * Pages count from the first free one on: only the kernel knows at boot which that is.
 */
export const STEP_WORDS = 9;

/** All is started. */
export const STEP_END = 0;
/** A system call: its number, then its arguments. */
export const STEP_CALL = 1;
/** The system call that makes an object, with its pages counted as above. */
export const STEP_RETYPE = 2;
/**
 * A frame with contents, mapped for a component: slot of the Untyped, page, slot of the leaf table,
 * index in it, rights, where its contents are in the root task's memory, how many bytes, and the
 * slot in which the root task keeps the capability to it; 0 if it does not.
 */
export const STEP_FRAME = 3;
/** The physical address of a DMA frame (its number) is put somewhere into the bundle (address). */
export const STEP_PHYSICAL = 4;
/** The number of a page (counted as above) is put somewhere into the bundle (address). */
export const STEP_PAGE = 5;

/** The root task's own slots, while it works: of its leaf table, and of what is in its hands. */
export const WINDOW_LEAF_SLOT = 255;
export const HAND_SLOT = 254;
export const OTHER_HAND_SLOT = 253;

/** Where the root task sees the UART's registers, to tell of a step that fails. */
export const CONSOLE = 0x40001000;
