/**
 * What the driver of a disk is asked: one block at a time, through a frame that it shares with who
 * asks. It is called with a label and a block's number, and replies with one of the answers.
 */
export const BLOCK_BYTES = 4096;
export const SECTOR_BYTES = 512;
export const SECTORS_PER_BLOCK = 8;

/** The shared frame's contents become the block's. */
export const BLOCK_WRITE = 1;
/** The block's contents become the frame's. */
export const BLOCK_READ = 2;
/** The reply's first word is the number of blocks. */
export const BLOCK_COUNT = 3;

export const BLOCK_DONE = 0;
export const BLOCK_REFUSED = 1;
export const BLOCK_FAILED = 2;
/** The driver has been started again and knows nothing of the request: ask again. */
export const BLOCK_LOST = 3;
