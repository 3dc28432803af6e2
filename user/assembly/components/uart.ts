/** The driver of the UART, an ns16550a: prints lines, each with its sender's badge before it. */

import { DEVICE } from "../../src/devices";
import { CHUNK_BYTES, LINE_BYTES_MAX, PRINT, PRINTERS_MAX } from "../../src/line";
import { SERVICE } from "../../src/slots";
import { badgeOf } from "../library/answer";
import { load8, store8 } from "../library/device";
import { label, replyReceive, word } from "../library/message";

const TRANSMIT: u32 = DEVICE;
const LINE_STATUS: u32 = DEVICE + 5;
/** Of the line status: there is room. */
const EMPTY: u32 = 0x20;
const NEWLINE: u32 = 0x0a;

/** A line for each sender, and how long it is so far. */
const lines = memory.data(2048, 8);
const lengths = memory.data(64, 4);
const LINE_BITS: u32 = 7;

export function main(): void {
  for (;;) {
    const sender = badgeOf(replyReceive(SERVICE, 0));
    if (label() == PRINT && sender >= 1 && sender <= <u32>PRINTERS_MAX) gather(sender);
  }
}

function gather(sender: u32): void {
  for (let index: u32 = 0; index < <u32>CHUNK_BYTES; index++) {
    const byte = <u32>(word(index >> 3) >> ((index & 7) << 3)) & 0xff;
    if (byte == 0) return;
    add(sender, byte);
  }
}

function add(sender: u32, byte: u32): void {
  const length = lengths + (sender << 2);
  const used = load<u32>(length);
  if (byte == NEWLINE) {
    print(sender, used);
    store<u32>(length, 0);
  } else if (used < <u32>LINE_BYTES_MAX) {
    store<u8>(lines + (sender << LINE_BITS) + used, isPrintable(byte) ? byte : 0x3f);
    store<u32>(length, used + 1);
  }
}

function isPrintable(byte: u32): bool {
  return byte >= 0x20 && byte < 0x7f;
}

function print(sender: u32, length: u32): void {
  if (sender >= 10) write(0x31);
  write(0x30 + (sender % 10));
  write(0x3a);
  write(0x20);
  for (let index: u32 = 0; index < length; index++) {
    write(load<u8>(lines + (sender << LINE_BITS) + index));
  }
  write(NEWLINE);
}

function write(byte: u32): void {
  while ((load8(LINE_STATUS) & EMPTY) == 0) {}
  store8(TRANSMIT, byte);
}
