/** What components know of the machine: QEMU's RISC-V board virt. */

/** The physical page at which the kernel's memory begins: RAM's first MiB is the kernel's image. */
export const RAM_BASE = 0x80100;
/** The physical page of the first device frame, and how many there are: the UART, then virtio. */
export const DEVICE_BASE = 0x10000;
export const DEVICES = 9;
export const UART_DEVICE = 0;
export const DISK_DEVICE = 1;
/** Interrupt sources. */
export const DISK_INTERRUPT = 1;
export const UART_INTERRUPT = 10;
export const INTERRUPTS = 10;
/** Frames for transfers by devices. */
export const DMA_FRAMES = 4;
