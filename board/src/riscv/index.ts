/** The kernel on RISC-V: compiled from its WebAssembly by way of C, and run under QEMU. */
export {};
