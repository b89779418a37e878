/** Where bytes are kept. Keys are our own, never a visitor's words; a stored key never changes its content. */
export interface FilePort {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or null when there is no such key. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}
