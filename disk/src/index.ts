/** The hosted disk: everything that `ashlar` runs. */
export * from "./server/index.js";
