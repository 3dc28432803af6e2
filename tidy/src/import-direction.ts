/**
 * Rooms know only the rooms that ARCHITECTURE.md's table allows them, and only through their
 * `index.ts`. The table itself is what is read here, so it cannot go stale.
 */
import { references } from "./imports.js";
import { roomOf, type Source, type Violation } from "./sources.js";

/** For each room the rooms that it may import. */
export type Directions = Map<string, Set<string>>;

/** A name in the table's last column, and the rooms that it stands for. */
function expand(name: string, rooms: readonly string[], index: number): string[] {
  if (name === "all above") return rooms.slice(0, index);
  const bare = name.replace(/`/g, "").replace(/\/$/, "");
  return rooms.filter((room) => room.startsWith(`${bare}/`) || room === `disk/src/${bare}/`);
}

/** Reads the table under "## Rooms". */
export function directionsOf(architecture: string): Directions {
  const section = architecture.split(/^## /m).find((part) => part.startsWith("Rooms")) ?? "";
  const rows = section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const rooms = rows.map((cells) => cells[1]!.replace(/`/g, ""));
  return new Map(
    rows.map((cells, index) => {
      const names = cells[4]!.split(",").map((name) => name.trim());
      const allowed = names.flatMap((name) => expand(name, rooms, index));
      return [rooms[index]!, new Set(allowed)];
    }),
  );
}

/**
 * Room `disk/src/` holds what all of disk shares (errors.ts) and the package's one entry. The
 * kernel's numbers AssemblyScript finds by their path only.
 */
const SHARED_FILES = new Set(["disk/src/errors.ts", "kernel/src/interface.ts"]);
/** Constants and a generator, which run nothing on import. */
const ANYBODYS = new Set([
  "@ashlar/kernel/answers",
  "@ashlar/kernel/interface",
  "@ashlar/kernel/layout",
  "@ashlar/kernel/system-calls",
  "@ashlar/rapilog/format",
  "@ashlar/rapilog/random",
]);
/** Which room an entry of a package belongs to. */
const PACKAGES: Record<string, string> = {
  "@ashlar/disk": "disk/src/",
  "@ashlar/disk/backing": "disk/src/backing/",
  "@ashlar/disk/errors": "disk/src/",
  "@ashlar/disk/keeper-protocol": "disk/src/keeper/",
  "@ashlar/disk/models": "disk/src/backing/",
  "@ashlar/disk/service": "disk/src/server/",
  "@ashlar/disk/vault-paths": "disk/src/vault/",
  "@ashlar/rapilog": "rapilog/src/",
  "@ashlar/rapilog/mutants": "rapilog/src/",
  "@ashlar/rapilog/rig": "rapilog/src/",
  "@ashlar/board/fuzz": "board/",
  "@ashlar/board/riscv": "board/",
  "@ashlar/board/sim": "board/",
  "@ashlar/board/sim/wasm": "board/",
  "@ashlar/faults": "faults/",
  "@ashlar/faults/page": "faults/",
  "@ashlar/logic": "logic/",
  "@ashlar/logic/problems": "logic/",
  "@ashlar/logic/prove": "logic/",
  "@ashlar/logic/sat": "logic/",
  "@ashlar/proofs": "proofs/",
  "@ashlar/proofs/kernel": "proofs/",
  "@ashlar/proofs/kernel/compare": "proofs/",
  "@ashlar/proofs/kernel/judge": "proofs/",
  "@ashlar/proofs/kernel/noninterference": "proofs/",
  "@ashlar/proofs/kernel/specification": "proofs/",
  "@ashlar/proofs/kernel/theorems": "proofs/",
  "@ashlar/proofs/prove": "proofs/",
  "@ashlar/semantics": "semantics/",
  "@ashlar/spec": "spec/",
  "@ashlar/spec/kernel": "spec/",
  "@ashlar/user": "user/",
  "@ashlar/validate": "validate/",
  "@ashlar/validate/corpus": "validate/",
  "@ashlar/validate/machine": "validate/",
  "@ashlar/validate/machine/chain": "validate/",
};

export function importDirection(sources: readonly Source[], directions: Directions): Violation[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    const allowed = directions.get(room);
    if (allowed === undefined && room !== "disk/src/")
      return [{ path: source.path, line: 1, message: `room ${room} is not in ARCHITECTURE.md` }];
    return references(source).flatMap(({ specifier, line, target }) => {
      const message = complaint(room, allowed, specifier, target);
      return message === undefined ? [] : [{ path: source.path, line, message }];
    });
  });
}

function complaint(
  room: string,
  allowed: ReadonlySet<string> | undefined,
  specifier: string,
  target: string | undefined,
): string | undefined {
  if (ANYBODYS.has(specifier)) return undefined;
  const wanted = target === undefined ? PACKAGES[specifier] : roomOf(target);
  if (wanted === undefined && specifier.startsWith("@ashlar/"))
    return `which room is ${specifier}? Name it in tidy/src/import-direction.ts`;
  if (wanted === undefined || wanted === room) return undefined;
  if (target !== undefined && SHARED_FILES.has(target)) return undefined;
  if (target !== undefined && !target.endsWith("/index.ts"))
    return `imports ${specifier}; another room is imported only through its index.ts`;
  if (allowed === undefined || allowed.has(wanted)) return undefined;
  if (wanted === "disk/src/" && [...allowed].some((name) => name.startsWith("disk/")))
    return undefined;
  return `${room} may not import ${wanted} (see the table in ARCHITECTURE.md)`;
}
