/** The devices of QEMU's `virt` that we have, at the same places: the serial console, and a disk. */
import { type Device, EmptySlot, type Surroundings } from "./device.js";
import { UartDevice } from "./uart.js";
import { type DiskOptions, VirtioBlockDevice } from "./virtio-block.js";

const VIRTIO_SLOTS = 8;
/** Sources 1 to 8 are the virtio slots', 10 is the serial console's. */
export const VIRT_INTERRUPTS = 10;
/** Which page of the devices the disk is, and its source: the first of the virtio slots. */
export const DISK_PAGE = 1;

/** In the order of their pages. */
export function virtDevices(
  surroundings: Surroundings,
  disk?: DiskOptions,
): readonly [UartDevice, ...Device[]] {
  const slots = Array.from({ length: VIRTIO_SLOTS }, (_, at): Device => {
    const source = at + 1;
    return disk !== undefined && source === DISK_PAGE
      ? new VirtioBlockDevice(source, disk, surroundings)
      : new EmptySlot(source);
  });
  return [new UartDevice(surroundings.say), ...slots];
}
