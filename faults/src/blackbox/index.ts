/** The black-box laboratory: other people's storage, a command that cuts its power, a report. */
export type { CommandContext, PowerSwitch } from "./command.js";
export { Laboratory } from "./laboratory.js";
export type { LaboratoryOptions } from "./settings.js";

import type { Report } from "./report.js";

export { OUTCOMES, outcomeOf, type Report, reportOf, warningOf } from "./report.js";
export type { CycleReport, RunState } from "./run-state.js";

/** The report as an HTML page; what draws its plots is loaded only now. */
export async function reportPage(report: Report): Promise<string> {
  return (await import("./page.js")).reportPage(report);
}
