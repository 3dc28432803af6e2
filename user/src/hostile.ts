/** Attempts at what is not allowed: by number, for their authors and for who tells of them. */

/** What the trespasser tries, one after the other. */
export const READ_NULL = 0;
export const READ_KERNEL = 1;
export const WRITE_KERNEL = 2;
export const WRITE_TEXT = 3;
export const READ_BEHIND_STACK = 4;
export const WRITE_DEVICE = 5;
export const EXECUTE_DATA = 6;
export const EXECUTE_KERNEL = 7;
export const USE_PRIVILEGE = 8;
export const USE_UP_STACK = 9;
export const TRESPASSES = 10;

/** What the forger tries. */
export const EMPTY_SLOTS = 0;
export const SLOT_OUT_OF_RANGE = 1;
export const RIGHT_NOT_HELD = 2;
export const OTHER_TYPE = 3;
export const OTHERS_PAGES = 4;
export const UNKNOWN_CALLS = 5;
export const STALE = 6;
export const STALE_AFTER_REUSE = 7;
export const INVALIDATED = 8;
export const FORGERIES = 9;

/** The forger's slots: its Untyped, and free ones. */
export const OWN_UNTYPED = 9;
export const FREE_SLOTS = 40;
/** Its argument: the number of its Untyped's first page. */
export const FIRST_PAGE = 0;
