/** The hosted disk, room by room: everything that `ashlar` runs. */
export * as backing from "./backing/index.js";
export * from "./errors.js";
export * as nbd from "./nbd/index.js";
export * as server from "./server/index.js";
