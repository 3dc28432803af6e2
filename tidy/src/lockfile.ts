/** The lock must install the same bytes from whichever registry is configured: every package from
 * a registry has its integrity, on every platform, and none says where it was fetched. */
import type { Violation } from "./sources.js";

interface Locked {
  link?: boolean;
  resolved?: string;
  integrity?: string;
}

export function lockedSoundly(text: string): Violation[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  return Object.entries(packages)
    .filter(([path, locked]) => path.includes("node_modules/") && !locked.link)
    .filter(([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined)
    .map(([path, { resolved }]) => ({
      path: "package-lock.json",
      line: 1,
      message: resolved === undefined ? `${path} lacks integrity` : `${path} names ${resolved}`,
    }));
}
