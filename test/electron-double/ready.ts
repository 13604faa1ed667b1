// Whether the application is ready: before, some things may not be done, and after, others.

let ready = false;

export function isReady(): boolean {
  return ready;
}

export function becomeReady(): void {
  ready = true;
}
