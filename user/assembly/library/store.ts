/** Asks the key/value server. */
import { RINGS } from "../../src/devices";
import { STORE } from "../../src/slots";
import {
  ANSWER_RING,
  REQUEST_RING,
  RING_BYTES,
  STORE_DONE,
  STORE_FAILED,
  STORE_GET,
  STORE_PUT,
  VALUE_BYTES_MAX,
} from "../../src/store";
import { call, label, word } from "./message";
import { pull, push } from "./ring";

const lengths = memory.data(4, 4);
/** How often the server has asked the disk's driver again. */
export let repeats: u64 = 0;

function request(what: u64, key: u32, keyBytes: u32, value: u32, valueBytes: u32): u64 {
  const ring: u32 = RINGS + REQUEST_RING;
  store<u16>(lengths, keyBytes);
  store<u16>(lengths + 2, valueBytes);
  const isPassed =
    push(ring, RING_BYTES, <u32>lengths, 4) &&
    push(ring, RING_BYTES, key, keyBytes) &&
    push(ring, RING_BYTES, value, valueBytes);
  if (!isPassed) return STORE_FAILED;
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
