/** The one way into the kernel: a system call by number. Implemented by `start/start.S`. */

/** Answers the answer word; the message that came with it is at MESSAGE. */
export declare function invoke(
  number: u32,
  a: u64,
  b: u64,
  c: u64,
  d: u64,
  e: u64,
  f: u64,
  g: u64,
  h: u64,
): u64;
