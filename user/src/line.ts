/**
 * Lines to be printed: text in a message's six words, 48 bytes, the rest zero; a newline ends one.
 * The UART's driver puts the sender's badge before it, so nobody speaks in another's name.
 */
export const PRINT = 0x5052494e54;
export const CHUNK_BYTES = 48;
/** A longer line is cut. */
export const LINE_BYTES_MAX = 120;
/** Senders are told apart by badges 1 to this. */
export const PRINTERS_MAX = 15;
