/**
 * Lengths of files and functions, with a ratchet: what was longer than the limit when it was
 * written down in `baseline.json` may stay, but only shrink. `ASHLAR_TIDY_RECORD=1` lowers the
 * baseline to what is true now, and never raises it.
 */
import { isTest, type Source, type Violation } from "./sources.js";

export const FILE_LINES_MAX = 250;
export const TEST_FILE_LINES_MAX = 500;
export const FUNCTION_LINES_MAX = 50;

/** Lines by `path` for files and by `path#name` for functions. */
export type Lengths = Record<string, number>;

const CONTROL = /^\s*(\} )?(if|for|while|switch|do|else|try|catch|finally|case|default)\b/;
const FUNCTION_END = /^\s*\}/;

function fileLinesMax(path: string): number {
  return path.endsWith(".test.ts") ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
}

/** Everything longer than its limit. Tests are data as much as code: only their files count. */
export function tooLong(sources: readonly Source[]): Lengths {
  const long: Lengths = {};
  for (const source of sources) {
    const lines = source.text.trimEnd().split("\n");
    if (lines.length > fileLinesMax(source.path)) long[source.path] = lines.length;
    if (isTest(source)) continue;
    for (const [name, length] of functionLengths(lines))
      if (length > FUNCTION_LINES_MAX) long[`${source.path}#${name}`] = length;
  }
  return long;
}

/** Name and length of each function, by its opening line and the brace at the same indentation. */
export function functionLengths(lines: readonly string[]): [string, number][] {
  const found: [string, number][] = [];
  lines.forEach((line, start) => {
    const name = functionName(line, lines, start);
    if (name === undefined) return;
    const indentation = line.length - line.trimStart().length;
    const rest = lines.slice(start + 1);
    const end = rest.findIndex(
      (later) =>
        FUNCTION_END.test(later) && later.length - later.trimStart().length === indentation,
    );
    if (end >= 0) found.push([name, end + 2]);
  });
  return found;
}

function functionName(line: string, lines: readonly string[], at: number): string | undefined {
  if (!line.endsWith("{") || CONTROL.test(line)) return undefined;
  const opening = /^\s*\)/.test(line) ? signatureStart(line, lines, at) : line;
  if (CONTROL.test(opening)) return undefined;
  const match =
    /\bfunction\*? (\w+)/.exec(opening) ??
    /^\s*(?:export )?const (\w+) = .*(?:=>|\($)/.exec(opening) ??
    /^\s*(?:(?:static|async|public|private|protected|override|get|set) )*([#\w]+)(?:<.*>)?\(/.exec(
      opening,
    );
  return match?.[1];
}

/** A signature that the formatter broke over lines starts at the same indentation. */
function signatureStart(line: string, lines: readonly string[], at: number): string {
  const indentation = line.length - line.trimStart().length;
  for (let before = at - 1; before >= 0; before--) {
    const text = lines[before]!;
    if (text.trim() !== "" && text.length - text.trimStart().length === indentation) return text;
  }
  return line;
}

/** What is too long and not in the baseline, or longer than there. */
export function beyondBaseline(long: Lengths, baseline: Lengths): Violation[] {
  return Object.entries(long)
    .filter(([name, lines]) => lines > (baseline[name] ?? 0))
    .map(([name, lines]) => ({
      path: name,
      line: 1,
      message: `${lines} lines; at most ${allowed(name, baseline)}: split it by noun`,
    }));
}

function allowed(name: string, baseline: Lengths): number {
  return baseline[name] ?? (name.includes("#") ? FUNCTION_LINES_MAX : fileLinesMax(name));
}

/** The baseline after a ratchet step: what is still too long, at its smaller length. */
export function ratchet(long: Lengths, baseline: Lengths): Lengths {
  const entries = Object.entries(baseline).flatMap(([name, lines]) => {
    const now = long[name];
    return now === undefined ? [] : [[name, Math.min(now, lines)] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
