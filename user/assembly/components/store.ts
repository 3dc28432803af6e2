/**
 * The key/value server: keys and values on the disk's blocks. A request lies in the ring of the
 * frame that it shares with its client; the answer's value goes back the same way. Batches of values
 * to store are told by a notification to which it listens while it waits for messages; when one is
 * done it signals what its client has handed it in a message.
 */
import { BLOCK_READ, BLOCK_WRITE } from "../../src/block";
import { BLOCK, RINGS } from "../../src/devices";
import { CLIENTS_BELL, SERVICE } from "../../src/slots";
import {
  ANSWER_RING,
  KEY_BYTES_MAX,
  REQUEST_RING,
  RING_BYTES,
  STORE_DONE,
  STORE_FAILED,
  STORE_FULL,
  STORE_GET,
  STORE_MISSING,
  STORE_OPEN,
  STORE_PUT,
  STORE_REFUSED,
  VALUE_BYTES_MAX,
} from "../../src/store";
import { badgeOf, isFromNotification, isWithCapability } from "../library/answer";
import { blockCount, repeats, transfer } from "../library/disk";
import { begin, end, field } from "../library/line";
import { label, replyAccepting } from "../library/message";
import { signal } from "../library/notification";
import { fill, hash, hasKey, isFree, isSound, valueAt, valueLength } from "../library/record";
import { drop, pull, push, waiting } from "../library/ring";

/** Who shares the frame with the rings. All others are refused. */
const CLIENT: u32 = 1;
/** So many places are tried for a key. */
const PROBES_MAX: u64 = 32;

const key = memory.data(64, 8);
const value = memory.data(944, 8);
const lengths = memory.data(4, 4);
let keyBytes: u32 = 0;
let valueBytes: u32 = 0;
let blocks: u64 = 0;

export function main(): void {
  blocks = blockCount();
  let reply: u64 = STORE_REFUSED;
  for (;;) {
    const heard = replyAccepting(SERVICE, CLIENTS_BELL, reply, repeats);
    // Who rings has not called: the next reply goes to nobody.
    if (isFromNotification(heard)) serveBatch();
    else reply = badgeOf(heard) == CLIENT ? serve(label(), heard) : STORE_REFUSED;
  }
}

function serve(what: u64, heard: u64): u64 {
  if (what == STORE_OPEN) return open(heard);
  if (!takeRequest()) {
    drop(RINGS + REQUEST_RING);
    return STORE_REFUSED;
  }
  if (what == STORE_PUT) return put();
  if (what == STORE_GET) return get();
  return STORE_REFUSED;
}

/** A client is heard of, and has handed over what it wants to be signalled by. */
function open(heard: u64): u64 {
  begin("opened");
  field("client", badgeOf(heard));
  field("with-capability", <u64>isWithCapability(heard));
  end();
  return isWithCapability(heard) ? STORE_DONE : STORE_REFUSED;
}

/** All values in the ring are stored, each with an answer. */
function serveBatch(): void {
  const requests: u32 = RINGS + REQUEST_RING;
  let count: u64 = 0;
  for (; waiting(requests, RING_BYTES) > 0; count++) {
    const isWhole = takeRequest();
    if (!isWhole) drop(requests);
    store<u32>(lengths, <u32>(isWhole ? put() : STORE_REFUSED));
    push(RINGS + ANSWER_RING, RING_BYTES, <u32>lengths, 4);
  }
  begin("rung");
  field("values", count);
  end();
  signal(CLIENTS_BELL);
}

function takeRequest(): bool {
  const ring: u32 = RINGS + REQUEST_RING;
  if (!pull(ring, RING_BYTES, <u32>lengths, 4)) return false;
  keyBytes = load<u16>(lengths);
  valueBytes = load<u16>(lengths + 2);
  if (keyBytes > <u32>KEY_BYTES_MAX || valueBytes > <u32>VALUE_BYTES_MAX) return false;
  return (
    pull(ring, RING_BYTES, <u32>key, keyBytes) && pull(ring, RING_BYTES, <u32>value, valueBytes)
  );
}

/** Reads the block where the key is or, if it is nowhere, may be put: an answer, and `place`. */
function find(): u64 {
  const first: u64 = hash(<u32>key, keyBytes) % blocks;
  for (let probe: u64 = 0; probe < PROBES_MAX; probe++) {
    place = (first + probe) % blocks;
    if (!transfer(BLOCK_READ, place)) return STORE_FAILED;
    if (isFree(BLOCK)) return STORE_MISSING;
    if (!isSound(BLOCK)) return STORE_FAILED;
    if (hasKey(BLOCK, <u32>key, keyBytes)) return STORE_DONE;
  }
  return STORE_FULL;
}

let place: u64 = 0;

function put(): u64 {
  const found = find();
  if (found != STORE_DONE && found != STORE_MISSING) return found;
  fill(BLOCK, <u32>key, keyBytes, <u32>value, valueBytes);
  return transfer(BLOCK_WRITE, place) ? STORE_DONE : STORE_FAILED;
}

function get(): u64 {
  const found = find();
  if (found != STORE_DONE) return found == STORE_FULL ? STORE_MISSING : found;
  const length = valueLength(BLOCK);
  store<u32>(lengths, length);
  const ring: u32 = RINGS + ANSWER_RING;
  if (!push(ring, RING_BYTES, <u32>lengths, 4)) return STORE_FAILED;
  return push(ring, RING_BYTES, valueAt(BLOCK), length) ? STORE_DONE : STORE_FAILED;
}
