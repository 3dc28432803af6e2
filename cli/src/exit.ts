/** Exit statuses: a script can tell what happened. */
export const Exit = {
  /** Done; the promise was kept. */
  ok: 0,
  /** It was tried and failed, or the promise was refuted. */
  failed: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** This machine lacks what is needed: a tool, root, a device. */
  environment: 3,
  /** The disk, journal or vault was refused: see docs/errors.md. */
  refused: 4,
} as const;

export const EXIT_HELP = `
Exit status: 0 done, 1 failed or refuted, 2 wrong usage, 3 something is missing on this machine,
4 refused (the message ends with a code of docs/errors.md).`;

/** This machine lacks something. */
export class EnvironmentMissing extends Error {
  override readonly name = "EnvironmentMissing";
}
