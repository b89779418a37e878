import vietnamese400 from "@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url";

/** Address of the one font file worth a preload (`as="font" type="font/woff2" crossOrigin="anonymous"`). */
export const preloadFont: string = vietnamese400;
