/** Which programs this machine has. Debian keeps the administrator's off a user's path. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const FOLDERS = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];

/** The full path of a program, or undefined where it is not installed. */
export function findTool(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
