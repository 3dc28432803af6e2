/** The units that the record format, the vault and the journal share. */
export const SECTOR_BYTES = 512;
export const PAGE_BYTES = 4096;
