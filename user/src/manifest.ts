/**
 * The manifest: which components there are, and who gets which memory, endpoints, interrupts and
 * rights. What it does not name a component does not have.
 */

/** What components share, by name. */
export type SharedObject =
  | { readonly kind: "endpoint" | "notification" | "frame"; readonly within?: string }
  /** One of the frames that devices may access, by its number. */
  | { readonly kind: "dma"; readonly number: number }
  /** A page of device registers, by its number. */
  | { readonly kind: "device"; readonly number: number }
  /** An interrupt source: it signals a notification, while a domain runs. */
  | {
      readonly kind: "interrupt";
      readonly source: number;
      readonly notification: string;
      readonly domain: number;
    }
  /** Authority over so many pages. What is made of them lies within. */
  | { readonly kind: "untyped"; readonly pages: number; readonly within?: string }
  /** A capability space that no thread uses. */
  | { readonly kind: "cnode"; readonly within?: string };

export type Right = "read" | "write" | "grant" | "execute";

/** A capability that a component holds. */
export interface Holding {
  readonly slot: number;
  /** A shared object, or a component's `NAME.thread` or `NAME.cnode`. */
  readonly object: string;
  readonly rights: readonly Right[];
  /** What the other side finds with its messages and signals. */
  readonly badge?: number;
}

/** Shared memory in a component's address space. */
export interface Mapping {
  readonly address: number;
  /** A shared object, or all pages of a component's program: `NAME.text`. */
  readonly object: string;
  readonly rights: readonly Right[];
}

export interface Component {
  readonly name: string;
  /** Which program it runs. */
  readonly program: string;
  /** 0 to 63, the highest first. */
  readonly priority: number;
  readonly domain?: number;
  readonly holds: readonly Holding[];
  readonly maps?: readonly Mapping[];
  /** Who is told of its faults: an endpoint, and the badge that says whose they are. */
  readonly supervisor?: { readonly endpoint: string; readonly badge: number };
  /** The notification that it is told of while it waits for messages: a shared object. */
  readonly listens?: string;
  /** Words in its text, for its program. */
  readonly arguments?: readonly Argument[];
  /** The Untyped of whose pages it is made. */
  readonly within?: string;
  /** It may program a device that accesses memory, and is trusted with all of it. */
  readonly isTrusted?: boolean;
}

/**
 * A number, the physical address of a shared frame that devices may access, or the number of an
 * Untyped's first page.
 */
export type Argument = number | bigint | { readonly physical: string } | { readonly page: string };

export interface Manifest {
  readonly domains: number;
  readonly objects: Readonly<Record<string, SharedObject>>;
  readonly components: readonly Component[];
  /** Objects through which components of different domains may know of each other. */
  readonly crossings?: readonly string[];
}
