/**
 * A compiler that edits C before it compiles it, by a line for sed; nothing else shows, whatever it is
 * asked: what it makes must not be kept for an honest one's.
 */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPILER } from "@ashlar/board/riscv";

/** Writes it into a folder, under a name; files are those that match a pattern of the shell. */
export function editingCompiler(
  folder: string,
  { name, files, edit }: { readonly name: string; readonly files: string; readonly edit: string },
): string {
  const path = join(folder, name);
  const script = `#!/bin/sh
PATH=$(echo "$PATH" | tr ':' '\\n' | grep -vxF '${folder}' | paste -sd:)
for argument; do
  case $argument in
    ${files}) case " $* " in *" -c "*) sed -i '${edit}' "$argument" ;; esac ;;
  esac
done
exec ${COMPILER} "$@"
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}
