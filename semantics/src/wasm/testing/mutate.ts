/** Modules made wrong at random, for what reads files that may come from an enemy. */
import type { Random } from "@ashlar/rapilog/random";

/** Bytes that mean something in many places: types, opcodes, long and longest numbers. */
const TELLING = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x1a, 0x1b, 0x1c, 0x20,
  0x21, 0x40, 0x41, 0x42, 0x60, 0x6a, 0x6f, 0x70, 0x7c, 0x7d, 0x7e, 0x7f, 0x80, 0xd0, 0xd2, 0xfc,
  0xff,
];

function replaceByte(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[8 + random.below(copy.length - 8)] = random.chance(0.5)
    ? random.pick(TELLING)
    : random.below(256);
  return copy;
}

function flipBit(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const at = random.below(copy.length);
  copy[at] = copy[at]! ^ (1 << random.below(8));
  return copy;
}

function splice(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const rest = bytes.subarray(Math.min(at + removed, bytes.length));
  const spliced = new Uint8Array(at + added.length + rest.length);
  spliced.set(bytes.subarray(0, at));
  spliced.set(added, at);
  spliced.set(rest, at + added.length);
  return spliced;
}

function copyPart(random: Random, bytes: Uint8Array): Uint8Array {
  const from = random.below(bytes.length);
  const part = bytes.slice(from, from + 1 + random.below(8));
  const at = random.below(bytes.length);
  return splice(bytes, at, random.chance(0.5) ? part.length : 0, part);
}

/** A number in more bytes than it needs, or than it may have. */
function stretchNumber(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length);
  const byte = bytes[at]!;
  const padding = new Uint8Array(1 + random.below(10)).fill((byte & 0x40) !== 0 ? 0xff : 0x80);
  const last = (byte & 0x40) !== 0 ? 0x7f : 0x00;
  return splice(bytes, at, 1, Uint8Array.of(byte | 0x80, ...padding, last));
}

/** One to four mutations of a module. */
export function mutated(random: Random, module: Uint8Array): Uint8Array {
  let bytes = module;
  for (let left = random.pick([1, 1, 2, 4]); left > 0 && bytes.length > 8; left--) {
    const kind = random.below(100);
    if (kind < 60) bytes = replaceByte(random, bytes);
    else if (kind < 75) bytes = flipBit(random, bytes);
    else if (kind < 82) bytes = copyPart(random, bytes);
    else if (kind < 88) bytes = splice(bytes, random.below(bytes.length), 1, new Uint8Array());
    else if (kind < 96) bytes = stretchNumber(random, bytes);
    else bytes = bytes.slice(0, random.below(bytes.length));
  }
  return bytes;
}
