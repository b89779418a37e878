import { useWords } from "#app/i18n/i18n.ts";
import type { VideoStanding } from "#services/live/port.ts";

/**
 * What to say of the video server, or null when it is ready: to viewers what is going on and that they can buy, to the
 * people of a show also how to get what is missing.
 */
export function useVideoWords() {
  const { t } = useWords();
  return (standing: VideoStanding, reader: "viewer" | "host"): string | null => {
    if (standing.state === "ready") return null;
    if (standing.state === "preparing") {
      const then = t(reader === "host" ? "video.hostComes" : "video.comes");
      return `${t(`video.preparing.${standing.code}`)} ${then}`;
    }
    const then = reader === "host" ? t(`video.how.${standing.code}`) : t("video.without");
    return `${t(`video.missing.${standing.code}`)} ${then}`;
  };
}
