/** That the first state is as the invariants say, whatever the machine has that it can boot on. */
import { all, bitVector, implies, not, type Term, ult, variable, zeroExtend } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import {
  type BootRecord,
  capabilityEnds,
  fields,
  firstState,
  isWellFormed,
  State,
} from "@ashlar/spec/kernel";
import { exhibitOf } from "../../../prove/exhibit.js";
import {
  type Obligation,
  proveStatement,
  type StatedTheorem,
  type Statement,
} from "../../../prove/statement.js";
import { mutantsOf, oneMore, type Planted, without } from "../faults.js";
import type { Fault } from "../paths.js";
import { familyOf } from "./families.js";
import { anywhere } from "./followed.js";
import { elsewhere, invariantsAt } from "./instances.js";

/** A record's numbers have 32 bits, of which counts, in one that is well formed, use fewer. */
const NUMBER_BITS = 32;
const PAGES_BITS = 21;
const COUNT_BITS = 9;

const any = (name: string, bits: number): Term =>
  zeroExtend(variable(`record's ${name} of ${bits} bits`, bitVector(bits)), 64);

function anyRecord(pageBits = PAGES_BITS, countBits = COUNT_BITS): BootRecord<Term> {
  const [number, pages, count] = [NUMBER_BITS, pageBits, countBits].map(
    (bits) => (name: string) => any(name, bits),
  );
  return {
    ...{ pages: pages!("pages"), domains: count!("domains"), dma: count!("dma") },
    ...{ interrupts: count!("interrupts"), devices: count!("devices") },
    ...{ ramBase: number!("first page of memory"), deviceBase: number!("first page of devices") },
    image: { first: number!("image"), text: number!("image's data"), end: number!("image's end") },
  };
}

/** That no well-formed record is left out so. */
function areNarrow(): Obligation {
  const record = anyRecord(NUMBER_BITS, NUMBER_BITS);
  const { pages, domains, interrupts, dma, devices } = record;
  const isBelow = (one: Term, bits: number) => ult(one, number64(2 ** bits));
  const counts = [domains, interrupts, dma, devices].map((one) => isBelow(one, COUNT_BITS));
  const goal = implies(isWellFormed(record), all([isBelow(pages, PAGES_BITS), ...counts]));
  return { claim: "counts are small", goal };
}

/** The first state, with a fault in it if there is one. */
function faulty({ pages, lookup }: State, { write }: Fault): State {
  if (write === undefined) return State.of(pages, lookup);
  return State.of(pages, (field, place) => write(field, lookup(field, place)) ?? number64(0));
}

/** Capabilities are looked at row by row: of what is one after the other in the first space. */
function inCases(record: BootRecord<Term>, { claim, holds: goal }: Claim): Obligation[] {
  if (familyOf(claim) !== "capabilities") return [{ claim, goal }];
  const { slot } = anywhere();
  const ends = capabilityEnds(record);
  return [number64(0), ...ends].map((from, at) => ({
    ...{ claim: `${claim}, in row ${at}`, goal },
    when: [not(ult(slot, from)), ...(ends[at] === undefined ? [] : [ult(slot, ends[at])])],
  }));
}

/** The theorem is two, because that about capabilities takes as long as all others. */
const isOfCapabilities = ({ claim }: Claim) => familyOf(claim) === "capabilities";

function statement(fault: Fault = {}, isAsked: (one: Claim) => boolean = () => true): Statement {
  const record = anyRecord();
  const state = faulty(firstState(record), fault);
  const claims = [...invariantsAt(state, anywhere()), elsewhere(state)].filter(isAsked);
  return {
    hypotheses: [isWellFormed(record)],
    obligations: [areNarrow(), ...claims.flatMap((one) => inCases(record, one))],
  };
}

const { THREAD } = fields;
const FAULTS: readonly Planted[] = [
  ...[fields.GENERATION, fields.MAPPING, fields.ENTRY, fields.SPACE, fields.END].map((field) =>
    without(field),
  ),
  ...[fields.FIRST, THREAD.domain, THREAD.state, fields.CURRENT].map((field) => without(field)),
  ...[fields.TYPE, fields.RAM_PAGES, fields.RUNNING_DOMAIN, fields.FIRST_HANDLER].map((field) =>
    without(field),
  ),
  ...[fields.END, THREAD.priority, fields.INTERRUPTS].map(oneMore),
  ...[fields.ROOT.page, fields.THREAD_SPACE.page, fields.SPACE, fields.MAPPING].map(oneMore),
];

function theorem(
  id: string,
  what: string,
  isAsked: (one: Claim) => boolean,
  planted: readonly Planted[],
): StatedTheorem {
  const build = (fault?: Fault) => statement(fault, isAsked);
  return {
    id,
    says: `on whatever memory and devices the kernel boots, ${what} as the invariants say`,
    statement: () => build(),
    prove: () => proveStatement(() => build()),
    mutants: () => mutantsOf(id, planted, build),
    exhibit: () => exhibitOf(() => build()),
  };
}

export const BOOT: readonly StatedTheorem[] = [
  theorem("spec/invariants/boot", "the first state is", (one) => !isOfCapabilities(one), FAULTS),
  theorem("spec/invariants/boot/capabilities", "the first capabilities are", isOfCapabilities, [
    oneMore(fields.SLOT.generation),
    without(fields.SLOT.page),
  ]),
];
