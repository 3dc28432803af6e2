/**
 * The longest way through a graph. A loop that is entered at one place only, its head, costs at most
 * what one round costs, times how often the head is come to; a round may have loops within.
 */
import { Unfinished } from "@ashlar/semantics";
import type { Graph, Node } from "./graph.js";

export interface Costs {
  /** Of an instruction, with what it calls. */
  readonly weight: (node: Node) => number;
  /** How often a call comes to the head of a loop at most. */
  readonly visits: (head: number) => number;
}

type Next = (at: number) => readonly number[];

/** Of all ways that begin there, to wherever they lead. */
export function longestFrom(graph: Graph, start: number, costs: Costs): number {
  return longest(start, (at) => graph.get(at)!.next, graph, costs);
}

function longest(start: number, next: Next, graph: Graph, costs: Costs): number {
  const cost = new Map<number, number>();
  let total = 0;
  // Components come with those behind them first: what is behind each is known when it is its turn.
  for (const component of componentsFrom(start, next)) {
    const inside = new Set(component);
    const after = Math.max(
      0,
      ...component.flatMap((at) =>
        next(at)
          .filter((to) => !inside.has(to))
          .map((to) => cost.get(to)!),
      ),
    );
    const isLoop = component.length > 1 || next(component[0]!).includes(component[0]!);
    const own = isLoop
      ? loopCost(component, start, next, graph, costs)
      : costs.weight(graph.get(component[0]!)!);
    total = own + after;
    for (const at of component) cost.set(at, total);
  }
  return total;
}

function loopCost(
  loop: readonly number[],
  start: number,
  next: Next,
  graph: Graph,
  costs: Costs,
): number {
  const inside = new Set(loop);
  const entered = new Set(loop.includes(start) ? [start] : []);
  for (const at of graph.keys())
    if (!inside.has(at)) for (const to of next(at)) if (inside.has(to)) entered.add(to);
  const [head, ...others] = entered;
  if (head === undefined || others.length > 0)
    throw new Unfinished(`the loop at 0x${loop[0]!.toString(16)} is entered at several places`);
  const round = longest(
    head,
    (at) => next(at).filter((to) => inside.has(to) && to !== head),
    graph,
    costs,
  );
  return costs.visits(head) * round;
}

/** Strongly connected components, those that are come to last first (Tarjan). */
function componentsFrom(start: number, next: Next): number[][] {
  const found: number[][] = [];
  const order = new Map<number, number>();
  const lowest = new Map<number, number>();
  const stack: number[] = [];
  const open = new Set<number>();
  const path: { at: number; left: number[] }[] = [];
  const enter = (at: number) => {
    order.set(at, order.size);
    lowest.set(at, order.get(at)!);
    stack.push(at);
    open.add(at);
    path.push({ at, left: [...next(at)] });
  };
  const lower = (at: number, to: number) => lowest.set(at, Math.min(lowest.get(at)!, to));
  enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const { at, left } = top;
    const to = left.pop();
    if (to !== undefined) {
      if (!order.has(to)) enter(to);
      else if (open.has(to)) lower(at, order.get(to)!);
      continue;
    }
    path.pop();
    const before = path.at(-1);
    if (before !== undefined) lower(before.at, lowest.get(at)!);
    if (lowest.get(at) !== order.get(at)) continue;
    const component = stack.splice(stack.lastIndexOf(at));
    for (const one of component) open.delete(one);
    found.push(component);
  }
  return found;
}
