/**
 * Where a program that was compiled from a module keeps what WebAssembly has: linear memory and
 * globals. Everything else that a function may touch is its own stack and constants.
 */

/** Where something is: at an address that is known, in a register that nobody changes, or at an
 * offset from the instance that the first argument points to. */
export type Place =
  | { readonly kind: "address"; readonly address: number }
  | { readonly kind: "register"; readonly register: number; readonly offset: number }
  | { readonly kind: "instance"; readonly offset: number };

export interface Layout {
  /** Whether functions take a pointer to their instance before their parameters, as wasm2c's do. */
  readonly hasInstance: boolean;
  /** Linear memory's first byte: there, or where a pointer there points to. */
  readonly memory: { readonly place: Place; readonly isPointer: boolean };
  /** Where memory's size in bytes is kept (64 bits), if the code may ask for it. */
  readonly memorySize?: Place;
  /** Each global's place, by its index in the module; undefined for one that code cannot name. */
  readonly globals: readonly (Place | undefined)[];
}
