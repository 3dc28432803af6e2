/** A service in a process of its own, for tests that kill it: options as JSON in `argv[2]`. */
import { startService } from "../service.js";

await startService(JSON.parse(process.argv[2]!));
process.stdout.write("serving\n");
