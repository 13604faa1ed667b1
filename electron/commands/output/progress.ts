// Progress of long work, on stderr, only where that is a terminal: rate and time left.

const FIRST_AFTER_MS = 500;
const EVERY_MS = 100;

export interface ProgressLine {
  update(progress: { readonly done: number; readonly total: number }): void;
  end(): void;
}

export function progressLine(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const start = performance.now();
  let next = start + FIRST_AFTER_MS;
  let shown = false;
  return {
    update: ({ done, total }) => {
      const now = performance.now();
      if (!stream.isTTY || now < next || total === 0) return;
      next = now + EVERY_MS;
      shown = true;
      const rate = done / ((now - start) / 1000);
      const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
      const percent = Math.floor((100 * done) / total);
      stream.write(`\r\u001b[K${label} ${percent}%  ${(rate / 1e6).toFixed(0)} MB/s  ${left} s left`);
    },
    end: () => {
      if (shown) stream.write("\r\u001b[K");
    },
  };
}
