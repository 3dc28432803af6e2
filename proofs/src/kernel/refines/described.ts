/** What is said of a part of the kernel's code (`parts.ts`), so that it stands for the part's calls. */
import type { Term } from "@ashlar/logic";
import type { Field, Routine, State } from "@ashlar/spec/kernel";

export interface Part {
  /** What the specification calls it, where it does: then both sides meet there (`meeting.ts`). */
  readonly routine?: Routine["name"];
  /** The function, by its file's name and its own. */
  readonly name: string;
  readonly says: string;
  /** What of the kernel's own words it does not look at, and changes always. */
  readonly ignores?: readonly Field[];
  /** How many parameters it has that the code is not passed: what the specification knows already. */
  readonly also?: number;
  /** What must hold where it is called. */
  readonly needs: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** Which invariants must hold too: they do at the beginning of an entry. */
  readonly relies?: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** Which of these are supposed where the part itself is proved, if not all. */
  readonly supposes?: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** What holds when it has ended, for those who go on: a call says no more of what a routine leaves. */
  readonly leaves?: (before: State, after: State, parameters: readonly Term[]) => readonly Term[];
  /** Whether that is shown of all that it does, with what the routines do that it calls. */
  readonly isSaidInFull?: true;
  /** Whether it is only called where the machine uses the space that the state says, and remembers no
   * entry of a page table that was changed: so it is then, too, however often it tells the machine. */
  readonly beginsFresh?: true;
  /** What the specification says: the next state, and what it returns. */
  readonly does: (state: State, parameters: readonly Term[]) => Done;
}

export interface Done {
  readonly after: State;
  readonly results: readonly Term[];
  /** What globals are then, by their numbers, and when they are anything else than before. */
  readonly globals?: readonly (readonly [global: number, when: Term, value: Term])[];
}
