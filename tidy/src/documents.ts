/** What the documents must say about the code: the README's map has every room. */
import type { Violation } from "./sources.js";

/** Rooms that the README's map leaves out. */
export function roomsMapped(rooms: Iterable<string>, readme: string): Violation[] {
  return [...rooms]
    .filter((room) => !readme.includes(`\`${room}\``))
    .map((room) => ({
      path: "README.md",
      line: 1,
      message: `the map of rooms leaves out \`${room}\``,
    }));
}
