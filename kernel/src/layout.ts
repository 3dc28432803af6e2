/**
 * Where the kernel keeps what in linear memory. Addresses and sizes are in bytes.
 *
 *     0          the null page: never an object, so that page 0 names nothing. All its bytes are
 *                zero: as a page table it is the address space in which there is nothing
 *     4096       the record of the kernel's own words: KERNEL
 *     4224       PageInfo, 32 bytes for each page: type, dying, cursor, owner, generation, mappings
 *     ...        objects, one page each
 *
 * Behind these pages of memory (RAM) come numbers of pages that are the registers of devices: these
 * are known by PageInfo too, but not in linear memory.
 *
 * Page numbers count from address 0: the object of page p is at p × 4096.
 */
export const PAGE_BITS = 12;
export const PAGE_BYTES = 4096;
export const PAGES_MAX = 1048576;
/** 48 bits: even one retyping a microsecond takes nine years to use them up. */
export const GENERATION_MAX = 281474976710655;

export const KERNEL = 4096;
/** How many pages there are, those of devices too: u32. */
export const KERNEL_PAGES = 0;
/** The page of the running thread: u32, 0 for none. */
export const KERNEL_CURRENT = 4;
/** The page of the running domain: u32; the first and the last domain's: u32. */
export const KERNEL_DOMAIN = 8;
export const KERNEL_FIRST_DOMAIN = 12;
export const KERNEL_LAST_DOMAIN = 16;
/** The page of the root table that the machine uses now; 0: the one in which there is nothing. */
export const KERNEL_SPACE = 20;
/** How many pages are memory; the machine's numbers of the first of these and the first device's. */
export const KERNEL_RAM_PAGES = 24;
export const KERNEL_RAM_BASE = 28;
export const KERNEL_DEVICE_BASE = 32;
/** The page of the first interrupt handler, 0 if there is none, and how many there are: u32. */
export const KERNEL_FIRST_HANDLER = 36;
export const KERNEL_INTERRUPTS = 40;
/** The first page that was free after boot, u32: none before it is ever reclaimed. */
export const KERNEL_FIRST_FREE = 44;

/** In the same page as the kernel's own words: a machine comes to both from one place. */
export const PAGE_INFO = 4224;
export const PAGE_INFO_BITS = 5;
export const INFO_TYPE = 0;
export const INFO_DYING = 1;
/** Of a page table that is dying, u16: all entries before this one are empty. */
export const INFO_CURSOR = 2;
export const INFO_OWNER = 4;
export const INFO_GENERATION = 8;
/** Its mapping slots, u32 each: in which entry of which page table it is named, or 0. */
export const INFO_MAPPINGS = 16;
export const MAPPING_BITS = 2;
/** The table's page stands above the entry's index. */
export const INDEX_BITS = 9;

/**
 * A page table: entries of 8 bytes as RISC-V's Sv39 reads them (privileged architecture 4.4). A page
 * is named by the machine's number for it. Two bits are left to software: the page's mapping slot.
 */
export const ENTRY_BITS = 3;
export const ENTRY_VALID = 1;
export const ENTRY_READ = 2;
export const ENTRY_WRITE = 4;
export const ENTRY_EXECUTE = 8;
export const ENTRY_USER = 16;
export const ENTRY_ACCESSED = 64;
export const ENTRY_DIRTY = 128;
export const ENTRY_SLOT_BIT = 8;
export const ENTRY_PAGE_BIT = 10;

/** A capability: 16 bytes. The first word is its generation; an empty slot has generation 0. */
export const CAPABILITY_BITS = 4;
export const CAPABILITY_GENERATION = 0;
export const CAPABILITY_PAGE = 8;
export const CAPABILITY_RIGHTS = 11;
export const CAPABILITY_BADGE = 12;

/** An Untyped: the pages from `first` to before `end` are its. */
export const UNTYPED_FIRST = 0;
export const UNTYPED_END = 4;

/** A queue: the first and the last thread in it, and the next ticket. */
export const QUEUE_HEAD = 0;
export const QUEUE_TAIL = 4;
export const QUEUE_TICKETS = 8;
export const QUEUE_BITS = 4;

/** A Notification: its queue, and the bits that were signalled and not seen yet: u32. */
export const NOTIFICATION_BITS = 16;
/** The thread that listens to it. */
export const NOTIFICATION_LISTENER_PAGE = 20;
export const NOTIFICATION_LISTENER_GENERATION = 24;

/** A Domain: a queue for each priority, and which of them are not empty. */
export const DOMAIN_MAP = 1024;
/** Its sources of interrupts that are on: a bit for each. */
export const DOMAIN_MASK = 1032;

/** An IrqHandler: the notification that is signalled, with which badge, and in whose turns. */
export const HANDLER_GENERATION = 0;
export const HANDLER_PAGE = 8;
export const HANDLER_BADGE = 12;
export const HANDLER_DOMAIN = 16;

/** A Thread. Its registers are 8 bytes each. */
export const THREAD_ROOT_GENERATION = 0;
export const THREAD_ROOT_PAGE = 8;
export const THREAD_PRIORITY = 12;
export const THREAD_IS_CALL = 13;
/** What it does: u8, and three bytes of 0. So together with who is after it, it is one word. */
export const THREAD_STATE = 16;
/** In a queue: who is after it, and where that is. */
export const THREAD_NEXT = 20;
export const THREAD_QUEUE = 24;
/** Whom it must reply to. Together with where it waits it is one word, too. */
export const THREAD_CALLER = 28;
/** In a queue: its ticket, and who is before it. */
export const THREAD_TICKET = 32;
export const THREAD_PREVIOUS = 40;
/** Who must reply to it. */
export const THREAD_SERVER = 44;
/** Of a message that it sends: the badge, and 1 + the slot of a capability. */
export const THREAD_BADGE = 48;
export const THREAD_GRANT = 52;
/** The first argument of the last call by which it received: u64. */
export const THREAD_SLOTS = 56;
/** Who is told when it faults; whether it has, how and where. */
export const THREAD_HANDLER_GENERATION = 64;
export const THREAD_HANDLER_BADGE = 72;
export const THREAD_IS_FAULTED = 76;
export const THREAD_FAULT_KIND = 80;
export const THREAD_FAULT_ADDRESS = 88;
/** The root table of its address space. */
export const THREAD_SPACE_GENERATION = 96;
export const THREAD_SPACE_PAGE = 104;
/** The domain in whose turns it runs. */
export const THREAD_DOMAIN = 108;
/** The notification to which it listens while it receives. */
export const THREAD_NOTIFICATION_GENERATION = 112;
export const THREAD_NOTIFICATION_PAGE = 120;
export const THREAD_HANDLER_PAGE = 124;
/** 32 registers. */
export const THREAD_REGISTERS = 256;
export const REGISTER_BITS = 3;
