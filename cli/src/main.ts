#!/usr/bin/env node
/** Runs `ashlar` as the command line says. */
import { run } from "./program.js";

// Who reads our output may have seen enough (`ashlar … | head`).
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exitCode = 0;
  });

const status = await run(process.argv.slice(2));
if (status !== undefined) process.exitCode = status;
