/** The serial console. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Uart, UartDevice } from "./uart.js";

test("what is written is said, byte by byte", () => {
  const said: number[] = [];
  const uart = new UartDevice((byte) => said.push(byte));
  for (const byte of [72, 105]) uart.write(Uart.data, 1, byte);
  assert.deepEqual(said, [72, 105]);
});

test("what is typed waits, and interrupts whoever asked for that, until it was read", () => {
  const uart = new UartDevice(() => {});
  uart.type("x");
  assert.equal(uart.isRaised, false);
  uart.write(Uart.interruptEnable, 1, 1);
  assert.equal(uart.isRaised, true);
  assert.equal(uart.read(Uart.lineStatus) & 1, 1);
  assert.equal(uart.read(Uart.data), "x".charCodeAt(0));
  assert.deepEqual([uart.isRaised, uart.read(Uart.lineStatus) & 1], [false, 0]);
});
