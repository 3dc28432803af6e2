/** How large the worlds are: small, so that what is drawn meets. */
export const PAGES = 64;
export const DOMAINS = 2;
export const INTERRUPTS = 3;
export const DMA = 2;
/** Each has a line of its own. */
export const DEVICES = INTERRUPTS;
