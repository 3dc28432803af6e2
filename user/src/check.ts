/** What a manifest must be like. Each rule that is broken is told, with whom and what it is about. */
import { DEVICES, DMA_FRAMES, INTERRUPTS, UART_DEVICE } from "./machine.js";
import type { Component, Holding, Manifest, Mapping, Right, SharedObject } from "./manifest.js";
import { type Kind, kindOf, namedBy, repeated } from "./names.js";
import { ARGUMENTS_MAX, PAGE, SHARED, SPACE_END } from "./places.js";
import type { Problem, ProblemCode } from "./problem.js";
import { crossings, sharingProblems } from "./sharing.js";

/** Rights that mean something for a kind of object. */
const RIGHTS: Record<Kind, readonly Right[]> = {
  endpoint: ["read", "write", "grant"],
  notification: ["read", "write"],
  frame: ["read", "write", "execute"],
  dma: ["read", "write"],
  device: ["read", "write"],
  interrupt: ["read", "write"],
  untyped: ["read", "write", "grant"],
  cnode: ["read", "write", "grant"],
  thread: ["read", "write", "grant"],
  text: ["read", "write"],
};
const PRIORITY_MAX = 63;
const BADGE_MAX = 0xffff_ffff;
const SLOT_MAX = 255;
const DOMAINS_MAX = 8;
const UNTYPED_PAGES_MAX = 4096;

/** All rules that a manifest breaks; none if it is good. */
export function problemsOf(manifest: Manifest): Problem[] {
  return [
    ...namesOf(manifest),
    ...objectProblems(manifest),
    ...manifest.components.flatMap((component) => componentProblems(manifest, component)),
    ...sharingProblems(manifest),
    ...crossings(manifest),
  ];
}

const isWithin = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

function namesOf({ components, objects }: Manifest): Problem[] {
  const names = [...components.map(({ name }) => name), ...Object.keys(objects)];
  return repeated(names).map((name) => ({ code: "name-taken", detail: name }));
}

function objectProblems({ objects, domains }: Manifest): Problem[] {
  const range = (name: string, value: number, least: number, most: number): Problem[] =>
    isWithin(value, least, most)
      ? []
      : [{ code: "number-out-of-range", detail: `${name}: ${value}` }];
  const rules = Object.entries(objects).flatMap(([name, object]): Problem[] => {
    if (object.kind === "dma") return range(name, object.number, 0, DMA_FRAMES - 1);
    if (object.kind === "device") return range(name, object.number, 0, DEVICES - 1);
    const lost = lostUntyped(objects, object);
    if (lost !== undefined) return [{ code: "no-such-object", detail: `${name}: ${lost}` }];
    if (object.kind === "untyped") return range(name, object.pages, 1, UNTYPED_PAGES_MAX);
    if (object.kind !== "interrupt") return [];
    const isNotified = objects[object.notification]?.kind === "notification";
    return [
      ...range(name, object.source, 1, INTERRUPTS),
      ...range(name, object.domain, 0, domains - 1),
      ...(isNotified
        ? []
        : [{ code: "no-such-object", detail: `${name}: ${object.notification}` } as const]),
    ];
  });
  return [...range("domains", domains, 1, DOMAINS_MAX), ...rules];
}

/** The Untyped in which an object is to lie, if there is none of that name before it. */
function lostUntyped(objects: Manifest["objects"], object: SharedObject): string | undefined {
  const within = "within" in object ? object.within : undefined;
  if (within === undefined || objects[within]?.kind === "untyped") return undefined;
  return within;
}

function componentProblems(manifest: Manifest, component: Component): Problem[] {
  const { name, priority, domain = 0, holds, maps = [] } = component;
  const problem = (code: ProblemCode, detail: string): Problem => ({
    code,
    component: name,
    detail,
  });
  const numbers = [
    isWithin(priority, 0, PRIORITY_MAX) ? [] : [`priority ${priority}`],
    isWithin(domain, 0, manifest.domains - 1) ? [] : [`domain ${domain}`],
    (component.arguments ?? []).length <= ARGUMENTS_MAX ? [] : ["arguments"],
  ].flat();
  return [
    ...numbers.map((detail) => problem("number-out-of-range", detail)),
    ...repeated(holds.map(({ slot }) => slot)).map((slot) => problem("slot-taken", `${slot}`)),
    ...repeated(maps.map(({ address }) => address)).map((address) =>
      problem("place-taken", `0x${address.toString(16)}`),
    ),
    ...namedBy(component)
      .filter(([object, kinds]) => !kinds.includes(kindOf(manifest, object) ?? ("" as Kind)))
      .map(([object]) => problem("no-such-object", object)),
    ...holds.flatMap((holding) =>
      holdingProblems(kindOf(manifest, holding.object), holding).map(([code, detail]) =>
        problem(code, detail),
      ),
    ),
    ...maps.flatMap((mapping) =>
      mappingProblems(manifest, component, mapping).map(([code, detail]) => problem(code, detail)),
    ),
  ];
}

type Found = [code: ProblemCode, detail: string];

function holdingProblems(kind: Kind | undefined, holding: Holding): Found[] {
  const { slot, object, rights, badge } = holding;
  const found: Found[] = [];
  if (!isWithin(slot, 0, SLOT_MAX)) found.push(["number-out-of-range", `slot ${slot}`]);
  if (kind === undefined) return found;
  const strange = rights.filter((right) => !RIGHTS[kind].includes(right));
  if (strange.length > 0 || rights.length === 0)
    found.push(["right-unknown", `${object}: ${strange.join(", ") || "none"}`]);
  if (badge !== undefined && !isWithin(badge, 1, BADGE_MAX))
    found.push(["number-out-of-range", `${object}: badge ${badge}`]);
  if (kind === "endpoint" && rights.includes("write") && badge === undefined)
    found.push(["badge-missing", object]);
  return found;
}

function mappingProblems(manifest: Manifest, component: Component, mapping: Mapping): Found[] {
  const { address, object, rights } = mapping;
  const found: Found[] = [];
  if (address % PAGE !== 0 || !isWithin(address, SHARED, SPACE_END - PAGE))
    found.push(["place-out-of-range", `0x${address.toString(16)}`]);
  const shared = manifest.objects[object];
  const isExecuted = rights.includes("execute");
  if (!rights.includes("read") || rights.includes("grant"))
    found.push(["mapping-refused", `${object}: ${rights.join(", ") || "no right"}`]);
  if (isExecuted && (rights.includes("write") || shared?.kind !== "frame"))
    found.push(["mapping-refused", `${object}: executed and written`]);
  const isPowerful =
    kindOf(manifest, object) === "text" ||
    (shared?.kind === "device" && shared.number !== UART_DEVICE);
  if (isPowerful && component.isTrusted !== true) found.push(["not-trusted", object]);
  return found;
}
