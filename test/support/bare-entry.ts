// The least that a raw entry of an action log must hold: seq and prev are for whoever seals it.

export const BARE_ENTRY = {
  v: 1,
  id: "a",
  time: "2026-03-17T14:31:58Z",
  correlation_id: "r",
  actor: {},
  trigger_condition: {},
  policy: {},
  confidence_score: 0.9,
  action_taken: null,
  outcome: "escalated",
  fallback_result: {},
};
