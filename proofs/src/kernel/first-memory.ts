/**
 * What the specification says that memory is when the kernel has booted, field by field, wherever one
 * means something. That depends on the boot record alone, so it is worked out once for each record.
 */
import { MAPPING_SLOTS, REGISTERS } from "@ashlar/kernel/interface";
import { bigintOf, mark, numberOf, release } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type BootRecord, boot, type Field, fields, type State } from "@ashlar/spec/kernel";
import { PLACES, slotsOf } from "./relation.js";

/** What a field is, of a page and a slot, or 0 where it has none. */
export interface FieldValue {
  readonly field: Field;
  readonly page: number;
  readonly slot: number;
  readonly value: bigint;
}

const known = new Map<string, readonly FieldValue[]>();

export function firstValues(record: BootRecord): readonly FieldValue[] {
  const key = JSON.stringify(record);
  const start = mark();
  const values = known.get(key) ?? [...valuesOf(boot(record), record.pages + record.devices)];
  release(start);
  known.set(key, values);
  return values;
}

/** How many slots, registers or mapping slots of a field a page of a type has. */
function countOf(field: Field, type: number): number {
  if (field === fields.MAPPING) return MAPPING_SLOTS;
  return field === fields.REGISTER ? REGISTERS : slotsOf(type);
}

function* valuesOf(state: State, pages: number): Generator<FieldValue> {
  for (const [field, { perPage }] of PLACES)
    if (perPage === 0) yield { field, page: 0, slot: 0, value: bigintOf(state.get(field)) };
  for (let page = 0; page < pages; page++) {
    const type = numberOf(state.get(fields.TYPE, number64(page)));
    for (const [field, { perPage, perSlot }] of PLACES)
      if (perPage !== 0 && (field.types?.includes(type) ?? true))
        yield* valuesIn(state, field, page, perSlot === 0 ? undefined : countOf(field, type));
  }
}

/** Of a page; `slots`: how many it has of them, if any. */
function* valuesIn(
  state: State,
  field: Field,
  page: number,
  slots: number | undefined,
): Generator<FieldValue> {
  for (let slot = 0; slot < (slots ?? 1); slot++) {
    const within = slots === undefined ? [] : [number64(slot)];
    const value = bigintOf(state.get(field, number64(page), ...within));
    yield { field, page, slot, value };
  }
}
