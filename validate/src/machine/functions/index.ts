/**
 * The theorems `machine/kernel/NAME`: each function of the kernel's image computes what its
 * WebAssembly computes. Of the functions that it calls the same is supposed: which these are, is read
 * off the module, where a function can call no more than is written there.
 */
import { createHash } from "node:crypto";
import type { Proof, Theorem } from "@ashlar/logic/prove";
import { contentOf, functionsFrom } from "@ashlar/semantics";
import { validateFunction } from "../../function.js";
import { inputsOf } from "../../inputs.js";
import type { Pair } from "../../pairing.js";
import { certificateWords } from "../../show.js";
import { Target } from "../../target.js";
import type { Subject } from "../subject.js";

/** A function that the image has under a symbol of its own. */
type Found = Pair & { readonly symbol: NonNullable<Pair["symbol"]> };

export class KernelFunctions {
  readonly #name: string;
  readonly #target: Target;
  readonly #found: readonly Found[];
  readonly #image: string;

  constructor({ name, module, program, layout }: Subject) {
    const inputs = inputsOf(module, program, { name, ...(layout && { layout }) });
    if (inputs.kind === "refused") throw new Error(`${inputs.input}: ${inputs.reason}`);
    this.#name = name;
    this.#target = new Target(inputs.module, inputs.program, inputs.layout, inputs.pairs);
    this.#found = inputs.pairs.filter((pair): pair is Found => pair.symbol !== undefined);
    this.#image = digestOf(inputs.program);
  }

  /** One for each function of the image; one that is inlined everywhere has none of its own. */
  theorems(): Theorem[] {
    return this.#found.map((pair) => ({
      id: this.#idOf(pair),
      says: "if the WebAssembly function does not trap, the machine's function ends with the same result, memory and globals, and touches nothing else",
      prove: () => this.#prove(pair),
      // Wrong images are tried by running them too: `ashlar validate --machine kernel --mutants`.
      mutants: () => [],
      code: () => contentOf(this.#target.module, pair.index) + this.#image,
    }));
  }

  /** Theorems of all functions that may run in a call of an export. */
  linksOf(entry: string): string[] {
    const { exports } = this.#target.module;
    const found = exports.find(({ kind, name }) => kind === "function" && name === entry);
    if (found === undefined) throw new Error(`the kernel has no entry ${entry}`);
    const called = new Set(functionsFrom(this.#target.module, found.index));
    return this.#found.filter(({ index }) => called.has(index)).map((pair) => this.#idOf(pair));
  }

  #prove(pair: Found): Proof {
    const before = certificateWords();
    const { verdict, reason } = validateFunction(this.#target, pair);
    if (verdict === "proved") return { verdict, certificate_words: certificateWords() - before };
    return { verdict, reason: reason ?? "the validator gave no reason" };
  }

  #idOf({ name }: Pair): string {
    return `machine/${this.#name}/${name.replace(`${this.#name}_`, "")}`;
  }
}

/** All of an image that a verdict may depend on: which function calls which depends on addresses. */
function digestOf({ segments, symbols }: Target["program"]): string {
  const hash = createHash("sha256").update(JSON.stringify(symbols));
  for (const { bytes, ...segment } of segments) hash.update(JSON.stringify(segment)).update(bytes);
  return hash.digest("hex");
}
