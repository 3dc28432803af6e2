/**
 * The supervisor's arguments: which of its wards is the disk's driver, 0 if none; a bit for each
 * that is started again when it was stopped.
 */
export const DRIVER_WARD = 0;
export const TRY_AGAIN = 1;
