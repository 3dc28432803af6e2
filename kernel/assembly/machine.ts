/** What only the machine itself can do: the kernel's imports. */

/** From now on addresses mean what the root table in this page says; page 0: nothing. */
export declare function setAddressSpace(root: u32): void;

/** These sources interrupt from now on, and no others: a bit for each. */
export declare function setInterrupts(mask: u64): void;

/** The timer ticks next when one slice of time has passed from now on. */
export declare function armTimer(): void;

/** The machine forgets what it may remember of page tables. */
export declare function fence(): void;
