/** The saboteur: where it sees its victim's text, and its arguments. */
export const VICTIM_TEXT = 0x30000;

/** How often it kills. */
export const KILLS = 0;
/** The seed of where. */
export const SEED = 1;

/** Who signals what it waits for: bits. */
export const TOLD_RESTART = 1;
export const TOLD_REQUEST = 2;
