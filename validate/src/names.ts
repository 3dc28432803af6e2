/**
 * What wasm2c (wabt 1.0.39) calls a module's functions in C: `w2c_MODULE_NAME`, where NAME is what the
 * name section, an export or the index says. An export of a function that C already has under its
 * own name gets that name, and the function itself `_0` behind it.
 */
import type { Module } from "@ashlar/semantics";

const FUNCTION_NAMES = 1;

/** Letters, digits and underscores stay; all other bytes become `0x` and two digits. */
export function mangled(name: string): string {
  const bytes = new TextEncoder().encode(name.replace(/^\$/, ""));
  return Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    const hex = byte.toString(16).toUpperCase().padStart(2, "0");
    return /\w/.test(letter) ? letter : `0x${hex}`;
  }).join("");
}

/** Names of functions by index, as the name section has them; none where it is damaged. */
export function namedFunctions(module: Uint8Array): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  try {
    const compiled = new WebAssembly.Module(module as Uint8Array<ArrayBuffer>);
    for (const section of WebAssembly.Module.customSections(compiled, "name"))
      readNames(new DataView(section), names);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError || error instanceof RangeError)) throw error;
  }
  return names;
}

/** WebAssembly 2.0, appendix 7.4: subsections of an id, a size and pairs of an index and a name. */
function readNames(view: DataView, names: Map<number, string>): void {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < view.byteLength) {
    const id = number();
    const end = number() + at;
    if (id === FUNCTION_NAMES) {
      for (let left = number(); left > 0; left--) {
        const index = number();
        const length = number();
        const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
        at += length;
        names.set(index, new TextDecoder().decode(bytes));
      }
    }
    at = end;
  }
}

/** What a function may be called behind the module's prefix. */
export function namesOf(
  module: Module,
  index: number,
  named: ReadonlyMap<number, string>,
): string[] {
  const exported = module.exports.filter((entry) => {
    return entry.kind === "function" && entry.index === index;
  });
  const bases = [named.get(index), ...exported.map(({ name }) => name)].filter(
    (name) => name !== undefined,
  );
  const all = [...bases.map(mangled), `f${index}`];
  return [...new Set(all.flatMap((base) => [base, `${base}_0`]))];
}
