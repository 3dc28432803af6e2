/**
 * The supervisor: told of every fault of its wards, by their badges. The disk's driver it starts
 * again, after the device was reset; and who shall try again, with how often it was stopped. All
 * others stay stopped.
 */

import { RESET_DEVICE } from "../../src/devices";
import { SERVICE, TOLD, WARDS, WARDS_MAX } from "../../src/slots";
import { DRIVER_WARD, TRY_AGAIN } from "../../src/supervisor";
import { badgeOf, isFromFault } from "../library/answer";
import { argument } from "../library/argument";
import { begin, end, field } from "../library/line";
import { label, receive, replyReceive, word } from "../library/message";
import { signal } from "../library/notification";
import { startAgain, suspend } from "../library/thread";
import { reset } from "../library/virtio";

/** A breakpoint: how a program ends. */
const ENDED: u64 = 3;

/** How often each has faulted. */
const faults = memory.data(128, 8);

export function main(): void {
  let answer = receive(SERVICE);
  for (;;) {
    const ward = badgeOf(answer);
    if (isFromFault(answer) && ward < <u32>WARDS_MAX) attend(ward, label(), word(0));
    answer = replyReceive(SERVICE, 0);
  }
}

function attend(ward: u32, kind: u64, address: u64): void {
  const count = load<u64>(faults + (ward << 3)) + 1;
  store<u64>(faults + (ward << 3), count);
  if (<u64>ward == argument(DRIVER_WARD)) {
    restartDriver(ward, count);
    return;
  }
  const triesAgain = kind != ENDED && ((argument(TRY_AGAIN) >> ward) & 1) != 0;
  tell(kind == ENDED ? "ended" : "stopped", ward, kind, address);
  if (triesAgain) startAgain(WARDS + ward, count);
  else suspend(WARDS + ward);
}

/** Who else wants to know is told before the driver runs again. */
function restartDriver(ward: u32, count: u64): void {
  if (!reset(RESET_DEVICE)) tell("no-reset", ward, 0, 0);
  startAgain(WARDS + ward, count);
  signal(TOLD);
}

function tell(event: string, ward: u32, kind: u64, address: u64): void {
  begin(event);
  field("ward", ward);
  field("kind", kind);
  field("address", address);
  end();
}
