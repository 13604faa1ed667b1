// What the pure code asks of its host: fast SHA-256 and fast Ed25519. Hosts inject the platform's own.

export interface Digests {
  /** SHA-256 (FIPS 180-4) of the bytes, 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** The same as 64 lowercase hex digits. */
  sha256Hex(bytes: Uint8Array): string;
  /** The same, written to `out[offset, offset + 32)`: no object is made, for the inner loops. */
  sha256Into(bytes: Uint8Array, out: Uint8Array, offset: number): void;
}

export interface Platform extends Digests {
  /**
   * Cofactorless, byte-comparing Ed25519 verification (RFC 8032 section 5.1.7 without the cofactor), as
   * OpenSSL and BoringSSL do it. `publicKey` is 32 bytes, `signature` 64. Never throws: false instead.
   */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
