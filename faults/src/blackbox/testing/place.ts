/** A folder for a test, and options to run a laboratory in it; all gone afterwards. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { LaboratoryOptions } from "../settings.js";

export const MEBI = 1024 * 1024;

export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "ashlar-faults-"));
  readonly disk = join(this.folder, "disk.img");

  constructor(bytes = 2 * MEBI) {
    writeFileSync(this.disk, "");
    truncateSync(this.disk, bytes);
    after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A short run on the file; the commands do nothing. */
  options(overrides: Partial<LaboratoryOptions> = {}): LaboratoryOptions {
    return {
      address: this.disk,
      cut: "true",
      cycles: 1,
      workers: 2,
      depth: 2,
      write_bytes: 32 * 1024,
      promise: "every",
      erase: false,
      load_ms: 200,
      patience_ms: 5000,
      signal: new AbortController().signal,
      onStep: () => undefined,
      ...overrides,
    };
  }
}
