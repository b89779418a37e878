/** Photos that couldn't be sent yet, kept in the browser until they are. Without such a store nothing is kept. */
export type KeptPhoto = { id: string; formKey: string; blob: Blob };

const STORE = "photos";

function openStore(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    if (typeof indexedDB === "undefined") return resolve(null);
    const asked = indexedDB.open("cho-phien-photos", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  const db = await openStore();
  if (!db) return null;
  return new Promise((resolve) => {
    const asked = work(db.transaction(STORE, mode).objectStore(STORE));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  }).finally(() => db.close()) as Promise<T | null>;
}

export async function keepPhoto(photo: KeptPhoto): Promise<void> {
  await inStore("readwrite", (store) => store.put(photo));
}

export async function dropPhoto(id: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(id));
}

export async function keptPhotos(formKey: string): Promise<KeptPhoto[]> {
  const all = await inStore<KeptPhoto[]>("readonly", (store) => store.getAll());
  return (all ?? []).filter((photo) => photo.formKey === formKey);
}
