/** Threads that a component has the capability to. */
import {
  THREAD_RESUME,
  THREAD_SUSPEND,
  THREAD_WRITE_REGISTERS,
  YIELD,
} from "../../../kernel/src/interface";
import { PROGRAM } from "../../src/places";
import { invoke } from "./kernel";

const PC: u32 = 0;
/** a0, in which a component finds its first word. */
const FIRST_WORD: u32 = 10;

export function yieldTurn(): void {
  invoke(YIELD, 0, 0, 0, 0, 0, 0, 0, 0);
}

export function suspend(thread: u32): u64 {
  return invoke(THREAD_SUSPEND, thread, 0, 0, 0, 0, 0, 0, 0);
}

export function resume(thread: u32): u64 {
  return invoke(THREAD_RESUME, thread, 0, 0, 0, 0, 0, 0, 0);
}

/** A thread goes on at an address, when it goes on. */
export function goOnAt(thread: u32, address: u64): u64 {
  return invoke(THREAD_WRITE_REGISTERS, thread, PC, address, 0, 0, 0, 0, 0);
}

/** A thread goes on at its program's beginning, with one word. */
export function startAgain(thread: u32, first: u64): u64 {
  invoke(THREAD_WRITE_REGISTERS, thread, FIRST_WORD, first, 0, 0, 0, 0, 0);
  return goOnAt(thread, PROGRAM);
}
