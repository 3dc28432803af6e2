/**
 * A client of the key/value server: stores values, reads them back and compares, until it has made
 * so many requests or is told that they are enough. Most values it stores one by one; small ones now
 * and then in a batch, of which the server hears by a bell. At last it reads all keys once more.
 */
import { DONE } from "../../../kernel/src/interface";
import { REQUESTS } from "../../src/client";
import { ENOUGH, TOLD } from "../../src/slots";
import { STORE_DONE, STORE_MISSING, VALUE_BYTES_MAX } from "../../src/store";
import { badgeOf, resultOf } from "../library/answer";
import { argument } from "../library/argument";
import { begin, end, field, say } from "../library/line";
import { poll, signal } from "../library/notification";
import { finishBatch, found, get, open, pass, put, repeats } from "../library/store";

const KEYS: u64 = 48;
const KEY_BYTES: u32 = 12;
const TELL_EVERY: u64 = 64;
/** Of so many rounds, those from this one on are a batch. Their values are small: it has room. */
const ROUNDS: u64 = 32;
const BATCH_FROM: u64 = 24;
const BATCH: u64 = ROUNDS - BATCH_FROM;
const SMALL_BYTES: u64 = 64;

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
  if (open() != STORE_DONE) wrong += 1;
  while (requests == 0 ? !isEnough() : done < requests) {
    const isBatch = round % ROUNDS == BATCH_FROM && (requests == 0 || done + 2 * BATCH <= requests);
    if (isBatch) exchangeBatch(round);
    else exchange(round);
    round += isBatch ? BATCH : 1;
    if (done % TELL_EVERY == 0) {
      begin("progress");
      tell();
    }
  }
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
}

/** Several are stored at once, and read one by one. */
function exchangeBatch(first: u64): void {
  for (let round = first; round < first + BATCH; round++) {
    makeKey(round % KEYS);
    if (!pass(<u32>key, KEY_BYTES, <u32>value, makeValue(round))) wrong += 1;
  }
  wrong += finishBatch(<u32>BATCH);
  signal(TOLD);
  for (let round = first; round < first + BATCH; round++) check(round);
  done += 2 * BATCH;
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

/** Of 1 byte to the most that its round may have. */
function makeValue(round: u64): u32 {
  const most = round % ROUNDS < BATCH_FROM ? <u64>VALUE_BYTES_MAX : SMALL_BYTES;
  const length: u32 = 1 + <u32>((round * 389) % most);
  let bits = round * 0x9e3779b97f4a7c15 + 1;
  for (let index: u32 = 0; index < length; index++) {
    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
    store<u8>(value + index, <u32>bits);
  }
  return length;
}
