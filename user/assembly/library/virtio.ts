/** A virtio device's registers, version 2 (virtio 1.2, section 4.2.2), and how it is set up (3.1). */
import { fence, load32, store32 } from "./device";
import { AVAILABLE, QUEUE_SIZE, USED } from "./virtqueue";

const MAGIC: u32 = 0x000;
const VERSION: u32 = 0x004;
const DEVICE: u32 = 0x008;
const DEVICE_FEATURES: u32 = 0x010;
const DEVICE_FEATURES_SELECT: u32 = 0x014;
const DRIVER_FEATURES: u32 = 0x020;
const DRIVER_FEATURES_SELECT: u32 = 0x024;
const QUEUE_SELECT: u32 = 0x030;
const QUEUE_NUM_MAX: u32 = 0x034;
const QUEUE_NUM: u32 = 0x038;
const QUEUE_READY: u32 = 0x044;
const QUEUE_NOTIFY: u32 = 0x050;
const INTERRUPT_STATUS: u32 = 0x060;
const INTERRUPT_ACKNOWLEDGE: u32 = 0x064;
const STATUS: u32 = 0x070;
const QUEUE_DESCRIPTORS: u32 = 0x080;
const QUEUE_AVAILABLE: u32 = 0x090;
const QUEUE_USED: u32 = 0x0a0;
const CAPACITY: u32 = 0x100;

const MAGIC_VALUE: u32 = 0x74726976;
const BLOCK_DEVICE: u32 = 2;
/** Of the upper 32 features. */
const FEATURE_VERSION_1: u32 = 1;

const ACKNOWLEDGE: u32 = 1;
const DRIVER: u32 = 2;
const DRIVER_OK: u32 = 4;
const FEATURES_OK: u32 = 8;

/** The device forgets everything and touches memory no more; true when it says that it has. */
export function reset(device: u32): bool {
  store32(device + STATUS, 0);
  fence();
  return load32(device + STATUS) == 0;
}

export function isBlockDevice(device: u32): bool {
  return (
    load32(device + MAGIC) == MAGIC_VALUE &&
    load32(device + VERSION) == 2 &&
    load32(device + DEVICE) == BLOCK_DEVICE
  );
}

function addStatus(device: u32, bit: u32): void {
  store32(device + STATUS, load32(device + STATUS) | bit);
}

/** Of all features only the version is wanted. */
function agree(device: u32): bool {
  store32(device + DEVICE_FEATURES_SELECT, 1);
  if ((load32(device + DEVICE_FEATURES) & FEATURE_VERSION_1) == 0) return false;
  store32(device + DRIVER_FEATURES_SELECT, 0);
  store32(device + DRIVER_FEATURES, 0);
  store32(device + DRIVER_FEATURES_SELECT, 1);
  store32(device + DRIVER_FEATURES, FEATURE_VERSION_1);
  addStatus(device, FEATURES_OK);
  return (load32(device + STATUS) & FEATURES_OK) != 0;
}

function setAddress(register: u32, address: u64): void {
  store32(register, <u32>address);
  store32(register + 4, <u32>(address >> 32));
}

/** The device's only queue is in memory that it sees at `physical`. */
function setQueue(device: u32, physical: u64): bool {
  store32(device + QUEUE_SELECT, 0);
  if (load32(device + QUEUE_NUM_MAX) < QUEUE_SIZE) return false;
  store32(device + QUEUE_NUM, QUEUE_SIZE);
  setAddress(device + QUEUE_DESCRIPTORS, physical);
  setAddress(device + QUEUE_AVAILABLE, physical + AVAILABLE);
  setAddress(device + QUEUE_USED, physical + USED);
  store32(device + QUEUE_READY, 1);
  return true;
}

/** Sets a block device up, with an empty queue; false if it is none that we know. */
export function setUp(device: u32, physical: u64): bool {
  if (!isBlockDevice(device) || !reset(device)) return false;
  addStatus(device, ACKNOWLEDGE);
  addStatus(device, DRIVER);
  if (!agree(device) || !setQueue(device, physical)) return false;
  addStatus(device, DRIVER_OK);
  fence();
  return true;
}

/** A block device's size in sectors. */
export function capacity(device: u32): u64 {
  return <u64>load32(device + CAPACITY) | ((<u64>load32(device + CAPACITY + 4)) << 32);
}

export function notify(device: u32): void {
  fence();
  store32(device + QUEUE_NOTIFY, 0);
}

/** The device's interrupts so far are seen. */
export function acknowledgeDevice(device: u32): void {
  store32(device + INTERRUPT_ACKNOWLEDGE, load32(device + INTERRUPT_STATUS));
}
