// The bridge between page and host.
export {};
