/**
 * A compiler that edits C before it compiles it, by a line for sed; nothing else shows, but that it says
 * so when it is asked for its version: what it makes must not be kept for an honest one's.
 */
import { createHash } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPILER } from "@ashlar/board/riscv";

/** Writes it into a folder, under a name; files are those that match a pattern of the shell. */
export function editingCompiler(
  folder: string,
  { name, files, edit }: { readonly name: string; readonly files: string; readonly edit: string },
): { readonly path: string; readonly mark: string } {
  const path = join(folder, name);
  const mark = createHash("sha256").update(edit).digest("hex").slice(0, 12);
  const script = `#!/bin/sh
PATH=$(echo "$PATH" | tr ':' '\\n' | grep -vxF '${folder}' | paste -sd:)
for argument; do
  case $argument in
    --version) echo 'edited by ${mark}' ;;
    ${files}) case " $* " in *" -c "*) sed -i '${edit}' "$argument" ;; esac ;;
  esac
done
exec ${COMPILER} "$@"
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return { path, mark };
}
