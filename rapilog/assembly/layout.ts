/**
 * Units, limits and codes. `src/` names the same values for TypeScript; a test holds them equal.
 */
export const SECTOR_SHIFT: u64 = 9;
export const SECTOR_BYTES: u32 = 512;
export const PAGE_SHIFT: u64 = 12;
/** Sectors of 512 bytes in a page of 4096: the overlay and the plan work by pages. */
export const PAGE_SECTORS: u32 = 8;
/** The largest payload of one record. */
export const RECORD_BYTES_MAX: u32 = 256 * 1024;
/** A disk has no more pages than this, so that a page number and two masks fit in one word. */
export const DISK_PAGES_MAX: u64 = 1 << 44;
/** Smallest and largest ring, in sectors: 1 MiB and 1 GiB. */
export const RING_SECTORS_MIN: u32 = 1 << 11;
export const RING_SECTORS_MAX: u32 = 1 << 21;

/** Verdicts of `write` and `zero`. */
export const ADMITTED: u32 = 0;
export const WAIT_RING: u32 = 1;
export const WAIT_OVERLAY: u32 = 2;
export const WAIT_POWER: u32 = 3;
export const REFUSE_FAULT: u32 = 4;
export const REFUSE_RANGE: u32 = 5;

/** Outcomes of `recover`. */
export const RECOVER_END: u32 = 0;
export const RECOVER_RECORD: u32 = 1;
export const RECOVER_WAIT: u32 = 2;

/** Sources of a segment of a read. */
export const FROM_HOME: u32 = 0;
export const FROM_RING: u32 = 1;
export const FROM_ZERO: u32 = 2;

/** States of the journal, as the driver reports them. */
export const FAULT_NONE: u32 = 0;
export const FAULT_FAILED: u32 = 2;
