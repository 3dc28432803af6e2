/** Tokens that have no place in this code, each with what to write in its stead. */
import { isTest, type Source, type Violation } from "./sources.js";

interface Banned {
  pattern: RegExp;
  instead: string;
  applies: (source: Source) => boolean;
}

const everywhere = () => true;
/** Tests and what they share may print: their seeds above all. */
const forTests = (source: Source) => isTest(source) || source.path.includes("/testing/");
const outsideCli = (source: Source) => !source.path.startsWith("cli/") && !forTests(source);

const BANNED: Banned[] = [
  {
    pattern: /\bconsole\.(log|error|warn|info)\(/,
    instead: "the logger, or a result that the caller prints",
    applies: outsideCli,
  },
  {
    pattern: /(:\s*any\s*([;,)=\]|>&{[]|$)|\bas any\b|<any>|\bany\[\])/,
    instead: "`unknown` and a check, or the real type",
    applies: everywhere,
  },
  {
    pattern: /@ts-(ignore|nocheck|expect-error)/,
    instead: "types that are right",
    applies: everywhere,
  },
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    instead: "an issue, or the work itself",
    applies: everywhere,
  },
  {
    pattern: /\bMath\.random\(/,
    instead: "a seeded generator that prints its seed",
    applies: isTest,
  },
  {
    pattern: /\b(test|it|describe|suite)\.only\(/,
    instead: "the test without `.only`",
    applies: isTest,
  },
  {
    pattern: /\bdebugger\b;/,
    instead: "nothing",
    applies: everywhere,
  },
];

/** The rules' own table spells the tokens out. */
const SELF = "tidy/src/banned.ts";

export function bannedTokens(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => source.path !== SELF)
    .flatMap((source) =>
      source.text.split("\n").flatMap((text, index) => judge(source, text, index)),
    );
}

function judge(source: Source, text: string, index: number): Violation[] {
  return BANNED.filter((rule) => rule.applies(source) && rule.pattern.test(text)).map((rule) => ({
    path: source.path,
    line: index + 1,
    message: `${rule.pattern.exec(text)![0].trim()} is banned; use ${rule.instead}`,
  }));
}
