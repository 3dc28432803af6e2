/**
 * Stacks of words, each in a table large enough for its use: no check is needed when it is pushed.
 * A stack is the address of its count; its words follow.
 */
import { table } from "./memory";

export function newStack(wordsMax: u32): u32 {
  return table((wordsMax + 1) << 2);
}

export function countOf(stack: u32): u32 {
  return load<u32>(stack);
}

export function push(stack: u32, word: u32): void {
  const count = load<u32>(stack) + 1;
  store<u32>(stack + (count << 2), word);
  store<u32>(stack, count);
}

export function pop(stack: u32): u32 {
  const count = load<u32>(stack);
  store<u32>(stack, count - 1);
  return load<u32>(stack + (count << 2));
}

export function get(stack: u32, index: u32): u32 {
  return load<u32>(stack + ((index + 1) << 2));
}

export function set(stack: u32, index: u32, word: u32): void {
  store<u32>(stack + ((index + 1) << 2), word);
}

/** Shortens the stack to its first `count` words. */
export function cut(stack: u32, count: u32): void {
  store<u32>(stack, count);
}
