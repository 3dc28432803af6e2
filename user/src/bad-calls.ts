/** Who makes bad calls, and who gets it going again: slots and arguments. */

/** The caller's objects, in these slots. */
export const OBJECTS = 9;
export const OBJECTS_END = 24;
/** Its arguments: how many calls, the seed, and the number of its first page. */
export const CALLS = 0;
export const CALLS_SEED = 1;
export const CALLS_PAGE = 2;

/** The thread that the other one gets going again. */
export const CALLER = 8;
