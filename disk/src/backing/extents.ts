/** Which parts of a file hold data, by SEEK_DATA and SEEK_HOLE. A file system without them
 * answers that all is data, and so do we where it refuses: "allocated" is always safe to say. */
import { EINVAL, EOPNOTSUPP, SystemError, seekData, seekHole } from "../linux/index.js";
import type { Extent } from "./backing.js";

/** The extents of [offset, offset + length) of the open file `fd`, in order and without gaps. */
export function allocatedExtents(fd: number, offset: number, length: number): Extent[] {
  try {
    return seekExtents(fd, offset, offset + length);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.errno !== EINVAL && error.errno !== EOPNOTSUPP) throw error;
    return [{ offset, length, allocated: true }];
  }
}

function seekExtents(fd: number, from: number, to: number): Extent[] {
  const extents: Extent[] = [];
  let position = from;
  while (position < to) {
    const data = Math.min(seekData(fd, position) ?? to, to);
    if (data > position)
      extents.push({ offset: position, length: data - position, allocated: false });
    if (data === to) break;
    const hole = Math.min(seekHole(fd, data), to);
    extents.push({ offset: data, length: hole - data, allocated: true });
    position = hole;
  }
  return extents;
}
