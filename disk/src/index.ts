/** The hosted disk, room by room: everything that `ashlar` runs. */
export * as backing from "./backing/index.js";
export * from "./errors.js";
export * as journal from "./journal/index.js";
export * as keeper from "./keeper/index.js";
export * as linux from "./linux/index.js";
export * as nbd from "./nbd/index.js";
export * as server from "./server/index.js";
export * as vault from "./vault/index.js";
