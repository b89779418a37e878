/** The pages whose versions people agree to; their words stand in app/i18n. */
export const POLICIES = ["rules", "returns", "privacy", "complaints"] as const;
export type Policy = (typeof POLICIES)[number];
