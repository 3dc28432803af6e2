/**
 * What an entry may change, by what the caller's capabilities say. One line for each thing: fields,
 * the page that has them and which of its slots, and the right that makes it so. Whoever wants to
 * know what a capability is good for reads it here.
 */
import * as numbers from "@ashlar/kernel/interface";
import { add, and, equal, not, sub, type Term, uge, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, type Field, fields, named, object, type State } from "@ashlar/spec/kernel";

const ZERO = number64(0);

/** What may be changed. */
export interface Allowed {
  readonly fields: readonly Field[];
  readonly page: Term;
  /** Of fields with slots; undefined: any. */
  readonly slot?: Term;
  readonly when?: Term;
}

export type Capability = ReturnType<typeof named>;

export const SLOT = Object.values(fields.SLOT);
/** Before a step: what the caller's capabilities are for. */
export class Caller {
  constructor(
    readonly state: State,
    readonly given: Arguments,
  ) {}

  get current(): Term {
    return this.state.current;
  }

  argument(at: number): Term {
    return this.given[at]!;
  }

  /** The capability in the slot that an argument names, as it stands there. */
  named(at: number): Capability {
    return named(this.state, this.argument(at));
  }

  /** What it is for. */
  object(at: number): Capability {
    return object(this.state, this.argument(at));
  }

  isOf(page: Term, type: number): Term {
    return equal(this.state.get(fields.TYPE, page), number64(type));
  }

  /** What a slot is for. */
  objectIn(slot: Term): Capability {
    return object(this.state, slot);
  }

  /** The handler of the source that interrupts. */
  handler(): Term {
    const { state } = this;
    return add(state.get(fields.FIRST_HANDLER), sub(this.argument(0), number64(1)));
  }

  /** Whether a capability is one to an object of a type, with these rights. */
  holds({ generation, page, rights }: Capability, type: number, needed: number): Term {
    const isThere = not(equal(generation, ZERO));
    const suffices = equal(and(rights, number64(needed)), number64(needed));
    return and(isThere, and(this.isOf(page, type), suffices));
  }

  /** The page of a thread's space. */
  rootOf(thread: Term): Term {
    return this.state.get(fields.ROOT.page, thread);
  }

  /** What an argument is for may be changed so: if the capability has the type and the right. */
  ofObject(at: number, type: number, right: number, ...changed: Field[]): Allowed {
    const capability = this.object(at);
    return {
      ...{ fields: changed, page: capability.page },
      when: this.holds(capability, type, right),
    };
  }

  /** The same of a capability as it stands in its slot. */
  ofNamed(at: number, type: number, right: number, ...changed: Field[]): Allowed {
    const capability = this.named(at);
    return {
      ...{ fields: changed, page: capability.page },
      when: this.holds(capability, type, right),
    };
  }

  /** A slot of the CNode that an argument is for. */
  slotOf(at: number, index: number): Allowed {
    return {
      ...this.ofObject(at, numbers.CNODE, numbers.WRITE, ...SLOT),
      slot: this.argument(index),
    };
  }

  /** A page in the range of the Untyped that the first argument is for. */
  inRange(page: Term): Term {
    const untyped = this.object(0);
    const [first, end] = [fields.FIRST, fields.END].map((one) => this.state.get(one, untyped.page));
    return and(
      this.holds(untyped, numbers.UNTYPED, numbers.WRITE),
      and(uge(page, first!), ult(page, end!)),
    );
  }
}
