// Composition root of the desktop application.
export {};
