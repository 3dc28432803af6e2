/**
 * What is put to the test: a database on its machine, on a disk service, with its clients.
 *
 * `Subject` can bring every part back after it died, in the order in which an operator's boot
 * would: service, machine, database.
 */
import { join } from "node:path";
import type { Random } from "@ashlar/rapilog/random";
import { AshlarService } from "../system/ashlar-service.js";
import { run, waitFor } from "../system/command.js";
import type { Database } from "./databases.js";
import { Ledger } from "./ledger.js";
import type { Machine } from "./machine.js";
import { remember, revert, tearJournal } from "./platter.js";

const START_PATIENCE_MS = 180_000;

export interface SubjectOptions {
  database: Database;
  root: string;
  /** On a memory file system. */
  folder: string;
  mode: "ashlar" | "unsafe";
  model: string | undefined;
  holdUp_ms: number;
  machine: (socket: string, folder: string) => Machine;
}

const JOURNAL_BYTES = 64 * 1024 ** 2;

export class Subject {
  readonly service: AshlarService;
  readonly machine: Machine;
  readonly ledger: Ledger;
  readonly database: Database;
  #starts = 0;

  constructor(readonly options: SubjectOptions) {
    const { database, root, folder, mode, model, holdUp_ms } = options;
    this.database = database;
    this.service = new AshlarService({
      disk: this.disk,
      folder,
      mode,
      ...(mode === "ashlar" ? { model, holdUp_ms, journal_bytes: JOURNAL_BYTES } : {}),
    });
    this.machine = options.machine(this.service.socket, folder);
    this.ledger = new Ledger(database, this.machine, root);
  }

  get disk(): string {
    return join(this.options.folder, "disk.img");
  }

  /** Makes an empty database with the ledger's tables, and stops everything. */
  async create(): Promise<void> {
    const { machine, database } = this;
    await this.service.start();
    await machine.start();
    await machine.run(database.create(machine.place));
    await this.startDatabase(true);
    await this.ledger.create();
    await machine.killDatabase();
    await machine.remount();
    await machine.stop();
    await this.service.stop();
  }

  async startAll(): Promise<void> {
    await this.service.start();
    await this.startMachine();
  }

  async startMachine(): Promise<void> {
    await this.machine.start();
    await this.startDatabase();
  }

  async startDatabase(isNew = false): Promise<void> {
    const { database, machine, ledger } = this;
    const server = database.serve(machine.place, isNew);
    if (server !== undefined) await machine.launch(server);
    let complaint = "";
    const answers = () =>
      ledger.query("").then(
        () => true,
        (error) => {
          complaint = error.message;
          return false;
        },
      );
    await waitFor(`${database.title} to answer`, START_PATIENCE_MS, answers).catch(
      async (error) => {
        const log = await machine.databaseLog().catch(() => "");
        throw new Error(`${error.message}: ${complaint}; ${log}`);
      },
    );
    const prologue = database.prologue(this.#starts++);
    if (prologue) await ledger.query(prologue);
  }

  /** Reads everything from the disk again instead of from memory. */
  async reread(): Promise<void> {
    await this.machine.killDatabase();
    await this.machine.remount();
    await this.startDatabase();
  }

  /** Takes down what is on the platter for certain when the power fails from here on. */
  async rememberPlatter(): Promise<void> {
    await remember(this.#isUnsafe ? this.disk : this.service.journal, this.#earlier);
  }

  get #isUnsafe(): boolean {
    return this.options.mode === "unsafe";
  }

  get #earlier(): string {
    return join(this.options.folder, "earlier.img");
  }

  /** The power is gone, for everyone at once: the service first, so that nothing more gets in.
   * Of what was written and not synced, half is gone too. Returns what that was, in words. */
  async failPower(random: Random): Promise<string> {
    await this.service.killBoth();
    await this.machine.cutPower();
    await this.ledger.kill();
    if (this.#isUnsafe) {
      revert(this.disk, this.#earlier, random);
      return "half of the page cache gone";
    }
    const gone = tearJournal(this.service, this.#earlier, random);
    this.service.eraseVault();
    return `${gone} sectors of the journal torn`;
  }

  /** Kills it all. */
  async end(): Promise<void> {
    await this.service.cutPower();
    await this.machine.cutPower();
    await this.ledger.kill();
  }

  /** What the database's own checkers complain about. */
  async complaints(): Promise<string[]> {
    const { integrity, sound, verify } = this.database;
    const lines = integrity === "" ? [] : await this.ledger.query(integrity);
    const wrong = lines.filter((line) => !sound.test(line));
    if (verify === undefined) return wrong;
    const [program, ...parameters] = verify(this.machine.place, this.options.root);
    const said = await run(program!, parameters, { timeout_ms: START_PATIENCE_MS }).catch(
      (error: Error) => error.message,
    );
    return [...wrong, ...said.split("\n").filter(Boolean)];
  }
}
