/**
 * The specification's invariants, compiled: what `spec/src/kernel/invariants.ts` says of one arbitrary
 * page and slot becomes code that reads the kernel's own memory. So all of them can be checked of all
 * pages after each system call, millions of times.
 */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { bitVector, mark, release, shapeOf, type Term, TRUE, variable } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, invariants, isNobodyBetween, State } from "@ashlar/spec/kernel";
import binaryen from "binaryen";
import { type Place, placeOf } from "../relation.js";
import type { Extent } from "../twin.js";
import { type Leaf, TermCode } from "./term-code.js";

/** Which claim is wrong of a page and a slot, or another page: 1 + its number, or 0. */
export type Check = (page: number, slot: number) => number;

/** Claims about pages of one type: of the page itself, and of each of its slots. */
export interface Claims {
  readonly page: readonly string[];
  readonly slot: readonly string[];
}

/** Functions `page T`, `slot T` and `slots T` for each type T, and `between`; and their claims. */
export interface Invariants {
  readonly module: WebAssembly.Module;
  readonly types: readonly Claims[];
}

const known = new Map<string, Invariants>();

/** The invariants for one division of memory, which are compiled once. */
export function invariantsFor(extent: Extent): Invariants {
  const key = `${extent.pages} ${extent.ramPages}`;
  const found = known.get(key) ?? compiled(extent);
  known.set(key, found);
  return found;
}

function compiled(extent: Extent): Invariants {
  const start = mark();
  try {
    const compiler = new Compiler(extent);
    const types = Array.from({ length: numbers.TYPES }, (_, type) => addType(compiler, type));
    addBetween(compiler);
    return { module: compiler.finish(), types };
  } finally {
    release(start);
  }
}

/** What a loop over slots says: the slot, and 1 + the number of the claim. */
export const slotIn = (found: number) => Math.floor(found / CLAIMS_MAX);
export const claimIn = (found: number) => (found % CLAIMS_MAX) - 1;

const [PAGE, SLOT] = [0, 1] as const;
const PARAMETERS = binaryen.createType([binaryen.i32, binaryen.i32]);
/** No check has so many claims. */
const CLAIMS_MAX = 256;

/** Compiles the invariants for one division of memory. */
class Compiler {
  readonly #module = new binaryen.Module();
  readonly #leaves = new Map<Term, Leaf>();
  readonly page = variable("page", bitVector(64));
  readonly slot = variable("slot", bitVector(64));

  constructor(readonly extent: Extent) {
    this.#module.setFeatures(binaryen.Features.All);
    this.#module.addMemoryImport("memory", "env", "memory");
    this.#leaves.set(this.page, this.#parameter(PAGE));
    this.#leaves.set(this.slot, this.#parameter(SLOT));
  }

