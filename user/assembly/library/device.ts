/**
 * Registers of devices, and memory that others write: each of these is one access, made when it is
 * called. Implemented by `start/start.S`.
 */
export declare function load8(address: u32): u32;
export declare function store8(address: u32, value: u32): void;
export declare function load32(address: u32): u32;
export declare function store32(address: u32, value: u32): void;
/** All accesses before it are done before all that follow, for devices too. */
export declare function fence(): void;
/** Executes what is at an address. */
export declare function jump(address: u32): void;
/** An instruction that only the machine's own mode may execute. */
export declare function privileged(): void;
/** What was stored so far may be executed. */
export declare function fenceText(): void;
