/** For tests: a place for a vault. */
import { mkdtempSync, rmSync } from "node:fs";

/** A folder in memory, as a vault needs it, until the test ends. */
export function memoryFolder(t: { after: (undo: () => void) => void }): string {
  const folder = mkdtempSync("/dev/shm/ashlar-cli-");
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
