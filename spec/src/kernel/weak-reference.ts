/** Weak references: page and generation, checked on use. `references.ts` lists them all. */
import type { Term } from "@ashlar/logic";
import type { Field } from "./fields.js";
import type { State } from "./state.js";

/** The fields of one. */
export type WeakReference = Readonly<Record<"page" | "generation", Field>>;

/** What one names. */
export type Named = Readonly<Record<"page" | "generation", Term>>;

/** What the reference in a page's object is to. */
export const referenceIn = (
  state: State,
  { page, generation }: WeakReference,
  of: Term,
): Named => ({
  generation: state.get(generation, of),
  page: state.get(page, of),
});

/** The reference in a page's object is to this from now on. */
export const withReference = (
  state: State,
  { page, generation }: WeakReference,
  of: Term,
  to: Named,
): State => state.with(generation, [of], to.generation).with(page, [of], to.page);
