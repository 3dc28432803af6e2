/** What was proved of parts of the kernel's code stands for their calls. */
import { extract, ite, type Term } from "@ashlar/logic";
import type { Callable, HostCall } from "@ashlar/semantics";
import { fields, type State } from "@ashlar/spec/kernel";
import type { Part } from "./described.js";
import { write } from "./image.js";
import type { Meetings } from "./meeting.js";
import { functionIndex } from "./names.js";
import type { RegionMemory } from "./region-memory.js";
import { followSpace } from "./told.js";

/** A call of a part does to the memory, and to what the machine was told, what the part does. */
const contractOf =
  (part: Part, meetings: Meetings): NonNullable<Callable["host"]> =>
  ({ world, parameters, require }: HostCall): readonly Term[] => {
    const memory = world.memories[0] as RegionMemory;
    const before = meetings.seenIn(memory);
    meetings.needs(part, memory, parameters).forEach(require);
    const { after, results, globals = [] } = part.does(before, parameters);
    for (const [global, when, value] of globals)
      world.globals[global] = ite(when, value, world.globals[global]!);
    write(memory, after.changes);
    const spaceIn = (state: State) => extract(state.get(fields.SPACE), 31, 0);
    followSpace(world, spaceIn(before), spaceIn(after));
    return results;
  };

/** The contracts of parts, by their functions' numbers; what routines leave is not said. */
export const contractsOf = (
  parts: readonly Part[],
  meetings: Meetings,
): ReadonlyMap<number, Callable["host"]> =>
  new Map(
    parts.map((part) => [
      functionIndex(part.name),
      part.routine === undefined
        ? contractOf(part, meetings)
        : meetings.contract(parts.filter(({ name }) => name === part.name)),
    ]),
  );
