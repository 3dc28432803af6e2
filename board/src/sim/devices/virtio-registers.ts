/** The registers of a virtio device over MMIO, not the legacy ones (virtio 1.2, 4.2.2): offsets. */
export const Register = {
  magic: 0x000,
  version: 0x004,
  deviceId: 0x008,
  vendorId: 0x00c,
  deviceFeatures: 0x010,
  deviceFeaturesSelect: 0x014,
  driverFeatures: 0x020,
  driverFeaturesSelect: 0x024,
  queueSelect: 0x030,
  queueSizeMax: 0x034,
  queueSize: 0x038,
  queueReady: 0x044,
  queueNotify: 0x050,
  interruptStatus: 0x060,
  interruptAcknowledge: 0x064,
  status: 0x070,
  queueDescriptorsLow: 0x080,
  queueDescriptorsHigh: 0x084,
  queueAvailableLow: 0x090,
  queueAvailableHigh: 0x094,
  queueUsedLow: 0x0a0,
  queueUsedHigh: 0x0a4,
  configuration: 0x100,
} as const;

export const MAGIC = 0x7472_6976;
export const VERSION = 2;

/** Bits of the status (2.1). */
export const Status = {
  acknowledge: 1,
  driver: 2,
  driverOk: 4,
  featuresOk: 8,
  needsReset: 64,
  failed: 128,
} as const;

/** Feature bits, by word and bit (5.2.3, 6): a driver must accept VERSION_1. */
export const FEATURE_FLUSH = 1 << 9;
export const FEATURE_VERSION_1 = 1;
