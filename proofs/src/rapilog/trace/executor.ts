/**
 * The core in our own executor, on numbers: the calls that V8 made, made again, so that each
 * instruction of the last one can be seen, and V8's answer judged by a second machine.
 */
import { bigintOf } from "@ashlar/logic";
import {
  ByteMemory,
  type Instance,
  type Invocation,
  instantiate,
  invoke,
  PAGE_BYTES,
  Store,
} from "@ashlar/semantics";
import { coreOf } from "../core.js";
import type { Call } from "../v8.js";

/** An instruction of a run, and the numbers on the stack that it found. */
export interface Step {
  /** The function, by its export or its index. */
  readonly name: string;
  readonly offset: number;
  readonly operands: readonly bigint[];
}

/** More than any call of ours takes; one that takes more does not end. */
const STEPS_MAX = 300_000;
/** No instruction whose operands are shown takes more. */
const OPERANDS_MAX = 3;

export class Executor {
  readonly memory: ByteMemory;
  readonly #store = new Store();
  readonly #instance: Instance;

  constructor(bytes: Uint8Array, pages: number) {
    this.memory = new ByteMemory(pages);
    const address = this.#store.memories.push(this.memory) - 1;
    const made = instantiate(this.#store, coreOf(bytes).module, () => ({
      kind: "memory",
      address,
    }));
    if (made.kind !== "instance") throw new Error(`the core cannot be started: ${made.kind}`);
    this.#instance = made.instance;
  }

  /** Makes one call; if asked, with all its steps. */
  call({ name, parameters, before }: Call, steps?: Step[]): Invocation {
    this.#fill(before);
    const found = this.#instance.exports.get(name);
    if (found?.kind !== "function") throw new Error(`the core exports no function ${name}`);
    return invoke(this.#store, found.callable, parameters.map(BigInt), {
      stepsMax: STEPS_MAX,
      ...(steps !== undefined && {
        onStep: ({ name, offset }, stack) => {
          steps.push({ name, offset, operands: stack.slice(-OPERANDS_MAX).map(bigintOf) });
        },
      }),
    });
  }

  /** Whether memory holds exactly these bytes. */
  holds(bytes: Uint8Array): boolean {
    return this.#pagesThatDiffer(bytes).length === 0;
  }

  #pagesThatDiffer(bytes: Uint8Array): number[] {
    return Array.from({ length: bytes.length / PAGE_BYTES }, (_, page) => page).filter(
      (page) => Buffer.compare(this.memory.page(page), pageOf(bytes, page)) !== 0,
    );
  }

  #fill(bytes: Uint8Array): void {
    for (const page of this.#pagesThatDiffer(bytes))
      pageOf(bytes, page).forEach((byte, at) => {
        this.memory.setByte(page * PAGE_BYTES + at, byte);
      });
  }
}

const pageOf = (bytes: Uint8Array, page: number) =>
  bytes.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
