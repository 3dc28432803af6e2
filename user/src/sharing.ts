/** Rules about what components share: badges, mapping slots, domains. */
import { UART_DEVICE } from "./machine.js";
import type { Manifest } from "./manifest.js";
import { namedBy, PARTS, repeated } from "./names.js";
import type { Problem } from "./problem.js";

/** A frame has so many mapping slots; of the UART's the root task takes one. */
const MAPPINGS_MAX = 4;
/** Rules about several components and one object. */
export function sharingProblems(manifest: Manifest): Problem[] {
  return Object.entries(manifest.objects).flatMap(([name, object]) => {
    const badges = [
      ...manifest.components.flatMap(({ holds }) =>
        holds
          .filter((holding) => holding.object === name && holding.rights.includes("write"))
          .map(({ badge }) => badge),
      ),
      ...manifest.components.flatMap(({ supervisor }) =>
        supervisor?.endpoint === name ? [supervisor.badge] : [],
      ),
    ].filter((badge) => badge !== undefined);
    const mappings = manifest.components.flatMap(({ maps = [] }) =>
      maps.filter((mapping) => mapping.object === name),
    ).length;
    const listeners = manifest.components.filter(({ listens }) => listens === name).length;
    const isConsole = object.kind === "device" && object.number === UART_DEVICE;
    return [
      ...(object.kind === "endpoint" ? repeated(badges) : []).map(
        (badge): Problem => ({ code: "badge-taken", detail: `${name}: ${badge}` }),
      ),
      ...(listeners > 1 ? [{ code: "listener-taken", detail: name } as const] : []),
      ...(mappings > MAPPINGS_MAX - (isConsole ? 1 : 0)
        ? [{ code: "mapped-too-often", detail: `${name}: ${mappings}` } as const]
        : []),
    ];
  });
}

/** What components of two domains share lets one know of the other, unless the manifest says so. */
export function crossings(manifest: Manifest): Problem[] {
  const shared = [
    ...Object.keys(manifest.objects),
    ...manifest.components.flatMap(({ name }) => PARTS.map((part) => `${name}.${part}`)),
  ].filter((name) => !manifest.crossings?.includes(name));
  return shared
    .filter((name) => new Set(domainsOf(manifest, name)).size > 1)
    .map((detail) => ({ code: "domains-mixed", detail }));
}

/** In which domains an object is known. */
function domainsOf({ components }: Manifest, name: string): number[] {
  return components
    .filter(
      (component) =>
        namedBy(component).some(([object]) => object === name) ||
        name.startsWith(`${component.name}.`),
    )
    .map(({ domain = 0 }) => domain);
}
