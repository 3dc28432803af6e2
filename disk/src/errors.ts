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
  "no-such-file": {
    what: "There is no such file or device",
    remedy: "Check the path; `truncate -s 10G disk.img` makes a file for a new disk.",
  },
  "not-a-disk": {
    what: "Only a regular file or a block device can hold a disk",
    remedy: "Name a file (`truncate -s 10G disk.img` makes one) or a device such as /dev/sdb.",
  },
  "size-unaligned": {
    what: "The size is not a positive multiple of the smallest transfer that the storage takes",
    remedy: "Grow the file to a multiple of 4096 bytes, e.g. `truncate -s %4096 disk.img`.",
  },
  "disk-too-large": {
    what: "A disk can have 4 PiB at most",
    remedy: "Use a smaller file or device, or several.",
  },
  "block-too-large": {
    what: "The storage takes only transfers larger than 4096 bytes",
    remedy: "Use a device with logical blocks of 512 or 4096 bytes.",
  },
  "vault-not-in-memory": {
    what: "The vault's directory is not on a memory file system",
    remedy: "Put it below /run or /dev/shm, or say that it is persistent memory.",
  },
  "vault-no-space": {
    what: "The memory file system has no room for the vault",
    remedy: "Choose a smaller ring, or enlarge the file system (`mount -o remount,size=2G DIR`).",
  },
  "no-vault": {
    what: "There is no vault, so nothing is served from here",
    remedy:
      "If the service was given `--vault`, name the same here. After a clean stop there is none, and the disk is complete.",
  },
  "vault-damaged": {
    what: "The vault is not one that this version can use",
    remedy:
      "Stop both services and move the directory away; the journal still holds all but the last milliseconds.",
  },
  "vault-other-disk": {
    what: "The vault does not belong to this disk and its journal",
    remedy:
      "Name the vault's own disk and journal, or drain the vault first with `ashlar recover`.",
  },
  "journal-damaged": {
    what: "The journal has no readable superblock",
    remedy:
      "If this is another file, name the journal. To begin anew remove it: what was not home yet is lost then.",
  },
  "journal-size": {
    what: "A journal cannot be of this size",
    remedy: "Give a power of two from 1M to 1G.",
  },
  "journal-too-small": {
    what: "The device is too small for the journal",
    remedy: "Choose a smaller ring or a larger device.",
  },
  "journal-in-way": {
    what: "The journal's path holds something that is not a journal",
    remedy: "Name another path, or remove what is there.",
  },
  "journal-other-disk": {
    what: "The journal holds writes for a disk that is not, or no longer, this one",
    remedy:
      "If this is the disk in the state that its service left it, give `--replay`. If it was restored or changed on purpose, give `--discard`, and the writes in the journal are dropped.",
  },
  "record-damaged": {
    what: "A record in the vault or in the journal is damaged",
    remedy:
      "Nothing of it was written home. Check the memory of this machine. To read the journal's copy instead, stop the service, remove the vault and run `ashlar recover`; what follows a record that is damaged there too is lost.",
  },
  "home-failed": {
    what: "The disk cannot be written",
    remedy: "Everything is kept. Free its space or repair it, then run `ashlar recover` again.",
  },
  "keeper-failed": {
    what: "The keeper could not be started",
    remedy: "Its log says why.",
  },
  "not-an-address": {
    what: "TCP is served at a numeric address only, because a name may mean several",
    remedy: "Name an address such as 127.0.0.1 or ::1.",
  },
  "tcp-unprotected": {
    what: "Whoever could connect to this address would own the disk",
    remedy:
      "Give a certificate, a key and the authority that signs the clients' certificates; or, behind a better fence, `--insecure`.",
  },
  "cannot-listen": {
    what: "A socket cannot be opened",
    remedy:
      "Choose a path in a directory that exists and may be written, or an address and port, that no other service uses.",
  },
  "unknown-group": {
    what: "There is no such group",
    remedy: "`getent group` lists those that there are.",
  },
  "clock-too-coarse": {
    what: "This machine cannot keep the modelled disk's time",
    remedy:
      "Stop what else uses the CPUs, give the machine more of them, or choose a slower model.",
  },
  "model-mismatch": {
    what: "The state of a modelled disk belongs to another model",
    remedy: "Use one state file per modelled disk, or remove it when nobody uses the disk.",
  },
  "not-a-model-state": {
    what: "The file holds something else than the state of a modelled disk",
    remedy: "Name a file that does not exist yet, on tmpfs.",
  },
  "tools-missing": {
    what: "This machine lacks what the test needs",
    remedy: "Install it; where it says so another option does without.",
  },
  "packages-missing": {
    what: "Debian's packages for the test could not be fetched",
    remedy:
      "Run it where apt-get reaches a Debian mirror (`apt-get update`); nothing is installed.",
  },
  "target-holds-data": {
    what: "The target holds something that the test would destroy",
    remedy: "Name another target, or give `--erase` if nobody needs what is there.",
  },
  "target-too-small": {
    what: "The target is too small for the test",
    remedy: "Name a larger target (at least 1 MiB), or a smaller `--span`.",
  },
  "target-read-only": {
    what: "The target cannot be written",
    remedy: "Export it writable.",
  },
  "target-unreadable": {
    what: "The target cannot be read",
    remedy: "Repair it first: what cannot be read before the test cannot be judged after it.",
  },
  "state-other-run": {
    what: "The state belongs to a run with other settings",
    remedy: "Give the settings with which it began, or name another file with `--state`.",
  },
  "state-no-place": {
    what: "The state of the run cannot be kept there",
    remedy: "Name a file in a folder that can be written with `--state`.",
  },
  "state-damaged": {
    what: "The state of the run cannot be read",
    remedy: "Name another file with `--state`; the run then begins anew.",
  },
  "cut-failed": {
    what: "The command that cuts or restores the power failed",
    remedy:
      "Try it by hand; it must end with status 0. A run with --state goes on by the same command.",
  },
  "module-unsupported": {
    what: "The WebAssembly module uses something that the board has not",
    remedy: "Do without it: tables, floating point, and memory that grows are what is missing.",
  },
  "module-refused": {
    what: "Nothing can be proved about this WebAssembly module",
    remedy: "Give the module whole, as it was compiled; `wasm-validate FILE` of wabt tells more.",
  },
  "program-refused": {
    what: "Nothing can be proved about this program",
    remedy:
      "Give a program linked with -static for 64-bit RISC-V (lp64), with its symbols, whose code cannot be written.",
  },
  "board-compile": {
    what: "A program for the board could not be compiled",
    remedy: "What the compiler said is in the message; a component's own sources may be wrong.",
  },
  "board-run": {
    what: "The emulator did not take what it was given",
    remedy: "What QEMU said is in the message; version 7.2 or later is needed.",
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
