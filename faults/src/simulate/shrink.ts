/** Makes a failing trace smaller: leaves out what it fails without. */
import type { Action, Trace } from "./actions.js";

/** The smallest trace found, in at most so many runs, of which `fails` still holds. */
export function shrink(trace: Trace, fails: (trace: Trace) => boolean, runs_max = 3000): Trace {
  let runs = 0;
  let best = trace;
  const attempt = (actions: Action[]): boolean => {
    if (runs++ >= runs_max) return false;
    const candidate = { ...best, actions };
    if (!fails(candidate)) return false;
    best = candidate;
    return true;
  };
  let before: number;
  do {
    before = sizeOf(best.actions);
    dropChunks(() => best.actions, attempt);
    for (let at = 0; at < best.actions.length; at++) simplify(() => best.actions, at, attempt);
  } while (sizeOf(best.actions) < before);
  return best;
}

/** How many actions there are, those inside of others included. */
export function sizeOf(actions: readonly Action[]): number {
  const insides = actions.flatMap(({ inside }) => inside ?? []);
  return actions.length + insides.reduce((sum, one) => sum + sizeOf(one.actions), 0);
}

type Attempt = (actions: Action[]) => boolean;

function dropChunks(actions: () => Action[], attempt: Attempt): void {
  for (let size = Math.ceil(actions().length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < actions().length; )
      if (!attempt(actions().toSpliced(at, size))) at += size;
}

/** Tries an action without what is inside of it, then with less inside, then what is inside of it
 * in its place. */
function simplify(actions: () => Action[], at: number, attempt: Attempt): void {
  const { inside, ...plain } = actions()[at]!;
  if (inside === undefined) return;
  if (attempt(actions().with(at, plain))) return;
  const inner = inside.flatMap((one) => one.actions);
  if (attempt(actions().toSpliced(at, 1, ...inner))) return;
  for (const [index, one] of inside.entries()) {
    const replaced = (smaller: Action[]) => {
      const changed = inside.with(index, { ...one, actions: smaller });
      return actions().with(at, { ...plain, inside: changed } as Action);
    };
    let current = one.actions;
    const tryInner: Attempt = (smaller) => {
      if (!attempt(replaced(smaller))) return false;
      current = smaller;
      return true;
    };
    dropChunks(() => current, tryInner);
    for (let inner = 0; inner < current.length; inner++) simplify(() => current, inner, tryInner);
  }
}
