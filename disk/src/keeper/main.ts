/**
 * `node keeper/main.js '<options as JSON>'`: how the server's supervisor starts a keeper.
 * `ashlar keeper` runs the same in a unit of its own.
 */
import type { KeeperOptions } from "./options.js";
import { runKeeper } from "./run.js";

await runKeeper(JSON.parse(process.argv[2] ?? "{}") as KeeperOptions);
