/** What a proof goes through, told as it happens: what came to no end has been told as well. */

/** Two loops' heads that both sides are at: the label of the one, the address of the other. */
export interface Cut {
  readonly label: number;
  readonly address: number;
}

export type Step =
  /** All of the function at once, a few rounds of each loop included; or cut at loops' heads. */
  | { readonly kind: "begins"; readonly isCut: boolean }
  /** What relates both sides where they come to this cut is looked for. */
  | { readonly kind: "relating"; readonly at: Cut }
  /** It is found: what each says, and what rounds change; everything else stays as it was. */
  | {
      readonly kind: "related";
      readonly at: Cut;
      readonly relation: readonly string[];
      readonly changes: readonly string[];
    }
  /** From a cut, or from the start, to the next ones and the end: both sides are compared. */
  | { readonly kind: "comparing"; readonly from: Cut | null; readonly goals: number }
  | { readonly kind: "compared"; readonly from: Cut | null }
  /** The relation is proved: where the cut is come to first, and after each round. */
  | { readonly kind: "keeping"; readonly at: Cut }
  | { readonly kind: "kept"; readonly at: Cut };

/** Hears what a proof goes through. */
export type Tell = (step: Step) => void;

export const tellNobody: Tell = () => undefined;
