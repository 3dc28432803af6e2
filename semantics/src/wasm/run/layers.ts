/**
 * What a memory holds, as the writes that made it. Single bytes go into an array term, where the
 * logic resolves reads over writes. A bulk instruction of unknown length has no finite number of
 * single writes: it stays a layer, and every read through it asks whether it is in the range.
 */
import { add, equal, FALSE, ite, select, store, sub, type Term, TRUE, ult } from "@ashlar/logic";
import type { Join } from "../../common/path.js";

export type Layer =
  | { kind: "array"; array: Term }
  | { kind: "byte"; below: Layer; address: Term; byte: Term }
  | { kind: "range"; below: Layer; to: Term; length: Term; byteAt: (offset: Term) => Term }
  | { kind: "choice"; first: Layer; second: Layer; join: Join };

function choose(condition: Term, first: () => Term, second: () => Term): Term {
  if (condition === TRUE) return first();
  return condition === FALSE ? second() : ite(condition, first(), second());
}

/** The byte at an address. */
export function readByte(layer: Layer, address: Term): Term {
  const above: { hit: Term; byte: Term }[] = [];
  let under = layer;
  for (; under.kind === "byte"; under = under.below) {
    const hit = equal(under.address, address);
    if (hit !== FALSE) above.push({ hit, byte: under.byte });
    if (hit === TRUE) break;
  }
  const last = under.kind === "byte" ? under.byte : readUnder(under, address);
  return above.reduceRight(
    (below, { hit, byte }) =>
      choose(
        hit,
        () => byte,
        () => below,
      ),
    last,
  );
}

function readUnder(layer: Exclude<Layer, { kind: "byte" }>, address: Term): Term {
  switch (layer.kind) {
    case "array":
      return select(layer.array, address);
    case "range": {
      const offset = sub(address, layer.to);
      return choose(
        ult(offset, layer.length),
        () => layer.byteAt(offset),
        () => readByte(layer.below, address),
      );
    }
    case "choice":
      return layer.join.choose(readByte(layer.first, address), readByte(layer.second, address));
  }
}

export function writeByte(layer: Layer, address: Term, byte: Term): Layer {
  if (layer.kind === "array") return { kind: "array", array: store(layer.array, address, byte) };
  return { kind: "byte", below: layer, address, byte };
}

/** `length` bytes with the same value. They are within the memory, so the range does not wrap. */
export function fillRange(below: Layer, to: Term, byte: Term, length: Term): Layer {
  return { kind: "range", below, to, length, byteAt: () => byte };
}

/** A copy of `length` bytes of a source as it is now; the two may overlap. */
export function copyRange(below: Layer, to: Term, source: Layer, from: Term, length: Term): Layer {
  const byteAt = (offset: Term) => readByte(source, add(from, offset));
  return { kind: "range", below, to, length, byteAt };
}

/** The first layer where the join's first path was taken, otherwise the second. */
export function joinLayers(first: Layer, second: Layer, join: Join): Layer {
  if (first === second) return first;
  if (first.kind === "array" && second.kind === "array")
    return { kind: "array", array: join.choose(first.array, second.array) };
  return { kind: "choice", first, second, join };
}
