/**
 * Which line of the core's AssemblyScript an instruction came from: by the source map that its
 * compiler leaves beside the module. Nothing is proved by it; where there is no map, no line is
 * named. Changes of single bytes move nothing, so it serves a mutant too.
 */
import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";

export interface SourceLine {
  /** `file:line`. */
  readonly place: string;
  readonly text: string;
}

export type SourceLines = (offset: number) => SourceLine | undefined;

function readMap(): SourceMapPayload | undefined {
  const beside = import.meta.resolve("@ashlar/rapilog/format");
  try {
    return JSON.parse(readFileSync(new URL("rapilog.wasm.map", beside), "utf8"));
  } catch {
    return undefined;
  }
}

/** Looks lines up in the map beside the core. */
export function sourceLines(payload = readMap()): SourceLines {
  if (payload === undefined) return () => undefined;
  const map = new SourceMap(payload);
  const texts = new Map(
    payload.sources.map((name, at) => [name, payload.sourcesContent[at]?.split("\n") ?? []]),
  );
  return (offset) => {
    // A module is one line to its map, and its bytes are the columns.
    const entry = map.findEntry(0, offset);
    if (!("originalSource" in entry) || entry.originalSource === undefined) return undefined;
    const { originalSource: file, originalLine } = entry;
    const text = texts.get(file)?.[originalLine]?.trim() ?? "";
    return { place: `${file}:${originalLine + 1}`, text };
  };
}
