/** An unmodified SQLite (compiled to WebAssembly) whose files lie on an NBD export. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as SQLite from "@journeyapps/wa-sqlite";
import moduleFactory from "@journeyapps/wa-sqlite/dist/wa-sqlite-async.mjs";
import { NbdFiles } from "./nbd-files.js";
import { NbdVfs } from "./nbd-vfs.js";

const WASM = createRequire(import.meta.url).resolve(
  "@journeyapps/wa-sqlite/dist/wa-sqlite-async.wasm",
);
const DATABASE = "ledger.db";

export class SqliteOnNbd {
  readonly #api: SQLiteAPI;
  readonly #database: number;
  readonly files: NbdFiles;

  private constructor(api: SQLiteAPI, database: number, files: NbdFiles) {
    this.#api = api;
    this.#database = database;
    this.files = files;
  }

  /** Opens the database with the strictest durability that SQLite has; recovers by itself. */
  static async open(socket: string): Promise<SqliteOnNbd> {
    const files = await NbdFiles.open(socket);
    const module = await moduleFactory({ wasmBinary: readFileSync(WASM) });
    const api = SQLite.Factory(module);
    api.vfs_register(new NbdVfs("nbd", module, files) as unknown as SQLiteVFS, true);
    const sqlite = new SqliteOnNbd(api, await api.open_v2(DATABASE), files);
    await sqlite.run("pragma synchronous = extra; pragma temp_store = memory");
    return sqlite;
  }

  /** Runs SQL and returns its rows. */
  async run(sql: string): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    await this.#api.exec(this.#database, sql, (row) => void rows.push(row));
    return rows;
  }

  async close(): Promise<void> {
    await this.#api.close(this.#database);
    await this.files.close();
  }
}
