/** Reports are written at the end of what may take hours: that there is a place for them is found
 * out before it begins. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";

/** Throws where a file of that path could not be written later. */
export function requirePlace(path: string | undefined): void {
  if (path === undefined) return;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new Error(`cannot write the report: ${path} is a folder`);
  accessSync(found === undefined ? dirname(path) : path, constants.W_OK);
}
