/** Asks the key/value server. */
import { RINGS } from "../../src/devices";
import { BELL, HEARING, STORE, TO_BE_HEARD } from "../../src/slots";
import {
  ANSWER_RING,
  REQUEST_RING,
  RING_BYTES,
  STORE_DONE,
  STORE_FAILED,
  STORE_GET,
  STORE_OPEN,
  STORE_PUT,
  VALUE_BYTES_MAX,
} from "../../src/store";
import { call, callGiving, label, word } from "./message";
import { signal, wait } from "./notification";
import { pull, push } from "./ring";

const lengths = memory.data(4, 4);
/** How often the server has asked the disk's driver again. */
export let repeats: u64 = 0;

/** The server comes to know where we wait for the end of a batch. One of its answers. */
export function open(): u64 {
  callGiving(STORE, TO_BE_HEARD, STORE_OPEN);
  return label();
}

/** A request is put into the ring; false if it has no room. */
export function pass(key: u32, keyBytes: u32, value: u32, valueBytes: u32): bool {
  const ring: u32 = RINGS + REQUEST_RING;
  store<u16>(lengths, keyBytes);
  store<u16>(lengths + 2, valueBytes);
  return (
    push(ring, RING_BYTES, <u32>lengths, 4) &&
    push(ring, RING_BYTES, key, keyBytes) &&
    push(ring, RING_BYTES, value, valueBytes)
  );
}

/** The server is told that a batch is in the ring; how many of its answers are another than DONE. */
export function finishBatch(count: u32): u32 {
  signal(BELL);
  wait(HEARING);
  let failures: u32 = 0;
  for (let index: u32 = 0; index < count; index++) {
    if (!pull(RINGS + ANSWER_RING, RING_BYTES, <u32>lengths, 4)) failures += 1;
    else if (load<u32>(lengths) != STORE_DONE) failures += 1;
  }
  return failures;
}

function request(what: u64, key: u32, keyBytes: u32, value: u32, valueBytes: u32): u64 {
  if (!pass(key, keyBytes, value, valueBytes)) return STORE_FAILED;
  call(STORE, what);
  repeats = word(0);
  return label();
}

/** One of the server's answers. */
export function put(key: u32, keyBytes: u32, value: u32, valueBytes: u32): u64 {
  return request(STORE_PUT, key, keyBytes, value, valueBytes);
}

/** How long the value that `get` has found is. */
export let found: u32 = 0;

/** Reads a value of at most VALUE_BYTES_MAX bytes. */
export function get(key: u32, keyBytes: u32, value: u32): u64 {
  const answer = request(STORE_GET, key, keyBytes, 0, 0);
  if (answer != STORE_DONE) return answer;
  const ring: u32 = RINGS + ANSWER_RING;
  if (!pull(ring, RING_BYTES, <u32>lengths, 4)) return STORE_FAILED;
  found = load<u32>(lengths);
  if (found > <u32>VALUE_BYTES_MAX) return STORE_FAILED;
  return pull(ring, RING_BYTES, value, found) ? STORE_DONE : STORE_FAILED;
}
