/**
 * Messages: a label and six words, in registers. What was received stays readable until the next
 * system call.
 */
import {
  ACCEPT_BIT,
  CALL,
  GRANT_BIT,
  NONBLOCKING_SEND,
  RECEIVE,
  REPLY,
  REPLY_RECEIVE,
  SEND,
} from "../../../kernel/src/interface";
import { MESSAGE } from "../../src/places";
import { invoke } from "./kernel";

/** The label of the message that came last. */
export function label(): u64 {
  return load<u64>(MESSAGE);
}

/** One of its words, or of what the component was started with. */
export function word(index: u32): u64 {
  return load<u64>(MESSAGE + 8 + (index << 3));
}

export function call(
  endpoint: u32,
  what: u64,
  first: u64 = 0,
  second: u64 = 0,
  third: u64 = 0,
): u64 {
  return invoke(CALL, endpoint, what, first, second, third, 0, 0, 0);
}

/** A call with which the capability in a slot goes. */
export function callGiving(endpoint: u32, slot: u32, what: u64): u64 {
  return invoke(CALL, <u64>endpoint | ((<u64>slot + 1) << GRANT_BIT), what, 0, 0, 0, 0, 0, 0);
}

export function send(endpoint: u32, what: u64, first: u64 = 0, second: u64 = 0): u64 {
  return invoke(SEND, endpoint, what, first, second, 0, 0, 0, 0);
}

export function nonblockingSend(endpoint: u32, what: u64, first: u64 = 0): u64 {
  return invoke(NONBLOCKING_SEND, endpoint, what, first, 0, 0, 0, 0, 0);
}

export function receive(endpoint: u32): u64 {
  return invoke(RECEIVE, endpoint, 0, 0, 0, 0, 0, 0, 0);
}

export function reply(what: u64, first: u64 = 0, second: u64 = 0): u64 {
  return invoke(REPLY, 0, what, first, second, 0, 0, 0, 0);
}

export function replyReceive(endpoint: u32, what: u64, first: u64 = 0, second: u64 = 0): u64 {
  return invoke(REPLY_RECEIVE, endpoint, what, first, second, 0, 0, 0, 0);
}

/** The same; a capability that comes with the next message goes into a slot, if that is empty. */
export function replyAccepting(endpoint: u32, slot: u32, what: u64, first: u64): u64 {
  const slots = <u64>endpoint | ((<u64>slot + 1) << ACCEPT_BIT);
  return invoke(REPLY_RECEIVE, slots, what, first, 0, 0, 0, 0, 0);
}
