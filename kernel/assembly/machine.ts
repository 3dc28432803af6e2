/** What only the machine itself can do: the kernel's imports. */

/** From now on addresses mean what the root table in this page says; page 0: nothing. */
export declare function setAddressSpace(root: u32): void;

/** The machine forgets what it may remember of page tables. */
export declare function fence(): void;
