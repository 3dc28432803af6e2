/** The slots of the running thread's space, of those that histories use. */
import { fields } from "@ashlar/spec/kernel";
import { SLOTS_USED } from "./plan.js";
import type { Twin } from "./twin.js";

const SLOTS = Array.from({ length: SLOTS_USED }, (_, slot) => slot);

const rootIn = (twin: Twin) => twin.read(fields.ROOT.page, Math.max(1, twin.current));

/** Those with a capability, as its page and badge must be. */
export function filledSlots(
  twin: Twin,
  is: (page: number, badge: number) => boolean = () => true,
): number[] {
  const root = rootIn(twin);
  return SLOTS.filter((slot) => {
    if (twin.read(fields.SLOT.generation, root, slot) === 0) return false;
    const page = twin.read(fields.SLOT.page, root, slot);
    return is(page, twin.read(fields.SLOT.badge, root, slot));
  });
}

/** Those without. */
export function emptySlots(twin: Twin): number[] {
  const root = rootIn(twin);
  return SLOTS.filter((slot) => twin.read(fields.SLOT.generation, root, slot) === 0);
}
