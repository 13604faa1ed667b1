// The two channels between a window's page and the main process. There are no others.

/** Page to main process: one call of the contract, answered by one reply. */
export const CALL_CHANNEL = "inquest:call";
/** Main process to page: one event of the contract. */
export const EVENT_CHANNEL = "inquest:event";
