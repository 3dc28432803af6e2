/** A second state of as many pages, of which nothing is known either. */
import { arrayOf, bitVector, concat, select, type Term, variable, zeroExtend } from "@ashlar/logic";
import { type Field, type Place, State } from "@ashlar/spec/kernel";
import { anyPages } from "../inductive/any-state.js";

function held({ name, bits }: Field, [page, slot]: Place): Term {
  if (page === undefined) return variable(`other kernel's own ${name}`, bitVector(bits));
  if (slot === undefined) return select(variable(`other page's ${name}`, arrayOf(64, bits)), page);
  return select(variable(`other slot's ${name}`, arrayOf(128, bits)), concat(page, slot));
}

export const anyOtherState = (): State =>
  State.of(anyPages(), (field, place) => {
    const value = held(field, place);
    return field.bits === 64 ? value : zeroExtend(value, 64);
  });
