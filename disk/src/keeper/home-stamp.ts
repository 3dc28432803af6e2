/** The disk's time stamps, made durable first: what a superblock records must not be lost. */
import { closeSync, constants, fsyncSync, openSync } from "node:fs";
import { type HomeStamp, identifyDisk } from "../journal/index.js";

/** Syncs the disk's file with its metadata and returns its time stamps; zeros for a device. */
export function stampDisk(path: string): HomeStamp {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
    return identifyDisk(path, 0).stamp;
  } finally {
    closeSync(fd);
  }
}
