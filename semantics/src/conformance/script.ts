/** The official test suite's scripts, as wabt's `wast2json` writes them. */
export interface ScriptValue {
  type: string;
  /** Unsigned, in decimal; some floats are patterns. */
  value?: string;
}

export interface Action {
  type: "invoke" | "get";
  module?: string;
  field: string;
  args?: ScriptValue[];
}

export interface Command {
  type:
    | "module"
    | "register"
    | "action"
    | "assert_return"
    | "assert_trap"
    | "assert_exhaustion"
    | "assert_invalid"
    | "assert_malformed"
    | "assert_unlinkable"
    | "assert_uninstantiable";
  line: number;
  name?: string;
  as?: string;
  filename?: string;
  module_type?: "binary" | "text";
  text?: string;
  action?: Action;
  expected?: ScriptValue[];
}

export interface Script {
  commands: Command[];
}
