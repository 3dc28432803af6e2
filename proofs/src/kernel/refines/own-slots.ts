/**
 * What a theorem takes a slot to be for (`found.ts`), in the memory of a counterexample: the running
 * thread gets a capability space of its own, a page of which nothing is known, with that in its slots.
 */
import { CNODE, SLOTS } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { type Assignment, evaluateAll } from "@ashlar/logic";
import type { Findings } from "./found.js";
import { anyRegisters } from "./moment.js";
import type { Found, Word } from "./replay.js";

const UPPER_HALF = 0xffff_ffffn << 32n;
const RIGHTS_BIT = 24n;
const BADGE_BIT = 32n;

/** Registers of which a counterexample says nothing differ: so they name different slots. */
export function withRegisters(state: Assignment): Assignment {
  const all = new Map(state);
  for (const [at, register] of anyRegisters().entries())
    if (!all.has(register)) all.set(register, BigInt(at));
  return all;
}

const pageAt = (address: number) => Math.floor(address / layout.PAGE_BYTES);
const infoAt = (page: number) => layout.PAGE_INFO + page * (1 << layout.PAGE_INFO_BITS);

/** A page of memory of which nothing is known, if there is one. */
function unknownPage({ words, end }: Found): number | undefined {
  const known = new Set(words.map(({ address }) => pageAt(address)));
  const informed = new Set(words.map(({ address }) => address & -(1 << layout.PAGE_INFO_BITS)));
  for (let page = pageAt(end) - 1; page > 0; page--)
    if (!known.has(page) && !informed.has(infoAt(page))) return page;
  return undefined;
}

/** The words that make it so; none where there is no place for them. */
export function ownSlots(found: Found, state: Assignment, findings: Findings): Word[] {
  const space = unknownPage(found);
  const wordAt = (address: number) =>
    found.words.find((word) => word.address === address)?.value ?? 0n;
  const slots = [...findings.all].map(
    ([slot, { generation, page, rights, badge }]) =>
      evaluateAll([slot, generation, page, rights, badge], state) as bigint[],
  );
  if (space === undefined || slots.length === 0) return [];
  if (slots.some(([slot]) => slot! >= BigInt(SLOTS))) return [];
  const [root, at] = [found.current * layout.PAGE_BYTES, space * layout.PAGE_BYTES];
  const word = (address: number, value: bigint, bytes = 8): Word => ({ address, value, bytes });
  return [
    word(infoAt(space) + layout.INFO_TYPE, BigInt(CNODE), 4),
    word(infoAt(space) + layout.INFO_GENERATION, 1n),
    word(root + layout.THREAD_ROOT_GENERATION, 1n),
    word(
      root + layout.THREAD_ROOT_PAGE,
      (wordAt(root + layout.THREAD_ROOT_PAGE) & UPPER_HALF) | BigInt(space),
    ),
    ...slots.flatMap(([slot, generation, page, rights, badge]) => {
      const start = at + Number(slot) * (1 << layout.CAPABILITY_BITS);
      const named = page! | (rights! << RIGHTS_BIT) | (badge! << BADGE_BIT);
      return [word(start, generation!), word(start + layout.CAPABILITY_PAGE, named)];
    }),
  ];
}
