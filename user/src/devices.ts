/** Where drivers find their devices' registers and their memory for transfers. */
/** One page of device registers. */
export const DEVICE = 0x20000;
/** The frame with the driver's virtqueue. */
export const QUEUE = 0x21000;
/** The frame that a block goes through, shared with who asks. */
export const BLOCK = 0x22000;
/** The supervisor: the registers of the disk that it resets. */
export const RESET_DEVICE = 0x20000;
/** The frame with the rings of the key/value server, in it and in its client. */
export const RINGS = 0x23000;

/** The disk's driver: which arguments are the physical addresses of its two frames. */
export const QUEUE_PHYSICAL = 0;
export const BLOCK_PHYSICAL = 1;