  #parameter(at: number): Leaf {
    return {
      needs: [],
      code: (module) => module.i64.extend_u(module.local.get(at, binaryen.i32)),
    };
  }

  /** The state in memory, in which certain pages are known to be of certain types. */
  state(types: ReadonlyMap<Term, number>): State {
    return State.of(number64(this.extent.pages), (field, [page, slot]) => {
      const type = field === fields.TYPE ? types.get(page!) : undefined;
      return type === undefined ? this.#read(field, page, slot) : number64(type);
    });
  }

  #read(field: Field, page: Term | undefined, slot: Term | undefined): Term {
    const place = placeOf(field);
    const needs = [page, slot].filter((part) => part !== undefined);
    const term = variable(`${field.name} at ${place.at} of ${needs.join(" ")}`, bitVector(64));
    this.#leaves.set(term, {
      needs,
      code: (module, needed) => readCode(module, place, needed, this.extent),
    });
    return term;
  }

  /** A function that checks claims. */
  add(name: string, claims: readonly { readonly holds: Term }[]): void {
    const module = this.#module;
    const code = new TermCode(module, 2, this.#leaves);
    claims.forEach(({ holds }, at) => {
      const isWrong = module.i32.eqz(code.valueOf(holds));
      code.statements.push(module.if(isWrong, module.return(module.i32.const(1 + at))));
    });
    const body = module.block(null, [...code.statements, module.i32.const(0)], binaryen.i32);
    module.addFunction(name, PARAMETERS, binaryen.i32, code.locals, body);
    module.addFunctionExport(name, name);
  }

  /** One that makes a check for each slot below its second parameter: what is wrong, and where. */
  addLoop(name: string, check: string): void {
    const module = this.#module;
    const { i32 } = module;
    const [page, count, slot, found] = [0, 1, 2, 3].map(
      (at) => () => module.local.get(at, binaryen.i32),
    );
    const where = i32.mul(slot!(), i32.const(CLAIMS_MAX));
    const body = module.block(null, [
      module.local.set(3, module.call(check, [page!(), slot!()], binaryen.i32)),
      module.if(found!(), module.return(i32.add(where, found!()))),
      module.local.set(2, i32.add(slot!(), i32.const(1))),
      module.br("next", i32.lt_u(slot!(), count!())),
    ]);
    const loop = module.block(null, [module.loop("next", body), i32.const(0)], binaryen.i32);
    module.addFunction(name, PARAMETERS, binaryen.i32, [binaryen.i32, binaryen.i32], loop);
    module.addFunctionExport(name, name);
  }

  /** Whether a term says something of the slot. */
  isOfSlot(root: Term): boolean {
    const seen = new Set<Term>();
    const waiting = [root];
    for (let term = waiting.pop(); term !== undefined; term = waiting.pop()) {
      if (term === this.slot) return true;
      if (seen.has(term)) continue;
      seen.add(term);
      waiting.push(...(this.#leaves.get(term)?.needs ?? shapeOf(term).parts));
    }
    return false;
  }

  finish(): WebAssembly.Module {
    if (this.#module.validate() !== 1) throw new Error("the compiled invariants are no module");
    const bytes = Uint8Array.from(this.#module.emitBinary());
    this.#module.dispose();
    return new WebAssembly.Module(bytes);
  }
}

/** Reads a field; 0 where it has no place: specifications look before they know. */
function readCode(
  module: binaryen.Module,
  place: Place,
  needed: readonly binaryen.ExpressionRef[],
  { pages, ramPages }: Extent,
): binaryen.ExpressionRef {
  const { i32, i64 } = module;
  const factors = [place.perPage, place.perSlot];
  const limits = [place.perPage === layout.PAGE_BYTES ? ramPages : pages, slotLimit(place)];
  let address = i32.const(place.at);
  let isThere = i32.const(1);
  needed.forEach((index, at) => {
    const copy = () => module.copyExpression(index);
    address = i32.add(address, i32.mul(i32.wrap(copy()), i32.const(factors[at]!)));
    isThere = i32.and(isThere, i64.lt_u(copy(), i64.const(BigInt(limits[at]!))));
  });
  const load = {
    1: i64.load8_u,
    2: i64.load16_u,
    3: (offset: number, align: number, at: number) =>
      i64.and(i64.load32_u(offset, align, at), i64.const(0xff_ffffn)),
    4: i64.load32_u,
    8: i64.load,
  }[place.bytes]!;
  return module.if(isThere, load(0, 1, address), i64.const(0n));
}

/** So many slots of a field lie within one page. */
const slotLimit = ({ at, bytes, perSlot }: Place) =>
  perSlot === 0
    ? 1
    : 1 + Math.floor((layout.PAGE_BYTES - bytes - (at % layout.PAGE_BYTES)) / perSlot);

/** The claims about pages of a type, become functions; their words. */
function addType(compiler: Compiler, type: number): Claims {
  const state = compiler.state(new Map([[compiler.page, type]]));
  const claims = invariants(state, compiler.page, compiler.slot).filter(
    ({ holds }) => holds !== TRUE,
  );
  const ofSlot = claims.filter(({ holds }) => compiler.isOfSlot(holds));
  const ofPage = claims.filter((claim) => !ofSlot.includes(claim));
  compiler.add(`page ${type}`, ofPage);
  compiler.add(`slot ${type}`, ofSlot);
  compiler.addLoop(`slots ${type}`, `slot ${type}`);
  return { page: ofPage.map(({ claim }) => claim), slot: ofSlot.map(({ claim }) => claim) };
}

/** Of two threads: nobody comes between one and the next in its queue. */
function addBetween(compiler: Compiler): void {
  const { page, slot: other } = compiler;
  const types = new Map([page, other].map((term) => [term, numbers.THREAD]));
  compiler.add("between", [{ holds: isNobodyBetween(compiler.state(types), page, other) }]);
}
