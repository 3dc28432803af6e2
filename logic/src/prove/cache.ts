/**
 * Verdicts that are known already, by content: a verdict belongs to a theorem's name and to all that
 * it depends on. A changed byte is another key, so nothing is ever invalidated, and a cache that is
 * lost costs time only. Beside them is noted of what each theorem was proved last: so it can be told
 * why it has to be proved again.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { differing, type Ingredient, type Ingredients, sha256 } from "./ingredients.js";
import type { StatementsAt } from "./recall.js";
import type { Exhibit, MutantResult, Theorem, TheoremResult } from "./theorem.js";

/** What is kept of one theorem. */
export interface Known {
  readonly theorem?: TheoremResult;
  readonly mutants?: readonly MutantResult[];
  readonly exhibit?: Exhibit;
}

/** The theorem itself depends on no more code than it is about; what is shown has places in all. */
const KINDS = ["theorem", "shown"] as const;
type Of = Pick<Theorem, "id" | "code">;

/** The machine code; a theorem may be about a part of it. */
const CODE = "code";

export class VerdictCache {
  /** A cache below `folder`, for what verdicts depend on now. */
  constructor(
    readonly folder: string,
    readonly ingredients: Ingredients,
  ) {}

  /** Where statements are kept that were proved by this prover. */
  get statements(): StatementsAt {
    return { folder: this.folder, prover: this.ingredients.prover.digest };
  }

  get(theorem: Of): Known {
    const [proved, shown] = KINDS.map((kind) => this.#read<Known>(this.#pathOf(theorem, kind)));
    return { ...shown, ...proved };
  }

  /** Keeps more about a theorem. Only what is proved, or refuted as it must be, is worth it. */
  put(theorem: Of, known: Known): void {
    const path = this.#pathOf(theorem, known.theorem === undefined ? "shown" : "theorem");
    this.#write(path, { ...this.#read<Known>(path), ...known });
    if (known.theorem !== undefined) this.#note(theorem);
  }

  /** Notes what a theorem was proved of. */
  #note(theorem: Of): void {
    const its = this.#ingredientsOf(theorem);
    for (const ingredient of Object.values(its)) {
      const path = this.#sourcePath(ingredient.digest);
      if (this.#read(path) === undefined) this.#write(path, ingredient);
    }
    this.#write(this.#lastPath(theorem), digestsOf(its));
  }

  /**
   * What of that on which a theorem depends is other than when it was proved last, each with the files
   * that differ; undefined: it was never proved.
   */
  changesOf(theorem: Of): Readonly<Record<string, readonly string[]>> | undefined {
    const last = this.#read<Readonly<Record<string, string>>>(this.#lastPath(theorem));
    if (last === undefined) return undefined;
    const changed = Object.entries(this.#ingredientsOf(theorem)).filter(
      ([what, { digest }]) => last[what] !== digest,
    );
    return Object.fromEntries(
      changed.map(([what, { files }]) => {
        const before = this.#read<Ingredient>(this.#sourcePath(last[what] ?? "none"));
        return [what, before === undefined ? [] : differing(before.files, files)];
      }),
    );
  }

  #ingredientsOf({ code }: Of): Ingredients {
    if (code === undefined) return this.ingredients;
    return { ...this.ingredients, [CODE]: { digest: sha256(code()), files: {} } };
  }

  #pathOf(theorem: Of, kind: (typeof KINDS)[number]): string {
    const its = kind === "shown" ? this.ingredients : this.#ingredientsOf(theorem);
    const key = sha256(JSON.stringify([theorem.id, digestsOf(its)]));
    return join(this.folder, kind, `${key}.json`);
  }

  #lastPath({ id }: Of): string {
    return join(this.folder, "last", `${encodeURIComponent(id)}.json`);
  }

  #sourcePath(digest: string): string {
    return join(this.folder, "ingredients", `${digest}.json`);
  }

  #read<Content>(path: string): Content | undefined {
    try {
      return JSON.parse(readFileSync(path, "utf8")) as Content;
    } catch {
      return undefined;
    }
  }

  #write(path: string, content: unknown): void {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(content));
    renameSync(temporary, path);
  }
}

const digestsOf = (ingredients: Ingredients) =>
  Object.fromEntries(Object.entries(ingredients).map(([what, { digest }]) => [what, digest]));
