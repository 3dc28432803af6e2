/** Faults to plant, for tests that judge the tests. Needs the source and its build tools. */
export { CORE_MUTANTS, type CoreMutant } from "./core-mutants.js";
export {
  type Mutant,
  plantInCore,
  plantInFile,
  plantInModule,
  type SourceModule,
} from "./plant.js";
