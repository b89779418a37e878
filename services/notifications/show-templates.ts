type Data = Record<string, string>;

const moment = (iso: string | undefined, language: "vi" | "en") =>
  new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", {
    timeZone: "Asia/Ho_Chi_Minh",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso ?? 0));

/** What people are told of a show they asked to be reminded of. Data: title, startsAt (ISO), link. */
export const showTemplates = {
  show_soon: {
    vi: (d: Data) => ({
      subject: `Phiên live lúc ${moment(d.startsAt, "vi")}: ${d.title}`,
      body: `Phiên “${d.title}” bắt đầu lúc ${moment(d.startsAt, "vi")}, như bạn đã nhờ chợ nhắc.\n\nXem ở đây: ${d.link}\n\nChợ Phiên`,
      sms: `Chợ Phiên: phiên “${d.title}” bắt đầu lúc ${moment(d.startsAt, "vi")}. Xem: ${d.link}`,
    }),
    en: (d: Data) => ({
      subject: `Live show at ${moment(d.startsAt, "en")}: ${d.title}`,
      body: `The show “${d.title}” begins at ${moment(d.startsAt, "en")} (Vietnam time); you asked to be reminded.\n\nWatch it here: ${d.link}\n\nChợ Phiên`,
      sms: `Chợ Phiên: the show “${d.title}” begins at ${moment(d.startsAt, "en")}. Watch: ${d.link}`,
    }),
  },
  show_open: {
    vi: (d: Data) => ({
      subject: `Phiên live đang mở: ${d.title}`,
      body: `Phiên “${d.title}” vừa mở, như bạn đã nhờ chợ nhắc.\n\nXem ở đây: ${d.link}\n\nChợ Phiên`,
      sms: `Chợ Phiên: phiên “${d.title}” vừa mở. Xem: ${d.link}`,
    }),
    en: (d: Data) => ({
      subject: `Live now: ${d.title}`,
      body: `The show “${d.title}” has just opened; you asked to be reminded.\n\nWatch it here: ${d.link}\n\nChợ Phiên`,
      sms: `Chợ Phiên: the show “${d.title}” has just opened. Watch: ${d.link}`,
    }),
  },
};
