/**
 * What the machine finds in the page tables. It asks nobody, so what stands there must be as it needs
 * it: tables of the right level, at last a frame, with the page's own number; never a page of the
 * kernel, of a table or of a thread; and nothing that the machine would have to write.
 */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import {
  all,
  and,
  any as anyOf,
  equal,
  implies,
  not,
  or,
  type Term,
  uge,
  ult,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, mapping, mappingInvariants, ownEnd, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { anyArguments, anyState } from "../any-state.js";
import { ENTRIES } from "../entries.js";
import { Caller } from "../integrity/authority.js";
import { entriesOf } from "../integrity/flows.js";
import { isOfType, known } from "../moment.js";
import { changed, type Fault, watched } from "../paths.js";
import { goesOn, isLeaf, lets, type Step } from "./walk.js";
import { anyAccess, physicalIn, type Walk } from "./walked.js";

const ZERO = number64(0);
const FRAMES = [numbers.FRAME, numbers.DEVICE_FRAME, numbers.DMA_FRAME];

/** A page that an entry names is there, and the entry has the machine's number of it. */
const isNumbered = (state: State, entry: Term, page: Term) =>
  all([
    not(equal(page, ZERO)),
    ult(page, state.pages),
    equal(physicalIn(entry), mapping.physicalOf(state, page)),
  ]);

/** Of an entry that is not empty: the way goes on, with a table of this type. */
function leadsOn(state: State, { entry }: Step, page: Term, type: number): Obligation {
  const is = [goesOn(entry), isOfType(state, page, type), isNumbered(state, entry, page)];
  return {
    claim: `an entry above leads to a table of the level below: type ${type}`,
    goal: or(equal(entry, ZERO), all(is)),
  };
}

/** Of the last entry: it is of a frame behind the kernel's own pages, which knows of it. */
function leadsToFrame(state: State, { table, index, entry }: Step, frame: Term): Obligation[] {
  const there = (claim: string, goal: Term) => ({
    ...{ claim, goal: implies(not(equal(entry, ZERO)), goal) },
  });
  const place = state.get(fields.MAPPING, frame, mapping.slotIn(entry));
  const has = (flag: number) => not(equal(and(entry, number64(flag)), ZERO));
  return [
    there(
      "what a user program reaches is a frame",
      and(anyOf(FRAMES.map((type) => isOfType(state, frame, type))), isLeaf(entry)),
    ),
    there("and not the kernel's own", uge(frame, ownEnd(state))),
    there("the machine has its number", isNumbered(state, entry, frame)),
    there("the frame knows where its entry is", equal(place, mapping.placeOf(table, index))),
    there(
      "the machine need not write: it is accessed, and dirty if it may be written",
      and(lets(entry, "load"), equal(has(layout.ENTRY_WRITE), lets(entry, "store"))),
    ),
  ];
}

/** Of any address, in the space of whoever runs. */
export function walkStatement(way?: Walk): Statement {
  const { state, steps, pages, begun, perhaps } = anyAccess(way);
  const [first, second, last] = steps;
  const [middle, leaf, frame] = pages;
  const isOnWay = [not(equal(first.entry, ZERO)), not(equal(second.entry, ZERO))];
  return {
    hypotheses: begun,
    obligations: [
      leadsOn(state, first, middle!, numbers.MIDDLE_TABLE),
      { ...leadsOn(state, second, leaf!, numbers.LEAF_TABLE), when: isOnWay.slice(0, 1) },
      ...leadsToFrame(state, last, frame!).map((one) => ({ ...one, when: isOnWay })),
    ].map((one) => ({ ...one, perhaps })),
  };
}

/** Of every entry into the kernel: an entry of a page table that appears gives what its capability does. */
export function rightsStatement(fault: Fault = {}): Statement {
  const [start, given] = [anyState(), anyArguments()];
  const caller = new Caller(start, given);
  const asked = ENTRIES.flatMap((entry) => {
    const before = watched(start, fault);
    const { changes } = entry.step(before.state, given);
    const perhaps = [...known(start, before.seen()), ...numbered(start)];
    return entriesOf(start, changed(start, changes), caller).map(({ claim, goal }) => ({
      ...{ claim: `${entry.name}: ${claim}`, goal, perhaps },
    }));
  });
  return { hypotheses: [], obligations: asked };
}

/** The machine's numbers of pages are different ones. */
const numbered = (state: State) => mappingInvariants(state, ZERO, ZERO).map(({ holds }) => holds);
