/**
 * Which function of the program a function of the module became. Names only propose: a wrong pair is
 * refuted or unknown, and never proved by its name.
 */
import type { Module, riscv } from "@ashlar/semantics";
import { namesOf } from "./names.js";

export type Symbol = riscv.ElfSymbol;

export interface Pair {
  /** Of the function in the module. */
  readonly index: number;
  readonly name: string;
  /** Undefined where the program has none of its names: it may have been inlined everywhere. */
  readonly symbol: Symbol | undefined;
}

/** All pairs in the module's order; undefined where the program has nothing of the module. */
export function pairsOf(
  module: Module,
  program: riscv.Program,
  named: ReadonlyMap<number, string>,
  name: string | undefined,
): Pair[] | undefined {
  const symbols = new Map(
    program.symbols
      .filter(({ kind }) => kind === "function")
      .map((symbol) => [symbol.name, symbol]),
  );
  const prefixes = name === undefined ? prefixesIn(symbols) : [`w2c_${name}_`, `${name}_`];
  const all = prefixes.map((prefix) => pairsWith(prefix, module, symbols, named));
  const best = all.reduce<Pair[]>((one, other) => (hits(other) > hits(one) ? other : one), []);
  return hits(best) === 0 ? undefined : best;
}

const hits = (pairs: readonly Pair[]) => pairs.filter(({ symbol }) => symbol !== undefined).length;

/** What all symbols that may be wasm2c's begin with: a module's name has no underscore in the end. */
function prefixesIn(symbols: ReadonlyMap<string, Symbol>): string[] {
  const found = new Set<string>();
  for (const symbol of symbols.keys())
    for (let at = symbol.indexOf("_"); at > 0; at = symbol.indexOf("_", at + 1))
      found.add(symbol.slice(0, at + 1));
  return [...found];
}

function pairsWith(
  prefix: string,
  module: Module,
  symbols: ReadonlyMap<string, Symbol>,
  named: ReadonlyMap<number, string>,
): Pair[] {
  return [...module.functions.entries()].flatMap(([index, { code }]): Pair[] => {
    if (code === undefined) return [];
    const names = namesOf(module, index, named).map((base) => `${prefix}${base}`);
    const found = names.map((name) => symbols.get(name)).filter((symbol) => symbol !== undefined);
    const byAddress = new Map(found.map((symbol) => [symbol.address, symbol]));
    if (byAddress.size === 0) return [{ index, name: names[0]!, symbol: undefined }];
    return [...byAddress.values()].map((symbol) => ({ index, name: symbol.name, symbol }));
  });
}
