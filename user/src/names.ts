/** What manifests name: kinds of objects, and who names what. */
import type { Argument, Component, Manifest, SharedObject } from "./manifest.js";

export type Kind = SharedObject["kind"] | "thread" | "text";

const KINDS: readonly Kind[] = [
  ...(["endpoint", "notification", "frame", "dma", "device", "interrupt"] as const),
  ...(["untyped", "cnode", "thread", "text"] as const),
];

export function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** What a name stands for: a shared object, or a component's thread or capability space. */
export function kindOf({ objects, components }: Manifest, name: string): Kind | undefined {
  const [owner, part] = name.split(".");
  const isOwned = components.some((component) => component.name === owner);
  if (part !== undefined) return isOwned && isPart(part) ? part : undefined;
  return objects[name]?.kind;
}

/** What others may have of a component. */
export const PARTS = ["thread", "cnode", "text"] as const;
const isPart = (part: string): part is (typeof PARTS)[number] =>
  (PARTS as readonly string[]).includes(part);

const MAPPED_KINDS: readonly Kind[] = ["frame", "dma", "device", "text"];
const HELD_KINDS: readonly Kind[] = KINDS.filter((kind) => kind !== "text");

/** What a component names, and of which kinds that must be. */
export function namedBy(component: Component): [name: string, kinds: readonly Kind[]][] {
  const { holds, maps = [], supervisor, listens, within } = component;
  return [
    ...holds.map(({ object }): [string, readonly Kind[]] => [object, HELD_KINDS]),
    ...maps.map(({ object }): [string, readonly Kind[]] => [object, MAPPED_KINDS]),
    ...(component.arguments ?? []).flatMap((value): [string, readonly Kind[]][] =>
      typeof value === "object" ? [namedByArgument(value)] : [],
    ),
    ...(supervisor ? [[supervisor.endpoint, ["endpoint"]] as [string, readonly Kind[]]] : []),
    ...(listens === undefined ? [] : [[listens, ["notification"]] as [string, readonly Kind[]]]),
    ...(within === undefined ? [] : [[within, ["untyped"]] as [string, readonly Kind[]]]),
  ];
}

const namedByArgument = (
  value: Exclude<Argument, number | bigint>,
): [name: string, kinds: readonly Kind[]] =>
  "page" in value ? [value.page, ["untyped"]] : [value.physical, ["dma"]];
