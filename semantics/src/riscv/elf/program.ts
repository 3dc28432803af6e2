/** A linked program, as its file describes it. Addresses and sizes are below 2^53. */

export interface Segment {
  readonly address: number;
  /** What is in the file; the rest of its memory is zeros. */
  readonly bytes: Uint8Array;
  readonly memory_bytes: number;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
}

export interface Section {
  readonly name: string;
  readonly address: number;
  readonly size_bytes: number;
  /** Empty where it is zeros that are not in the file. */
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
  readonly isWritable: boolean;
  /** It is in memory while the program runs. */
  readonly isLoaded: boolean;
}

export type SymbolKind = "none" | "object" | "function" | "section" | "file" | "other";

export interface ElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly size_bytes: number;
  readonly kind: SymbolKind;
  readonly isLocal: boolean;
  /** Its section's index, if it is in one. */
  readonly section: number | undefined;
}

export interface Program {
  readonly entry: number;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
  /** None in a stripped file. */
  readonly symbols: readonly ElfSymbol[];
}
