/** What is claimed of every run of the kernel's code, of an entry or of a part of one. */
import {
  any,
  bitVector,
  boolean,
  equal,
  extract,
  implies,
  not,
  type Term,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { Explored } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { fields, type State } from "@ashlar/spec/kernel";
import type { Obligation } from "../../prove/statement.js";
import { fieldIn } from "./moment.js";
import type { RegionMemory } from "./region-memory.js";
import { INDEX_BITS, type Region, WORD_SHIFT } from "./regions.js";

/** An arbitrary page, and an arbitrary slot of it. */
export const PAGE = zeroExtend(variable("page", bitVector(20)), 64);
export const SLOT = zeroExtend(variable("slot", bitVector(9)), 64);

/** It does not trap, no path is left out, and what it calls is called when it may be. */
export function endings({ traps, leftOut, returned, obligations }: Explored): Obligation[] {
  return [
    { claim: "it returns", goal: boolean(returned !== undefined) },
    ...traps.map(({ condition, reason, offset }) => ({
      claim: `no trap, ${reason}, at 0x${offset.toString(16)}`,
      goal: not(condition),
    })),
    ...obligations.map(({ condition, required, offset }) => ({
      claim: `what is called at 0x${offset.toString(16)} may be`,
      goal: implies(condition, required),
    })),
    { claim: "it ends", goal: not(any(leftOut.map(({ condition }) => condition))) },
  ];
}

/** Every word of a memory is what it must be: each of its bits, which are less to search each. */
export const asTheImage = (memory: RegionMemory, image: RegionMemory): Obligation[] =>
  (Object.keys(INDEX_BITS) as Region[]).flatMap((region) => {
    const index = variable(`word of ${region}`, bitVector(INDEX_BITS[region]));
    const [is, must] = [memory.wordAt(region, index), image.wordAt(region, index)];
    return Array.from({ length: 8 << WORD_SHIFT[region] }, (_, bit) => ({
      claim: `bit ${bit} of every word of ${region} is as it must be`,
      goal: equal(extract(is, bit, bit), extract(must, bit, bit)),
    }));
  });

/** An arbitrary entry of an arbitrary page table, in a memory. */
export const entryIn = (memory: RegionMemory): Term => fieldIn(memory, fields.ENTRY, [PAGE, SLOT]);

/** Whether that page is a page table. */
export const isTable = (state: State): Term =>
  any(fields.ENTRY.types!.map((type) => equal(state.get(fields.TYPE, PAGE), number64(type))));
