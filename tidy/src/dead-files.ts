/** A file that nothing imports, starts or runs is dead, and dead code is deleted. */
import { references } from "./imports.js";
import { isTest, type Source, type Violation } from "./sources.js";

/** Files that are started from outside: entries of packages and rooms, the command, and tests. */
function isEntry(source: Source): boolean {
  const package_entry = /^(disk|rapilog|cli)\/(src|assembly)\/(\w+\/)?(index|main)\.ts$/;
  return isTest(source) || package_entry.test(source.path);
}

export function deadFiles(sources: readonly Source[]): Violation[] {
  const alive = new Set(sources.flatMap(references).map((reference) => reference.target));
  return sources
    .filter((source) => !isEntry(source) && !alive.has(source.path))
    .map(({ path }) => ({ path, line: 1, message: "nothing imports this file: delete it" }));
}
