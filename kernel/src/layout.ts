/**
 * Where the kernel keeps what in linear memory. Addresses and sizes are in bytes.
 *
 *     0          the null page: never an object, so that page 0 names nothing
 *     4096       the record of the kernel's own words: KERNEL
 *     8192       PageInfo, 32 bytes for each page: type, dying, owner, generation
 *     ...        objects, one page each
 *
 * Page numbers count from address 0: the object of page p is at p × 4096.
 */
export const PAGE_BITS = 12;
export const PAGE_BYTES = 4096;
export const PAGES_MAX = 1048576;
/** 48 bits: even one retyping a microsecond takes nine years to use them up. */
export const GENERATION_MAX = 281474976710655;

export const KERNEL = 4096;
/** How many pages there are: u32. */
export const KERNEL_PAGES = 0;
/** The page of the running thread: u32, 0 for none. */
export const KERNEL_CURRENT = 4;

export const PAGE_INFO = 8192;
export const PAGE_INFO_BITS = 5;
export const INFO_TYPE = 0;
export const INFO_DYING = 1;
export const INFO_OWNER = 4;
export const INFO_GENERATION = 8;

/** A capability: 16 bytes. The first word is its generation; an empty slot has generation 0. */
export const CAPABILITY_BITS = 4;
export const CAPABILITY_GENERATION = 0;
export const CAPABILITY_PAGE = 8;
export const CAPABILITY_RIGHTS = 11;
export const CAPABILITY_BADGE = 12;

/** An Untyped: the pages from `first` to before `end` are its. */
export const UNTYPED_FIRST = 0;
export const UNTYPED_END = 4;

/** A Thread. */
export const THREAD_ROOT_GENERATION = 0;
export const THREAD_ROOT_PAGE = 8;
