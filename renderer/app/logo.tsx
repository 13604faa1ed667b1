// The sign of the program: a seal with a chain's link through it.

export function Logo({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden focusable="false">
      <rect x="1" y="1" width="18" height="18" rx="5" fill="var(--accent)" />
      <circle cx="8.6" cy="8.6" r="3.9" stroke="var(--accent-ink)" strokeWidth="1.7" />
      <path d="m11.6 11.6 3.6 3.6" stroke="var(--accent-ink)" strokeWidth="1.9" strokeLinecap="round" />
      <path d="m7 8.7 1.2 1.2 2.1-2.4" stroke="var(--accent-ink)" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}
