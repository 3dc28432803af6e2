/** The units that the record format, the vault and the journal share; no code runs on import. */
export const SECTOR_BYTES = 512;
export const PAGE_BYTES = 4096;
/** The largest payload of one record; a larger write is appended in pieces. */
export const RECORD_BYTES_MAX = 256 * 1024;
