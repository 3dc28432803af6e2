/**
 * Modules that have theorems, and the code on which these depend, by what it is for: what states them,
 * what they are about, what instructions mean, and what decides.
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodeFile, Ingredients } from "@ashlar/logic/prove";

export interface Source {
  readonly module: string;
  /** The machine code that its theorems are about: an entry of the package that has it. */
  readonly code?: string;
  /** Loading it needs what not every machine has: then all its theorems are in this room. */
  readonly room?: string;
}

/** The room of the kernel's image, and those whose theorems are above it. */
export const MACHINE = "machine";
export const KERNEL_ROOMS = ["kernel", "spec"];

export const SOURCES: readonly Source[] = [
  { module: "@ashlar/logic/prove" },
  { module: "@ashlar/proofs", code: "@ashlar/rapilog" },
  { module: "@ashlar/proofs/kernel/theorems", code: "@ashlar/kernel/layout" },
  { module: "@ashlar/proofs/kernel/specification" },
  { module: "@ashlar/validate/machine/theorems", room: MACHINE },
];

/** Whether some of a source's theorems may be meant by names; all are, where there are none. */
export const mayBeMeant = ({ room }: Source, names: readonly string[]) =>
  room === undefined ||
  names.length === 0 ||
  names.some((name) => name === room || name.startsWith(`${room}/`));

const isOf = (place: string) => (file: CodeFile) => file.name.startsWith(`${place}/`);
const isLogic = isOf("logic");
const isSemantics = isOf("semantics");
/** What of the proofs' own package decides, and states nothing. */
const isDeciding = isOf("proofs/prove");
const isScript = ({ name }: CodeFile) => name.endsWith(".js");

/** What the theorems of a source depend on, as it is now. */
export async function ingredientsOf({ module, code }: Source): Promise<Ingredients> {
  const { codeBelow, importedBy, ingredientOf } = await import("@ashlar/logic/prove");
  const all = (entry: string) => codeBelow(dirname(fileURLToPath(import.meta.resolve(entry))));
  const imported = importedBy(import.meta.resolve(module));
  const stating = imported.filter(
    (file) => !isLogic(file) && !isSemantics(file) && !isDeciding(file),
  );
  return {
    statement: ingredientOf(stating),
    ...(code && { code: ingredientOf(all(code).filter((file) => !isScript(file))) }),
    ...(imported.some(isSemantics) && { semantics: ingredientOf(all("@ashlar/semantics")) }),
    prover: ingredientOf([...all("@ashlar/logic"), ...imported.filter(isDeciding)]),
  };
}
