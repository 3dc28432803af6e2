/** Who makes bad calls, and who gets it going again: slots and arguments. */

/** The caller's objects, in these slots: some from the start, some that it makes itself. */
export const OBJECTS = 9;
export const MEMORY_SLOT = 9;
export const SPACE_SLOT = 10;
export const ENDPOINT_SLOT = 11;
export const NOTIFICATION_SLOT = 12;
export const FRAME_SLOT = 13;
export const PUPPET_SLOT = 14;
export const INTERRUPT_SLOT = 15;
export const DMA_SLOT = 16;
export const PUPPETS_SPACE_SLOT = 17;
/** One that may only receive. */
export const RECEIVER_SLOT = 18;
export const TABLE_SLOT = 19;
export const INDIRECTION_SLOT = 20;
export const OBJECTS_END = 28;
/** Its own space, for it to empty slots: not among what it makes calls with. */
export const OWN_SPACE_SLOT = 30;
/** Its arguments: how many calls, the seed, and the number of its first page. */
export const CALLS = 0;
export const CALLS_SEED = 1;
export const CALLS_PAGE = 2;
/** So many pages. */
export const CALLS_PAGES = 16;

/** The thread that the other one gets going again. */
export const CALLER = 8;
