/** A machine with a root task, for scenarios. */
import assert from "node:assert/strict";
import { Judge } from "@ashlar/proofs/kernel/judge";
import type { BoardOptions } from "../board.js";
import { Machine } from "../machine.js";
import type { Registers } from "../program.js";
import type { Doing } from "../user.js";
import { Root } from "./root.js";

const PAGES = 512;

export class World {
  readonly machine: Machine;
  /** What went wrong in the root task, which is nothing that a scenario may mean to happen. */
  #failure: unknown;

  /** Boots; the root task does what it is told. */
  constructor(
    task: (root: Root, world: World) => Doing<void>,
    options: Partial<BoardOptions> = {},
  ) {
    this.machine = new Machine({ pages: PAGES, ...options });
    const world = this;
    this.machine.bootWith(function* (registers: Registers) {
      try {
        yield* task(new Root(registers), world);
      } catch (error) {
        world.#failure = error;
        for (;;) yield { do: "compute", instructions: 1 };
      }
    });
  }

  /** Lets time pass until something holds, which it must. */
  until(holds: () => boolean, what: string, limit_ticks = 3_000_000): void {
    const isThere = this.machine.runUntil(
      () => this.#failure !== undefined || holds(),
      limit_ticks,
    );
    if (this.#failure !== undefined) throw this.#failure;
    if (!isThere) throw new Error(`after ${limit_ticks} ticks: not yet ${what}`);
  }

  /** The specification's invariants hold, of all pages and slots; and the hart remembers no lie. */
  assertSound(): void {
    const { kernel, hart, memory, options } = this.machine;
    const pages = options.pages + memory.devices.length;
    const judge = new Judge(kernel.memory, { pages, ramPages: options.pages });
    assert.equal(judge.wrong(), undefined);
    assert.deepEqual(hart.stale(), []);
  }

  run(ticks: number): void {
    this.machine.run(ticks);
    if (this.#failure !== undefined) throw this.#failure;
  }
}
