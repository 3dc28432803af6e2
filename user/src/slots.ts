/** Slots of a component's capability space, by the names that its program and the manifest use. */

/** Most components: whom they ask to print. */
export const PRINTER = 1;
/** Who serves an endpoint: the endpoint. */
export const SERVICE = 2;

/** Drivers: what their device's interrupt signals, and its handler. */
export const INTERRUPT = 3;
export const INTERRUPT_HANDLER = 4;

/** Who uses the disk, and who uses the key/value server. */
export const DISK = 5;
export const STORE = 6;
/** A client of the key/value server: the server's bell; what it is signalled by; and to hand over. */
export const BELL = 9;
export const HEARING = 10;
export const TO_BE_HEARD = 11;
/** The server: where it puts what its client hands over. */
export const CLIENTS_BELL = 12;

/** The supervisor: from here on the threads that it supervises, at the badges of their faults. */
export const WARDS = 16;
export const WARDS_MAX = 16;
/** What tells the saboteur: that its victim was started again, and that a request is done. */
export const TOLD = 7;
/** Signalled when the client may end. */
export const ENOUGH = 8;
