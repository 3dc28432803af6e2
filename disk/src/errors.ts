/**
 * The catalogue of what the world can do to us, beyond what an errno says.
 *
 * Each error has a code that scripts may rely on, says what was wrong and where (`detail`), and
 * what to do about it. `docs/errors.md` is the same table for people; a test keeps them equal.
 * Add a row in both places. The caller's mistakes are typed results, the programmer's assertions.
 */

export interface CatalogueEntry {
  /** What was wrong, as the start of a sentence that the detail completes. */
  readonly what: string;
  /** What the operator should do. */
  readonly remedy: string;
}

export const CATALOGUE = {
  "in-use": {
    what: "The file or device is already in use",
    remedy:
      "Stop the other service that serves it, or unmount the device; `fuser -v PATH` names the holder.",
  },
  "not-a-disk": {
    what: "Only a regular file or a block device can hold a disk",
    remedy: "Name a file (`truncate -s 10G disk.img` makes one) or a device such as /dev/sdb.",
  },
  "size-unaligned": {
    what: "The size is not a positive multiple of the smallest transfer that the storage takes",
    remedy: "Grow the file to a multiple of 4096 bytes, e.g. `truncate -s %4096 disk.img`.",
  },
  "block-too-large": {
    what: "The storage takes only transfers larger than 4096 bytes",
    remedy: "Use a device with logical blocks of 512 or 4096 bytes.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof CATALOGUE;

/** An error of the world with a code from the catalogue; `detail` says where and what exactly. */
export class AshlarError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${CATALOGUE[code].what}: ${detail}. ${CATALOGUE[code].remedy} [${code}]`, options);
    this.name = "AshlarError";
  }

  /** What to do about it. */
  get remedy(): string {
    return CATALOGUE[this.code].remedy;
  }
}
