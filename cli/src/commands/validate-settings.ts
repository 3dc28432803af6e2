/** Which compilers, at which levels, `ashlar validate --corpus` and `--machine` are asked about. */
import type { Setting } from "@ashlar/validate/corpus";
import type { Command } from "commander";
import type { ValidateOptions } from "./validate.js";

/** Settings by compiler and level; those that were asked for must be some. */
export function settingsOf(
  all: readonly Setting[],
  { compiler, optimisation }: Pick<ValidateOptions, "compiler" | "optimisation">,
  command: Command,
): readonly Setting[] {
  const chosen = all.filter(({ name }) => {
    const [by, level] = name.split(" -") as [string, string];
    return (compiler?.includes(by) ?? true) && (optimisation?.includes(level) ?? true);
  });
  if (chosen.length === 0)
    command.error(`error: programs are built by ${all.map(({ name }) => name).join(", ")}`);
  return chosen;
}
