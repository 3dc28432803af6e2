/** Where in the kernel's memory each field of the specification's state is. */

import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { PAGE_BITS, PAGE_INFO, PAGE_INFO_BITS } from "@ashlar/kernel/layout";
import { fields } from "@ashlar/spec/kernel";

/** Where a field is: of page 0 and slot 0, and how far those of the next ones are from there. */
export interface Place {
  readonly at: number;
  readonly bytes: number;
  readonly perPage: number;
  readonly perSlot: number;
}

const info = (offset: number, bytes: number): Place => ({
  ...{ at: PAGE_INFO + offset, bytes },
  ...{ perPage: 1 << PAGE_INFO_BITS, perSlot: 0 },
});

const object = (at: number, bytes: number): Place => ({
  ...{ at, bytes, perPage: 1 << PAGE_BITS, perSlot: 0 },
});

const slot = (offset: number, bytes: number): Place => ({
  ...object(offset, bytes),
  perSlot: 1 << layout.CAPABILITY_BITS,
});

const own = (offset: number): Place => ({
  ...{ at: layout.KERNEL + offset, bytes: 4 },
  ...{ perPage: 0, perSlot: 0 },
});

type Queue = typeof fields.ENDPOINT_QUEUE;

/** A queue at the beginning of its object; `perSlot`: how far the next one of the object is. */
const queue = ({ head, tail, tickets }: Queue, perSlot = 0): [fields.Field, Place][] => [
  [head, { ...object(layout.QUEUE_HEAD, 4), perSlot }],
  [tail, { ...object(layout.QUEUE_TAIL, 4), perSlot }],
  [tickets, { ...object(layout.QUEUE_TICKETS, 8), perSlot }],
];

const { THREAD } = fields;

/** The page's number and the rights share a word: three bytes and one. */
const PAGE_NUMBER_BYTES = 3;

