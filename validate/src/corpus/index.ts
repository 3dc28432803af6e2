/** Programs of the kinds that people compile, to try the validator on. */
export { buildModule, buildProgram, missingFor } from "./build.js";
export { CLANG, SETTINGS, type Setting, WASM_LINKER } from "./compilers.js";
export { type CorpusProgram, corpusPrograms, moduleOf } from "./programs.js";
export {
  type ProgramReport,
  type SettingReport,
  validateSetting,
} from "./validate-corpus.js";
