/** Two domains: who knows a secret and acts by it, and who watches. Slots and arguments. */

/** The secret: a number. The first argument of who knows it. */
export const SECRET = 0;
/** Argument of both: the number of the first of the pages that are theirs. */
export const OWN_FIRST = 1;

/** Each has an Untyped of its own, and an endpoint and a notification that nobody else has. */
export const OWN_MEMORY = 9;
export const OWN_ENDPOINT = 10;
export const OWN_NOTIFICATION = 11;
export const OWN_THREAD = 12;
export const OWN_FREE = 40;
export const OWN_PAGES = 8;

/** The watcher shares a frame with another thread of its domain, to count its turns. */
export const CLOCK = 0x30000;
/** The watcher's argument: how many turns it watches. */
export const TURNS = 0;
