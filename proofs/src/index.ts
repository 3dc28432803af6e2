export { INJECTIVE } from "./rapilog/encode/injective.js";
