/** Lines to the UART's driver: `begin("stored"); field("keys", 64); end();`. */
import { SEND } from "../../../kernel/src/interface";
import { CHUNK_BYTES, PRINT } from "../../src/line";
import { PRINTER } from "../../src/slots";
import { invoke } from "./kernel";

const chunk = memory.data(48, 8);
let used: u32 = 0;

export function begin(event: string): void {
  text(event);
}

export function field(name: string, value: u64): void {
  byte(0x20);
  text(name);
  byte(0x3d);
  digits(value);
}

export function end(): void {
  byte(0x0a);
  if (used > 0) flush();
}

/** A line with nothing but what happened. */
export function say(event: string): void {
  begin(event);
  end();
}

function text(what: string): void {
  for (let index = 0; index < what.length; index++) byte(what.charCodeAt(index));
}

function digits(value: u64): void {
  if (value >= 10) digits(value / 10);
  byte(0x30 + <u32>(value % 10));
}

function byte(value: u32): void {
  store<u8>(chunk + used, value);
  used += 1;
  if (used == CHUNK_BYTES) flush();
}

function flush(): void {
  memory.fill(chunk + used, 0, CHUNK_BYTES - used);
  used = 0;
  invoke(
    SEND,
    PRINTER,
    PRINT,
    load<u64>(chunk, 0),
    load<u64>(chunk, 8),
    load<u64>(chunk, 16),
    load<u64>(chunk, 24),
    load<u64>(chunk, 32),
    load<u64>(chunk, 40),
  );
}
