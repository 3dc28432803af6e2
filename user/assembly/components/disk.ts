/**
 * The driver of a virtio disk: one block at a time, through a frame shared with who asks.
 *
 * It may be stopped at any instruction and started again from its beginning. Whoever it then owes a
 * reply is told that the request is lost, and asks again; writing a block twice is writing it.
 * Before it starts again its supervisor has reset the device, so nothing of old requests comes.
 */
import {
  BLOCK_BYTES,
  BLOCK_COUNT,
  BLOCK_DONE,
  BLOCK_FAILED,
  BLOCK_LOST,
  BLOCK_READ,
  BLOCK_REFUSED,
  BLOCK_WRITE,
  SECTORS_PER_BLOCK,
} from "../../src/block";
import { BLOCK_PHYSICAL, DEVICE, QUEUE, QUEUE_PHYSICAL } from "../../src/devices";
import { INTERRUPT, INTERRUPT_HANDLER, SERVICE } from "../../src/slots";
import { argument } from "../library/argument";
import { say } from "../library/line";
import { label, reply, replyReceive, word } from "../library/message";
import { acknowledge, wait } from "../library/notification";
import { acknowledgeDevice, capacity, notify, setUp } from "../library/virtio";
import {
  clear,
  isIdle,
  READ_SECTORS,
  STATUS_DONE,
  status,
  submit,
  WRITE_SECTORS,
} from "../library/virtqueue";

let blocks: u64 = 0;

export function main(): void {
  clear(QUEUE);
  if (!setUp(DEVICE, argument(QUEUE_PHYSICAL))) {
    say("no-disk");
    return;
  }
  blocks = capacity(DEVICE) / SECTORS_PER_BLOCK;
  acknowledgeDevice(DEVICE);
  acknowledge(INTERRUPT_HANDLER);
  reply(BLOCK_LOST);
  let answer: u64 = BLOCK_LOST;
  let detail: u64 = 0;
  for (;;) {
    replyReceive(SERVICE, answer, detail);
    const what = label();
    detail = what == BLOCK_COUNT ? blocks : 0;
    answer = what == BLOCK_COUNT ? BLOCK_DONE : transfer(what, word(0));
  }
}

function transfer(what: u64, block: u64): u64 {
  if ((what != BLOCK_READ && what != BLOCK_WRITE) || block >= blocks) return BLOCK_REFUSED;
  const type = what == BLOCK_READ ? READ_SECTORS : WRITE_SECTORS;
  const data = argument(BLOCK_PHYSICAL);
  submit(QUEUE, argument(QUEUE_PHYSICAL), type, block * SECTORS_PER_BLOCK, data, BLOCK_BYTES);
  notify(DEVICE);
  while (!isIdle(QUEUE)) awaitDevice();
  return status(QUEUE) == STATUS_DONE ? BLOCK_DONE : BLOCK_FAILED;
}

function awaitDevice(): void {
  wait(INTERRUPT);
  acknowledgeDevice(DEVICE);
  acknowledge(INTERRUPT_HANDLER);
}