export const PLACES: ReadonlyMap<fields.Field, Place> = new Map([
  [fields.CURRENT, own(layout.KERNEL_CURRENT)],
  [fields.RUNNING_DOMAIN, own(layout.KERNEL_DOMAIN)],
  [fields.FIRST_DOMAIN, own(layout.KERNEL_FIRST_DOMAIN)],
  [fields.LAST_DOMAIN, own(layout.KERNEL_LAST_DOMAIN)],
  [fields.SPACE, own(layout.KERNEL_SPACE)],
  [fields.RAM_PAGES, own(layout.KERNEL_RAM_PAGES)],
  [fields.FIRST_FREE, own(layout.KERNEL_FIRST_FREE)],
  [fields.RAM_BASE, own(layout.KERNEL_RAM_BASE)],
  [fields.DEVICE_BASE, own(layout.KERNEL_DEVICE_BASE)],
  [fields.TYPE, info(layout.INFO_TYPE, 1)],
  [fields.DYING, info(layout.INFO_DYING, 1)],
  [fields.OWNER, info(layout.INFO_OWNER, 4)],
  [fields.GENERATION, info(layout.INFO_GENERATION, 8)],
  [fields.CURSOR, info(layout.INFO_CURSOR, 2)],
  [fields.MAPPING, { ...info(layout.INFO_MAPPINGS, 4), perSlot: 1 << layout.MAPPING_BITS }],
  [fields.ENTRY, { ...object(0, 8), perSlot: 1 << layout.ENTRY_BITS }],
  [fields.FIRST, object(layout.UNTYPED_FIRST, 4)],
  [fields.END, object(layout.UNTYPED_END, 4)],
  [fields.SLOT.generation, slot(layout.CAPABILITY_GENERATION, 8)],
  [fields.SLOT.page, slot(layout.CAPABILITY_PAGE, PAGE_NUMBER_BYTES)],
  [fields.SLOT.rights, slot(layout.CAPABILITY_RIGHTS, 1)],
  [fields.SLOT.badge, slot(layout.CAPABILITY_BADGE, 4)],
  [fields.TARGET.generation, object(layout.CAPABILITY_GENERATION, 8)],
  [fields.TARGET.page, object(layout.CAPABILITY_PAGE, PAGE_NUMBER_BYTES)],
  [fields.TARGET.rights, object(layout.CAPABILITY_RIGHTS, 1)],
  ...queue(fields.ENDPOINT_QUEUE),
  ...queue(fields.NOTIFICATION_QUEUE),
  ...queue(fields.READY_QUEUE, 1 << layout.QUEUE_BITS),
  [fields.FIRST_HANDLER, own(layout.KERNEL_FIRST_HANDLER)],
  [fields.INTERRUPTS, own(layout.KERNEL_INTERRUPTS)],
  [fields.MASK, object(layout.DOMAIN_MASK, 8)],
  [fields.IRQ.generation, object(layout.HANDLER_GENERATION, 8)],
  [fields.IRQ.page, object(layout.HANDLER_PAGE, 4)],
  [fields.IRQ.badge, object(layout.HANDLER_BADGE, 4)],
  [fields.IRQ_DOMAIN, object(layout.HANDLER_DOMAIN, 4)],
  [fields.READY_MAP, object(layout.DOMAIN_MAP, 8)],
  [fields.SIGNALLED, object(layout.NOTIFICATION_BITS, 4)],
  [fields.ROOT.generation, object(layout.THREAD_ROOT_GENERATION, 8)],
  [fields.ROOT.page, object(layout.THREAD_ROOT_PAGE, 4)],
  [THREAD.state, object(layout.THREAD_STATE, 1)],
  [THREAD.priority, object(layout.THREAD_PRIORITY, 1)],
  [THREAD.isCall, object(layout.THREAD_IS_CALL, 1)],
  [THREAD.domain, object(layout.THREAD_DOMAIN, 4)],
  [THREAD.queue, object(layout.THREAD_QUEUE, 4)],
  [THREAD.next, object(layout.THREAD_NEXT, 4)],
  [THREAD.previous, object(layout.THREAD_PREVIOUS, 4)],
  [THREAD.ticket, object(layout.THREAD_TICKET, 8)],
  [THREAD.server, object(layout.THREAD_SERVER, 4)],
  [THREAD.caller, object(layout.THREAD_CALLER, 4)],
  [THREAD.badge, object(layout.THREAD_BADGE, 4)],
  [THREAD.grant, object(layout.THREAD_GRANT, 4)],
  [THREAD.slots, object(layout.THREAD_SLOTS, 8)],
  [fields.THREAD_SPACE.generation, object(layout.THREAD_SPACE_GENERATION, 8)],
  [fields.THREAD_SPACE.page, object(layout.THREAD_SPACE_PAGE, 4)],
  [fields.HANDLER.generation, object(layout.THREAD_HANDLER_GENERATION, 8)],
  [fields.HANDLER.page, object(layout.THREAD_HANDLER_PAGE, 4)],
  [fields.HANDLER.badge, object(layout.THREAD_HANDLER_BADGE, 4)],
  [fields.LISTENS.generation, object(layout.THREAD_NOTIFICATION_GENERATION, 8)],
  [fields.LISTENS.page, object(layout.THREAD_NOTIFICATION_PAGE, 4)],
  [fields.LISTENER.generation, object(layout.NOTIFICATION_LISTENER_GENERATION, 8)],
  [fields.LISTENER.page, object(layout.NOTIFICATION_LISTENER_PAGE, 4)],
  [fields.FAULT.isFaulted, object(layout.THREAD_IS_FAULTED, 1)],
  [fields.FAULT.kind, object(layout.THREAD_FAULT_KIND, 8)],
  [fields.FAULT.address, object(layout.THREAD_FAULT_ADDRESS, 8)],
  [fields.REGISTER, { ...object(layout.THREAD_REGISTERS, 8), perSlot: 1 << layout.REGISTER_BITS }],
]);

const BY_NUMBER: readonly Place[] = [...PLACES]
  .sort(([one], [other]) => one.number - other.number)
  .map(([, place]) => place);

/** The same as `PLACES` has, which is quicker to come by. */
export const placeOf = ({ number }: fields.Field): Place => BY_NUMBER[number]!;

/** The address of a field of a page, and of one of its slots. */
export const addressOf = ({ at, perPage, perSlot }: Place, page: number, slot: number) =>
  at + page * perPage + slot * perSlot;

const SLOTS_OF: ReadonlyMap<number, number> = new Map([
  [numbers.CNODE, numbers.SLOTS],
  [numbers.DOMAIN, numbers.PRIORITIES],
  [numbers.ROOT_TABLE, numbers.TABLE_ENTRIES],
  [numbers.MIDDLE_TABLE, numbers.TABLE_ENTRIES],
  [numbers.LEAF_TABLE, numbers.TABLE_ENTRIES],
]);

/** How many slots, priorities or entries a page of a type has; each page has mapping slots. */
export const slotsOf = (type: number) => SLOTS_OF.get(type) ?? numbers.MAPPING_SLOTS;
