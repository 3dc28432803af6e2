/** Reports as pages: what all of them share. */
export { escaped, page } from "./page.js";
