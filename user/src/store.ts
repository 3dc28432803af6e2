/**
 * What the key/value server is asked. Key and value travel through a frame that it shares with its
 * client: two rings of half a page, requests in the first, answers in the second. Each holds 1024
 * bytes: one request of the largest sort.
 *
 * A record in a ring: the key's length, the value's length (two bytes each), key, value.
 *
 * Besides being called the server listens to a bell. Who rings it has put a batch of values to store
 * into the ring, and finds an answer of four bytes for each in the other one when it is signalled.
 */
export const STORE_PUT = 1;
export const STORE_GET = 2;
/** Comes with the capability to a notification: it is signalled when a batch is done. */
export const STORE_OPEN = 3;

export const STORE_DONE = 0;
export const STORE_MISSING = 1;
export const STORE_REFUSED = 2;
export const STORE_FULL = 3;
export const STORE_FAILED = 4;

export const REQUEST_RING = 0;
export const ANSWER_RING = 2048;
export const RING_BYTES = 2048;
export const KEY_BYTES_MAX = 64;
export const VALUE_BYTES_MAX = 944;
