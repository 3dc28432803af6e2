/** The units that the record format, the vault and the journal share; no code runs on import. */
export const SECTOR_BYTES = 512;
export const PAGE_BYTES = 4096;
/** What is stored of a record's header; the rest of its grain is left as it is. */
export const HEADER_BYTES = 72;
/** The largest payload of one record; a larger write is appended in pieces. */
export const RECORD_BYTES_MAX = 256 * 1024;
/** The longest record: a header's grain, which is a page at most, and its payload. A pad is no
 * longer. */
export const RECORD_SECTORS_MAX = (PAGE_BYTES + RECORD_BYTES_MAX) / SECTOR_BYTES;
