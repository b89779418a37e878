import { createContext, useContext } from "react";

export const NonceContext = createContext<string | undefined>(undefined);

/** The nonce of this document's scripts; undefined in the browser, where React must not read it back. */
export const useNonce = () => useContext(NonceContext);
