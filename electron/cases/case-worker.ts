// The worker thread of a case.
export {};
