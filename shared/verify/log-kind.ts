// The two logs that share one line form: what their entries must hold.

export interface LogKind {
  readonly name: "action-log" | "notes";
  /** Top-level fields that every entry has, version 1. */
  readonly required: readonly string[];
}

export const ACTION_LOG: LogKind = {
  name: "action-log",
  required: [
    "v",
    "seq",
    "prev",
    "id",
    "time",
    "correlation_id",
    "actor",
    "trigger_condition",
    "policy",
    "confidence_score",
    "action_taken",
    "outcome",
    "fallback_result",
  ],
};

export const NOTES_LOG: LogKind = {
  name: "notes",
  required: ["v", "seq", "prev", "id", "time", "author", "kind", "target", "body"],
};

/** The `prev` of a log's first entry. */
export const GENESIS = "0".repeat(64);
