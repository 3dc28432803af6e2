/** Programs of the kinds that people compile, to try the validator on. */
export { buildProgram, missingFor } from "./build.js";
export { SETTINGS, type Setting } from "./compilers.js";
export {
  isUnsound,
  judgeMutants,
  type MutantReport,
  provedFunctions,
} from "./judge-mutants.js";
export { type CorpusProgram, corpusPrograms, moduleOf } from "./programs.js";
export {
  type ProgramReport,
  type SettingReport,
  validateSetting,
} from "./validate-corpus.js";
