/** The simulated machine: the very `kernel.wasm` in Node, with user programs in TypeScript. */
export { Board, type BoardOptions, ENTRY_TICKS, type Image } from "./board.js";
export { type Device, EmptySlot, type Surroundings } from "./devices/device.js";
export { Uart, UartDevice } from "./devices/uart.js";
export { DISK_PAGE, VIRT_INTERRUPTS, virtDevices } from "./devices/virt.js";
export { type DiskOptions, SECTOR_BYTES, VirtioBlockDevice } from "./devices/virtio-block.js";
export { Register, Status } from "./devices/virtio-registers.js";
export { type Cause, lineOf, type MachineEvent } from "./events.js";
export { KernelTrap } from "./kernel.js";
export { Machine } from "./machine.js";
export { DEVICE_BASE_PAGE, RAM_BASE, RAM_BASE_PAGE, type Width } from "./physical.js";
export {
  instructionOf,
  NOTHING_DONE,
  type Operation,
  type Program,
  type Registers,
  type Run,
} from "./program.js";
export { type Access, Exception } from "./sv39.js";
export {
  type Answer,
  answerIn,
  call,
  compute,
  type Doing,
  forever,
  load,
  registersNow,
  set,
  store,
} from "./user.js";
