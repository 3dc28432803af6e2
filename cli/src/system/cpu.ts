/** Processor time of processes, from /proc. Reaped children of a process count as its own. */
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100; // USER_HZ, fixed in Linux's ABI.

/** Seconds of user and system time that a process and its reaped children have used. */
export function cpu_s(pid: number): number {
  const fields = statFields(pid);
  if (fields === undefined) return 0;
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return (user! + system! + childrenUser! + childrenSystem!) / TICKS_PER_SECOND;
}

/** The fields of /proc/PID/stat after the name, which may hold spaces and parentheses. */
function statFields(pid: number | string): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined; // The process has ended.
  }
}

/** Whether a process runs; one that has ended and waits for its parent to notice does not. */
export function isAlive(pid: number): boolean {
  const state = statFields(pid)?.[0];
  return state !== undefined && state !== "Z" && state !== "X";
}

/** A process and all its living descendants. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = Number(statFields(entry)?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Seconds that several process trees have used so far, of which some may be parts of others, but
 * for the trees of `without`. */
export function treesCpu_s(roots: readonly number[], without: readonly number[] = []): number {
  const counted = new Set(roots.flatMap(processTree));
  for (const pid of without.flatMap(processTree)) counted.delete(pid);
  return [...counted].reduce((sum, pid) => sum + cpu_s(pid), 0);
}

/** Seconds that our own finished children have used so far. */
export function reapedCpu_s(): number {
  const [childrenUser, childrenSystem] = statFields("self")!.slice(13, 15).map(Number);
  return (childrenUser! + childrenSystem!) / TICKS_PER_SECOND;
}

/** Proportional share of memory in bytes (shared pages divided among their users). */
export function memoryShare_bytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
