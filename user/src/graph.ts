/** A manifest as a picture: who holds what, and which memory is whose. Graphviz lays it out. */
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Component, Manifest, Right, SharedObject } from "./manifest.js";

const SHAPES: Readonly<Record<SharedObject["kind"], string>> = {
  endpoint: "cds",
  notification: "diamond",
  frame: "note",
  dma: "note",
  device: "component",
  interrupt: "hexagon",
  untyped: "folder",
  cnode: "tab",
};
const FILLS: Readonly<Record<SharedObject["kind"], string>> = {
  endpoint: "#dce9f7",
  notification: "#e7e1f4",
  frame: "#e3f1e1",
  dma: "#f9ecd2",
  device: "#f6dcd6",
  interrupt: "#f6dcd6",
  untyped: "#ececec",
  cnode: "#ececec",
};
/** Everybody prints: lines to the printer would hide the others. */
const LEFT_OUT = new Set(["printer"]);

const quoted = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
const letters = (rights: readonly Right[]) => rights.map((right) => right[0]).join("");

function componentNode({ name, program, priority, isTrusted }: Component): string {
  const label = `${name}${name === program ? "" : `\\n(${program})`}\\npriority ${priority}`;
  const border = isTrusted ? ', color="#b03a2e", penwidth=2' : "";
  return `${quoted(name)} [shape=box, style="rounded,filled", fillcolor=white, label="${label}"${border}];`;
}

function objectNode(name: string, object: SharedObject): string {
  const detail = {
    untyped: "pages" in object ? `\\n${object.pages} pages` : "",
    interrupt: "source" in object ? `\\nsource ${object.source}` : "",
  }[object.kind as string];
  const label = `${name}${detail ?? ""}`;
  const { [object.kind]: shape } = SHAPES;
  return `${quoted(name)} [shape=${shape}, style=filled, fillcolor="${FILLS[object.kind]}", label="${label}"];`;
}

/** Lines from a component: solid to what it holds, dashed to what it has in its address space. */
function edges(component: Component): string[] {
  const from = quoted(component.name);
  const held = component.holds
    .filter(({ object }) => !LEFT_OUT.has(object))
    .map(({ object, rights, badge, slot }) => {
      const label = `${slot}: ${letters(rights)}${badge === undefined ? "" : ` #${badge}`}`;
      return `${from} -> ${quoted(target(object))} [label="${label}"];`;
    });
  const mapped = (component.maps ?? []).map(
    ({ object, rights, address }) =>
      `${from} -> ${quoted(target(object))} [style=dashed, label="${letters(rights)} 0x${address.toString(16)}"];`,
  );
  const { supervisor, listens } = component;
  const heard = listens ? [`${quoted(listens)} -> ${from} [style=bold, label="heard"];`] : [];
  const faults = supervisor
    ? [`${from} -> ${quoted(supervisor.endpoint)} [style=dotted, label="#${supervisor.badge}"];`]
    : [];
  return [...held, ...mapped, ...heard, ...faults];
}

/** A component's thread, space or program is drawn as the component itself. */
const target = (object: string) => object.split(".")[0]!;

/** What the lines mean: a legend. */
const LEGEND =
  "solid: a capability (slot: rights #badge)\\ldashed: mapped (rights, address)\\ldotted: its faults go there (#badge)\\lbold: listens to it\\lred border: trusted with devices or others' programs\\l";

/** The manifest in Graphviz's language. */
export function dotOf(manifest: Manifest): string {
  const domains = Array.from({ length: manifest.domains }, (_, domain) => {
    const members = manifest.components.filter((one) => (one.domain ?? 0) === domain);
    return `subgraph cluster_${domain} { label="domain ${domain}"; style=rounded; color="#999999"; ${members.map(componentNode).join(" ")} }`;
  });
  const objects = Object.entries(manifest.objects)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, object]) => objectNode(name, object));
  const bindings = Object.entries(manifest.objects).flatMap(([name, object]) =>
    object.kind === "interrupt"
      ? [`${quoted(name)} -> ${quoted(object.notification)} [label="signals"];`]
      : [],
  );
  return [
    "digraph manifest {",
    `rankdir=LR; nodesep=0.25; ranksep=1.1; labeljust=l; fontname="Helvetica,Arial,sans-serif"; fontsize=10; label="${LEGEND}";`,
    'node [fontname="Helvetica,Arial,sans-serif", fontsize=11, margin="0.2,0.08"]; edge [fontname="Helvetica,Arial,sans-serif", fontsize=9, color="#555555"];',
    ...domains,
    ...objects,
    ...bindings,
    ...manifest.components.flatMap(edges),
    "}",
  ].join("\n");
}

/** The picture. */
export async function pictureOf(manifest: Manifest): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.dot(dotOf(manifest), "svg");
}
