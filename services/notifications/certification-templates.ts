type Data = Record<string, string>;

/** What a producer's people are told of their certificates. Data: number, product, stars, reason, decision, link. */
export const certificationTemplates = {
  certificate_revoked: {
    vi: (d: Data) => ({
      subject: `Giấy chứng nhận ${d.number} của ${d.product} đã bị thu hồi`,
      body: `Giấy chứng nhận ${d.stars} sao số ${d.number} của ${d.product} đã bị thu hồi theo quyết định ${d.decision}.\n\nLý do: ${d.reason}\n\nHàng vẫn bán được nhưng không còn sao; bạn đừng dùng nhãn sao trên bao bì và lời giới thiệu nữa. Giấy đã thu hồi không phục hồi, chỉ cấp giấy mới.\n\nXem hàng của bạn: ${d.link}`,
    }),
    en: (d: Data) => ({
      subject: `Certificate ${d.number} of ${d.product} has been revoked`,
      body: `The ${d.stars}-star certificate ${d.number} of ${d.product} has been revoked by decision ${d.decision}.\n\nReason: ${d.reason}\n\nThe goods can still be sold, without stars; please stop using the star label on packs and in texts. A revoked certificate is not restored; only a new one can be granted.\n\nSee your goods: ${d.link}`,
    }),
  },
};
