#!/usr/bin/env node
/** Runs `ashlar` as the command line says. */
import { CommanderError } from "commander";
import { exitOf, program } from "./program.js";

// Who reads our output may have seen enough (`ashlar … | head`).
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exitCode = 0;
  });

try {
  await program.parseAsync();
} catch (error) {
  // Commander has said what is wrong itself.
  if (!(error instanceof CommanderError))
    process.stderr.write(`ashlar: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = exitOf(error);
}
