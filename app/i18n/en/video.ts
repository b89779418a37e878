export default {
  preparing: {
    download: "The market is downloading its video server, LiveKit, which usually takes less than a minute.",
    build: "The market is building its video server, LiveKit, with Go, which takes two to four minutes.",
    wait: "The market is waiting for another start on this machine that is getting LiveKit, the video server.",
  },
  missing: {
    not_fetched: "The market lacks its video server, LiveKit, and was told to download nothing.",
    no_way: "The market lacks its video server, LiveKit: there is no release for this machine and no Go to build it.",
    failed: "The market lacks its video server, LiveKit: it could neither be downloaded nor built.",
    not_starting: "The video server, LiveKit, is there but does not start.",
    not_set: "The market is connected to no LiveKit video server.",
    silent: "The video server, LiveKit, does not answer.",
  },
  how: {
    not_fetched:
      "Whoever keeps the market's machine starts it without --no-download, or installs livekit-server 1.13.5.",
    no_way:
      "Whoever keeps the market's machine installs livekit-server 1.13.5 (docs.livekit.io) or Go 1.26 (go.dev) and starts it again.",
    failed:
      "Whoever keeps the market's machine checks its network and starts it again, or installs livekit-server 1.13.5 (docs.livekit.io).",
    not_starting: "Whoever keeps the market's machine finds why in the last lines of livekit.log in the log folder.",
    not_set: "Whoever keeps the market's machine sets LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET and starts it again.",
    silent:
      "The market's own comes back by itself within seconds. With one of your own, see whether it runs and whether LIVEKIT_URL is right.",
  },
  comes: "The picture appears by itself when that is done; you can buy meanwhile.",
  without: "Shows have no picture now; you can see the goods and buy.",
  hostComes: "This page connects by itself when that is done; you can change the run of show meanwhile.",
};
