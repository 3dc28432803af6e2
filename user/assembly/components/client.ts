/**
 * A client of the key/value server: stores values, reads them back and compares, until it has made
 * so many requests or is told that they are enough. At last it reads all keys once more.
 */
import { DONE } from "../../../kernel/src/interface";
import { REQUESTS } from "../../src/client";
import { ENOUGH, TOLD } from "../../src/slots";
import { STORE_DONE, STORE_MISSING, VALUE_BYTES_MAX } from "../../src/store";
import { badgeOf, resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { begin, end, field, say } from "../library/line";
import { poll, signal } from "../library/notification";
import { found, get, put, repeats } from "../library/store";

const KEYS: u64 = 48;
const KEY_BYTES: u32 = 12;
const TELL_EVERY: u64 = 64;

const key = memory.data(16, 8);
const value = memory.data(944, 8);
const back = memory.data(944, 8);
let done: u64 = 0;
let wrong: u64 = 0;

export function main(): void {
  say("started");
  const requests = argument(REQUESTS);
  makeKey(KEYS);
  if (get(<u32>key, KEY_BYTES, <u32>back) != STORE_MISSING) wrong += 1;
  let round: u64 = 0;
  for (; requests == 0 ? !isEnough() : done < requests; round++) exchange(round);
  for (let old = round > KEYS ? round - KEYS : 0; old < round; old++) check(old);
  begin("finished");
  tell();
}

function isEnough(): bool {
  const answer = poll(ENOUGH);
  return resultOf(answer) == DONE && badgeOf(answer) != 0;
}

/** One value is stored and read. */
function exchange(round: u64): void {
  makeKey(round % KEYS);
  const length = makeValue(round);
  if (put(<u32>key, KEY_BYTES, <u32>value, length) != STORE_DONE) wrong += 1;
  signal(TOLD);
  check(round);
  signal(TOLD);
  done += 2;
  if (done % TELL_EVERY == 0) {
    begin("progress");
    tell();
  }
}

/** The key of a round has the round's value. */
function check(round: u64): void {
  makeKey(round % KEYS);
  const length = makeValue(round);
  memory.fill(back, 0, length);
  const answer = get(<u32>key, KEY_BYTES, <u32>back);
  if (answer != STORE_DONE || found != length || memory.compare(value, back, length) != 0) {
    wrong += 1;
  }
}

function tell(): void {
  field("requests", done);
  field("wrong", wrong);
  field("asked-again", repeats);
  end();
}

function makeKey(number: u64): void {
  store<u64>(key, 0x2d656c706d617865);
  store<u32>(key, <u32>number, 8);
}

/** Of 1 byte to the most that depend on the round. */
function makeValue(round: u64): u32 {
  const length: u32 = 1 + <u32>((round * 389) % VALUE_BYTES_MAX);
  let bits = round * 0x9e3779b97f4a7c15 + 1;
  for (let index: u32 = 0; index < length; index++) {
    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
    store<u8>(value + index, <u32>bits);
  }
  return length;
}
